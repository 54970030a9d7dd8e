"""Findings: problems as a program wants to be told of them.

In:  diagnostics and tallies of clusters, and the folder of a project.
Out: problems with their lines known, errors first, then by file, line and column.

Paths lead from the top of the git repository that the project lies in, since that is where those
who read these formats start; without a repository, from the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefs.diagnostics import Diagnostic, Locate, Severity, Where, clipped, in_file_order
from briefs.locator import Locator
from briefs.report import ClusterTally


@dataclass(frozen=True)
class Stretch:
    """A stretch of one line: `column` is its first character, `end` the one behind its last.

    Both count from 1, in characters. `source` is the line; a line that is not there is empty.
    """

    path: str
    line: int
    column: int
    end: int
    source: str


@dataclass(frozen=True)
class Finding:
    """One problem; `notes` are second places that explain it."""

    severity: Severity
    code: str
    message: str
    help: str
    at: Stretch
    notes: tuple[tuple[str, Stretch], ...]


@dataclass(frozen=True)
class Findings:
    """All that a check found out about a project, each problem once."""

    problems: tuple[Finding, ...]
    tallies: tuple[ClusterTally, ...] = ()


def find(
    diagnostics: Iterable[Diagnostic], root: Path, tallies: Iterable[ClusterTally] = ()
) -> Findings:
    """Look up where problems are."""
    locate = Locator(root)
    prefix = _path_in_repository(root)
    found = [_finding(problem, locate, prefix) for problem in in_file_order(diagnostics, locate)]
    return Findings(
        tuple(sorted(found, key=lambda finding: [*Severity].index(finding.severity))),
        tuple(tally._replace(path=prefix + tally.path) for tally in tallies),
    )


def _path_in_repository(root: Path) -> str:
    """The path from the top of the git repository to a folder, as `a/b/`; empty at the top."""
    home = root.resolve()
    for folder in (home, *home.parents):
        # A folder in a clone; a file in a worktree or a submodule.
        if (folder / ".git").exists():
            return "".join(f"{part}/" for part in home.relative_to(folder).parts)
    return ""


def _finding(problem: Diagnostic, locate: Locate, prefix: str) -> Finding:
    return Finding(
        severity=problem.severity,
        code=problem.code,
        message=clipped(problem.message),
        help=clipped(problem.help),
        at=_stretch(problem.where, locate, prefix),
        notes=tuple(
            (clipped(note.message), _stretch(note.where, locate, prefix)) for note in problem.notes
        ),
    )


def _stretch(where: Where, locate: Locate, prefix: str) -> Stretch:
    """A place within its line; where the line is not there, the place where it would begin."""
    span, source = locate(where)
    column = min(span.column, len(source) + 1)
    end = max(column, min(span.column + span.length, len(source) + 1))
    return Stretch(prefix + span.path, span.line, column, end, source)


_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text without halves of characters, which JSON can write and many readers refuse."""
    return _HALF.sub("\ufffd", text)
