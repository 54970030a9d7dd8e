"""Measuring: the scale and the unit that stand beside a number.

In:  a levelled text, a number's place in it and what it may be.
Out: a `Figure`: the number with what it counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefs.evidence import units
from briefs.evidence.days import Day
from briefs.evidence.folding import CJK
from briefs.evidence.units import SCALES, UNITS, Unit

_LETTER = rf"(?:[^\W\d_{CJK}]|[\u0900-\u0963])"
_WORD = re.compile(rf"(?P<gap> ?-? ?)(?P<word>{_LETTER}+(?:[²³]|/h)?|[%°][cf]?(?!{_LETTER}))")
_PHRASE = re.compile(r" ?-?((?:u\.s\.|[a-z]+)[ -][a-z]+(?: [a-z]+)?)(?![a-z])")
_CJK = re.compile(
    f" ?(?P<scale>[{''.join(units.CJK_SCALES)}]*)(?P<unit>{'|'.join(units.CJK_UNITS)})?"
)
_FUNCTION_WORDS = frozenset(
    "of in and to or the from by at on as was were is are for with than that over after before "
    "since until while but per a an its their this which who when will would had has have more "
    "million billion".split()
)


class Figure(NamedTuple):
    """A number at its place, as `values` of a unit: several, where it can be read in several ways.

    `is_claim` is false where an editor would not call it a figure ("the two sides"), though it
    may be what the figure of another text means. `scale` is the factor that is in the values.
    """

    values: tuple[float, ...]
    unit: str
    start: int
    end: int
    is_claim: bool = True
    scale: float = 1.0
    day: Day | None = None


def measured(
    low: str, start: int, values: tuple[float, ...], end: int, money: str = units.BARE
) -> Figure:
    """The number that ends at `end`, with what follows; `money` is the currency before it."""
    if low[end : end + 1] >= "\u0900" and (found := _CJK.match(low, end)) and found[0].strip():
        return _in_cjk(start, values, found, money)
    scale = 1.0
    while found := _WORD.match(low, end):
        factor = SCALES.get(found["word"], 0.0)
        if money and not found["gap"]:
            factor = units.LETTER_SCALES.get(found["word"], factor)
        if not factor:
            break
        scale *= factor
        end = found.end()
    if scale == 1.0 and not money and found and not found["gap"]:
        scale = _glued_scale(found["word"])
        end = found.end() if scale > 1 else end
    unit, end = (Unit(money), end) if money else _unit_at(low, end)
    factor = scale * unit.factor
    return Figure(_times(values, factor), unit.measure, start, end, scale=scale)


def _glued_scale(word: str) -> float:
    """The scale in "10k users" or "10b tokens"; not in "3m" and "5t", which are meters and tons."""
    return units.LETTER_SCALES[word] if word in {"k", "b"} else 1.0


def _times(values: tuple[float, ...], factor: float) -> tuple[float, ...]:
    return values if factor == 1.0 else tuple(value * factor for value in values)


def _in_cjk(start: int, values: tuple[float, ...], found: re.Match[str], money: str) -> Figure:
    scale = 1.0
    for letter in found["scale"]:
        scale *= units.CJK_SCALES[letter]
    word = units.CJK_UNITS.get(found["unit"] or "", "")
    unit = UNITS.get(word) or Unit(word or money)
    values = _times(values, scale * unit.factor)
    return Figure(values, unit.measure, start, found.end(), scale=scale)


def _unit_at(low: str, end: int) -> tuple[Unit, int]:
    """The unit that begins here, and where it ends; else whether something is counted."""
    found = _WORD.match(low, end)
    if found is None:
        return Unit(units.BARE), end
    if phrase := _PHRASE.match(low, end):
        parts = re.split("[ -]", phrase[1])
        for count in range(len(parts), 1, -1):
            if unit := UNITS.get(" ".join(parts[:count])):
                return unit, phrase.start(1) + len(" ".join(parts[:count]))
    if unit := UNITS.get(found["word"]):
        if _is_word_of_speech(found["word"], found["gap"]):
            return Unit(units.BARE), end
        return unit, found.end()
    if found["word"] in _FUNCTION_WORDS:
        return Unit(units.BARE), end
    return Unit(units.COUNTED), end


def _is_word_of_speech(word: str, gap: str) -> bool:
    """Whether a short unit is likelier a word or a letter, since it stands apart: "10 x", "5 c"."""
    return gap == " " and word in {"c", "f", "x", "real", "fold"}
