"""Telling: what an import says, the same on every run.

In:  an outcome.
Out: a line for each guess and note, in the order of the paste; and what was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from briefs.diagnostics import Diagnostic, Span, harmless, one_line
from briefs.importing.imports import Outcome
from briefs.readers import CONTENT


def as_text(outcome: Outcome) -> Iterator[str]:
    """`paste.txt:1:1: guess[kind] 0.99: this is a cluster`."""
    for guess in outcome.guesses:
        place = _place(guess.span)
        said = f"guess[{guess.code}] {guess.confidence:.2f}: {guess.message}"
        yield one_line(f"{place}: {said}")
    for note in outcome.notes:
        yield one_line(f"{_place(_span(note))}: {note.severity}[{note.code}]: {note.message}")


def as_json(outcome: Outcome) -> Iterator[str]:
    """The same as a JSON object a line, with the names of `check`; problems and files too."""
    for guess in outcome.guesses:
        fields = {"code": guess.code, "confidence": guess.confidence, "message": guess.message}
        yield _object("guess", guess.span, fields)
    for found in [*outcome.notes, *outcome.problems]:
        fields = {"code": found.code, "message": found.message, "help": found.help}
        yield _object(found.severity, _span(found), fields)
    for file in outcome.files if not outcome.problems else ():
        said = {"file": f"{CONTENT}/{file.path}", "is_stub": file.is_stub}
        yield json.dumps(said, ensure_ascii=False)


def _object(kind: str, span: Span, fields: Mapping[str, object]) -> str:
    """A JSON object that has a place."""
    place = {"path": span.path, "line": span.line, "col": span.column}
    return json.dumps({"severity": kind, **place, **fields}, ensure_ascii=False)


def _span(found: Diagnostic) -> Span:
    """The place of a problem of a paste, which is always one of line and column."""
    return found.where if isinstance(found.where, Span) else Span(found.where.path, 1, 1)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}"


def summary(outcome: Outcome, *, is_dry: bool) -> str:
    """What was written, or what would be, with its text."""
    lines = []
    for file in outcome.files:
        stub = " (a stub)" if file.is_stub else ""
        if is_dry:
            lines.append(f"Would write {CONTENT}/{file.path}{stub}:")
            lines += map(harmless, file.text.split("\n"))
        else:
            lines.append(f"Wrote {CONTENT}/{file.path}{stub}")
    count = len(outcome.guesses)
    guesses = f"{count:,} guess{'' if count == 1 else 'es'}"
    lines.append(f"All words kept; {guesses} to look at")
    return "\n".join([*lines, ""])
