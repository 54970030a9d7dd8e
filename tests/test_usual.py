"""Usual words: read without click, they ask for what click reads out of them, or are left to it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs import building, usual
from briefs.commands import commands
from briefs.usual import FLAGS, VALUES, Options
from tests.conftest import Newsroom

VALUES_GIVEN = [".", "..", "/", "content", "content/x", "templates/x", "out", "out/", "a/../out"]
VALUES_GIVEN += ["site", "site/..", "site.yaml", "file", "nowhere", "link", "link/x", "loop"]
VALUES_GIVEN += ["auto", "never", "sometimes", "text", "github", "json", "", "-", "--", "-x"]
ODD = ["-vq", "-vC.", "-C.", "--pdf=never", "--no-such", "-h", "--help", "--", "x", "check"]
ODD += ["--verb", "--clock", "2026-01-01", "-b", "https://example.org/"]


def taken(options: Options) -> dict[str, Any]:
    """All that a build is told by its options."""
    names = [name for name in vars(Options) if not name.startswith("_")]
    whole = {name: getattr(options, name) for name in names}
    return whole | {"root": os.path.normpath(options.root), "output": options.output}


def read_by_click(words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Options | None:
    """The options that a build has of click; None where it begins none."""
    found: list[Options] = []

    def build(options: Options) -> int:
        found.append(options)
        return 0

    with monkeypatch.context() as patched:
        patched.setattr(building, "build", build)
        try:
            commands.main([*words], prog_name="briefs", standalone_mode=False)
        except (click.ClickException, click.exceptions.Exit, RuntimeError):
            return None
    return found[0] if found else None


@pytest.fixture
def folder(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A project that this process stands in, with all that an output could be confused with."""
    newsroom.write("x/y.md", "")
    for name in ("site", "out", "templates", "other/content"):
        (newsroom.root / name).mkdir(parents=True)
    (newsroom.root / "file").write_text("", "utf-8")
    (newsroom.root / "link").symlink_to("content")
    (newsroom.root / "loop").symlink_to("loop")
    monkeypatch.chdir(newsroom.root)
    return newsroom


pieces = st.one_of(
    st.sampled_from([*FLAGS]).map(lambda flag: [flag]),
    st.tuples(st.sampled_from([*VALUES]), st.sampled_from(VALUES_GIVEN)).map(list),
    st.sampled_from([*ODD, *VALUES_GIVEN, *VALUES]).map(lambda word: [word]),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=4))
def test_what_is_read_without_click_is_what_click_reads(
    folder: Newsroom, monkeypatch: pytest.MonkeyPatch, found: list[list[str]]
) -> None:
    words = ["build", *(word for piece in found for word in piece)]
    options = usual.usual(words)
    if options is not None:
        asked = read_by_click(words, monkeypatch)
        assert asked is not None, words
        assert taken(asked) == taken(options)


@pytest.mark.parametrize("name", VALUES_GIVEN)
@pytest.mark.parametrize("option", [*VALUES])
def test_each_value_is_read_as_click_reads_it(
    folder: Newsroom, monkeypatch: pytest.MonkeyPatch, option: str, name: str
) -> None:
    options = usual.usual(["build", option, name])
    if options is not None:
        asked = read_by_click(["build", option, name], monkeypatch)
        assert asked is not None
        assert taken(asked) == taken(options)


@pytest.mark.parametrize(
    "words",
    [[], ["-v"], ["-v", "--pdf", "never"], ["-C", "other", "-o", "out"], ["-q", "-F", "-D"]],
    ids=" ".join,
)
def test_most_builds_are_asked_for_in_usual_words(folder: Newsroom, words: list[str]) -> None:
    assert usual.usual(["build", *words]) is not None


@pytest.mark.parametrize(
    "words",
    [["check"], ["build", "-v", "-v"], ["build", "--clock", "2026-01-01"], ["build", "-o", ".."]],
    ids=" ".join,
)
def test_other_words_are_left_to_click(folder: Newsroom, words: list[str]) -> None:
    assert usual.usual(words) is None


def test_a_shell_that_completes_a_command_builds_nothing(
    folder: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_BRIEFS_COMPLETE", "bash_complete")
    assert usual.usual(["build"]) is None
