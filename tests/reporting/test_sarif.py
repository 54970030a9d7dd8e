"""SARIF: a log that keeps to the standard's schema, in UTF-16 columns."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from briefs.diagnostics import Note, Span, error, note, warning
from briefs.reporting import manual, sarif
from briefs.reporting.findings import find


class Part(BaseModel):
    """An object of the standard: it has the properties that are named, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class Message(Part):
    """§3.11, and §3.12 with `markdown`."""

    text: str = Field(min_length=1)
    markdown: str = ""


class Artifact(Part):
    """§3.4."""

    uri: str = Field(pattern=r"^(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$")
    uri_base_id: Literal["%SRCROOT%"]


class Region(Part):
    """§3.30."""

    start_line: int = Field(ge=1)
    start_column: int = Field(default=1, ge=1)
    end_column: int = Field(default=1, ge=1)


class Physical(Part):
    """§3.29."""

    artifact_location: Artifact
    region: Region


class Location(Part):
    """§3.28."""

    physical_location: Physical
    message: Message | None = None


class Result(Part):
    """§3.27."""

    rule_id: str
    rule_index: int = Field(ge=0)
    level: Literal["none", "note", "warning", "error"]
    message: Message
    locations: list[Location] = Field(min_length=1)
    related_locations: list[Location] = []


class Rule(Part):
    """§3.49."""

    id: str
    short_description: Message
    help: Message


class Driver(Part):
    """§3.19."""

    name: str
    version: str
    rules: list[Rule]


class Tool(Part):
    """§3.18."""

    driver: Driver


class Run(Part):
    """§3.14."""

    tool: Tool
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    original_uri_base_ids: dict[str, dict[str, Message]]
    results: list[Result]


class Log(Part):
    """§3.13."""

    schema_: str = Field(alias="$schema")
    version: Literal["2.1.0"]
    runs: list[Run] = Field(min_length=1)


def run_of(text: str) -> Run:
    """The one run of a log, if the log is valid."""
    return Log.model_validate(json.loads(text)).runs[0]


@pytest.fixture
def write(tmp_path) -> Any:
    """Writes content/x.md, and makes the log of problems in it."""

    def act(text: str, *problems: Any) -> Run:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content/x.md").write_text(text, "utf-8")
        return run_of("\n".join(sarif.lines(find(problems, tmp_path))))

    return act


def test_a_log_is_valid_and_its_results_know_their_rules(write) -> None:
    span = Span("content/x.md", 1, 1)
    run = write(
        "one\n",
        error("unknown-article", "message", span, "help", (Note("see", span),)),
        warning("article-uncited", "message", span),
        note("article-no-url", "message", span),
    )
    assert [result.level for result in run.results] == ["error", "warning", "note"]
    for result in run.results:
        rule = run.tool.driver.rules[result.rule_index]
        assert rule.id == result.rule_id
        assert rule.help.markdown == manual.paragraphs()[rule.id]
    assert run.results[0].message.text == "message\nhelp"


def test_content_with_nothing_wrong_has_a_valid_log_too(write) -> None:
    run = write("one\n")
    assert (run.results, run.tool.driver.rules) == ([], [])


def test_columns_count_utf16_units(write) -> None:
    run = write("🙂é🙂 two 🙂\n", error("bad-link", "m", Span("content/x.md", 1, 5, 5)))
    region = run.results[0].locations[0].physical_location.region
    line = "🙂é🙂 two 🙂".encode("utf-16-le")
    shown = line[2 * (region.start_column - 1) : 2 * (region.end_column - 1)].decode("utf-16-le")
    assert shown == "two 🙂"


def test_a_file_that_has_no_such_line_is_meant_as_a_whole(write) -> None:
    run = write("", error("missing-file", "m", Span("content/site.yaml", 1, 1)))
    assert run.results[0].locations[0].physical_location.region.start_line == 1
    assert "start_column" not in run.model_dump_json(exclude_unset=True)


def test_content_cannot_put_a_link_into_a_message(write) -> None:
    hostile = "[click](https://evil.example/) and [two][https://evil.example/]"
    run = write("one\n", error("bad-link", hostile, Span("content/x.md", 1, 1), hostile))
    assert not re.search(r"\]\(", run.results[0].message.text)


def test_paths_are_addresses(tmp_path) -> None:
    problem = error("unknown-file", "m", Span("content/a b%ü\udce9:?#.md", 1, 1))
    run = run_of("\n".join(sarif.lines(find([problem], tmp_path))))
    uri = run.results[0].locations[0].physical_location.artifact_location.uri
    assert uri == "content/a%20b%25%C3%BC%EF%BF%BD%3A%3F%23.md"


def test_the_same_problems_give_the_same_log_wherever_the_project_lies(tmp_path) -> None:
    problem = error("bad-link", "m", Span("content/x.md", 1, 1))
    logs = {"\n".join(sarif.lines(find([problem], tmp_path / name))) for name in ("a", "b")}
    assert len(logs) == 1
