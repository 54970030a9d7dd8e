"""Testimony: what one article says, in the forms in which it is searched.

In:  an article's title, excerpt and text, of which any may be missing.
Out: whether it says a claim, and what comes nearest to it.

Each form is made when it is first needed, in time that grows with the text's length alone.
"""

from __future__ import annotations

import math
from functools import cached_property

from briefs.evidence.claims import Claim
from briefs.evidence.countries import MEANINGS
from briefs.evidence.figures import Figure, figures_in, is_year
from briefs.evidence.folding import fold, words
from briefs.evidence.hedges import Hedge, allows
from briefs.evidence.quotations import says
from briefs.evidence.units import can_mean

_CONNECTORS = frozenset("of the and for de".split())


class Testimony:
    """What one article says."""

    def __init__(self, title: str | None, excerpt: str | None, text: str | None) -> None:
        self._parts = [part for part in (text, excerpt, title) if part]
        self.has_text = bool(text)
        self.has_words = bool(text or excerpt)

    def says(self, claim: Claim) -> bool:
        """Whether the article says this."""
        if claim.kind == "figure":
            return all(self._has_figure(figure, claim.hedge) for figure in claim.figures)
        if claim.kind == "quotation":
            return any(says(folded, claim.words) for folded in self._folded)
        return self._has_name(claim.words)

    def nearest(self, claim: Claim) -> str | None:
        """What the article says that is most like a claim which it does not say."""
        if claim.kind == "figure":
            return self._nearest_figure(claim.figures[0])
        return None

    @cached_property
    def _words(self) -> list[list[str]]:
        return [words(part) for part in self._parts]

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(found) for found in self._words]

    @cached_property
    def _figures(self) -> list[tuple[Figure, str]]:
        return [
            (figure, part[figure.start : figure.end])
            for part in self._parts
            for figure in figures_in(part)
        ]

    @cached_property
    def _written(self) -> frozenset[str]:
        """The words as they are written, for acronyms: "US" is not "us"."""
        return frozenset(word for found in self._words for word in found)

    def _has_figure(self, claimed: Figure, hedge: Hedge) -> bool:
        return any(_agrees(claimed, hedge, said) for said, _ in self._figures)

    def _nearest_figure(self, claimed: Figure) -> str | None:
        def distance(said: Figure) -> float:
            one, other = claimed.values[0], said.values[0]
            return abs(math.log(one / other)) if one > 0 and other > 0 else abs(one - other)

        alike = [
            (distance(said), text)
            for said, text in self._figures
            if said.unit == claimed.unit and is_year(said) == is_year(claimed)
        ]
        return min(alike)[1] if alike else None

    def _has_name(self, needed: tuple[str, ...]) -> bool:
        return all(self._has_word(word) for word in needed)

    def _has_word(self, word: str) -> bool:
        if word.isupper() and len(word) < 4:
            if word in self._written:
                return True
        elif any(fold([word]) in folded for folded in self._folded):
            return True
        meant = MEANINGS.get(word.casefold(), ())
        return any(
            f" {name} " in folded for name in meant if len(name) > 3 for folded in self._folded
        ) or any(name.upper() in self._written for name in meant if len(name) < 4)


def _agrees(claimed: Figure, hedge: Hedge, said: Figure) -> bool:
    """Whether a figure of an article is the one that a sentence claims."""
    if claimed.day:
        return bool(said.day) and claimed.day.agrees(said.day)
    if said.day and is_year(claimed):
        return said.day.year == claimed.values[0]
    if not can_mean(claimed.unit, said.unit):
        return False
    return any(
        math.isclose(one, other, rel_tol=1e-12) or allows(hedge, one, other)
        for one in claimed.values
        for other in said.values
    )
