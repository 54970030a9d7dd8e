"""Cases: what capitals tell of a headline in title case.

In:  words.
Out: which of them a headline would write large, and whether words read as headlines at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FUNCTION_WORDS = frozenset(
    "a an and as at but by de for from if in into is nor of off on onto or out over per so than "
    "that the to up upon via vs with without yet amid after against be it its no not are was has "
    "have will y la le el du des et und der die das von".split()
)
"""Small words: a headline in title case leaves them small, except at its beginning."""

_LETTER = re.compile(r"[^\W_]")
WINDOW = 6
"""Words looked at together: prose has more than two small words of weight among as many."""


def is_large(word: str) -> bool:
    """Whether a word begins with a capital or a figure."""
    first = _LETTER.search(word)
    return first is None or first[0].isupper() or first[0].isdigit()


def is_small(word: str) -> bool:
    """Whether a word has weight and begins small, as no word of a title does."""
    first = _LETTER.search(word)
    return first is not None and first[0].islower() and plain(word) not in FUNCTION_WORDS


def plain(word: str) -> str:
    """A word in small letters, without the punctuation around it."""
    return word.strip("\"'“”‘’«»().,;:!?…[]").lower()


def reads_as_titles(words: Sequence[str]) -> bool:
    """Whether words are headlines in title case, one or more of them run together."""
    small = [is_small(word) for word in words]
    if sum(is_large(word) for word in words) < 2 or sum(small) > len(words) * 0.2:
        return False
    return all(sum(small[at : at + WINDOW]) <= 2 for at in range(len(small)))
