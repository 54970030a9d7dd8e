"""Spellings: the words of a label in one form, whoever wrote them.

In:  a tag.
Out: its words in the singular and in American spelling; and the forms that slips of the finger give
     it.

What comes out is compared and never shown. Figures, and words in capitals such as AIDS, stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONG = 7
"""Letters from which on two that changed places, or one that is doubled, are likely a slip."""

VERY_LONG = 10
"""Letters from which on a missing one is likely a slip; shorter ones may be other words."""

_WORD = re.compile(r"[^\W_]+")
_NO_PLURAL = frozenset(
    "analytics athletics economics electronics ethics headquarters lens logistics mars mathematics "
    "news physics politics robotics series species statistics texas kansas wales windows".split()
)
_AMERICAN_ENDINGS = {
    "tre": "ter",
    "our": "or",
    "ise": "ize",
    "ised": "ized",
    "ising": "izing",
    "isation": "ization",
    "yse": "yze",
    "ogue": "og",
}
_AMERICAN = {
    "aluminium": "aluminum",
    "defence": "defense",
    "grey": "gray",
    "licence": "license",
    "offence": "offense",
    "programme": "program",
    "sulphur": "sulfur",
    "tyre": "tire",
}


def words_of(label: str) -> list[str]:
    """The words of a label, each in its one form."""
    plain = unicodedata.normalize("NFKD", label.replace("&", " and "))
    letters = "".join(
        sign for sign in plain if sign not in "'’" and not unicodedata.combining(sign)
    )
    return [_one_form(word) for word in _WORD.findall(letters)]


def _one_form(word: str) -> str:
    """A word in the singular and in American spelling."""
    low = word.casefold()
    if word[:2].isupper():
        # AIDS is no plural, but GPUs are.
        return low[:-1] if word.endswith("s") else low
    low = _singular(low)
    if low in _AMERICAN:
        low = _AMERICAN[low]
    for british, american in _AMERICAN_ENDINGS.items():
        if low.endswith(british) and len(low) > len(british) + 1:
            low = low.removesuffix(british) + american
    # The singular of `boxes` is `box`, but that of `houses` is `house`: neither keeps its `e`.
    return low[:-1] if low.endswith(("se", "xe", "ze", "che", "she")) else low


def _singular(word: str) -> str:
    """A word without the ending of a plural, if it has one."""
    if len(word) < 4 or word in _NO_PLURAL or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


def slips_of(words: Sequence[str]) -> Iterator[str]:
    """A label's words, joined, with each slip that one long word of them may have had."""
    for index, word in enumerate(words):
        if len(word) >= LONG and word.isalpha():
            before, after = "".join(words[:index]), "".join(words[index + 1 :])
            for slip in _slips(word):
                yield before + slip + after


def _slips(word: str) -> Iterator[str]:
    """A word with two letters changed, one doubled or one left out; nobody mistypes the first."""
    for at in range(1, len(word)):
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        if len(word) >= VERY_LONG:
            yield word[:at] + word[at + 1 :]
