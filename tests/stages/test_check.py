"""Check: editorial rules warn, suggest and never link; all problems are told in one run."""

from __future__ import annotations

import pytest

from briefs import pipeline
from briefs.stages import check
from tests.conftest import Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"
SUBSTORY = "  - headline: Shanghai bets on chips\n    articles: [43531]\n"


def test_a_healthy_site_has_nothing_to_say(newsroom: Newsroom) -> None:
    assert not newsroom.diagnostics()


def test_an_open_substory_is_reported_with_the_likeliest_article_and_left_open(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(CLUSTER, SUBSTORY, "  - China targets 3nm chips\n")
    report = newsroom.build()
    (drawn,) = newsroom.diagnostics()
    assert "warning[substory-open]" in drawn
    assert 'help: `articles: [51155]`, "China Targets 3nm AI Chips"? clear, ' in drawn
    assert report.published is not None
    assert "Not linked yet" in newsroom.read("clusters/chip-race/index.html")


def test_an_open_substory_without_a_likeness_suggests_no_article(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, SUBSTORY, "  - Something else entirely\n")
    (drawn,) = newsroom.diagnostics()
    assert "help: give it a `cluster`" in drawn


def test_two_substories_with_each_others_articles_are_reported(newsroom: Newsroom) -> None:
    right = "  - {headline: China targets 3nm chips, articles: [51155]}\n"
    newsroom.edit(CLUSTER, SUBSTORY, right + SUBSTORY.replace("bets on chips", "tech investment"))
    assert not newsroom.diagnostics()
    newsroom.edit(CLUSTER, "chips, articles: [51155]", "chips, articles: [43531]")
    newsroom.edit(CLUSTER, "    articles: [43531]", "    articles: [51155]")
    (drawn,) = newsroom.diagnostics()
    assert f"content/{CLUSTER}:8:51: warning[substory-swapped]" in drawn
    assert "write `articles: [51155]` here and `articles: [43531]` there" in drawn


def test_two_substories_with_each_others_clusters_are_reported(newsroom: Newsroom) -> None:
    for name, headline in (("dock", "Six Cranes for the New Dock"), ("tea", "Tea Gets Dearer")):
        text = f"headline: {headline}\ndate: 2025-02-03\nsummary: Told.\n"
        newsroom.write(f"clusters/{name}.yaml", text)
    lines = "  - {headline: %s, cluster: tea}\n  - {headline: %s, cluster: dock}\n"
    newsroom.edit(CLUSTER, SUBSTORY, lines % ("Tea gets dearer again", "Six cranes for a dock"))
    assert not newsroom.diagnostics()
    newsroom.edit(CLUSTER, "again, cluster: tea", "again, cluster: dock")
    newsroom.edit(CLUSTER, "a dock, cluster: dock", "a dock, cluster: tea")
    (drawn,) = newsroom.diagnostics()
    assert "warning[substory-swapped]" in drawn
    assert "write `cluster: tea` here and `cluster: dock` there" in drawn


def test_an_article_that_only_a_substory_rests_on_is_used(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans [51155].")
    assert not newsroom.diagnostics()


def test_an_article_that_nothing_rests_on_is_reported(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans [51155].")
    newsroom.edit(CLUSTER, SUBSTORY, "  - {headline: Told, text: In short.}\n")
    (drawn,) = newsroom.diagnostics()
    assert f"content/{CLUSTER}:6:19: warning[article-uncited]" in drawn


def test_articles_without_an_address_are_one_note_however_many(newsroom: Newsroom) -> None:
    newsroom.edit("articles/51155.yaml", "url: https://news.example/3nm\n", "")
    newsroom.edit("articles/43531.md", "url: https://news.example/shanghai\n", "")
    (drawn,) = newsroom.diagnostics()
    assert "note[article-no-url]" in drawn
    assert "43531, 51155" in drawn


def test_an_article_that_nobody_cites_needs_no_address(newsroom: Newsroom) -> None:
    newsroom.write("articles/more.csv", "id,title\na1,One\n")
    assert not newsroom.diagnostics()


def test_warnings_stop_a_strict_build_and_no_other(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, SUBSTORY, "  - Something else entirely\n")
    assert newsroom.build(strict=True).published is None
    assert not newsroom.output.exists()
    assert newsroom.build().published is not None


def test_notes_stop_no_build(newsroom: Newsroom) -> None:
    newsroom.edit("articles/51155.yaml", "url: https://news.example/3nm\n", "")
    assert newsroom.build(strict=True).published is not None


def test_pages_and_editions_cite_nothing(newsroom: Newsroom) -> None:
    newsroom.edit("pages/about.md", "Who writes this.", "Since [2024], by [51155].")
    newsroom.edit("editions/2025-w06.md", "This week", "In week [6] [99999]")
    assert not newsroom.diagnostics()
    newsroom.build()
    assert "Since [2024], by [51155]." in newsroom.read("about/index.html")
    assert "In week [6] [99999] in" in newsroom.read("editions/2025-w06/index.html")


def test_checking_writes_no_site(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, SUBSTORY, "  - Something else entirely\n")
    before = sorted(newsroom.content.rglob("*"))
    found = newsroom.check()
    assert found.published is None
    assert {entry.name for entry in newsroom.root.iterdir()} <= {"content", ".cache"}
    assert before == sorted(newsroom.content.rglob("*"))
    assert newsroom.check().diagnostics == found.diagnostics


def test_all_problems_are_told_in_one_run(newsroom: Newsroom) -> None:
    """One of each floor: a key of the site, a date, an id, a link to nowhere, a rule."""
    newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\ncolour: red")
    newsroom.write("articles/more.csv", "id,title,published\na1,One,soon\n")
    newsroom.edit(CLUSTER, "3 nm [51155].", "3 nm [51515].")
    newsroom.edit(CLUSTER, SUBSTORY, f"{SUBSTORY}  - Something else entirely\n")
    newsroom.edit("pages/about.md", "Who writes this.", "See [there](/nowhere/).")
    codes = {problem.code for problem in newsroom.check().diagnostics}
    assert codes == {"unknown-key", "bad-date", "unknown-article", "substory-open", "unknown-link"}


def test_another_process_finds_the_same(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.edit(CLUSTER, SUBSTORY, "  - China targets 3nm chips\n")
    here = newsroom.diagnostics()
    monkeypatch.setattr(pipeline, "MANY", 0)
    assert newsroom.diagnostics() == here != []


def test_what_goes_wrong_in_another_process_is_raised_here(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "MANY", 0)
    monkeypatch.setattr(check, "glance", fail)
    with pytest.raises(ZeroDivisionError):
        newsroom.build()
