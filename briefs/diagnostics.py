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
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

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
        return Place(self.path, (*self.keys, *keys), self.at_key, self.offset, self.length)

    def key(self, *keys: Key) -> Place:
        """The place of the key itself, not of its value."""
        return Place(self.path, (*self.keys, *keys), True, self.offset, self.length)

    def within(self, offset: int, length: int) -> Place:
        """The place of a stretch of this value's text, in characters."""
        return Place(self.path, self.keys, self.at_key, offset, length)


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


class Drawing(NamedTuple):
    """A problem as people see it: a text, in whose first line its `word` stands, `error[code]`."""

    severity: str
    word: str
    text: str


def drawings(diagnostics: Iterable[Diagnostic], locate: Locate) -> list[Drawing]:
    """All problems in file order, drawn."""
    return [
        Drawing(found.severity.value, f"{found.severity}[{found.code}]", draw(found, locate))
        for found in in_file_order(diagnostics, locate)
    ]


def draw(diagnostic: Diagnostic, locate: Locate) -> str:
    """Draw a problem with its source line and a caret, in the form of `docs/diagnostics.md`."""
    span, source = locate(diagnostic.where)
    gutter = len(str(span.line)) + 2
    code = f"{diagnostic.severity}[{diagnostic.code}]"
    lines = [f"{_place(span)}: {code}: {one_line(diagnostic.message)}"]
    if source.strip():
        shown, indent, width = _window(source, span)
        lines.append(f"{span.line:>{gutter}} | {shown}")
        lines.append(f"{'':>{gutter}} | {' ' * indent}{'^' * width}")
    margin = " " * gutter
    lines += (
        f"{margin} note: {one_line(remark.message)} {_place(locate(remark.where)[0])}"
        for remark in diagnostic.notes
    )
    if diagnostic.help:
        # A patch has lines of its own; none may pose as the beginning of another problem.
        help = harmless(diagnostic.help).replace("\n", f"\n{margin}       ")
        lines.append(f"{margin} help: {help}")
    return "\n".join(lines)


def _place(span: Span) -> str:
    return f"{one_line(span.path)}:{span.line}:{span.column}"


WINDOW = 96
"""Columns of source shown; a longer line is cut around the caret."""


def _window(source: str, span: Span) -> tuple[str, int, int]:
    """The part of a source line around a span, the caret's indent and its width, in columns."""
    start = min(span.column - 1, len(source))
    length = max(1, min(span.length, len(source) - start))
    left = 0
    # Who has put twenty marks on each letter is not helped; a line of megabytes is not measured.
    if len(source) > 20 * WINDOW or _columns(source) > WINDOW:
        left = max(0, min(start - WINDOW // 3, len(source) - WINDOW))
    right = left + WINDOW
    shown = one_line(source[left:right].rstrip())
    lead = "…" if left else ""
    tail = "…" if right < len(source) else ""
    indent = _columns(lead) + _columns(source[left:start])
    width = max(1, _columns(source[start : min(start + length, right)]))
    return lead + shown + tail, indent, width


LONGEST = 4_000
"""Characters of a message or a help; what content brings into one may be megabytes."""

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def clipped(text: str) -> str:
    """A text without its end, if it is longer than anybody reads."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def harmless(text: str) -> str:
    """A text without characters that would steer the terminal or turn what it shows around."""
    return _STEERING.sub("\ufffd", clipped(text))


def one_line(text: str) -> str:
    """A harmless text without line breaks, by which content could pose as another problem."""
    return harmless(text).replace("\n", "\ufffd").replace("\t", " ")


def _columns(text: str) -> int:
    """The columns that a terminal gives a text: two for wide characters, none for marks."""
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
