"""Phrases: the words of one article, in the forms in which phrases and names are looked for.

In:  the texts of an article.
Out: whether it says a quotation or a name.

A name may be said by another name of the same thing (`synonyms.py`), by its acronym or by what
the acronym stands for, as a plural, with its words apart, or in another spelling of i and y.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from briefs.evidence.folding import fold, words
from briefs.evidence.synonyms import MEANINGS

_LONGEST_PHRASE = 4
_SMALL = "(?:[ -](?:of|the|and|for|on|de|du|la))*[ -](?:the )?"
_BETWEEN_LETTER_AND_DIGIT = re.compile(r"(?<=[^\W\d])(?=\d)")
_ENDINGS = re.compile(r"(?:ese|ian|an|n|i|ish|ers?)$")


class Phrases:
    """The words of one article."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts
        found = [words(part) for part in parts]
        self._folded = [fold(words_of_part) for words_of_part in found]
        self._written = frozenset(word for words_of_part in found for word in words_of_part)

    @cached_property
    def _capital(self) -> frozenset[str]:
        """The words that are written with a capital, folded."""
        return frozenset(word.casefold() for word in self._written if not word.islower())

    @cached_property
    def _skeletons(self) -> frozenset[str]:
        return frozenset(map(_skeleton, self._capital))

    def has_in_order(self, phrases: Sequence[str]) -> bool:
        """Whether one of the texts has these folded phrases, in their order."""
        return any(_has_in_order(folded, phrases) for folded in self._folded)

    def has_name(self, name: Sequence[str]) -> bool:
        """Whether a name is said; `name` are its words as the claim writes them."""
        if len(name) == 1:
            return self._has_word(name[0], is_alone=True) or self._has_long_form(name[0])
        if self._has_phrase(fold(list(name))) or self._has_phrase(f" {''.join(name)} ".casefold()):
            return True
        acronym = "".join(word[0] for word in name)
        if len(acronym) > 2 and acronym in self._written:
            return True
        return self._has_all(name)

    def _has_all(self, name: Sequence[str]) -> bool:
        """Whether each word of a name is said, or each phrase of it that is a name of its own."""
        index = 0
        while index < len(name):
            for length in range(min(_LONGEST_PHRASE, len(name) - index), 1, -1):
                phrase = fold(list(name[index : index + length])).strip()
                if phrase in MEANINGS and self._has_any(MEANINGS[phrase]):
                    index += length
                    break
            else:
                if not self._has_word(name[index], is_alone=False):
                    return False
                index += 1
        return True

    def _has_phrase(self, folded_phrase: str) -> bool:
        return any(folded_phrase in folded for folded in self._folded)

    def _has_word(self, word: str, *, is_alone: bool) -> bool:
        """Whether a word of a name is said; one of several words only with a capital."""
        plain = word.casefold()
        if word.isupper() and len(word) < 4:
            # "US" is not "us".
            is_said = word in self._written or f"{word}s" in self._written
        elif is_alone:
            is_said = self._has_phrase(f" {plain} ")
        else:
            is_said = plain in self._capital or word in self._written
        return is_said or self._has_variant(word, plain)

    def _has_variant(self, word: str, plain: str) -> bool:
        if plain in MEANINGS and self._has_any(MEANINGS[plain]):
            return True
        singular = plain.removesuffix("s")
        if len(plain) > 3 and {f"{plain}s", singular} & self._capital:
            return True
        apart = _BETWEEN_LETTER_AND_DIGIT.sub(" ", plain)
        if apart != plain and self._has_phrase(f" {apart} "):
            return True
        return len(plain) > 4 and (_skeleton(plain) in self._skeletons or self._has_stem(plain))

    def _has_stem(self, plain: str) -> bool:
        """Whether the place of an inhabitant is said: "Berlin" of "Berliner"."""
        stem = _ENDINGS.sub("", plain)
        return stem != plain and len(stem) > 4 and stem in self._capital

    def _has_any(self, names: frozenset[str]) -> bool:
        return any(
            name.upper() in self._written if len(name) < 4 else self._has_phrase(f" {name} ")
            for name in names
        )

    def _has_long_form(self, word: str) -> bool:
        """Whether capitalised words begin with the letters of an acronym: "WTO"."""
        if not (word.isupper() and word.isalpha() and 1 < len(word) < 7):
            return False
        initials = _SMALL.join(rf"{letter}[^\W\d_]+" for letter in word)
        pattern = re.compile(rf"(?<![^\W_]){initials}")
        return any(pattern.search(part) for part in self._parts)


def _has_in_order(folded: str, phrases: Sequence[str]) -> bool:
    position = 0
    for phrase in phrases:
        found = folded.find(phrase, position)
        if found < 0:
            return False
        # The space that ends one phrase may begin the next.
        position = found + len(phrase) - 1
    return True


def _skeleton(word: str) -> str:
    """A word in which "i" and "y" are one: Zelensky, Zelenskiy."""
    return re.sub("[iy]+", "i", word)
