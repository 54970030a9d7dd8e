"""Tails: where the prose of a cluster ends and its sub-headlines begin, and what they are.

In:  a paste, and what was read of its prose.
Out: the offset at which the sub-headlines begin; the sub-headlines, one by one.
"""

from __future__ import annotations

import re

from briefs.importing.cases import WINDOW, is_large, is_small, reads_as_titles
from briefs.importing.drafts import Rule
from briefs.importing.runs import Clues, Piece, split_run
from briefs.importing.scanner import Scanner

CITED = re.compile(r"\[\s*@?[0-9]+[\s,;0-9@]*\]|\[@[\w.-]+\]")
_CLOSING = re.compile(r"[ \t]*[.!?…。]*[\"'”’»)]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n\s*")
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
    for at in [after, *(stop.end() for stop in _SENTENCE_END.finditer(text, after, end))]:
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
    text = scanner.paste.text
    found: list[Piece] = []
    while scanner.at < end:
        scanner.skip_space()
        line_end = min(end, scanner.line_end())
        if not text[scanner.at : line_end].strip():
            break
        for piece in _of_line(text, scanner.at, line_end, len(found), clues):
            scanner.claim(piece.start, rule=Rule.MARK)
            words = " ".join(scanner.claim(piece.end, "substories", len(found), "headline").split())
            sure = min(confidence, piece.confidence)
            message = f'"{words}" is a sub-headline of its own; the sub-story is open'
            scanner.guess(piece.start, piece.end, "substory", sure, message)
            scanner.values.setdefault("substories", []).append(words)
            found.append(piece._replace(confidence=sure))
    return found


def _of_line(text: str, start: int, end: int, number: int, clues: Clues) -> list[Piece]:
    """The sub-headlines of a line. A short line below the prose is one, of the next article."""
    words = text[start:end].split()
    is_own_line = text[:start].rstrip(" \t").endswith("\n") and len(words) <= _MAX_LINE
    if is_own_line and not any(title in text[start:end] for title in clues.titles):
        article = number if number < len(clues.cited_for) else None
        return [Piece(start, start + len(text[start:end].rstrip()), 0.9, article)]
    return split_run(text, start, end, clues)
