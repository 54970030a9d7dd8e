"""Likeness: how alike two lines are, by the words that they share and how rare these are.

In:  the words of lines (`keywords.py`).
Out: a number of 0 to 1; and, of thousands of headlines, those that are near one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum, log
from typing import NamedTuple

from briefs.keywords import Words, contradict, words_of

FIGURE = 1.5
"""A figure tells more than a word of the same rarity."""

CONTRADICTION = 0.5
"""What is left of the likeness of two lines that contradict each other."""


class Scale:
    """Weighs words by their rarity among some lines: the fewer hold a word, the more it tells."""

    def __init__(self, lines: Sequence[Words]) -> None:
        count: dict[str, int] = {}
        for line in lines:
            for word in line:
                count[word] = count.get(word, 0) + 1
        self._weights = {
            word: log(1 + len(lines) / number) * (FIGURE if word[0].isdigit() else 1)
            for word, number in count.items()
        }
        self._rarest = log(1 + len(lines))

    def weigh(self, words: Iterable[str]) -> float:
        """The weight of some words together; one that no line holds is as rare as can be."""
        # Sets come in any order, and this sum is the same in all of them.
        return fsum([self._weights.get(word, self._rarest) for word in words])

    def likeness(self, one: Words, other: Words) -> float:
        """The weight of what two lines share in that of both (Dice's coefficient)."""
        common = one & other
        # Most lines share nothing, and weighing takes longer than looking.
        both = self.weigh(one) + self.weigh(other) if common else 0.0
        if not both:
            return 0.0
        alike = 2 * self.weigh(common) / both
        return alike * CONTRADICTION if contradict(one, other) else alike

    def share(self, one: Words, other: Words) -> float:
        """How much of one line stands in another, which may be far longer."""
        common = one & other
        whole = self.weigh(one) if common else 0.0
        return self.weigh(common) / whole if whole else 0.0


def is_whole(one: Words, other: Words) -> bool:
    """Whether of two lines one holds all words of the other, of which there are at least two.

    Where each says something else besides, as "Kenya's parliament debates the bill" and "Canberra's
    parliament debates the bill" do, no number tells whether they mean the same.
    """
    shared = len(one & other)
    return shared > 1 and shared == min(len(one), len(other))


class Near(NamedTuple):
    """A headline that is like the one that was asked for, by its id."""

    id: str
    likeness: float
    is_whole: bool


ROUTES = 3
"""The rarest words of a headline, by which others are found: what is much like it has one."""

CROWD = 100
"""A word that more headlines hold leads nowhere, unless it is the rarest of its headline."""


class Headlines:
    """Many headlines by their words, made to find the few that are like one."""

    def __init__(self, headlines: Mapping[str, str]) -> None:
        self._words = {id: words_of(headline) for id, headline in headlines.items()}
        self._scale = Scale([*self._words.values()])
        self._holders: dict[str, list[str]] = {}
        for id, words in self._words.items():
            for word in words:
                self._holders.setdefault(word, []).append(id)

    def near(self, headline: str, without: Collection[str], limit: int = 3) -> list[Near]:
        """The headlines most like one, the most alike first; of equals, the one given first."""
        words = words_of(headline)
        known = sorted((len(self._holders[w]), w) for w in words if w in self._holders)
        routes = [w for count, w in known[:ROUTES] if count <= CROWD] or [w for _, w in known[:1]]
        # A mapping keeps the order in which they were given, and names each once.
        found = dict.fromkeys(id for word in routes for id in self._holders[word])
        near = [
            Near(id, self._scale.likeness(words, other), is_whole(words, other))
            for id in found
            # Most that share a rare word share no second one; weighing them all takes long.
            if len(words & (other := self._words[id])) > 1 and id not in without
        ]
        return sorted(near, key=lambda one: (-one.likeness, one.id))[:limit]
