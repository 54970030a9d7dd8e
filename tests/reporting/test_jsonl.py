"""JSON Lines: an object for each problem, then one for each cluster."""

from __future__ import annotations

import json

from briefs.diagnostics import Note, Span, error
from briefs.report import ClusterTally
from briefs.reporting import jsonl
from briefs.reporting.findings import find

PROBLEM = error(
    "unknown-article",
    'there is no article "1"',
    Span("content/x.md", 1, 5, 3),
    'did you mean "2"?',
    (Note("the first is at", Span("content/x.md", 1, 1)),),
)
TALLY = ClusterTally("chip-race", "2025-02-06", "content/x.md", 12, 9, 1, 2, 4, 6, 8, 1, 3)


def test_a_problem_says_all_that_is_drawn(tmp_path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/x.md").write_text("one two\n", "utf-8")
    (line,) = jsonl.lines(find([PROBLEM], tmp_path))
    at = {"path": "content/x.md", "line": 1, "endLine": 1}
    assert json.loads(line) == {
        "severity": "error",
        "code": "unknown-article",
        **at,
        "col": 5,
        "endCol": 8,
        "message": 'there is no article "1"',
        "help": 'did you mean "2"?',
        "notes": [{"message": "the first is at", **at, "col": 1, "endCol": 2}],
    }


def test_a_cluster_says_what_its_claims_rest_on(tmp_path) -> None:
    problem, cluster = map(json.loads, jsonl.lines(find([PROBLEM], tmp_path, [TALLY])))
    assert "code" in problem
    assert cluster == {
        "cluster": "chip-race",
        "edition": "2025-02-06",
        "path": "content/x.md",
        "sentences": 12,
        "cited": 9,
        "marked": 1,
        "bare": 2,
        "coverage": 83.3,
        "single": 4,
        "articles": 6,
        "found": 8,
        "not_found": 1,
        "no_text": 3,
    }
