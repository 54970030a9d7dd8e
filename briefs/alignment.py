"""Alignment: the sub-stories of one cluster against its articles, by their words and their order.

In:  the sub-stories, and the articles in the order of their first citation.
Out: for each pair what its words say; the best way to pair them in order; how far to trust it.

Sub-stories mostly stand in the order in which their articles are first cited. The line is the
pairing that keeps both orders and whose words agree best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefs.keywords import Words, words_of
from briefs.likeness import Scale, is_whole

CITED = 0.6
"""How far a sentence that cites an article speaks for it, where its title would speak for 1."""

TOLD = 0.35
"""The likeness from which words alone say which article a sub-story is about."""

APART = 0.08
"""How far the next article must be behind for that."""


@dataclass(frozen=True)
class Candidate:
    """An article or a cluster; `cited_for` are the sentences that cite an article."""

    id: str
    title: str
    cited_for: str = ""


@dataclass(frozen=True)
class Asked:
    """A sub-story: its headline and the articles that it leads to; `is_open` if to nothing."""

    headline: str
    articles: tuple[str, ...] = ()
    is_open: bool = True


class Pair(NamedTuple):
    """What speaks for an article as the target of a sub-story, of 0 to 1.

    `words` are its title's and those of the sentences that cite it; `is_whole` if of headline and
    title one holds all that the other says.
    """

    title: float
    words: float
    is_whole: bool


class _Way(NamedTuple):
    """Some pairs that keep both orders, and what they are worth together."""

    worth: float = 0.0
    pairs: tuple[tuple[int, int], ...] = ()


class Alignment:
    """All pairs of one cluster; `rows` are sub-stories, `columns` articles."""

    def __init__(self, rows: Sequence[Asked], columns: Sequence[Candidate]) -> None:
        self.rows = rows
        self.columns = columns
        self._titles = [_title_words(article) for article in columns]
        self._cited = [words_of(article.cited_for) for article in columns]
        self._scale = Scale([a | b for a, b in zip(self._titles, self._cited, strict=True)])
        self._pairs: dict[int, list[Pair]] = {}

    def pairs(self, row: int) -> list[Pair]:
        """The pairs of a row, one a column; what is linked already is mostly not asked for."""
        if row not in self._pairs:
            headline = words_of(self.rows[row].headline)
            self._pairs[row] = [
                _pair(self._scale, headline, title, cited)
                for title, cited in zip(self._titles, self._cited, strict=True)
            ]
        return self._pairs[row]

    @cached_property
    def line(self) -> dict[int, int]:
        """The column of each row on the line; of equal ways, the one by earlier articles."""
        above = [_Way()] * (len(self.columns) + 1)
        for row in range(len(self.rows)):
            here = [_Way()]
            for column in range(len(self.columns)):
                way = max(above[column + 1], here[column], key=lambda way: way.worth)
                gain = self._gain(row, column)
                worth, pairs = above[column]
                if gain is not None and worth + gain > way.worth:
                    way = _Way(worth + gain, (*pairs, (row, column)))
                here.append(way)
            above = here
        return dict(above[-1].pairs)

    def _gain(self, row: int, column: int) -> float | None:
        """What a pair adds to a way; None if it is none. What is linked keeps its article."""
        asked = self.rows[row]
        if not asked.is_open:
            return 1.0 if self.columns[column].id in asked.articles else None
        return self.pairs(row)[column].words + 0.1 - 0.05 * column / len(self.columns)

    def trust(self, row: int) -> float:
        """How far the line tells where a sub-story leads, by how the others keep to it."""
        kept = left = 0
        for other in range(len(self.rows)):
            told = self._told[other]
            if other != row and told is not None:
                kept += self.line.get(other) == told
                left += self.line.get(other) != told
        # Where the title says nothing there is only the order to go by; else others must prove it.
        granted = 0 if self._titles[self.line[row]] else 3
        few, many = sorted((len(self.rows), len(self.columns)))
        return (granted + kept) / (1 + granted + kept + 2 * left) * few / many

    @cached_property
    def _told(self) -> list[int | None]:
        """The column that each row leads to, or that its words alone speak for."""
        return [
            self._told_by_words(row) if asked.is_open else self._linked(asked)
            for row, asked in enumerate(self.rows)
        ]

    def _linked(self, asked: Asked) -> int | None:
        return next((at for at, one in enumerate(self.columns) if one.id in asked.articles), None)

    def _told_by_words(self, row: int) -> int | None:
        """The column that is clearly ahead of all others."""
        words = [pair.words for pair in self.pairs(row)]
        first, second = [*sorted(words, reverse=True), 0.0, 0.0][:2]
        return words.index(first) if first >= TOLD and first - second >= APART else None

    def margin(self, row: int, column: int) -> float:
        """How far all other pairs of a sub-story, and of an article, are behind by their words."""
        pairs = self.pairs(row)
        beside = [pair.words for at, pair in enumerate(pairs) if at != column]
        below = [
            self.pairs(at)[column].words
            for at, other in enumerate(self.rows)
            if at != row and other.is_open
        ]
        return pairs[column].words - max([*beside, *below], default=0.0)


def _title_words(article: Candidate) -> Words:
    """The words of a title that says something: not those of "Article 51155"."""
    return words_of(article.title) - words_of("article untitled") - {article.id}


def _pair(scale: Scale, headline: Words, title: Words, cited: Words) -> Pair:
    """What the words say of a pair."""
    by_title = scale.likeness(headline, title)
    words = max(by_title, CITED * scale.share(headline, cited))
    return Pair(by_title, words, is_whole(headline, title))
