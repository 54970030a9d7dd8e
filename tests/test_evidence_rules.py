"""Rules on evidence: the policy says how much a claim matters that nobody makes."""

from __future__ import annotations

import pytest

from tests.conftest import Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"


def severities(newsroom: Newsroom) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in newsroom.check().diagnostics]


def demand(newsroom: Newsroom, policy: str) -> None:
    newsroom.edit("site.yaml", "editions: weekly", f"editions: weekly\npolicy: {{{policy}}}")


@pytest.mark.parametrize("level", ["note", "warning", "error"])
def test_the_policy_says_how_much_a_figure_matters(newsroom: Newsroom, level: str) -> None:
    newsroom.edit(
        "site.yaml", "editions: weekly", f"editions: weekly\npolicy: {{evidence: {level}}}"
    )
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans worth $12 billion [43531].")
    assert severities(newsroom) == [("figure-not-found", level)]


CLAIMS = 'plans worth $12 billion in Minhang, "the largest" [43531].'


def test_what_does_not_matter_is_counted_and_not_reported(newsroom: Newsroom) -> None:
    demand(newsroom, "evidence: off, names: note")
    newsroom.edit(CLUSTER, "plans [51155][43531].", CLAIMS)
    assert severities(newsroom) == [("name-not-found", "note")]
    (tally,) = newsroom.check().tallies
    assert tally.not_found == 3


def test_where_nothing_matters_nothing_is_looked_for(newsroom: Newsroom) -> None:
    demand(newsroom, "evidence: off, names: off")
    newsroom.edit(CLUSTER, "plans [51155][43531].", CLAIMS)
    assert severities(newsroom) == []
    (tally,) = newsroom.check().tallies
    assert (tally.cited, tally.found, tally.not_found, tally.no_text) == (2, 0, 0, 0)


def test_what_an_excerpt_does_not_say_is_a_note_however_grave_the_policy(
    newsroom: Newsroom,
) -> None:
    demand(newsroom, "evidence: error")
    newsroom.edit(
        "articles/43531.md", "\nThe plan covers semiconductors and artificial intelligence.", ""
    )
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans worth $12 billion [43531].")
    assert severities(newsroom) == [("figure-not-found", "note")]


def test_an_article_without_words_is_no_witness_against_anything(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "plans [51155][43531].", "plans worth $12 billion [51155].")
    assert severities(newsroom) == []
