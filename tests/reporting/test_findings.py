"""Findings: paths that lead from the repository's top, and columns that lie in their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefs.diagnostics import Note, Place, Span, error, note, warning
from briefs.report import ClusterTally
from briefs.reporting.findings import find

SPAN = Span("content/x.md", 2, 5, 3)


@pytest.fixture
def project(tmp_path):
    """A folder whose one file has a line to point at."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/x.md").write_text("first\none two\n", "utf-8")
    return tmp_path


def test_errors_come_first_then_files_lines_and_columns_in_order(project):
    found = [
        note("a", "one", SPAN),
        warning("b", "two", Span("content/a.md", 1, 1)),
        error("c", "three", SPAN),
        error("d", "four", Span("content/x.md", 1, 9)),
        error("c", "three", SPAN),
    ]
    assert [problem.code for problem in find(found, project).problems] == list("dcba")


def test_a_stretch_never_leaves_its_line(project):
    wide = find([error("a", "one", Span("content/x.md", 2, 5, 400))], project).problems[0].at
    assert (wide.column, wide.end, wide.source) == (5, 8, "one two")
    beyond = find([error("a", "one", Span("content/x.md", 2, 50))], project).problems[0].at
    assert (beyond.column, beyond.end) == (8, 8)
    gone = find([error("a", "one", Span("content/gone.md", 7, 3))], project).problems[0].at
    assert (gone.line, gone.column, gone.end, gone.source) == (7, 1, 1, "")


@pytest.mark.parametrize("is_worktree", [False, True], ids=["clone", "worktree"])
def test_paths_lead_from_the_top_of_the_repository(project, is_worktree):
    root = project / "sites" / "daily news"
    root.mkdir(parents=True)
    (root / "content").mkdir()
    if is_worktree:
        (project / ".git").write_text("gitdir: elsewhere\n", "utf-8")
    else:
        (project / ".git").mkdir()
    problem = error("a", "one", SPAN, notes=(Note("see", Place("content/y.md")),))
    tally = ClusterTally("x", "2025-02-06", "content/x.md", *[1] * 9)
    found = find([problem], root, [tally])
    assert found.problems[0].at.path == "sites/daily news/content/x.md"
    assert found.problems[0].notes[0][1].path == "sites/daily news/content/y.md"
    assert found.tallies[0].path == "sites/daily news/content/x.md"


def test_paths_lead_from_a_project_that_is_its_own_repository(project, monkeypatch):
    (project / ".git").mkdir()
    monkeypatch.chdir(project)
    assert find([error("a", "one", SPAN)], Path()).problems[0].at.path == "content/x.md"
