"""GitHub: each problem is one workflow command, as the runner reads it."""

from __future__ import annotations

import pytest

from briefs.diagnostics import Note, Span, error, note, warning
from briefs.reporting import github
from briefs.reporting.findings import find

SPAN = Span("content/x.md", 3, 1)


def test_a_problem_names_its_place_its_code_and_what_to_do(tmp_path) -> None:
    problem = error("code", "message", SPAN, "do this", (Note("see", SPAN),))
    (line,) = github.lines(find([problem], tmp_path))
    assert line == (
        "::error file=content/x.md,line=3,col=1,endColumn=1,title=code::"
        "content/x.md:3:1: message%0Anote: see content/x.md:3:1%0Ahelp: do this"
    )


@pytest.mark.parametrize(
    ("make", "command"), [(error, "error"), (warning, "warning"), (note, "notice")]
)
def test_each_severity_has_its_command(make, command, tmp_path) -> None:
    (line,) = github.lines(find([make("code", "message", SPAN)], tmp_path))
    assert line.startswith(f"::{command} ")


def test_texts_are_escaped_as_the_toolkit_does_it(tmp_path) -> None:
    problem = error("code", "100%: a, b", Span("content/a:b,c%.md", 1, 1), "one\ntwo")
    (line,) = github.lines(find([problem], tmp_path))
    properties, message = line.removeprefix("::error ").split("::", 1)
    assert "file=content/a%3Ab%2Cc%25.md,line=1" in properties
    assert message == "content/a:b,c%25.md:1:1: 100%25: a, b%0Ahelp: one%0Atwo"
