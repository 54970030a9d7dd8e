"""Residue: what a text generator leaves behind when nobody reads its text.

In:  a sentence.
Out: the stretches that speak of the writing instead of the news, each with what it is.

Each phrase is one that no report says in its own voice; what stands in quotation marks is news,
such as the words of a chatbot that a story is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from briefs.evidence.folding import level
from briefs.evidence.quotations import quotations_in


class Residue(NamedTuple):
    """A stretch exactly as it stands in the sentence, from `start` on, and what it is."""

    text: str
    start: int
    what: str


_GIVEN = "(?:provided|supplied|given|uploaded)"
_THINGS = "(?:articles?|sources?|texts?|excerpts?|documents?|context|passages?|snippets?|input)"
_FIND = "(?:find|locate|access|browse|verify|determine|provide|confirm|fulfill|assist|help with)"

_TABLE = {
    # A product is "sold as an AI assistant, Brook"; only a generator goes on with "I".
    "the writer says what it is": (
        r"as an? (?:ai|artificial intelligence)(?: language)?(?: model| assistant)?,? (?=i\b|my\b)",
        r"as a (?:large )?language model,? (?=i\b|my\b)",
        r"(?:i am|i'm) an? (?:large |ai )?language model",
    ),
    # No report is written in the first person singular and about what its writer cannot find.
    "the writer excuses itself": (
        rf"i (?:cannot|can't|could not|couldn't|(?:was|am) unable to) {_FIND}\b",
        r"i (?:don't|do not) have (?:access|enough information|any information|real-time)",
        r"i(?:'m| am) sorry, but\b",
        r"i apologi[sz]e for (?:the|any) (?:confusion|inconvenience)",
        r"my (?:knowledge cutoff|training data|last (?:knowledge )?update)",
    ),
    # Only who was handed the articles calls them "provided"; "available" ones are news.
    "the writer speaks of what it was given": (
        rf"(?:the|these|your) {_GIVEN} {_THINGS}\b",
        rf"based (?:solely |only )?on (?:the|these) {_GIVEN}\b",
        rf"(?:the|these) {_THINGS} (?:you )?(?:provided|supplied|pasted)\b(?! (?:by|to|for|in)\b)",
        (
            r"(?:is|are|was|were) not (?:mentioned|specified|stated|provided) in the"
            r" (?:articles?|sources?|excerpts?|texts?)\b(?! of\b)"
        ),
    ),
    # These speak to somebody, and of the text that follows.
    "the writer speaks to who asked": (
        r"^(?:sure|certainly|of course|absolutely)[,!] (?:here|i)\b",
        (
            r"here(?:'s| is) (?:a|an|the|your) (?:\w+ ){0,2}(?:summary|rewrite|draft)\b"
            r"(?= (?:of|for|that|based)|:|$)"
        ),
        r"(?:let me know if|feel free to ask|would you like me to|i hope this helps)\b",
        r"we can skip (?:this|that)\b",
        r"as you requested\b",
    ),
    # Placeholders are in brackets, which news text has for one word of a quotation at most.
    "a placeholder": (
        r"\[(?:insert|add|your|todo|tbd|citation needed|source needed|name|date|link)\b[^\[\]]*\]",
        r"\{\{[^{}]{1,60}\}\}",
        r"lorem ipsum",
    ),
    # Marks that chat interfaces add to what is copied out of them.
    "a mark of a chat window": (
        r"【[^【】]{1,40}†[^【】]{0,40}】",
        r"(?::contentreference|oaicite|turn\d+(?:search|view|news)\d+)\b[^\s]{0,60}",
        r"utm_source=chatgpt\.com",
        r"<\|[a-z_]{2,30}\|>|</?think>",
    ),
}
_PATTERNS = tuple(
    (what, re.compile(pattern, re.MULTILINE))
    for what, patterns in _TABLE.items()
    for pattern in patterns
)
"""For levelled text, which is in lower case: a pattern that begins with letters is found fast."""


def may_hold_residue(sentences: Iterable[str]) -> bool:
    """Whether any of some sentences may hold residue: a quick look at all of them at once."""
    low = "\n".join(map(level, sentences))
    return any(pattern.search(low) for _, pattern in _PATTERNS)


def residue(sentence: str) -> tuple[Residue, ...]:
    """The residue of text generators in a sentence, in order."""
    low = level(sentence)
    found = [
        Residue(sentence[start : match.end()].rstrip(" ,"), start, what)
        for what, pattern in _PATTERNS
        for match in pattern.finditer(low)
        if (start := match.start()) == 0 or not (low[start].isalpha() and low[start - 1].isalnum())
    ]
    if not found:
        return ()
    quoted = list(quotations_in(sentence))
    told: list[Residue] = []
    for one in sorted(found, key=lambda one: (one.start, -len(one.text))):
        is_quoted = any(place.start <= one.start < place.end for place in quoted)
        if not is_quoted and (not told or one.start >= told[-1].start + len(told[-1].text)):
            told.append(one)
    return tuple(told)
