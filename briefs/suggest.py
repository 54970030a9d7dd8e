"""Suggestions: what an editor may have meant.

In:  a word that is not known, and the words that are.
Out: the nearest ones, by edit distance; never used to decide anything, only to help.

This module alone knows rapidfuzz.
"""

from __future__ import annotations

import re
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


def resemblance(one: str, other: str) -> float:
    """How alike two headlines are, 0 to 100, whatever the order of their words."""
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.utils import default_process

    return token_sort_ratio(one, other, processor=default_process)


_LIKE = 60
"""Of 100: a passage or a name that is less like than this helps nobody."""

_MARGIN = 200


def closest_passage(phrase: str, text: str) -> tuple[int, int, float] | None:
    """Where a text says what is most like a phrase, and how like, from 0 to 1.

    The place begins and ends at words. Long texts are searched in overlapping pieces, so that the
    time grows with the text's length alone.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    length = len(phrase) + _MARGIN
    least = _LIKE if len(phrase) > 12 else _LIKE + 20
    best: tuple[float, int, int] | None = None
    for start in range(0, max(1, len(text) - len(phrase)), length):
        piece = text[start : start + length + len(phrase)]
        if len(piece) < len(phrase) / 2:
            continue
        found = partial_ratio_alignment(phrase, piece, score_cutoff=best[0] if best else least)
        if found and (best is None or found.score > best[0]):
            best = found.score, start + found.dest_start, start + found.dest_end
    if best is None:
        return None
    score, start, end = best
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    start, end = _trimmed(phrase, text, start, end)
    return start, end, score / 100


_WORD = re.compile(r"\w+")


def _trimmed(phrase: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A passage without the words at its ends that the phrase has not."""
    wanted = set(_WORD.findall(phrase))
    found = [word.span() for word in _WORD.finditer(text, start, end) if word[0] in wanted]
    return (found[0][0], found[-1][1]) if found else (start, end)


def closest_name(name: str, known: Iterable[str]) -> tuple[str, float] | None:
    """The known name that is most like a name, or shares a word with it; how like, from 0 to 1."""
    from rapidfuzz.fuzz import token_set_ratio
    from rapidfuzz.process import extractOne

    found = extractOne(name, list(known), scorer=token_set_ratio, score_cutoff=_LIKE)
    return (found[0], found[1] / 100) if found else None
