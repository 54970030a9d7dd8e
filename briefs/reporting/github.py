"""GitHub: workflow commands, which Actions turns into annotations of the changed lines.

In:  findings.
Out: one `::error …::` a line, and nothing that content could turn into another command.

The rules of escaping are those of GitHub's own toolkit (`@actions/core`). A message names its place
too, since Actions shows ten annotations of a kind and prints the others in its log without one.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.diagnostics import Severity, harmless, one_line
from briefs.reporting.findings import Finding, Findings, Stretch

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def lines(found: Findings) -> Iterator[str]:
    """A command for each problem."""
    for problem in found.problems:
        at = problem.at
        properties = {
            "file": one_line(at.path),
            "line": str(at.line),
            "col": str(at.column),
            "endColumn": str(at.end),
            "title": problem.code,
        }
        given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{COMMANDS[problem.severity]} {given}::{_data(_message(problem))}"


def _message(problem: Finding) -> str:
    notes = [f"note: {one_line(text)} {_place(at)}" for text, at in problem.notes]
    help = [f"help: {harmless(problem.help)}"] if problem.help else []
    return "\n".join([f"{_place(problem.at)}: {one_line(problem.message)}", *notes, *help])


def _place(at: Stretch) -> str:
    return f"{one_line(at.path)}:{at.line}:{at.column}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
