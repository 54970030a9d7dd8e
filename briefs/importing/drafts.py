"""Drafts: what a paste was taken for, and where each of its words went.

In:  nothing; the modules that read a shape fill them in.
Out: a `Draft` for each record: its values, and the claims by which `fidelity.py` holds them.

A claim says of a stretch of the paste what became of it. The claims of a draft, laid end to end,
are the paste again: so nothing can be left out by oversight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from briefs.diagnostics import Key, Span

Keys = tuple[Key, ...]


class Rule(StrEnum):
    """What a stretch of a paste has to do with the value that it became."""

    SAME = "same"
    """The value has the same characters, white space aside."""
    DOUBLED = "doubled"
    """It is a headline that stands twice; the value has the same words."""
    MARK = "mark"
    """Punctuation between values; it holds no word, and nothing is kept of it."""
    FLAG = "flag"
    """`#featured`: the value is true. A cluster has no such key."""
    COUNT = "count"
    """`15 articles in this cluster`: the value is the number."""
    DATE = "date"
    """A date in words: the value is the same day."""


@dataclass(frozen=True)
class Claim:
    """A stretch of a paste, and the value that holds it; `keys` is empty if none does."""

    text: str
    keys: Keys = ()
    rule: Rule = Rule.SAME


@dataclass(frozen=True)
class Guess:
    """Something that the paste does not say outright; `confidence` is 0 to 1."""

    span: Span
    code: str
    confidence: float
    message: str


@dataclass(frozen=True)
class Stub:
    """A record that a cluster needs and nobody has written; its title is a guess, if any."""

    id: str
    span: Span
    title: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Draft:
    """One record to be written.

    `source` are the texts that the paste holds for it, in order. `made` names the keys whose values
    are not in the paste: they are worked out, or given at the command line.
    """

    kind: type
    values: Mapping[str, Any]
    source: tuple[str, ...]
    claims: tuple[Claim, ...]
    span: Span
    made: frozenset[str] = frozenset()
    stubs: tuple[Stub, ...] = ()


@dataclass
class Findings:
    """What one paste gave: its records, and what was guessed on the way."""

    drafts: list[Draft] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)

    def guess(self, span: Span, code: str, confidence: float, message: str) -> None:
        """Add a guess."""
        self.guesses.append(Guess(span, code, round(confidence, 2), message))
