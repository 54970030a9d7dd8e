"""Glue: sentences and lines whose white space was lost or broken on the way.

In:  a stretch of a paste.
Out: its paragraphs, each on one line, and a guess for each space that was put back.

Only white space is put in or taken away here, and white space is no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefs.importing.drafts import Findings
from briefs.importing.pastes import Paste

_TOKEN = re.compile(r"\S{4,}")
_ADDRESS = re.compile(r"://|www\.|@[\w.-]+\.\w")
_STOP = re.compile(r"(?P<stop>[.!?…]+[\"'”’»)]*|(?<=[0-9])\])(?=[\"'“‘«(]?(?P<next>\w[\w'’-]*))")
_WORD_BEFORE = re.compile(r"[\w.'’-]+\Z")
_DOMAINS = frozenset("Com Org Net Edu Gov Io Ai Co Uk De Fr Eu".split())
_CLOSING = frozenset('"”’»)]%')
_OPENERS = frozenset(
    "The This That These Those It Its It's In On At By For From With A An And But Or So As If When "
    "While After Before Since Although Though However He She They We You There Here What Who Why "
    "How Such Some Many Most Both Each Their Our His Her Yet Where Analysts Officials".split()
)
_ENDS = re.compile(r"(?:[.!?…:。！？][\"'”’»)\]]*|\])\s*\Z")


class Seam(NamedTuple):
    """A place between two characters where a space was lost."""

    offset: int
    confidence: float


def find_seams(text: str, start: int, end: int) -> Iterator[Seam]:
    """The places of a stretch at which one sentence is glued to the next."""
    for token in _TOKEN.finditer(text, start, end):
        if _ADDRESS.search(token[0]):
            continue
        for found in _STOP.finditer(token[0]):
            confidence = _confidence(token[0][: found.start()], found)
            if confidence:
                yield Seam(token.start() + found.end("stop"), confidence)


def _confidence(before: str, found: re.Match[str]) -> float:
    """How sure it is that a sentence ends at a stop inside a token; 0 if it does not."""
    follower = found["next"]
    if not follower[0].isupper() or follower in _DOMAINS:
        return 0
    word = _WORD_BEFORE.search(before)
    if found["stop"] == "]" or word is None:
        # A citation, a quotation or a bracket ends here.
        return 0.95 if found["stop"] == "]" or before[-1:] in _CLOSING else 0
    return _after_word(word[0], follower)


def _after_word(word: str, follower: str) -> float:
    """How sure it is that a sentence ends between a word, its stop and another word."""
    last = word.rsplit(".", 1)[-1]
    if len(last) < 2 or last.isupper():
        # An acronym, a middle initial, or the last letter of a sentence.
        return 0.7 if follower in _OPENERS and len(word) > 1 else 0
    if follower in _OPENERS:
        return 0.99
    if len(follower) > 1 and not follower[1:].islower():
        return 0.75 if last.islower() else 0
    return 0.97 if last.islower() else 0.85


def paragraphs(paste: Paste, start: int, end: int, findings: Findings) -> list[str]:
    """The paragraphs of a stretch, each on one line, glued sentences parted."""
    pieces = []
    at = start
    for seam in find_seams(paste.text, start, end):
        pieces.append(paste.text[at : seam.offset])
        at = seam.offset
        left = paste.text[max(start, at - 16) : at].split()[-1]
        right = paste.text[at : min(end, at + 16)].split()[0]
        message = f'a space was put between "{left}" and "{right}"'
        findings.guess(paste.span(at), "lost-space", seam.confidence, message)
    pieces.append(paste.text[at:end])
    return _joined(paste, start, " ".join(pieces), findings)


def _joined(paste: Paste, start: int, text: str, findings: Findings) -> list[str]:
    """Lines made into paragraphs: a line that ends inside a sentence goes on with the next."""
    found: list[str] = []
    wrapped = 0
    is_open = False
    for line in text.split("\n"):
        words = " ".join(line.split())
        if words and is_open:
            found[-1] += f" {words}"
            wrapped += 1
        elif words:
            found.append(words)
        is_open = bool(words) and not _ENDS.search(words)
    if wrapped:
        count = "1 line break" if wrapped == 1 else f"{wrapped:,} line breaks"
        message = f"{count} inside sentences became {'a space' if wrapped == 1 else 'spaces'}"
        findings.guess(paste.span(start), "line-breaks", 0.9, message)
    return found
