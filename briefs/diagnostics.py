"""Diagnostics: problems as values, and the one place that draws them.

In:  a severity, a code, a message, and where it is.
Out: `path:line:col: error[code]: message`, the source line with a caret, notes and help.

A problem is placed by name (`Place`: the keys that lead to a value, an offset in its text), so that
authored values carry no line numbers; only a problem that is drawn is looked up (`locator.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

Key = str | int


class EnvironmentFault(Exception):
    """Something that no content can mend: a library, a disk or a worker is missing."""


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning stops `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Span:
    """A stretch of one line of an editor's file; line and column count from 1, in characters."""

    path: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class Place:
    """A place by name: a file, the keys that lead to a value, and a stretch of the value's text.

    `keys` is empty for the whole file. In a file of many records (`.jsonl`, `.csv`, a `.yaml` list)
    the first key is the number of the record. `BODY` names the text below front matter.
    """

    path: str
    keys: tuple[Key, ...] = ()
    at_key: bool = False
    offset: int = 0
    length: int = 0

    def at(self, *keys: Key) -> Place:
        """The place of a value inside this one."""
        return replace(self, keys=(*self.keys, *keys))

    def key(self, *keys: Key) -> Place:
        """The place of the key itself, not of its value."""
        return replace(self, keys=(*self.keys, *keys), at_key=True)

    def within(self, offset: int, length: int) -> Place:
        """The place of a stretch of this value's text, in characters."""
        return replace(self, offset=offset, length=length)


@dataclass(frozen=True)
class Wording:
    """Words as readers see them, somewhere in the text of a place, from its offset on.

    Each of `texts` begins where the one before does, or after: a sentence and then a figure of it,
    say; the last one is meant. Markdown and line breaks may stand between the words.
    """

    place: Place
    texts: tuple[str, ...]

    @property
    def path(self) -> str:
        """The file."""
        return self.place.path


BODY = "\0body"
"""The key that stands for the text below front matter; no YAML key can hold a NUL."""

Where = Span | Place | Wording


@dataclass(frozen=True)
class Note:
    """A second place that explains a problem, such as an earlier definition."""

    message: str
    where: Where


@dataclass(frozen=True)
class Diagnostic:
    """One problem of the content."""

    severity: Severity
    code: str
    message: str
    where: Where
    help: str = ""
    notes: tuple[Note, ...] = ()


def error(
    code: str, message: str, where: Where, help: str = "", notes: tuple[Note, ...] = ()
) -> Diagnostic:
    """A problem that stops the build."""
    return Diagnostic(Severity.ERROR, code, message, where, help, notes)


def warning(
    code: str, message: str, where: Where, help: str = "", notes: tuple[Note, ...] = ()
) -> Diagnostic:
    """A problem that stops the build under `--strict`."""
    return Diagnostic(Severity.WARNING, code, message, where, help, notes)


def note(
    code: str, message: str, where: Where, help: str = "", notes: tuple[Note, ...] = ()
) -> Diagnostic:
    """Something worth knowing that never stops a build."""
    return Diagnostic(Severity.NOTE, code, message, where, help, notes)


def graded(code: str, level: str, message: str, where: Where, help: str = "") -> Diagnostic:
    """A problem that matters as much as the policy says: `note`, `warning` or `error`."""
    return Diagnostic(Severity(level), code, message, where, help)


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether these problems stop the build; `strict` counts warnings as errors."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in stopping for diagnostic in diagnostics)


Locate = Callable[[Where], tuple[Span, str]]
"""Finds a place: its span, and the source line that the span stands on."""


def in_file_order(diagnostics: Iterable[Diagnostic], locate: Locate) -> list[Diagnostic]:
    """The problems sorted by file, line and column; each once."""

    def order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
        span, _ = locate(diagnostic.where)
        return (span.path, span.line, span.column, diagnostic.code)

    return sorted(dict.fromkeys(diagnostics), key=order)


def draw(diagnostic: Diagnostic, locate: Locate) -> str:
    """Draw a problem with its source line and a caret, in the form of `docs/diagnostics.md`."""
    span, source = locate(diagnostic.where)
    gutter = len(str(span.line)) + 2
    code = f"{diagnostic.severity}[{diagnostic.code}]"
    message = _harmless(diagnostic.message)
    lines = [f"{_harmless(span.path)}:{span.line}:{span.column}: {code}: {message}"]
    if source.strip():
        shown, indent, width = _window(source, span)
        lines.append(f"{span.line:>{gutter}} | {shown}")
        lines.append(f"{'':>{gutter}} | {' ' * indent}{'^' * width}")
    margin = " " * gutter
    for remark in diagnostic.notes:
        at, _ = locate(remark.where)
        place = _harmless(f"{at.path}:{at.line}:{at.column}")
        lines.append(f"{margin} note: {remark.message} {place}")
    if diagnostic.help:
        lines.append(f"{margin} help: {_harmless(diagnostic.help)}")
    return "\n".join(lines)


WINDOW = 96
"""Columns of source shown; a longer line is cut around the caret."""


def _window(source: str, span: Span) -> tuple[str, int, int]:
    """The part of a source line around a span, the caret's indent and its width, in columns."""
    start = min(span.column - 1, len(source))
    length = max(1, min(span.length, len(source) - start))
    left = 0
    if _columns(source) > WINDOW:
        left = max(0, min(start - WINDOW // 3, len(source) - WINDOW))
    right = left + WINDOW
    shown = _harmless(source[left:right].expandtabs(1).rstrip())
    lead = "…" if left else ""
    tail = "…" if right < len(source) else ""
    indent = _columns(lead) + _columns(source[left:start])
    width = max(1, _columns(source[start : min(start + length, right)]))
    return lead + shown + tail, indent, width


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _harmless(text: str) -> str:
    """A text without characters that would steer the terminal or turn what it shows around."""
    return _STEERING.sub("\ufffd", text)


def _columns(text: str) -> int:
    """The columns that a terminal gives a text: two for wide characters, none for marks."""
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
