"""SARIF 2.1.0: the standard's log of findings, for code scanning and editors.

In:  findings.
Out: one log in plain ASCII; no time and no machine in it, so the same content gives the same log.

Columns count UTF-16 units, since most consumers know no other. Rules are those that found anything;
their help is the paragraph of the manual.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from briefs import __version__
from briefs.reporting import manual
from briefs.reporting.findings import Finding, Findings, Stretch, whole

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
TOP = "%SRCROOT%"
"""Where paths start, in the words of the standard."""


def lines(found: Findings) -> Iterator[str]:
    """The log, in lines."""
    codes = sorted({problem.code for problem in found.problems})
    driver = {
        "name": "briefs",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {TOP: {"description": {"text": "The top of the repository."}}},
        "results": [_result(problem, codes.index(problem.code)) for problem in found.problems],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": manual.first_sentence(code)},
        "help": {"text": manual.plain(code), "markdown": manual.paragraphs()[code]},
    }


def _result(problem: Finding, rule: int) -> dict[str, Any]:
    text = f"{problem.message}\n{problem.help}" if problem.help else problem.message
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": _literal(text)},
        "locations": [_location(problem.at)],
    }
    if problem.notes:
        result["relatedLocations"] = [
            {**_location(at), "message": {"text": _literal(text)}} for text, at in problem.notes
        ]
    return result


def _location(at: Stretch) -> dict[str, Any]:
    """A place; where its line is not there, the file is meant."""
    region = {"startLine": at.line}
    if at.end > at.column:
        start = 1 + _units(at.source[: at.column - 1])
        end = start + _units(at.source[at.column - 1 : at.end - 1])
        region |= {"startColumn": start, "endColumn": end}
    artifact = {"uri": quote(whole(at.path)), "uriBaseId": TOP}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _units(text: str) -> int:
    """The UTF-16 units of a text: two for a character beyond the first 65,536."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _literal(text: str) -> str:
    """A text that is read as it stands: `[words](place)` would become a link."""
    return whole(text).replace("](", "] (")
