"""Numerals: the value of a number in digits or in words.

In:  a levelled text (`folding.level`) and where a number begins in it.
Out: its possible values, and where it ends.

"1.000" is a thousand in Berlin and one in Boston: it has both values, and any may agree.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
CARDINALS = {word: index + 1 for index, word in enumerate(ONES)} | {
    word: (index + 2) * 10 for index, word in enumerate(TENS)
}
ORDINALS = {
    word: index + 1
    for index, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split()
    )
}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,]?\d)|\d+(?:[.,']\d+)*")
_LONGEST = 40
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d+\.\d+")
_CONTINENTAL = re.compile(r"(?:0|[1-9]\d{0,2}(?:[. ]\d{3})*|\d+)(?:,\d+)?")
_WORD = re.compile(r"(?:[ -](?:and )?)?([a-z]+)(?![a-z])")


class Numeral(NamedTuple):
    """A number at its place: its possible values, the likeliest first."""

    values: tuple[float, ...]
    end: int


def digits_at(text: str, start: int) -> Numeral | None:
    """The number in digits that begins here; None if it is none, such as a version "2.0.1"."""
    found = _DIGITS.match(text, start)
    if found is None:
        return None
    written, end = found[0], found.end()
    if len(written) > _LONGEST:
        return Numeral((), end)
    if written.isdigit():
        return Numeral((float(written),), end)
    values = []
    if _ENGLISH.fullmatch(written) or _INDIAN.fullmatch(written):
        values.append(float(written.replace(",", "").replace("'", "").replace(" ", "")))
    if _CONTINENTAL.fullmatch(written) and not _is_english_thousands(written):
        values.append(float(written.replace(".", "").replace(" ", "").replace(",", ".")))
    return Numeral(tuple(dict.fromkeys(values)), end)


def _is_english_thousands(written: str) -> bool:
    """Whether a comma stands before three digits alone, which nobody reads as a fraction."""
    head, comma, tail = written.partition(",")
    return bool(comma) and len(tail) == 3 and head.isdigit() and head != "0"


def words_at(text: str, start: int) -> Numeral | None:
    """The number in words that begins here, below a thousand: "two hundred and twenty-five"."""
    total, position = 0, start
    last = 0
    while found := _WORD.match(text, position):
        word = found[1]
        if word in CARDINALS and _may_follow(last, CARDINALS[word]):
            last = CARDINALS[word]
            total += last
        elif word == "hundred" and 0 < total < 100:
            total, last = total * 100, 100
        elif word == "dozen" and 0 < total < 20:
            return Numeral((float(total * 12),), found.end())
        else:
            break
        position = found.end()
    return Numeral((float(total),), position) if total else None


def _may_follow(last: int, value: int) -> bool:
    """Whether a number word may stand after another: "twenty" "two", not "two" "three"."""
    return last in {0, 100} or (last in range(20, 100, 10) and value < 10)


def parts_of(numerator: int, denominator: int) -> tuple[float, ...]:
    """A fraction in percent, exact and as newspapers round it."""
    percent = 100 * numerator / denominator
    return tuple(dict.fromkeys([percent, round(percent, 1), float(round(percent)), percent // 1]))
