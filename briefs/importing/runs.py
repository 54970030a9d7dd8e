"""Runs: sub-headlines that stand in one line without anything between them, told apart.

In:  the run, and what the prose before it tells: its words, and what each cited article is cited
     for, in the order in which they are first cited.
Out: the sub-headlines, each with its confidence and the article that it seems to be of.

All ways to part the run are weighed. The best is taken; the confidence of a sub-headline is the
share of all weight that parts the run at both of its ends.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

from briefs.importing.clues import Clues, stem_of

MAX_WORDS = 240
"""Words of a run that is parted: more than a cluster's sub-headlines ever have."""

SHORTEST, LONGEST = 3, 22
_USUAL, _SPREAD = math.log(8.5), 0.42
_SKIP = 3
"""Articles that may be without a sub-headline between two that have one."""


class Piece(NamedTuple):
    """One sub-headline: its place in the text, and the number of its article, if there is one."""

    start: int
    end: int
    confidence: float
    article: int | None


@dataclass(frozen=True)
class _Word:
    """A word of the run: its place, and what it says of a boundary before and after it."""

    start: int
    end: int
    before: float
    after: float
    stem: str
    quotes: int


def split_run(text: str, start: int, end: int, clues: Clues) -> list[Piece]:
    """The sub-headlines of a stretch of text."""
    words = [
        _Word(
            start + found.start(),
            start + found.end(),
            clues.before(found[0]),
            clues.after(found[0]),
            stem_of(found[0]),
            found[0].count('"'),
        )
        for found in re.finditer(r"\S+", text[:end][start:])
    ]
    if not words:
        return []
    if len(words) > MAX_WORDS:
        return [Piece(words[0].start, words[-1].end, 0.1, None)]
    known = _known(text, words, clues)
    return _Parting(words, clues, known).best()


def _known(text: str, words: list[_Word], clues: Clues) -> dict[int, int]:
    """Stretches of words that are headlines elsewhere: first word → the word after the last."""
    places = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index + 1 for index, word in enumerate(words)}
    found = {}
    for title in sorted({*clues.titles}, key=len):
        form = r"\s+".join(re.escape(part) for part in title.split())
        for place in re.finditer(form, text[: words[-1].end]) if form else ():
            if place.start() in places and place.end() in ends:
                found[places[place.start()]] = ends[place.end()]
    return found


class _Parting:
    """All ways to part a run, by where the last headline ended and which article it was of."""

    def __init__(self, words: list[_Word], clues: Clues, known: dict[int, int]) -> None:
        self._words = words
        self._known = known
        # A run of many articles gains nothing from their order, and would take long.
        self._weights = clues.weights if len(clues.weights) <= 24 else ()
        self._scores: dict[tuple[int, int], float] = {}

    def best(self) -> list[Piece]:
        """The pieces of the best way, and how much of all weight agrees with each."""
        size, states = len(self._words), range(-1, len(self._weights))
        best = {(0, -1): (0.0, (0, -1), -1)}
        ahead: dict[int, dict[int, float]] = {0: {-1: 0.0}}
        for end in range(1, size + 1):
            ahead[end] = {}
            for start in range(max(0, end - LONGEST), end):
                for last, mass in ahead[start].items():
                    for article in self._next(last):
                        score = self._score(start, end) + self._likeness(start, end, article)
                        state = max(last, article)
                        _add(ahead[end], state, mass + score)
                        total = best[start, last][0] + score
                        if (end, state) not in best or best[end, state][0] < total:
                            best[end, state] = (total, (start, last), article)
        last = max((s for s in states if (size, s) in best), key=lambda s: best[size, s][0])
        return self._trace(best, (size, last), self._shares(ahead))

    def _next(self, last: int) -> list[int]:
        """The articles that the next headline may be of; -1 is none."""
        return [-1, *range(last + 1, min(len(self._weights), last + 1 + _SKIP))]

    def _score(self, start: int, end: int) -> float:
        """How well some words make one headline, whatever it is of."""
        if (start, end) not in self._scores:
            words, count = self._words[start:end], end - start
            score = -(((math.log(count) - _USUAL) / _SPREAD) ** 2) / 2 - 0.7
            score += words[0].before if start else 0.0
            score += words[-1].after if end < len(self._words) else 0.0
            score += -4.0 if count < SHORTEST else 0.0
            score += -8.0 if sum(word.quotes for word in words) % 2 else 0.0
            score += self._knowledge(start, end)
            self._scores[start, end] = score
        return self._scores[start, end]

    def _knowledge(self, start: int, end: int) -> float:
        """What known headlines say: they are kept whole, and none goes across their ends."""
        if self._known.get(start) == end:
            return 14.0
        crossed = any(
            start < first < end or start < after < end for first, after in self._known.items()
        )
        return -14.0 if crossed else 0.0

    def _likeness(self, start: int, end: int, article: int) -> float:
        """What the words of a headline share with the sentences that cite an article."""
        if article < 0:
            return -0.5
        weights = self._weights[article]
        stems = {word.stem for word in self._words[start:end]}
        return 1.5 * sum(weights.get(stem, 0.0) for stem in stems)

    def _shares(self, ahead: dict[int, dict[int, float]]) -> list[float]:
        """For each place between two words, the share of all weight that parts the run there."""
        size = len(self._words)
        behind: dict[int, dict[int, float]] = {size: dict.fromkeys(ahead[size], 0.0)}
        for start in range(size - 1, -1, -1):
            behind[start] = {}
            for last in ahead[start]:
                for end in range(start + 1, min(size, start + LONGEST) + 1):
                    for article in self._next(last):
                        rest = behind[end].get(max(last, article))
                        if rest is not None:
                            score = self._score(start, end) + self._likeness(start, end, article)
                            _add(behind[start], last, score + rest)
        total = behind[0][-1]
        return [
            sum(
                math.exp(min(0.0, mass + behind[at][state] - total))
                for state, mass in ahead[at].items()
                if state in behind[at]
            )
            for at in range(size + 1)
        ]

    def _trace(
        self,
        best: dict[tuple[int, int], tuple[float, tuple[int, int], int]],
        state: tuple[int, int],
        shares: list[float],
    ) -> list[Piece]:
        """The pieces of the best way, from its end back to its beginning."""
        found = []
        while state[0] > 0:
            _, before, article = best[state]
            first, last = self._words[before[0]], self._words[state[0] - 1]
            share = min(0.97, shares[before[0]] * shares[state[0]])
            found.append(Piece(first.start, last.end, share, article if article >= 0 else None))
            state = before
        return found[::-1]


def _add(masses: dict[int, float], state: int, mass: float) -> None:
    """Add a weight, as a logarithm, to another."""
    there = masses.get(state)
    if there is None:
        masses[state] = mass
    else:
        high, low = max(there, mass), min(there, mass)
        masses[state] = high + math.log1p(math.exp(low - high))
