"""Counting: the one figure that begins at a place of a text.

In:  a levelled text, the text as written, and where a digit or a number word stands.
Out: the `Figure` there; None where it is part of a name, a version, an idiom.
"""

from __future__ import annotations

import re

from briefs.evidence import units
from briefs.evidence.days import day_at
from briefs.evidence.folding import CJK
from briefs.evidence.measuring import Figure, measured
from briefs.evidence.numerals import CARDINALS, ORDINALS, PARTS, digits_at, parts_of, words_at
from briefs.evidence.units import SCALES

LONE = ("half", "quarter", "dozen", "hundred", "thousand", "million", "billion", "trillion")
"""Number nouns that count without a number before them: "a dozen", "half of"."""

PAIRS = ("both", "pair", "couple", "twice", "double")

_LETTER = rf"[^\W\d_{CJK}]"
_GLUED = re.compile(rf"{_LETTER}-?$")
_FREE = re.compile(
    r"(?<![a-z])(?:mid|pre|post|early|late|over|under|sub|near|top|some|to|by|fy|vs|and|or|s)-?$"
)
_MONEY = re.compile(
    r"(?<![a-z])("
    + "|".join(sorted(map(re.escape, units.CURRENCIES), key=len, reverse=True))
    + r") ?-?$"
)
_NUMBERED = re.compile(r"(?<![a-z])(?:nos?\. ?|no |number |# ?)$")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?![a-z])")
_TIME = re.compile(r"(?P<h>\d{1,2})(?::(?P<m>[0-5]\d))? ?(?P<half>[ap]\.?m(?![a-z])\.?)?(?![\d:])")
_NAME_TAIL = re.compile(r"[GDKM](?![A-Za-z])|[A-Z][A-Za-z]*\d|-[A-Z]?\d*[A-Z](?![a-z])")
_FRACTION = re.compile(
    r"(?P<n>one|two|three|four|five|seven|nine|a)[ -](?P<d>half|third|quarter|fifth|sixth|eighth"
    r"|tenth)s?(?![a-z])"
)
_HALF_A = re.compile(r"half an? (million|billion|trillion|dozen)(?![a-z])")
_ARTICLE_BEFORE = re.compile(r"(?:^|[^\w])(?:an?|per|every) $")
_SHARE_BEFORE = re.compile(r"\b(?:about|nearly|almost|roughly|by|than|cut .{1,12} in) (?:an? )?$")
_KNOWN_BEFORE = re.compile(
    r"(?:^|[^\w])(?:the|these|those|its|their|our|his|her|both|other|any|first|last|next) $"
)
_IDIOMS = ("-way", "-sided", "-faced", "-off", "-time", "-piece", "-fold", " of them", " of these")


def figure_at(low: str, start: int, text: str) -> Figure | None:
    """The figure that begins here."""
    if day := day_at(low, start, text):
        is_claim = bool(day.month and (day.day or day.year))
        return Figure((float(day.year),), units.DATE, start, day.end, is_claim, day=day)
    if low[start].isdigit():
        return _in_digits(low, start, text)
    if low[start - 1 : start] == "-" and _GLUED.search(low, max(0, start - 2), start):
        return None
    return _in_words(low, start)


def _in_digits(low: str, start: int, text: str) -> Figure | None:
    before = low[max(0, start - 12) : start]
    if _belongs_to_a_name(before, start, text):
        return None
    numeral = digits_at(low, start)
    if numeral is None or not numeral.values:
        return None
    values, end = numeral
    if ending := _ORDINAL_END.match(low, end):
        return Figure(values, units.RANK, start, ending.end())
    if low[end : end + 1] == "s" and values[0] % 10 == 0 and not low[end + 1 : end + 2].isalnum():
        return Figure((values[0], values[0] % 100), units.DECADE, start, end + 1)
    if (clock := _TIME.match(low, start)) and (clock["m"] or clock["half"]):
        minutes = int(clock["h"]) % 12 * 60 + int(clock["m"] or 0)
        return Figure((float(minutes),), units.CLOCK, start, clock.end())
    if numbered := _NUMBERED.search(before):
        return Figure(values, units.RANK, start - len(numbered[0]), end)
    if money := _MONEY.search(before):
        begin = start - len(money[0])
        return measured(low, begin, values, end, units.CURRENCIES[money[1]])
    return None if _NAME_TAIL.match(text, end) else measured(low, start, values, end)


def _belongs_to_a_name(before: str, start: int, text: str) -> bool:
    """Whether digits follow letters as in "H100" and "GPT-4"; not as in "US$10" and "mid-2024"."""
    if not _GLUED.search(before) or _FREE.search(before) or _MONEY.search(before):
        return False
    word = text[max(0, start - 30) : start].rsplit(" ", 1)[-1]
    return not word.endswith("-") or any(letter.isupper() for letter in word)


def _in_words(low: str, start: int) -> Figure | None:
    before = low[max(0, start - 16) : start]
    if fraction := _FRACTION.match(low, start):
        return _fraction(low, start, fraction)
    end = start
    while low[end : end + 1].isalpha():
        end += 1
    word = low[start:end]
    if word in PAIRS:
        return Figure((2.0,), units.BARE, start, end, is_claim=False)
    if word in ORDINALS:
        return _ordinal(low, start, end, before)
    if word in PARTS:
        return _part(low, start, end, before)
    if word in LONE:
        return _lone(low, start, end, before)
    if word == "one" and before.endswith("number "):
        return Figure((1.0,), units.RANK, start - len("number "), end)
    numeral = words_at(low, start)
    if numeral is None:
        return None
    found = measured(low, start, numeral.values, numeral.end)
    return found._replace(is_claim=_is_counting(low, found, before))


def _is_counting(low: str, found: Figure, before: str) -> bool:
    """Whether a number word counts: not "one of", "no one", "the two sides", "two-way"."""
    value = found.values[0] / found.scale
    if found.scale > 1:
        return True
    if value == 1:
        return found.unit in {units.PERCENT, "pp", *units.MONEY} or low.endswith(
            "-year", found.start, found.end
        )
    is_loose = found.unit in {units.BARE, units.COUNTED}
    if is_loose and low.startswith(_IDIOMS, found.end):
        return False
    return not (is_loose and value <= 10 and _KNOWN_BEFORE.search(before))


def _fraction(low: str, start: int, found: re.Match[str]) -> Figure | None:
    """ "Two-thirds" as a share; "three quarters" without "of" may be of a year."""
    number, parts = CARDINALS.get(found["n"], 1), PARTS[found["d"]]
    if number >= parts:
        return None
    if parts == 4 and "-" not in found[0] and not low.startswith(" of", found.end()):
        return Figure((float(number),), "quarter", start, found.end(), is_claim=number > 1)
    if found["n"] == "a" and not low.startswith((" of", " more", " less"), found.end()):
        return None
    return Figure(parts_of(number, parts), units.PERCENT, start, found.end())


def _ordinal(low: str, start: int, end: int, before: str) -> Figure:
    """An ordinal word: "first" is never a claim, "second" only as a quarter or a place."""
    word = low[start:end]
    if word in PARTS and _ARTICLE_BEFORE.search(before):
        is_share = low.startswith((" of ", " more", " less"), end)
        is_share = is_share or bool(_SHARE_BEFORE.search(before))
        if is_share:
            return Figure(parts_of(1, PARTS[word]), units.PERCENT, start, end)
    value = ORDINALS[word]
    is_place = low.startswith(("-", " quarter", " half", " largest", " biggest"), end)
    is_claim = value > 2 and not low.startswith((" part", "-part", " world"), end)
    return Figure((float(value),), units.RANK, start, end, is_claim or (value == 2 and is_place))


def _part(low: str, start: int, end: int, before: str) -> Figure | None:
    """ "Half" or "quarter" without a number."""
    if scaled := _HALF_A.match(low, start):
        scale = SCALES.get(scaled[1], 12.0)
        return measured(low, start, (scale / 2,), scaled.end())._replace(scale=scale)
    share = parts_of(1, PARTS[low[start:end]])
    if low[start:end] == "quarter":
        is_share = _ARTICLE_BEFORE.search(before) and low.startswith(" of ", end)
        return Figure(share, units.PERCENT, start, end) if is_share else None
    if before.endswith(("first ", "second ", "latter ", "other ", "one ", "a ")):
        return None
    is_claim = low.startswith((" of ", " the ", " its ", " their ", " all "), end)
    is_claim = (is_claim or bool(_SHARE_BEFORE.search(before))) and not low.startswith(
        (" the time", " a "), end
    )
    return Figure(share, units.PERCENT, start, end, is_claim)


def _lone(low: str, start: int, end: int, before: str) -> Figure | None:
    """ "A dozen", "a billion dollars"."""
    if not _ARTICLE_BEFORE.search(before):
        return None
    word = low[start:end]
    value = 12.0 if word == "dozen" else SCALES[word]
    return measured(low, start, (value,), end)._replace(scale=value)
