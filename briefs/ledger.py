"""Ledger: the sentences of a cluster, and what each of them rests on.

In:  the proses of a cluster: its summary, and its sub-stories that are told inline.
Out: one line a sentence: cited, marked `[*]`, or bare.

Sentences are counted from 1 through the summary and then the sub-stories, as citations are, and
have the same numbers in every output. Headings and code are no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefs import sentences
from briefs.model import Prose

MARKED = 0
"""Stands in a row for `[*]`: the ordinals of citations begin with 1."""

_NO_SENTENCE = re.compile(r"<(h[1-6]|pre)\b.*?</\1>", re.DOTALL)

Row = list[int]
"""A line without its words, as an entry keeps it: the ordinals of its citations, and `MARKED`."""


class Line(NamedTuple):
    """One sentence. `citations` are the ordinals, from 1, of the cluster's citations in it."""

    number: int
    text: str
    citations: tuple[int, ...]
    is_marked: bool

    @property
    def row(self) -> Row:
        """The line without its words."""
        return [MARKED, *self.citations] if self.is_marked else [*self.citations]


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
        html = prose.html
        if "<h" in html or "<pre" in html:
            html = _NO_SENTENCE.sub("", html)
        for sentence in sentences.split(html):
            number += 1
            ordinals = tuple(before + index + 1 for index in sentence.citations)
            yield Line(number, sentence.text, ordinals, sentence.is_marked)
        before += len(prose.citations)


def tally(rows: Iterable[Row], cited: Sequence[str]) -> Tally:
    """Count the rows of a cluster; `cited` are the articles of its citations, in order."""
    total = supported = marked = single = 0
    for row in rows:
        total += 1
        articles = {cited[ordinal - 1] for ordinal in row if ordinal != MARKED}
        supported += bool(articles)
        single += len(articles) == 1
        marked += not articles and bool(row)
    return Tally(total, supported, marked, total - supported - marked, single)
