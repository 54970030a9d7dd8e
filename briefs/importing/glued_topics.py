"""Glued topics: labels that stand in one line without anything between them, told apart.

In:  a paste at the line above its headline, and the topics that the publication knows.
Out: the topics, each with its confidence; nothing, if that line is no line of topics.

Known topics are looked for first. What is left is parted where small letters are followed by a
capital, or a run of capitals by small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from briefs.importing.drafts import Rule
from briefs.importing.scanner import Scanner

MAX_LENGTH = 300
"""Characters of a line that is looked at."""

_MAX_WORDS = 12
"""Words of a line of topics that are not known."""

_SEPARATORS = re.compile(r"\s*[,;|/·•\t›»]\s*|\s{2,}|\s+[-–—]\s+")
_CASE = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-Z])"  # hardware|AI
    r"|(?<=[A-Z]{2})(?<![A-Z]{3})(?=[a-z]{3})"  # AI|chips
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})"  # NASA|News
)


class Label(NamedTuple):
    """One topic: its place in the line, and how sure it is that it is one."""

    start: int
    end: int
    confidence: float


def split_known(line: str, known: Iterable[str]) -> tuple[list[Label], int]:
    """Known topics from the beginning of a line on, as many as there are; where they end.

    Of several ways the one that goes furthest is taken.
    """
    forms = sorted({re.sub(r"\s+", "", word).casefold() for word in known if word.strip()})
    letters = [(at, sign) for at, sign in enumerate(line[:MAX_LENGTH]) if not sign.isspace()]
    plain = "".join(sign.casefold()[:1] for _, sign in letters)

    @cache
    def furthest(at: int) -> tuple[int, tuple[int, ...]]:
        reached: tuple[int, tuple[int, ...]] = (at, ())
        begin = _after_separator(plain, at)
        for form in reversed(forms):
            end = begin + len(form)
            if plain.startswith(form, begin) and _is_end(line, letters, end):
                far, more = furthest(end)
                if far > reached[0]:
                    reached = (far, (begin, end, *more))
        return reached

    _, flat = furthest(0)
    labels = [
        Label(letters[begin][0], letters[end - 1][0] + 1, 0.97)
        for begin, end in zip(flat[::2], flat[1::2], strict=True)
    ]
    return labels, labels[-1].end if labels else 0


def _after_separator(plain: str, at: int) -> int:
    """Where a topic may begin: after signs that part topics."""
    while at and at < len(plain) and plain[at] in ",;|/·•›»-–—":
        at += 1
    return at


def _is_end(line: str, letters: list[tuple[int, str]], end: int) -> bool:
    """Whether a topic may end before a letter: not where one word goes on in small letters."""
    if end >= len(letters):
        return True
    at, sign = letters[end]
    is_glued = line[at - 1] == letters[end - 1][1] and letters[end - 1][0] == at - 1
    before = letters[end - 1][1]
    return not (is_glued and sign.islower() and before.islower())


def split_by_case(line: str) -> list[Label]:
    """The labels of a line, told apart by signs between them, else by their capitals."""
    marks = [*_SEPARATORS.finditer(line.rstrip())]
    if marks:
        bounds = [(mark.start(), mark.end()) for mark in marks]
        confidence = 0.8
    else:
        bounds = [(mark.start(), mark.start()) for mark in _CASE.finditer(line.rstrip())]
        confidence = 0.55
    starts = [0, *(after for _, after in bounds)]
    ends = [*(before for before, _ in bounds), len(line.rstrip())]
    return [
        Label(start, end, confidence)
        for start, end in zip(starts, ends, strict=True)
        if line[start:end].strip()
    ]


def read_topics(scanner: Scanner, known: Iterable[str]) -> None:
    """The topics above a headline, if there are any."""
    scanner.skip_space()
    base, end = scanner.at, scanner.line_end()
    line = scanner.paste.text[base:end]
    topics: list[str] = []
    for label in _labels(line, scanner.paste.text[end : scanner.end], known):
        start, stop = base + label.start, base + label.end
        scanner.claim(start, rule=Rule.MARK)
        words = " ".join(scanner.claim(stop, "topics", len(topics)).split())
        scanner.guess(start, stop, "topic", label.confidence, f'"{words}" is a topic')
        topics.append(words)
    if topics:
        scanner.values["topics"] = topics
        scanner.skip_space()


def _labels(line: str, below: str, known: Iterable[str]) -> list[Label]:
    """The topics of a line, if it is one of topics."""
    found, reached = split_known(line, known)
    if found and not line[reached:].strip():
        return found
    if found and not _has_headline(below):
        # The headline is glued to the last topic, if what follows begins like one.
        rest = line[reached:].lstrip()
        is_headline = len(rest.split()) > 2 and rest[0].isupper()
        return [label._replace(confidence=0.8) for label in found] if is_headline else []
    is_short = len(line.split()) <= _MAX_WORDS and line.rstrip()[-1:] not in {*".!?…:"}
    if not is_short or not _has_headline(below):
        return []
    rest_labels = [
        Label(label.start + reached, label.end + reached, label.confidence)
        for label in split_by_case(line[reached:])
    ]
    parted = [*found, *rest_labels]
    return parted if len(parted) > 1 or len(line.split()) <= 3 else []


def _has_headline(below: str) -> bool:
    """Whether below a line there is another that may be a headline, and then a text."""
    line, _, rest = below.lstrip().partition("\n")
    is_headline = 2 < len(line.split()) <= 40 and line.rstrip()[-1:] not in {*".…:"}
    return is_headline and bool(rest.strip())
