"""Residue: what a text generator leaves behind when nobody reads its text.

In:  a sentence.
Out: the stretches that speak of the writing instead of the news, each with what it is.

Only phrases that no news sentence says in its own voice; what stands in quotation marks is news.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefs.evidence.quotations import quotations_in


class Residue(NamedTuple):
    """A stretch exactly as it stands in the sentence, from `start` on, and what it is."""

    text: str
    start: int
    what: str


_PATTERNS = {
    "the writer speaks of itself": r"as an? (?:ai|artificial intelligence)\b(?: (?:language )?(?:model|assistant))|as a (?:large )?language model",
    "the writer speaks of its sources": r"\b(?:the|these) (?:provided|supplied|given) (?:articles?|sources?|texts?|excerpts?|documents?)",
}
_COMPILED = [(what, re.compile(p, re.IGNORECASE)) for what, p in _PATTERNS.items()]


def residue(sentence: str) -> tuple[Residue, ...]:
    """The residue of text generators in a sentence."""
    quoted = list(quotations_in(sentence))
    return tuple(
        Residue(found[0], found.start(), what)
        for what, pattern in _COMPILED
        for found in pattern.finditer(sentence)
        if not any(place.start <= found.start() < place.end for place in quoted)
    )
