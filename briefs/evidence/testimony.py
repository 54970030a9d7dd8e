"""Testimony: what one article says, and what in it comes nearest to a claim.

In:  an article's title, excerpt and text, of which any may be missing.
Out: whether it says a claim; if not, its own words that are most like it.

Each form of the article is made when it is first needed, in time that grows with its length alone.
"""

from __future__ import annotations

import math
import re
from functools import cached_property

from briefs import suggest
from briefs.evidence.claims import Claim
from briefs.evidence.figures import Figure, figures_in, is_year
from briefs.evidence.folding import level
from briefs.evidence.hedges import Hedge, allows
from briefs.evidence.phrases import Phrases
from briefs.evidence.units import DATE, can_mean

_NAME = re.compile(r"[A-Z][\w'’&.-]*\w(?: [A-Z][\w'’&.-]*\w)*")
_SEARCHED = 100_000
"""Characters of a text in which the nearest thing is looked for; it only helps."""


class Testimony:
    """What one article says."""

    def __init__(
        self, title: str | None = None, excerpt: str | None = None, text: str | None = None
    ) -> None:
        self._parts = tuple(part for part in (text, excerpt, title) if part)
        self.has_text = bool(text)
        self.has_words = bool(text or excerpt)

    def says(self, claim: Claim) -> bool:
        """Whether the article says this."""
        if claim.kind == "figure":
            return all(self._has_figure(figure, claim.hedge) for figure in claim.figures)
        if claim.kind == "quotation":
            return self._phrases.has_in_order(claim.words)
        return self._phrases.has_name(claim.words)

    def nearest(self, claim: Claim) -> tuple[str, float] | None:
        """What the article says that is most like this, and how like, from 0 to 1."""
        if claim.kind == "figure":
            return self._nearest_figure(claim)
        if claim.kind == "quotation":
            return self._nearest_passage(claim.text)
        return self._nearest_name(claim.text)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self._parts)

    @cached_property
    def _figures(self) -> tuple[tuple[Figure, str], ...]:
        """The figures with their words as they are written."""
        return tuple(
            (figure, part[figure.start : figure.end])
            for part in self._parts
            for figure in figures_in(part)
        )

    @cached_property
    def _by_unit(self) -> dict[str, tuple[Figure, ...]]:
        """The figures by what they count, each value once: texts repeat themselves."""
        found: dict[str, dict[object, Figure]] = {}
        for figure, _ in self._figures:
            key = (figure.values, figure.day and figure.day[:3])
            found.setdefault(figure.unit, {}).setdefault(key, figure)
        return {unit: tuple(figures.values()) for unit, figures in found.items()}

    def _has_figure(self, claimed: Figure, hedge: Hedge) -> bool:
        return any(
            _agrees(claimed, hedge, said)
            for unit, figures in self._by_unit.items()
            if can_mean(claimed.unit, unit) or (unit == DATE and is_year(claimed))
            for said in figures
        )

    def _nearest_figure(self, claim: Claim) -> tuple[str, float] | None:
        """The figure that counts the same and is nearest; else the same number of another unit."""
        claimed = claim.figures[0]
        alike = [
            (_distance(claimed, said), -index, written)
            for index, (said, written) in enumerate(self._figures)
            if said.unit == claimed.unit and is_year(said) == is_year(claimed)
        ]
        if alike:
            distance, _, written = min(alike)
            return written, 1 / (1 + distance)
        number = claimed.values[0]
        for said, written in self._figures:
            if not said.day and number in said.values:
                return written, 0.1
        return None

    def _nearest_passage(self, quoted: str) -> tuple[str, float] | None:
        best: tuple[str, float] | None = None
        for part in self._parts:
            searched = part[:_SEARCHED]
            found = suggest.closest_passage(level(quoted), level(searched))
            if found and (best is None or found[2] > best[1]):
                best = searched[found[0] : found[1]], found[2]
        return best

    def _nearest_name(self, name: str) -> tuple[str, float] | None:
        names = dict.fromkeys(
            found[0] for part in self._parts for found in _NAME.finditer(part[:_SEARCHED])
        )
        return suggest.closest_name(name, names)


def _distance(claimed: Figure, said: Figure) -> float:
    """How far two figures of one unit are apart."""
    if claimed.day and said.day:
        one, other = claimed.day, said.day
        return abs(
            (one.year - other.year) * 372 + (one.month - other.month) * 31 + one.day - other.day
        )
    one_value, other_value = claimed.values[0], said.values[0]
    if one_value > 0 and other_value > 0:
        return abs(math.log(one_value / other_value))
    return abs(one_value - other_value)


def _agrees(claimed: Figure, hedge: Hedge, said: Figure) -> bool:
    """Whether a figure of an article is the one that a sentence claims."""
    if claimed.day or said.day:
        if claimed.day and said.day:
            return claimed.day.agrees(said.day)
        return said.day is not None and is_year(claimed) and said.day.year == claimed.values[0]
    return any(
        math.isclose(one, other, rel_tol=1e-12) or allows(hedge, one, other)
        for one in claimed.values
        for other in said.values
    )
