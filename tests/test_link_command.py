"""`briefs link`: lists suggestions, writes those that are agreed to, and changes nothing else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from briefs import cli
from briefs.rewriting import NotWrittenError, rewrite
from tests.conftest import HOME, Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"
OPEN = """---
headline: A Race for Chips   # of this week
date: 2025-02-06
topics: [Chips]
tags: [Shanghai]
articles: [51155, 43531]
substories:
  - China targets 3nm AI chips
  - {headline: "Tech funds: Shanghai", }   # second
  - An angle nobody knows
---
Provinces roll out investment plans [51155][43531]. Zhejiang aims at 3 nm [51155].
"""
LINKED = "{headline: China targets 3nm AI chips, articles: [51155]}"


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    newsroom.write(CLUSTER, OPEN)
    return newsroom


def link(room: Newsroom, *options: str) -> int:
    return cli.main(["link", "-C", str(room.root), "--clock", "2026-01-01", *options])


def text(room: Newsroom) -> str:
    return (room.content / CLUSTER).read_bytes().decode()


def test_without_options_it_lists_and_writes_nothing(
    room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert link(room) == 0
    said = capsys.readouterr().out
    place = f"content/{CLUSTER}:8:5: China targets 3nm AI chips\n  clear, "
    assert place in said
    assert '"China Targets 3nm AI Chips"' in said
    assert "+  - {headline: China targets 3nm AI chips, articles: [51155]}\n" in said
    assert '+  - {headline: "Tech funds: Shanghai", articles: [43531], }   # second' in said
    assert said.endswith("3 open sub-stories: 1 clear, 1 possible, 1 none\n")
    assert text(room) == OPEN


def test_clear_writes_the_clear_ones_alone(room: Newsroom) -> None:
    assert link(room, "--apply", "--clear") == 0
    assert text(room) == OPEN.replace("- China targets 3nm AI chips\n", f"- {LINKED}\n")
    assert not [one for one in room.check().diagnostics if "China targets" in one.message]


def test_yes_writes_all_of_them(room: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    assert link(room, "--apply", "--yes") == 0
    assert capsys.readouterr().out.endswith("; 2 targets written\n")
    assert 'Shanghai", articles: [43531], }   # second\n' in text(room)
    assert link(room) == 0
    assert capsys.readouterr().out.endswith("1 open sub-story: 1 none\n")


def test_where_nobody_can_be_asked_nothing_is_written_and_it_says_how(
    room: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert link(room, "--apply") == 2
    assert "--clear writes the clear ones, --yes all of them" in capsys.readouterr().err
    assert text(room) == OPEN


@pytest.mark.parametrize("options", [["--clear"], ["--yes"]])
def test_what_may_be_written_means_nothing_without_apply(
    room: Newsroom, options: list[str]
) -> None:
    assert link(room, *options) == 2
    assert text(room) == OPEN


@pytest.mark.parametrize(("answers", "written"), [("y\nn\n", 1), ("n\ny\n", 1), ("\n\n", 0)])
def test_on_a_terminal_each_one_is_asked_for(room: Newsroom, answers: str, written: int) -> None:
    ours, theirs = pty.openpty()
    try:
        asked = subprocess.Popen(
            [sys.executable, "-m", "briefs", "link", "-C", str(room.root), "--apply"],
            stdin=theirs,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(HOME)},
        )
        os.write(ours, answers.encode())
        said, _ = asked.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert asked.returncode == 0
    assert said.count(b"write `articles: [") == 2
    assert text(room).count("articles: [") == 1 + written
    assert (LINKED in text(room)) == answers.startswith("y")


def test_windows_lines_and_a_byte_order_mark_stay(room: Newsroom) -> None:
    written = "\ufeff" + OPEN.replace("\n", "\r\n")
    room.write(CLUSTER, written)
    assert link(room, "--apply", "--clear") == 0
    assert text(room) == written.replace("- China targets 3nm AI chips\r", f"- {LINKED}\r")


def test_a_draft_is_looked_at_when_asked_for(
    room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    room.edit(CLUSTER, "topics:", "draft: true\ntopics:")
    link(room)
    assert capsys.readouterr().out == "0 open sub-stories\n"
    link(room, "-D")
    assert "China targets" in capsys.readouterr().out


def test_problems_elsewhere_do_not_keep_it_from_its_work(room: Newsroom) -> None:
    room.write("clusters/broken.md", "---\nheadline: [\n---\n")
    room.remove("site.yaml")
    assert link(room, "--apply", "--clear") == 0
    assert text(room) != OPEN


def test_another_cluster_is_suggested_by_its_headline(room: Newsroom) -> None:
    room.edit(CLUSTER, "An angle nobody knows", "Six Cranes for the New Dock")
    room.write(
        "clusters/2025-02-07-dock.yaml",
        "headline: Six Cranes for the New Dock\ndate: 2025-02-07\nsummary: Told.\n",
    )
    assert link(room, "--apply", "--clear") == 0
    assert "  - {headline: Six Cranes for the New Dock, cluster: dock}\n" in text(room)


def test_a_file_that_has_changed_meanwhile_is_left_alone(room: Newsroom) -> None:
    before = (room.content / CLUSTER).read_bytes()
    room.write(CLUSTER, before + b"More.\n")
    with pytest.raises(NotWrittenError, match="changed meanwhile"):
        rewrite(room.root, f"content/{CLUSTER}", before, b"ours")
    assert text(room) == OPEN + "More.\n"
    assert [file.name for file in (room.content / "clusters").iterdir()] == [Path(CLUSTER).name]


def test_a_file_behind_a_symbolic_link_is_left_alone(room: Newsroom, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (room.content / "clusters").rename(elsewhere)
    (room.content / "clusters").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(NotWrittenError, match="symbolic link"):
        rewrite(room.root, f"content/{CLUSTER}", OPEN.encode(), b"ours")
    assert (elsewhere / Path(CLUSTER).name).read_bytes().decode() == OPEN


def test_a_file_that_may_not_be_written_is_left_alone(
    room: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    assert link(room, "--apply", "--clear") == 1
    assert "is as it was: it may not be written" in capsys.readouterr().err
    assert text(room) == OPEN


def test_rights_of_a_file_stay(room: Newsroom) -> None:
    file = room.content / CLUSTER
    file.chmod(0o640)
    assert link(room, "--apply", "--clear") == 0
    assert file.stat().st_mode & 0o777 == 0o640
