"""Differences: which words of a text have changed, and whether that can matter.

In:  a text as it was published, and as it is now.
Out: the changed stretches, drawn with a few words around them; and whether all of them are slips of
     spelling, punctuation or layout that leave the meaning untouched.

At any doubt a change matters: the first letter of a word (`million`, `billion`), a short word
(`now`, `not`), any figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 3
"""Words shown on each side of a change."""

LONG = 6
"""Letters of a word in which another letter hardly ever makes another word."""

_MOST = 4_000_000
"""Pairs of words that are compared one with another; longer texts count as changed throughout."""

# Scripts without spaces are taken apart letter by letter.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")


@dataclass(frozen=True)
class Change:
    """A stretch of words that was replaced; either side may be empty."""

    before: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        """Draw it as `git diff --word-diff` does."""
        old = f"[-{' '.join(self.old)}-]" if self.old else ""
        new = f"{{+{' '.join(self.new)}+}}" if self.new else ""
        return " ".join(filter(None, [*self.before, old + new, *self.after]))

    @property
    def is_slight(self) -> bool:
        """Whether it can only be a slip that was mended."""
        if list(map(_bare, self.old)) == list(map(_bare, self.new)):
            return True
        if "".join(map(_bare, self.old)) == "".join(map(_bare, self.new)):
            return not any(map(_has_digit, (*self.old, *self.new)))
        return len(self.old) == len(self.new) and all(map(_is_respelt, self.old, self.new))


def changes(old: str, new: str) -> list[Change]:
    """The stretches in which two texts differ, in order."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return [
        Change(
            before=tuple(before[max(0, at - AROUND) : at]),
            old=tuple(before[at:until]),
            new=tuple(after[to:to_until]),
            after=tuple(before[until : until + AROUND]),
        )
        for at, until, to, to_until in _stretches(before, after, start, end)
    ]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _stretches(
    before: list[str], after: list[str], start: int, end: int
) -> Iterator[tuple[int, int, int, int]]:
    """The bounds of what differs between a common beginning and a common end."""
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    if not one and not other:
        return
    if not one or not other or len(one) * len(other) > _MOST:
        yield start, start + len(one), start, start + len(other)
        return
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, at, until, to, to_until in matcher.get_opcodes():
        if kind != "equal":
            yield start + at, start + until, start + to, start + to_until


_PUNCTUATION = re.compile(r"[^\w\s]|_")
_EDGES = re.compile(r"^[\"'“”‘’«»([]+|[\"'“”‘’«»)\].,;:!?…]+$")


def _bare(word: str) -> str:
    """A word without case and punctuation; of a figure only what stands around it goes."""
    bare = _EDGES.sub("", word) if _has_digit(word) else _PUNCTUATION.sub("", word)
    return bare.casefold()


def _has_digit(word: str) -> bool:
    return any(letter.isnumeric() for letter in word)


def _is_respelt(old: str, new: str) -> bool:
    """Whether one letter of a long word, other than its first, was missing, wrong or swapped."""
    short, long = sorted((_bare(old), _bare(new)), key=len)
    if short == long:
        return True
    if len(short) < 4 or short[0] != long[0] or _has_digit(short + long):
        return False
    at = _common(short, long)
    if len(long) == len(short) + 1:
        return short[at:] == long[at + 1 :]
    if len(long) != len(short):
        return False
    is_swapped = short[at : at + 2] == long[at : at + 2][::-1]
    is_wrong = len(short) >= LONG and short[at + 1 :] == long[at + 1 :]
    return is_wrong or (is_swapped and short[at + 2 :] == long[at + 2 :])
