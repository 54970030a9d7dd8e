"""Plan: every wanted file once, nothing wanted twice, no link to nowhere, and why each is stale."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.jobs import Job, set_view
from briefs.stages import plan
from tests.conftest import Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"


def codes(newsroom: Newsroom) -> list[str]:
    return [problem.code for problem in newsroom.check().diagnostics]


def test_every_planned_file_is_made_and_no_other(newsroom: Newsroom) -> None:
    report = newsroom.build()
    assert set(report.reasons) == set(newsroom.files())
    assert sum(report.planned.values()) == len(newsroom.files())
    assert set(map(str, report.reasons.values())) == {str(("it is new",))}


def test_a_second_build_finds_nothing_stale(newsroom: Newsroom) -> None:
    newsroom.build()
    assert not newsroom.build().reasons


def test_what_changed_is_named_as_the_reason(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.edit("pages/about.md", "Who writes this.", "Who writes that.")
    reasons = newsroom.build().reasons
    assert set(reasons) == {"about/index.html"}
    assert reasons["about/index.html"] == ("page",)


def test_the_names_of_parts_are_the_reasons(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.edit(CLUSTER, "Zhejiang aims", "Zhejiang hopes")
    reasons = newsroom.build().reasons
    assert reasons["clusters/chip-race/index.html"] == ("story",)
    assert "items" in reasons["feed.xml"]
    assert "about/index.html" not in reasons
    newsroom.edit("site.yaml", "title: The Small Brief", "title: The Brief")
    found = newsroom.build().reasons
    assert "frame" in found["about/index.html"]
    assert "story" not in found["about/index.html"]


def test_a_file_that_was_lost_or_changed_is_made_again(newsroom: Newsroom) -> None:
    newsroom.build()
    (newsroom.output / "about/index.html").unlink()
    (newsroom.output / "404.html").write_text("mine", "utf-8")
    reasons = newsroom.build().reasons
    assert set(reasons) == {"about/index.html", "404.html"}
    assert set(reasons.values()) == {("the file was lost or changed",)}
    assert "mine" not in newsroom.read("404.html")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pages/archive.md", "---\ntitle: Archive\n---\nText.\n"),
        ("pages/topics.md", "---\ntitle: Topics\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/about/]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/mine/]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/x/, /x/]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/x, /x/]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/feed.xml]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/index.html]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/clusters/chip-race/]\n---\nText.\n"),
        ("assets/MARK.svg", "<svg/>"),
    ],
)
def test_two_claims_on_one_file_are_an_error(newsroom: Newsroom, path: str, text: str) -> None:
    newsroom.write(path, text)
    assert codes(newsroom) == ["output-collision"]


@pytest.mark.parametrize(
    "alias", ["/about/index.html/", "/feed.xml/old/", "/about/old/", "/old/deep/path/"]
)
def test_a_file_cannot_also_be_a_folder(newsroom: Newsroom, alias: str) -> None:
    newsroom.write("pages/mine.md", f"---\ntitle: A\naliases: [{alias}]\n---\nText.\n")
    is_fine = ".html/" not in alias and ".xml/" not in alias
    assert codes(newsroom) == ([] if is_fine else ["output-collision"])
    if is_fine:
        assert newsroom.build().published is not None


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/about/",
        "/clusters/chip-race/",
        "/clusters/chip-race/#chip-race-r1",
        "/clusters/chip-race/#chip-race-c3",
        "/clusters/chip-race/#chip-race",
        "/articles/51155/",
        "/topics/",
        "/feed.xml",
        "/archive/2025-02/",
        "/old/",
        "/editions/2025-w06/digest-2025-w06.pdf",
    ],
)
def test_links_to_what_will_exist_are_fine(newsroom: Newsroom, target: str) -> None:
    newsroom.write(
        "pages/mine.md", f"---\ntitle: A\naliases: [/old/]\n---\nSee [there]({target}).\n"
    )
    assert not newsroom.diagnostics()


@pytest.mark.parametrize(
    "target",
    [
        "/aboutt/",
        "/about",
        "/clusters/",
        "/clusters/chip-race/#chip-race-r3",
        "/about/#team",
        "#here",
        "/articles/99999/",
        "/assets/nothing.png",
        "/editions/2025-w07/digest-2025-w07.pdf",
    ],
)
def test_links_to_nowhere_are_errors(newsroom: Newsroom, target: str) -> None:
    newsroom.edit("pages/about.md", "Who writes this.", f"Who [writes]({target}) this.")
    assert codes(newsroom) == ["unknown-link"]
    assert f"({target})" in newsroom.diagnostics()[0]


def test_a_cluster_may_link_to_its_own_references(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "3 nm [51155].", "3 nm, [see below](#chip-race-r1) [51155].")
    assert not newsroom.diagnostics()


def test_article_pages_that_are_not_made_cannot_be_linked(newsroom: Newsroom) -> None:
    newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\npages: {articles: false}")
    newsroom.edit("pages/about.md", "this.", "[this](/articles/51155/).")
    assert codes(newsroom) == ["unknown-link"]


def test_a_picture_that_is_there_is_fine(newsroom: Newsroom) -> None:
    newsroom.write("assets/maps/coast.png", b"\x89PNG\r\n")
    newsroom.edit(
        CLUSTER, "substories:", "image: {src: assets/maps/coast.png, alt: The coast}\nsubstories:"
    )
    newsroom.edit(CLUSTER, "3 nm [51155].", "3 nm [51155]. ![Coast](/assets/maps/coast.png)")
    assert not newsroom.diagnostics()
    newsroom.build()
    assert newsroom.files()["assets/maps/coast.png"] == b"\x89PNG\r\n"


PATHS = "a A a/b a.b/c a.b A.B A.b/c/d \u017f s \u212a k e\u0301 \u00e9 x.y/z/a x.y/z".split(" ")


@given(st.lists(st.sampled_from(PATHS), min_size=2, max_size=4))
def test_no_collision_is_passed_over_at_one_look(paths: list[str]) -> None:
    jobs = [Job(path, set_view, str, {}, "page", f"number {at}") for at, path in enumerate(paths)]
    found = [*plan.find_collisions(jobs)]
    with patch.object(plan, "_are_apart", return_value=False):
        assert found == [*plan.find_collisions(jobs)]
