"""Inquiry: claims are looked up anew where a word changed, and only there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefs import examining, inquiry
from briefs.examinations import NAME
from briefs.examining import examine
from tests.conftest import Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"
ARTICLE = "articles/43531.md"


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The clusters that are examined, in turn."""
    seen: list[str] = []

    def watch(cluster, testimony_of, articles):
        seen.append(cluster.id)
        return examine(cluster, testimony_of, articles)

    monkeypatch.setattr(examining, "examine", watch)
    return seen


def store(newsroom: Newsroom) -> Path:
    return newsroom.root / ".cache" / "briefs" / NAME


def claim_something(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans worth $12 billion [43531].")


def codes(newsroom: Newsroom) -> list[str]:
    return [problem.code for problem in newsroom.check().diagnostics]


def test_a_cluster_that_is_as_it_was_is_not_examined_again(
    newsroom: Newsroom, examined: list[str]
) -> None:
    claim_something(newsroom)
    assert codes(newsroom) == ["figure-not-found"]
    assert codes(newsroom) == ["figure-not-found"]
    assert len(examined) == 1


def test_a_word_of_an_article_that_it_cites_makes_it_examined_again(
    newsroom: Newsroom, examined: list[str]
) -> None:
    claim_something(newsroom)
    newsroom.check()
    newsroom.edit(ARTICLE, "The plan covers", "With $12 billion the plan covers")
    assert codes(newsroom) == []
    assert len(examined) == 2


def test_what_was_found_of_a_cluster_that_is_gone_is_forgotten(newsroom: Newsroom) -> None:
    newsroom.check()
    newsroom.remove(CLUSTER)
    newsroom.remove("editions")
    newsroom.check()
    with closing(sqlite3.connect(store(newsroom))) as connection:
        assert connection.execute("SELECT * FROM examinations").fetchall() == []


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "other": lambda file: file.write_bytes(b"no database"),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:3000]),
    "changed": lambda file: change(file, "UPDATE examinations SET found = '[9,9,9,[]]'"),
    "emptied": lambda file: change(file, "UPDATE examinations SET found = NULL"),
    "without-table": lambda file: change(file, "DROP TABLE examinations"),
    "of-other-code": lambda file: change(file, "UPDATE code SET print = 'other'"),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_changes_no_answer(newsroom: Newsroom, damage) -> None:
    claim_something(newsroom)
    before = newsroom.check()
    damage(store(newsroom))
    for _ in range(2):
        after = newsroom.check()
        assert (after.diagnostics, after.tallies) == (before.diagnostics, before.tallies)


def test_what_another_run_is_writing_is_left_to_it(newsroom: Newsroom) -> None:
    claim_something(newsroom)
    before = newsroom.check()
    with closing(sqlite3.connect(store(newsroom), isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        during = newsroom.check()
        connection.execute("COMMIT")
        kept = connection.execute("SELECT count(*) FROM examinations").fetchone()
    assert (during.diagnostics, kept) == (before.diagnostics, (1,))


def change(file: Path, command: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(command)
        connection.commit()


def test_many_clusters_are_examined_by_several_processes_with_the_same_answer(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (newsroom.content / CLUSTER).read_text("utf-8")
    for number in range(1, 8):
        other = text.replace("plans [51155][43531].", f"plans worth ${number} billion [43531].")
        newsroom.write(f"clusters/2025-02-06-race-{number}.md", other)
    alone = newsroom.check()
    store(newsroom).unlink()
    monkeypatch.setattr(inquiry, "CHUNK", 2)
    together = newsroom.check()
    assert [problem.code for problem in alone.diagnostics].count("figure-not-found") == 7
    assert (alone.diagnostics, alone.tallies) == (together.diagnostics, together.tallies)


def test_each_cluster_is_counted(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans for 5 nm [51155]. So it is [*]. Why?")
    (tally,) = newsroom.check().tallies
    assert (tally.sentences, tally.cited, tally.marked, tally.bare) == (4, 2, 1, 1)
    assert (tally.cluster, tally.articles, tally.single) == ("chip-race", 1, 2)
    # Of 51155 the title alone is stored: it says "3nm", and nothing of 5 nm.
    assert (tally.found, tally.not_found, tally.no_text) == (1, 0, 1)


def test_copies_are_remembered_until_an_article_or_an_outlet_changes(
    newsroom: Newsroom, examined: list[str]
) -> None:
    title = "Shanghai pours ten billion dollars into chips"
    newsroom.edit(ARTICLE, "Shanghai Announces Tech Investment", f"{title}\noutlet: Wire")
    newsroom.edit("articles/51155.yaml", "China Targets 3nm AI Chips", title)
    assert codes(newsroom) == codes(newsroom) == ["likely-syndicated"]
    assert len(examined) == 1
    newsroom.edit("articles/51155.yaml", "outlet: The Example\n", "")
    newsroom.write("outlets.yaml", "- {name: wire, domains: [news.example]}\n")
    assert not codes(newsroom)
    assert len(examined) == 2
    newsroom.write("outlets.yaml", "- {name: Another, domains: [news.example]}\n")
    assert codes(newsroom) == ["likely-syndicated"]
