"""JSON: one object a line, for programs.

In:  findings.
Out: a line for each problem, then one for each cluster; plain ASCII, whatever content holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from briefs.report import ClusterTally
from briefs.reporting.findings import Finding, Findings, Stretch, whole


def lines(found: Findings) -> Iterator[str]:
    """The objects, each a line; those of clusters have a `cluster`, the others a `code`."""
    for problem in found.problems:
        yield json.dumps(_problem(problem))
    for tally in found.tallies:
        yield json.dumps(_cluster(tally))


def _problem(problem: Finding) -> dict[str, Any]:
    notes = [{"message": whole(text), **_place(at)} for text, at in problem.notes]
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        **_place(problem.at),
        "message": whole(problem.message),
        "help": whole(problem.help),
        "notes": notes,
    }


def _place(at: Stretch) -> dict[str, Any]:
    """Lines and columns from 1, in characters; `endCol` is the column behind the last."""
    return {
        "path": whole(at.path),
        "line": at.line,
        "col": at.column,
        "endLine": at.line,
        "endCol": at.end,
    }


def _cluster(tally: ClusterTally) -> dict[str, Any]:
    return {
        "cluster": tally.cluster,
        "edition": tally.edition,
        "path": whole(tally.path),
        "sentences": tally.sentences,
        "cited": tally.cited,
        "marked": tally.marked,
        "bare": tally.bare,
        "coverage": tally.coverage,
        "single": tally.single,
        "articles": tally.articles,
        "found": tally.found,
        "not_found": tally.not_found,
        "no_text": tally.no_text,
    }
