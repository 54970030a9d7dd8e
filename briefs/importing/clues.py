"""Clues: what the prose of a cluster tells about where its sub-headlines begin and end.

In:  the prose, what it cites each article for, and headlines that exist elsewhere.
Out: for a word of the run how well a sub-headline may begin before it, or end after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefs.importing.cases import FUNCTION_WORDS, is_large, plain

NEVER = -40.0
"""The weight of what cannot be."""

_UNFINISHED = re.compile(r"(?:['’]s|[,:;&–—-])\Z")
_CLOSING = '"”’!?'
_MODALS = frozenset("may might will could would should can must is are as the its new".split())
_STARTERS = frozenset(
    "why how what who when where inside after as amid despite the a an in for with from".split()
)


@dataclass(frozen=True)
class Clues:
    """What is known beside the run itself.

    `prose` is the text before it, `cited_for` the sentences that cite each article, in the order in
    which the articles are first cited, and `titles` are headlines that exist elsewhere.
    """

    prose: str = ""
    cited_for: Sequence[str] = ()
    titles: Sequence[str] = ()

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the prose writes small: common words, unlikely to begin a headline."""
        return frozenset(plain(word) for word in self.prose.split() if not is_large(word))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that the prose writes large inside sentences, and never small: names."""
        inside = re.findall(r"(?<=[\w,;’'] )[A-Z][\w.’'-]*", self.prose)
        return frozenset(bare_name(word) for word in inside) - self.small

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Names that own something in the prose: what a headline is likely to begin with."""
        return frozenset(map(bare_name, re.findall(r"(\w[\w.-]*)['’]s\b", self.prose)))

    @cached_property
    def roots(self) -> frozenset[str]:
        """What longer names begin with: `Chinese` begins as `China` does."""
        return frozenset(name[:4] for name in self.names if len(name) > 4)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Small words after which the prose pauses or goes on with a small word: likely ends."""
        words = self.prose.split()
        pairs = zip(words, [*words[1:], "."], strict=True)
        return frozenset(
            plain(word)
            for word, after in pairs
            if not word[-1].isalnum() or plain(after) in FUNCTION_WORDS
        )

    @cached_property
    def weights(self) -> Sequence[dict[str, float]]:
        """For each article its words' stems, those weightier that few articles share."""
        stems = [{stem_of(word) for word in text.split()} - {""} for text in self.cited_for]
        shared: dict[str, int] = {}
        for words in stems:
            for stem in words:
                shared[stem] = shared.get(stem, 0) + 1
        return [{stem: 1 / shared[stem] for stem in words} for words in stems]

    def before(self, word: str) -> float:
        """How well a sub-headline begins with a word."""
        bare = bare_name(word)
        if not is_large(word):
            return NEVER
        if bare in _STARTERS:
            return 2.0
        if bare in self.subjects:
            return 1.6
        if bare in self.names:
            return 0.9
        if bare in self.small:
            return -1.6
        return 0.9 if bare[:4] in self.roots else 0.0

    def after(self, word: str) -> float:
        """How well a sub-headline ends with a word."""
        bare = bare_name(word)
        if plain(word) in FUNCTION_WORDS and not is_large(word):
            return -12.0
        if _UNFINISHED.search(word):
            return -9.0
        if plain(word) in _MODALS:
            return -4.0
        if word[-1] in _CLOSING:
            return 1.5
        if bare in self.small:
            return 0.6 if bare in self.nouns else -1.0
        return -0.8 if bare in self.names else 0.0


def bare_name(word: str) -> str:
    return re.sub(r"['’]s\Z", "", plain(word)).replace(".", "")


def stem_of(word: str) -> str:
    """What two forms of a word have in common; nothing of a word without weight."""
    letters = bare_name(word)
    if letters in FUNCTION_WORDS or not letters:
        return ""
    return letters[:3] if letters[0].isdigit() else letters[:6]
