"""Tails: where the prose of a cluster ends and its sub-headlines begin, and what they are.

In:  a paste, and what was read of its prose.
Out: the offset at which the sub-headlines begin; the sub-headlines, one by one.
"""

from __future__ import annotations

import re

from briefs.importing.cases import (
    FUNCTION_WORDS,
    WINDOW,
    is_large,
    is_small,
    plain,
    reads_as_titles,
)
from briefs.importing.clues import Clues
from briefs.importing.drafts import Rule
from briefs.importing.runs import Piece, split_run
from briefs.importing.scanner import Scanner

CITED = re.compile(r"\[\s*@?[0-9]+[\s,;0-9@]*\]|\[@[\w.-]+\]")
_CLOSING = re.compile(r"[ \t]*[.!?…。]*[\"'”’»)]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n\s*")
_BULLETS = " \t*•·–—-0123456789.)"
_BULLET = re.compile(r"[*•·–—-][ \t]+|[0-9]{1,3}[.)][ \t]+")
MAX_LENGTH = 4000
"""Characters at the end of a cluster in which sub-headlines are looked for."""

_MAX_LINE = 16
"""Words of a line that is one sub-headline, not several."""


def find_tail(text: str, start: int, end: int) -> tuple[int, float]:
    """Where the sub-headlines of a stretch begin, and how sure that is; its end if it has none."""
    last = start
    for cited in CITED.finditer(text, start, end):
        last = cited.end()
    closing = _CLOSING.match(text, last, end)
    after = closing.end() if closing and last > start else last
    confidence = 0.95
    stops = _SENTENCE_END.finditer(text, max(after, end - MAX_LENGTH), end)
    for at in [after, *(stop.end() for stop in stops)]:
        rest = text[at:end]
        if _are_headlines(rest):
            return at + len(rest) - len(rest.lstrip()), confidence
        confidence = 0.8
    return _last_titles(text, after, end)


def _are_headlines(rest: str) -> bool:
    """Whether a text is headlines and no more: in title case, or short lines without a stop."""
    words = rest.split()
    if len(words) < 3:
        return False
    lines = [line.split() for line in rest.split("\n") if line.strip()]
    are_lines = rest.startswith("\n") and all(
        2 < len(line) <= _MAX_LINE and line[-1][-1] not in ".。:;," for line in lines
    )
    return are_lines or (len(words) <= 300 and is_large(words[0]) and reads_as_titles(words))


def _last_titles(text: str, start: int, end: int) -> tuple[int, float]:
    """The words in title case at the very end, where no full stop comes before them."""
    words = list(re.finditer(r"\S+", text[start:end][-4000:]))
    base = max(start, end - 4000)
    small = [is_small(word[0]) for word in words]
    at = len(words)
    while at > 0 and sum(small[at - 1 : at - 1 + WINDOW]) <= 1 and not small[at - 1]:
        at -= 1
    while at < len(words) and not is_large(words[at][0]):
        at += 1
    is_run = len(words) - at >= 4 and at > 0
    return (base + words[at].start(), 0.4) if is_run else (end, 1.0)


def read_substories(scanner: Scanner, end: int, confidence: float, clues: Clues) -> list[Piece]:
    """The sub-headlines from where a scanner is up to an offset; each is an open sub-story."""
    text, found = scanner.paste.text, list[Piece]()
    for start, stop in _stretches(text, scanner.at, end):
        for piece in _of_stretch(text, start, stop, len(found), clues):
            scanner.claim(piece.start, rule=Rule.MARK)
            words = " ".join(scanner.claim(piece.end, "substories", len(found), "headline").split())
            sure = min(confidence, piece.confidence)
            message = f'"{words}" is a sub-headline of its own; the sub-story is open'
            scanner.guess(piece.start, piece.end, "substory", sure, message)
            scanner.values.setdefault("substories", []).append(words)
            found.append(piece._replace(confidence=sure))
    return found


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a stretch; all of it as one, if its lines are broken where there was room."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"\S[^\n]*", text[:end][start:])]
    lines = [(start + first, start + last) for first, last in lines]
    begins_a_line = not text[:start].rpartition("\n")[2].strip()
    is_cut = any(plain(text[:last].rsplit(maxsplit=1)[-1]) in FUNCTION_WORDS for _, last in lines)
    return lines if begins_a_line and not is_cut else [(start, end)] if lines else []


def _of_stretch(text: str, start: int, end: int, number: int, clues: Clues) -> list[Piece]:
    """The sub-headlines of a line. A short line below the prose is one, of the next article."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    line = text[start:end].rstrip()
    is_known = any(title in line for title in clues.titles)
    begins_a_line = not text[:start].rpartition("\n")[2].strip(_BULLETS)
    if begins_a_line and not is_known and len(line.split()) <= _MAX_LINE and "\n" not in line:
        article = number if number < len(clues.cited_for) else None
        return [Piece(start, start + len(line), 0.9, article)]
    return split_run(text, start, end, clues)
