"""Explaining: why a file was made or kept, told so that an editor can follow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefs import cli, explaining
from briefs.explaining import explain
from tests.conftest import HOME, Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"
PAGE = "clusters/chip-race/index.html"


def told(newsroom: Newsroom, path: str) -> list[str]:
    """The sentences on a file."""
    return explain(newsroom.root, newsroom.output, path)


def test_a_file_that_was_not_there_before_is_new(newsroom: Newsroom) -> None:
    newsroom.build()
    head, reason, made_of = told(newsroom, PAGE)
    assert head == f"{PAGE} was made anew by the last build that made anything, because"
    assert reason == "  - it was not there before"
    assert made_of.startswith("It is made of: ")
    assert "story" in made_of
    assert "template pages/cluster.html" in made_of


def test_an_edit_is_told_of_what_shows_it_and_of_nothing_else(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.edit(CLUSTER, "Zhejiang aims", "Zhejiang hopes")
    newsroom.build()
    head, reason, _ = told(newsroom, PAGE)
    assert "made anew by the last build" in head
    assert reason.startswith("  - its cluster has changed")
    (head, reason, _) = told(newsroom, "about/index.html")
    assert "was kept by the last build: nothing that it is made of had changed" in head
    assert reason == "  - it was not there before"


def test_builds_since_then_are_counted(newsroom: Newsroom) -> None:
    newsroom.build()
    for word in ("hopes", "means", "wants"):
        newsroom.write("pages/about.md", f"---\ntitle: About\n---\nWho {word}.\n")
        newsroom.build()
        newsroom.build()
    assert "was kept by the last 3 builds" in told(newsroom, PAGE)[0]
    assert "was made anew" in told(newsroom, "about/index.html")[0]


def test_a_title_of_the_site_is_told_as_what_every_page_carries(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.edit("site.yaml", "title: The Small Brief", "title: The Brief")
    newsroom.build()
    assert any("what every page carries" in line for line in told(newsroom, "about/index.html"))


def test_a_file_that_was_spoilt_is_said_to_be(newsroom: Newsroom) -> None:
    newsroom.build()
    (newsroom.output / PAGE).write_text("mine", "utf-8")
    assert told(newsroom, PAGE) == [f"{PAGE} is not as it was made: the next build makes it anew."]
    newsroom.build()
    assert told(newsroom, PAGE)[1] == "  - the file was lost or changed"


def test_a_file_whose_making_was_forgotten_is_said_to_be(newsroom: Newsroom) -> None:
    newsroom.build()
    for file in newsroom.request().cache.glob("history*"):
        file.unlink()
    newsroom.edit("pages/about.md", "this", "that")
    newsroom.build()
    reason = told(newsroom, "about/index.html")[1]
    assert reason == "  - it is not known what it was made from"


@pytest.mark.parametrize(
    "written", [PAGE, f"/{PAGE}", f"site/{PAGE}", "clusters/chip-race/", "/clusters/chip-race/"]
)
def test_a_file_goes_by_its_path_its_address_or_where_it_lies(
    newsroom: Newsroom, written: str
) -> None:
    newsroom.build()
    assert told(newsroom, written)[0].startswith(PAGE)


@pytest.mark.parametrize("written", ["", "/", "index.html", "site/"])
def test_the_home_page_goes_by_the_root(newsroom: Newsroom, written: str) -> None:
    newsroom.build()
    assert told(newsroom, written)[0].startswith("index.html was made")


def test_an_unknown_file_suggests_the_nearest(newsroom: Newsroom) -> None:
    newsroom.build()
    assert told(newsroom, "aboutt/index.html") == [
        "no build has made aboutt/index.html; did you mean about/index.html?"
    ]
    assert told(newsroom, "x") == ["no build has made x"]


def test_before_any_build_nothing_is_known(newsroom: Newsroom) -> None:
    assert told(newsroom, PAGE) == [f"no build has made {PAGE}"]
    assert not newsroom.output.exists()
    assert not (newsroom.root / ".cache").exists()


def test_without_its_history_a_file_is_said_to_be_as_it_was(newsroom: Newsroom) -> None:
    newsroom.build()
    for file in newsroom.request().cache.glob("history*"):
        file.unlink()
    assert told(newsroom, PAGE) == [f"{PAGE} is as it was made; what from is not known any more."]


def test_explaining_changes_no_site(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.files()
    told(newsroom, PAGE)
    assert before == newsroom.files()
    assert not newsroom.build().reasons


def test_the_command_says_it_and_is_fine(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "elsewhere"
    newsroom.build(output=output)
    given = ["explain", "feed.xml", "-C", str(newsroom.root), "-o", str(output)]
    assert cli.main(given) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("feed.xml was made anew")
    assert not printed.err


def test_a_part_without_a_saying_is_named(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.edit("pages/about.md", "this", "that")
    newsroom.build()
    assert told(newsroom, "about/index.html")[1] == '  - "page" has changed'


def test_no_saying_is_of_a_part_that_nothing_has() -> None:
    """Parts are named by the outputs, by what they share, and by `plan`, in quotes."""
    shared = (HOME / "briefs/stages/plan.py", HOME / "briefs/desk.py")
    files = [*(HOME / "briefs/outputs").glob("*.py"), *shared]
    source = "".join(file.read_text("utf-8") for file in files)
    assert not [name for name in explaining._SAYINGS if f'"{name}"' not in source]
