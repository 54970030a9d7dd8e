"""The documents keep up: every code, key, command and option is explained, and nothing else is."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from functools import cache

import click
import pytest

from briefs import model, schema
from briefs.codes import BUG, CONTENT, ENVIRONMENT, FINE, INTERRUPTED, USAGE
from briefs.commands import commands
from briefs.diagnostics import Severity
from briefs.report import ClusterTally
from briefs.reporting import table
from tests.conftest import HERE, HOME

DIAGNOSTICS = HOME / "docs" / "diagnostics.md"
MAKERS = {"error", "warning", "note", "graded", "ShapeError", "Flaw", "_Refused", "_refusal"}
COUNTS = "sentences cited marked bare coverage single found not_found no_text".split()
TYPES = [
    model.Cluster,
    model.SubStory,
    model.Correction,
    model.Image,
    model.Article,
    model.EditionNotes,
    model.Topic,
    model.Outlet,
    model.Page,
    model.Config,
    model.FeedSettings,
    model.PageSettings,
    model.DigestSettings,
    model.Policy,
]


@cache
def codes() -> frozenset[str]:
    """Every code that a call in briefs/ gives to a diagnostic."""
    found = set()
    for file in (HOME / "briefs").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and call.args:
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                first = call.args[0]
                if name in MAKERS and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return frozenset(found)


def paragraphs() -> list[str]:
    """The codes that docs/diagnostics.md explains, in its order."""
    return re.findall(r"^### (\S+)$", DIAGNOSTICS.read_text("utf-8"), re.MULTILINE)


def documents() -> str:
    """README and docs."""
    files = [*HOME.glob("README*"), *(HOME / "docs").rglob("*.md")]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_the_codes_are_found() -> None:
    assert {"unknown-article", "yaml-tag", "bad-date", "bad-link", "missing-key"} <= codes()
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes())


def test_every_code_has_a_paragraph_and_every_paragraph_a_code() -> None:
    assert sorted(codes()) == paragraphs()


def test_every_code_has_a_broken_case() -> None:
    drawn = "".join(file.read_text("utf-8") for file in (HERE / "broken").glob("*/expected.txt"))
    levels = "|".join(Severity)
    assert codes() == set(
        re.findall(rf"^\S.*?: (?:{levels})\[([a-z0-9-]+)\]: ", drawn, re.MULTILINE)
    )


def test_every_severity_and_exit_code_is_explained() -> None:
    text = DIAGNOSTICS.read_text("utf-8")
    assert all(f"| `{level}` |" in text for level in Severity)
    for code in (FINE, CONTENT, USAGE, ENVIRONMENT, BUG, INTERRUPTED):
        assert f"| {code} |" in text


def test_the_example_of_the_form_is_what_is_drawn() -> None:
    example = DIAGNOSTICS.read_text("utf-8").split("```text\n")[1].split("```")[0]
    case = HERE / "broken" / "unknown-article-in-prose" / "expected.txt"
    assert case.read_text("utf-8").startswith(example)


def test_the_matcher_for_editors_reads_every_problem_that_is_drawn() -> None:
    text = (HOME / "docs" / "commands.md").read_text("utf-8")
    matcher = json.loads(text.split("```json\n")[1].split("```")[0])
    pattern = matcher["pattern"]
    drawn = (HERE / "broken" / "several" / "expected.txt").read_text("utf-8").splitlines()
    problems = [line for line in drawn if line.startswith("content/")]
    assert len(problems) > 5
    for line in problems:
        found = re.match(pattern["regexp"], line)
        assert found
        assert line.startswith(f"{found[pattern['file']]}:{found[pattern['line']]}:")
        assert found[pattern["code"]] in codes()
    assert not any(re.match(pattern["regexp"], line) for line in drawn if line not in problems)


def test_the_example_of_the_table_is_what_is_drawn() -> None:
    text = (HOME / "docs" / "commands.md").read_text("utf-8")
    example = text.split("```text\n")[1].split("```")[0]
    tallies = []
    for row in example.splitlines()[2:-1]:
        edition, clusters, *cells = re.findall(r"\S+", row)
        counts = dict(zip(COUNTS, (int(cell.rstrip("%")) for cell in cells), strict=True))
        counts.pop("coverage")
        nothing = ClusterTally("", edition, "", *[0] * 9)
        tallies.append(ClusterTally(**(nothing._asdict() | counts)))
        tallies += [nothing] * (int(clusters) - 1)
    assert "".join(f"{line}\n" for line in table.lines(tallies, ())) == example


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_key_is_documented(kind: type) -> None:
    text = (HOME / "docs" / "content-format.md").read_text("utf-8")
    missing = [key for key in schema.keys_of(kind) if f"`{key}`" not in text]
    assert not missing


def test_no_authored_type_is_left_out() -> None:
    authored = {
        kind
        for kind in vars(model).values()
        if isinstance(kind, type)
        and dataclasses.is_dataclass(kind)
        and hasattr(kind, "__pydantic_config__")
    }
    assert authored == set(TYPES)


def test_every_command_and_option_is_documented() -> None:
    text = documents()
    missing = []
    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        if f"briefs {name}" not in text:
            missing.append(f"briefs {name}")
        for option in command.params:
            if isinstance(option, click.Option):
                missing += [
                    flag
                    for flag in option.opts
                    if not re.search(rf"(?<![\w-]){re.escape(flag)}(?![\w-])", text)
                ]
    assert not missing
