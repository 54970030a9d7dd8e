"""Suggestions: what an editor may have meant.

In:  a word that is not known, and the words that are.
Out: the nearest ones, by edit distance; never used to decide anything, only to help.

This module alone knows rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, known: Iterable[str], limit: int = 9) -> list[tuple[str, int]]:
    """The known words that this one may be a slip of, each with how many slips, nearest first.

    A transposed pair of digits or letters counts as one slip (Damerau-Levenshtein); a third of
    the word's letters may be wrong, separators and case aside.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    plain = _plain(word)
    # Sorted, since `known` may be a set: of two words equally near, every run suggests the same.
    choices = {candidate: _plain(candidate) for candidate in sorted(known)}
    # Ids of digits are all alike, so only one slip may be forgiven there.
    slips = 1 if plain.isdigit() and len(plain) < 7 else max(1, len(plain) // 3)
    found = extract(plain, choices, scorer=OSA.distance, score_cutoff=slips, limit=limit)
    return [(candidate, int(distance)) for _, distance, candidate in found]


def nearest(word: str, known: Iterable[str], limit: int = 1) -> list[str]:
    """The known words that this one may be a slip of, nearest first."""
    return [candidate for candidate, _ in near(word, known, limit)]


def _plain(word: str) -> str:
    """A word without case and separators, which are as common a slip as letters."""
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the nearest known word; empty if there is none."""
    found = nearest(word, known)
    return f'did you mean "{found[0]}"?' if found else ""
