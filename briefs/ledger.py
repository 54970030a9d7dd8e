"""Ledger: the sentences of a cluster, and what each of them rests on.

In:  the proses of a cluster: its summary, and its sub-stories that are told inline.
Out: one line a sentence: cited, marked `[*]`, or bare.

Sentences are counted from 1 through the summary and then the sub-stories, as citations are, and
have the same numbers in every output. Headings and code are no sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefs import sentences
from briefs.citations import ANALYSIS_MARK, MARK
from briefs.model import Prose

MARKED = 0
"""Stands in a row for `[*]`: the ordinals of citations begin with 1."""

BARE = "-"
"""Stands in a text for a row that is empty."""

Row = tuple[int, ...]
"""A line without its words: the ordinals of its citations, and `MARKED`."""


class Line(NamedTuple):
    """One sentence. `citations` are the ordinals, from 1, of the cluster's citations in it."""

    number: int
    text: str
    citations: tuple[int, ...]
    is_marked: bool


class Tally(NamedTuple):
    """How many sentences a cluster has, and how many of them are cited, marked or bare.

    A sentence that is both cited and marked counts as cited; `single` are those that rest on one
    article alone.
    """

    sentences: int
    cited: int
    marked: int
    bare: int
    single: int

    @property
    def coverage(self) -> float:
        """The percentage of sentences that are not bare; 100 where there are none."""
        return 100 * (self.sentences - self.bare) / self.sentences if self.sentences else 100.0


def lines_of(proses: Iterable[Prose]) -> Iterator[Line]:
    """The lines of a cluster whose proses these are."""
    before = 0
    number = 0
    for prose in proses:
        for start, end in stretches_of(prose):
            number += 1
            text, cited, is_marked = sentences.read(prose.html[start:end])
            yield Line(number, text, tuple(before + index + 1 for index in cited), is_marked)
        before += len(prose.cited)


def text_of(proses: Iterable[Prose]) -> str:
    """The lines of a cluster without their words, as an entry keeps them: `1,2 - 0,3` are three."""
    found: list[str] = []
    before = 1
    for prose in proses:
        html, bounds = prose.html, prose.sentences
        # After an odd number of bounds stands a sentence, after any other a heading or nothing.
        rows = [BARE] * (len(bounds) + 1)
        if ANALYSIS_MARK in html:
            for mark in re.finditer(ANALYSIS_MARK, html):
                rows[bisect_right(bounds, mark.start())] = str(MARKED)
        for ordinal, mark in enumerate(MARK.finditer(html), before):
            at = bisect_right(bounds, mark.start())
            rows[at] = str(ordinal) if rows[at] == BARE else f"{rows[at]},{ordinal}"
        found += rows[1::2]
        before += len(prose.cited)
    return " ".join(found)


def rows_in(text: str) -> list[Row]:
    """The rows of such a text."""
    return [*map(_row_in, text.split())]


@lru_cache(maxsize=4096)
def _row_in(text: str) -> Row:
    """A row; the same few stand in the ledgers of all clusters."""
    return () if text == BARE else tuple(map(int, text.split(",")))


def stretches_of(prose: Prose) -> Iterator[tuple[int, int]]:
    """Where the sentences of a prose begin and end in its HTML."""
    return zip(prose.sentences[::2], prose.sentences[1::2], strict=True)


def tally(rows: Iterable[Row], cited: Sequence[str]) -> Tally:
    """Count the rows of a cluster; `cited` are the articles of its citations, in order."""
    total = supported = marked = single = 0
    for row in rows:
        total += 1
        if not row:
            continue
        articles = {cited[ordinal - 1] for ordinal in row if ordinal != MARKED}
        supported += bool(articles)
        single += len(articles) == 1
        marked += not articles
    return Tally(total, supported, marked, total - supported - marked, single)
