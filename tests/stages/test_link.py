"""Link: ids are resolved, citations numbered once, and what leads nowhere is said, once each."""

from __future__ import annotations

from typing import Any

import pytest

from briefs.publication import LinkedCluster, Publication
from briefs.resolution import ResolvedCluster, Resolver, Target
from briefs.stages.link import Showing, link
from tests.conftest import NOW, Newsroom


def linked(newsroom: Newsroom, **showing: Any) -> tuple[Publication, list[str]]:
    """The publication, and the codes of what is wrong."""
    loaded = newsroom.load()
    assert loaded.config is not None
    publication, unresolved = link(
        loaded.corpus, loaded.config, loaded.shelf, Showing(NOW, **showing)
    )
    return publication, [problem.code for problem in [*loaded.diagnostics, *unresolved]]


def story(newsroom: Newsroom, front: str = "", text: str = "Text [51155].") -> LinkedCluster:
    """A second cluster, linked without a problem."""
    newsroom.write(
        "clusters/second.md", f"---\nheadline: Second\ndate: 2025-02-05\n{front}---\n{text}\n"
    )
    publication, codes = linked(newsroom)
    assert not codes
    return publication.clusters["second"]


def whole(newsroom: Newsroom, front: str = "", text: str = "Text [51155].") -> ResolvedCluster:
    """A second cluster with all that its page shows."""
    story(newsroom, front, text)
    return Resolver(linked(newsroom)[0]).cluster("second")


def numbers(cluster: ResolvedCluster) -> list[tuple[int, str, tuple[int, ...]]]:
    """The references of a cluster as plain values."""
    return [(one.number, one.article, one.citations) for one in cluster.references]


def test_citations_are_numbered_by_first_appearance_and_counted(newsroom: Newsroom) -> None:
    found = whole(newsroom, "", "B [43531]. A [51155]. B again [43531, 51155].")
    assert numbers(found) == [(1, "43531", (1, 3)), (2, "51155", (2, 4))]
    assert found.numbers == (1, 2, 1, 2)
    assert (found.linked.cited, found.linked.total) == (2, 2)


def test_a_listed_article_that_nothing_cites_comes_last(newsroom: Newsroom) -> None:
    found = whole(newsroom, "articles: [51155, 43531]\narticle_count: 15\n", "B [43531].")
    assert numbers(found) == [(1, "43531", (1,)), (2, "51155", ())]
    assert (found.linked.cited, found.linked.total) == (1, 15)


def test_told_substories_are_numbered_after_the_summary(newsroom: Newsroom) -> None:
    front = "substories:\n  - {headline: Told, text: 'B [43531]. A [51155].'}\n"
    found = whole(newsroom, front, "A [51155].")
    assert found.numbers == (1, 2, 1)
    assert numbers(found) == [(1, "51155", (1, 3)), (2, "43531", (2,))]
    assert found.substories[0].first_citation == 2


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("{headline: A, cluster: chip-race}", Target.CLUSTER),
        ("{headline: A, articles: [51155]}", Target.ARTICLES),
        ("{headline: A, text: Told.}", Target.TOLD),
        ("A", Target.OPEN),
    ],
)
def test_a_substory_leads_where_it_says(newsroom: Newsroom, written: str, target: Target) -> None:
    assert target == whole(newsroom, f"substories:\n  - {written}\n").substories[0].target


def test_an_unknown_citation_suggests_the_nearest_article_of_the_cluster_first(
    newsroom: Newsroom,
) -> None:
    newsroom.write("articles/more.csv", "id,title\n51151,Nearer in the alphabet\n")
    newsroom.edit("clusters/2025-02-06-chip-race.md", "3 nm [51155]", "3 nm [51150]")
    (drawn,) = newsroom.diagnostics()
    assert 'did you mean 51155, "China Targets 3nm AI Chips"; or 51151, "Nearer' in drawn


def test_an_article_that_was_refused_is_no_suggestion(newsroom: Newsroom) -> None:
    """The list names 43531, which is not read: nothing may be said of its title."""
    newsroom.edit("articles/43531.md", "title:", "titl:")
    assert any("titl" in drawn for drawn in newsroom.diagnostics())


def test_a_record_that_was_refused_brings_no_complaint_of_those_who_name_it(
    newsroom: Newsroom,
) -> None:
    """`there is no article "51155"` would be untrue: it is there, and said to be misshapen."""
    newsroom.edit("articles/51155.yaml", "title:", "titl:")
    newsroom.check()
    assert {"unknown-key", "missing-key"} == {
        problem.code for problem in newsroom.check().diagnostics
    }


def test_a_cluster_that_was_refused_brings_no_complaint_of_those_who_name_it(
    newsroom: Newsroom,
) -> None:
    newsroom.edit("clusters/2025-02-06-chip-race.md", "tags:", "tag:")
    assert {"unknown-key"} == {problem.code for problem in newsroom.check().diagnostics}


def test_one_unknown_id_does_not_hide_the_next(newsroom: Newsroom) -> None:
    newsroom.write(
        "clusters/second.md",
        "---\nheadline: A\ndate: 2025-02-05\nsubstories:\n  - {headline: B, cluster: nowhere}\n"
        "  - {headline: C, articles: [99998]}\n---\nOne [99999]. Two [99997].\n",
    )
    _, codes = linked(newsroom)
    assert sorted(codes) == ["unknown-article"] * 3 + ["unknown-cluster"]


@pytest.mark.parametrize(
    ("front", "is_shown"),
    [
        ("date: 2025-02-05\n", True),
        ("date: 2025-12-31\n", True),
        ("date: 2026-01-01\n", True),
        ("date: 2026-01-02\n", False),
        ("date: 2025-02-05\ndraft: true\n", False),
        ("date: 2025-02-05\npublish_at: 2026-01-01T00:01Z\n", False),
        ("date: 2025-02-05\npublish_at: 2025-12-31T23:59Z\n", True),
        ("date: 2025-02-05\nexpires_at: 2026-01-01T00:00Z\n", False),
        ("date: 2025-02-05\nexpires_at: 2026-01-01T00:01Z\n", True),
    ],
)
def test_readers_see_what_is_due(newsroom: Newsroom, front: str, is_shown: bool) -> None:
    newsroom.write("clusters/second.md", f"---\nheadline: Second\n{front}---\nText.\n")
    publication, codes = linked(newsroom)
    assert not codes
    assert is_shown == ("second" in publication.clusters)


@pytest.mark.parametrize(
    ("front", "showing"),
    [
        ("date: 2026-02-01\n", {"future": True}),
        ("date: 2025-02-05\ndraft: true\n", {"drafts": True}),
    ],
)
def test_drafts_and_the_future_are_shown_on_demand(
    newsroom: Newsroom, front: str, showing: dict[str, bool]
) -> None:
    newsroom.write("clusters/second.md", f"---\nheadline: Second\n{front}---\nText.\n")
    assert "second" in linked(newsroom, **showing)[0].clusters


def test_a_day_begins_in_the_zone_of_the_publication(newsroom: Newsroom) -> None:
    newsroom.edit("site.yaml", "editions: weekly", "editions: daily\ntimezone: Asia/Tokyo")
    newsroom.edit("editions/2025-w06.md", "order: [chip-race]\n", "")
    newsroom.write("editions/2025-02-07.md", "---\n---\n")
    newsroom.remove("editions/2025-w06.md")
    newsroom.write(
        "clusters/second.md", "---\nheadline: Late\ndate: 2025-02-06T20:00Z\n---\nText.\n"
    )
    publication, codes = linked(newsroom)
    assert not codes
    assert publication.clusters["second"].edition == "2025-02-07"


def test_clusters_come_newest_first_with_their_neighbours(newsroom: Newsroom) -> None:
    story(newsroom)
    publication, _ = linked(newsroom)
    assert list(publication.clusters) == ["chip-race", "second"]
    assert publication.clusters["chip-race"].previous == "second"
    assert publication.clusters["second"].next == "chip-race"


def test_a_correction_makes_a_cluster_younger_and_no_date_makes_it_older(
    newsroom: Newsroom,
) -> None:
    found = story(newsroom, "corrections:\n  - {at: 2025-03-01, text: Wrong figure.}\n")
    assert found.updated.isoformat() == "2025-03-01T00:00:00+00:00"
    found = story(newsroom, "corrections:\n  - {at: 2025-01-01, text: Wrong figure.}\n")
    assert found.updated == found.date


def test_an_article_knows_the_sentences_that_rest_on_it(newsroom: Newsroom) -> None:
    story(newsroom, "", "One [51155]. Both [43531][51155][51155]. None.")
    publication, _ = linked(newsroom)
    uses = [use for use in Resolver(publication).uses("51155") if use.cluster == "second"]
    assert [use.sentences for use in uses] == [((1, "One."), (2, "Both."))]


@pytest.mark.parametrize(
    ("url", "outlet", "owner"),
    [
        ("https://en.news.example/a", "", "The Group"),
        ("https://news.example/a", "", "The Group"),
        ("https://badnews.example/a", "", None),
        ("https://news.example.evil.example/a", "", None),
        ("https://other.example/a", "the example", "The Group"),
        ("https://news.example/a", "Somebody Else", None),
    ],
)
def test_an_outlet_is_known_by_name_or_by_its_own_domains(
    newsroom: Newsroom, url: str, outlet: str, owner: str | None
) -> None:
    newsroom.write(
        "outlets.yaml", "- name: The Example\n  domains: [news.example]\n  owner: The Group\n"
    )
    newsroom.write("articles/more.csv", f"id,title,url,outlet\na1,One,{url},{outlet}\n")
    found = Resolver(linked(newsroom)[0]).article("a1").outlet
    assert owner == (found.owner if found else None)


def test_two_places_of_one_id_are_both_shown(newsroom: Newsroom) -> None:
    newsroom.write("articles/more.jsonl", '{"id": "51155", "title": "Again"}\n')
    (drawn,) = newsroom.diagnostics()
    assert "content/articles/more.jsonl:1:8: error[duplicate-id]" in drawn
    assert "content/articles/51155.yaml:1:5" in drawn


def test_articles_whose_ids_come_to_one_address_are_an_error(newsroom: Newsroom) -> None:
    newsroom.write("articles/more.csv", "id,title\nmemo.1,One\nmemo-1,Two\n")
    assert any("memo" in drawn for drawn in newsroom.diagnostics())
