"""Figures: the numbers of a text, with what they count, and whether one says another.

In:  a text: a sentence, or an article's.
Out: its figures in order, each with its possible values, its unit and its place.

Names that hold digits (H100, GPT-4, COVID-19, G7, 5G) are no figures; nor are "one of", "the two
sides", "dozens", "multi-billion", "first". The same reading serves both sides of a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefs.evidence import units
from briefs.evidence.counting import LONE, PAIRS, figure_at
from briefs.evidence.days import MONTHS
from briefs.evidence.folding import level
from briefs.evidence.measuring import Figure
from briefs.evidence.numerals import CARDINALS, ORDINALS, digits_at

__all__ = ["Figure", "figures_in", "is_range", "is_year", "same"]

_SEED = re.compile(
    r"\d+|\b(?:" + "|".join([*CARDINALS, *ORDINALS, *LONE, *PAIRS, *MONTHS]) + r")(?![^\W_])"
)
_JOIN = re.compile(r" ?- ?| to ")


def figures_in(text: str) -> Iterator[Figure]:
    """The figures of a text, in order; none overlaps another."""
    low = level(text)
    end = 0
    waiting: Figure | None = None
    for seed in _SEED.finditer(low):
        if seed.start() < end:
            continue
        found = figure_at(low, seed.start(), text)
        if found is None:
            # What cannot be read here is passed over as a whole: "2.0.1" is not "0.1".
            numeral = digits_at(low, seed.start())
            end = numeral.end if numeral else seed.end()
            continue
        end = found.end
        if waiting is not None:
            waiting, found = _as_range(low, waiting, found)
            yield waiting
        waiting = found
    if waiting is not None:
        yield waiting


def is_range(low: str, first: Figure, second: Figure) -> bool:
    """Whether two figures are the ends of one range: "10-15", "10 to 15", "between 10 and 15"."""
    if first.day or second.day or units.RANK in {first.unit, second.unit}:
        return False
    join = low[first.end : second.start]
    if join == " and ":
        return low.endswith("between ", 0, first.start)
    return _JOIN.fullmatch(join) is not None


def _as_range(low: str, first: Figure, second: Figure) -> tuple[Figure, Figure]:
    """Two figures, each with what the other says for both: "$10 to 15 billion"."""
    if not is_range(low, first, second):
        return first, second
    if is_year(first) and second.end - second.start == 2 and second.unit == units.BARE:
        century = first.values[0] // 100 * 100
        return first, second._replace(values=(century + second.values[0],))
    if first.unit == units.BARE:
        first = first._replace(unit=second.unit)
    elif second.unit in {units.BARE, units.COUNTED} and first.unit in units.MONEY:
        second = second._replace(unit=first.unit)
    if first.scale == 1.0 < second.scale and first.values < second.values:
        values = tuple(value * second.scale for value in first.values)
        first = first._replace(values=values, scale=second.scale)
    return first, second


def is_year(figure: Figure) -> bool:
    """Whether a figure reads as a year."""
    is_plain = figure.unit in {units.BARE, units.COUNTED} and figure.end - figure.start == 4
    return is_plain and figure.scale == 1.0 and 1800 <= figure.values[0] < 2100


def same(one: float, other: float) -> bool:
    """Whether two values are equal but for the arithmetic of their scales."""
    return abs(one - other) <= 1e-12 * max(abs(one), abs(other))
