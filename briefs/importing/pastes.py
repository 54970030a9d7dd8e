"""Pastes: the text of a file or of standard input, as if a stranger had sent it.

In:  bytes, and the name under which messages speak of them.
Out: a `Paste`, whose stretches know their line and column, or a refusal that says why.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from briefs import files
from briefs.diagnostics import Diagnostic, Severity, Span
from briefs.shapes import HIDDEN

MAX_BYTES = 1 << 26
"""The most bytes of a paste: a content file of records may have as many."""

_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
"""Line breaks of word processors, which no content file may hold."""


class RefusedPaste(Exception):
    """A paste that becomes no file, and why; `paste` is its text, if it could be read."""

    def __init__(self, problem: Diagnostic, paste: Paste | None = None) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.paste = paste


@dataclass(frozen=True)
class Paste:
    """A text with a name; its lines end as on Unix."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def span(self, offset: int, length: int = 1) -> Span:
        """The place of a stretch of the text."""
        line = bisect_right(self._starts, offset)
        return Span(self.name, line, offset - self._starts[line - 1] + 1, max(1, length))

    def line(self, number: int) -> str:
        """A line by its number, counted from 1."""
        starts = self._starts
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def refusal(
        self, code: str, message: str, offset: int = 0, length: int = 1, help: str = ""
    ) -> RefusedPaste:
        """A refusal of this paste, for what stands at an offset of it."""
        where = self.span(offset, length)
        return RefusedPaste(Diagnostic(Severity.ERROR, code, message, where, help), self)


def refusal(code: str, message: str, span: Span, help: str = "") -> RefusedPaste:
    """A refusal of a paste."""
    return RefusedPaste(Diagnostic(Severity.ERROR, code, message, span, help))


def read_paste(name: str, data: bytes) -> Paste:
    """The text of some bytes. Raises RefusedPaste."""
    start = Span(name, 1, 1)
    if len(data) > MAX_BYTES:
        size = f"{len(data):,} bytes, {MAX_BYTES:,} are allowed"
        raise refusal("too-large", f"this is too large: {size}", start)
    text, problem = files.decode(data, name)
    if problem:
        raise RefusedPaste(problem)
    paste = Paste(name, text.translate(_BREAKS))
    if found := HIDDEN.search(paste.text):
        message = f"the invisible character U+{ord(found[0]):04X} is not allowed"
        help = "delete it; it is often pasted by accident"
        raise paste.refusal("bad-character", message, found.start(), help=help)
    if not paste.text.strip():
        raise refusal("empty", "there is no text here", start)
    return paste


def bare(text: str) -> str:
    """A text without white space, which is no word."""
    return "".join(text.split())
