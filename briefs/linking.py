"""Linking: which article or cluster an open sub-story is most likely about.

In:  the sub-stories of one cluster, its articles in the order of their first citation, and all
     headlines of the publication.
Out: at most one suggestion a sub-story, with its score, its band and what it is made of.

A suggestion is never a link. Each target is suggested once. The clear band is for a title much like
the headline, where neither says anything that the other does not contain, and all others are well
behind; the order alone makes a suggestion possible, never clear.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from briefs.alignment import Alignment, Asked, Candidate
from briefs.likeness import Near

ORDER = 0.55
"""How much of what words leave open the order settles, where it can be trusted wholly."""

FLOOR = 0.33
"""The least score of a suggestion."""

SURE, MARGIN = 0.7, 0.15
"""The least likeness to a title for the clear band, and how far all others must be behind."""

AGAINST_ORDER = 0.8
"""The least likeness to a title for the clear band where the order speaks against it."""

ALIKE, SAME = 0.5, 0.85
"""The least likeness to a headline of the publication, and that for the clear band."""


class Band(StrEnum):
    """How sure a suggestion is: a clear one may be taken at once, a possible one needs a look."""

    CLEAR = "clear"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Target:
    """What a sub-story may lead to: the key to write and the id."""

    key: Literal["articles", "cluster"]
    id: str

    @property
    def text(self) -> str:
        """The value, as it is written."""
        # An id may look like what YAML reads as nothing.
        word = f'"{self.id}"' if self.id.casefold() == "null" else self.id
        return f"[{word}]" if self.key == "articles" else word

    @property
    def line(self) -> str:
        """The line to write."""
        return f"{self.key}: {self.text}"

    @property
    def value(self) -> str | list[str]:
        """The value, as it is read."""
        return [self.id] if self.key == "articles" else self.id


@dataclass(frozen=True)
class Suggestion:
    """What a sub-story is likely about; `score` is of 0 to 1, `parts` say what it is made of."""

    target: Target
    title: str
    score: float
    band: Band
    parts: str

    @property
    def grade(self) -> str:
        """The band, the score, and what it is made of."""
        return f"{self.band}, {100 * self.score:.0f} of 100: {self.parts}"


Search = Callable[[str], Sequence[Near]]
"""Finds the clusters whose headlines are like one."""


def suggest(
    asked: Sequence[Asked],
    articles: Sequence[Candidate],
    search: Search,
    headlines: Mapping[str, str],
) -> dict[int, Suggestion]:
    """The suggestion for each open sub-story that has one, by its index."""
    table = Alignment(asked, articles)
    taken = {id for one in asked for id in one.articles}
    offers: list[tuple[int, Suggestion]] = []
    for row, one in enumerate(asked):
        if one.is_open:
            own = [*_articles(table, row, taken), *_clusters(search(one.headline), headlines)]
            offers += ((row, offer) for offer in _humbled(own))
    return _one_to_one(offers)


def _articles(table: Alignment, row: int, taken: Collection[str]) -> Iterator[Suggestion]:
    """The articles that a sub-story may be about."""
    on_line = table.line.get(row)
    for column, article in enumerate(table.columns):
        pair = table.pairs(row)[column]
        is_in_order = column == on_line
        order = ORDER * table.trust(row) if is_in_order else 0.0
        score = pair.words + (1 - pair.words) * order
        if score < FLOOR or article.id in taken:
            continue
        least = SURE if is_in_order else AGAINST_ORDER
        is_clear = pair.title >= least and pair.is_whole and table.margin(row, column) >= MARGIN
        band = Band.CLEAR if is_clear else Band.POSSIBLE
        parts = _parts(table, row, column)
        yield Suggestion(Target("articles", article.id), article.title, score, band, parts)


def _parts(table: Alignment, row: int, column: int) -> str:
    """What the score of an article is made of, in words."""
    pair = table.pairs(row)[column]
    said = [f"title {100 * pair.title:.0f}"]
    if pair.words > pair.title:
        said.append(f"sentences that cite it {100 * pair.words:.0f}")
    place = f"{_ordinal(column + 1)} of {len(table.columns)}"
    said.append(f"order {place}" if table.line.get(row) == column else f"{place}, out of order")
    return ", ".join(said)


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    endings = {1: "st", 2: "nd", 3: "rd"}  # codespell:ignore nd
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else endings.get(number % 10, 'th')}"


def _clusters(near: Sequence[Near], headlines: Mapping[str, str]) -> Iterator[Suggestion]:
    """The clusters that a sub-story may lead to."""
    for at, one in enumerate(near):
        rival = max((other.likeness for index, other in enumerate(near) if index != at), default=0)
        is_clear = one.likeness >= SAME and one.is_whole and one.likeness - rival >= MARGIN
        band = Band.CLEAR if is_clear else Band.POSSIBLE
        if one.likeness >= ALIKE:
            parts = f"headline {100 * one.likeness:.0f}"
            yield Suggestion(
                Target("cluster", one.id), headlines[one.id], one.likeness, band, parts
            )


def _humbled(offers: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The offers for one sub-story; none is clear that another one comes near."""
    for at, offer in enumerate(offers):
        rival = max((other.score for i, other in enumerate(offers) if i != at), default=0.0)
        is_close = offer.score - rival < MARGIN
        yield replace(offer, band=Band.POSSIBLE) if is_close else offer


def _one_to_one(offers: Sequence[tuple[int, Suggestion]]) -> dict[int, Suggestion]:
    """The best offers, each sub-story and each target once; then in the order of sub-stories."""
    found: dict[int, Suggestion] = {}
    taken: set[Target] = set()
    # Of equals the cluster: a story of this publication is told here.
    ranked = sorted(
        offers, key=lambda one: (-one[1].score, one[1].target.key == "articles", one[0])
    )
    for row, offer in ranked:
        if row not in found and offer.target not in taken:
            found[row] = offer
            taken.add(offer.target)
    return dict(sorted(found.items()))
