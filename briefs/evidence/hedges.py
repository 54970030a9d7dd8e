"""Hedges: the words that let a rounded figure stand for the one that an article gives.

In:  a levelled sentence and a figure's place in it; a claimed and a said value.
Out: how the claim hedges, and whether what is said lies within that.

"About 10" takes what differs by 5 % at most and rounds to it; "nearly 10" takes 9 to 10; "more
than 10" takes 10 to 12.5, and "up to 10" 8 to 10. Without a hedge only the same number will do.
"""

from __future__ import annotations

import re
from enum import Enum


class Hedge(Enum):
    """Which side of the claimed value the true one may lie on."""

    NONE = ""
    AROUND = "around"
    NEARLY = "nearly"
    ABOVE = "above"
    BELOW = "below"


_WORDS = {
    Hedge.AROUND: "about|around|roughly|some|approximately|approx\\.?|circa|ca\\.?|an estimated|"
    "or so|in the region of|~|≈|give or take",
    Hedge.NEARLY: "nearly|almost|close to|just under|just below|just short of|approaching",
    Hedge.ABOVE: "more than|over|at least|above|upwards of|exceeding|in excess of|no fewer than|"
    "no less than|well over|just over|topping|greater than|>|≥",
    Hedge.BELOW: "up to|less than|under|below|fewer than|at most|no more than|<|≤",
}
_BEFORE = [
    (hedge, re.compile(rf"(?:^|[^a-z])(?:{listed}) ?(?:an? |the |half )?$"))
    for hedge, listed in (
        (Hedge.NEARLY, _WORDS[Hedge.NEARLY]),
        (Hedge.ABOVE, _WORDS[Hedge.ABOVE]),
        (Hedge.BELOW, _WORDS[Hedge.BELOW]),
        (Hedge.AROUND, _WORDS[Hedge.AROUND]),
    )
]
_AFTER = [
    (Hedge.AROUND, re.compile(r" ?(?:\w+ )?or so\b")),
    (Hedge.ABOVE, re.compile(r"\+|-plus\b|-odd\b| or more\b| plus\b")),
    (Hedge.BELOW, re.compile(r" or less\b| or fewer\b")),
]


def hedge_of(low: str, start: int, end: int) -> Hedge:
    """How a sentence hedges the figure that stands from `start` to `end`."""
    before = low[max(0, start - 24) : start]
    for hedge, pattern in _BEFORE:
        if pattern.search(before):
            return hedge
    return next((hedge for hedge, pattern in _AFTER if pattern.match(low, end)), Hedge.NONE)


def allows(hedge: Hedge, claimed: float, said: float) -> bool:
    """Whether a hedged claim may round what is said."""
    if claimed <= 0:
        return False
    ratio, unit = said / claimed, _last_digit(claimed) / claimed
    if hedge is Hedge.AROUND:
        return abs(ratio - 1) <= min(0.05, unit / 2)
    if hedge is Hedge.NEARLY:
        return 1 - min(0.1, unit) < ratio < 1
    if hedge is Hedge.ABOVE:
        return 1 < ratio < 1 + min(0.25, unit)
    if hedge is Hedge.BELOW:
        return 1 - min(0.2, unit) < ratio < 1
    return False


def _last_digit(value: float) -> float:
    """What one step of the last digit is that is not a zero: a billion for 12 billion."""
    digits, _, exponent = f"{value:.9e}".partition("e")
    decimals = len(digits.rstrip("0").partition(".")[2])
    return float(f"1e{int(exponent) - decimals}")
