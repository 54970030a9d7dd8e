"""Labels: topics of the vocabulary by any of their names, and tags that are one by their slug."""

from __future__ import annotations

import pytest

from briefs.entries import cluster_entry
from briefs.labels import Vocabulary, gather_tags, gather_topics
from briefs.model import Cluster, Prose, Topic
from briefs.moments import parse_moment
from briefs.publication import LinkedCluster
from tests.conftest import NOW

TOPICS = (
    Topic("chips", "Chips & hardware", aliases=("Semiconductors",)),
    Topic("ai", "AI", aliases=("Artificial intelligence",), parent="chips"),
)


def cluster(id: str, topics: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> Cluster:
    return Cluster(id, id, id, parse_moment("2025-02-06"), Prose(""), topics, tags)


def linked(id: str, topics: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> LinkedCluster:
    """A cluster of which nothing matters here but its id and its labels."""
    entry = cluster_entry(cluster(id, topics, tags), b"", 0)
    return LinkedCluster(entry, NOW, NOW, "", (), (), (), None, None)


@pytest.mark.parametrize("word", ["ai", "AI", "Ai", "artificial INTELLIGENCE"])
def test_a_topic_is_found_by_id_name_or_alias_whatever_the_case(word: str) -> None:
    assert Vocabulary(TOPICS).find(word) == "ai"


def test_without_a_vocabulary_every_word_is_a_topic() -> None:
    assert Vocabulary(()).find("Rare Earths") == "rare-earths"
    assert list(gather_topics([linked("a", ("B", "A"))], Vocabulary(()))) == ["a", "b"]


def test_topics_stand_in_the_order_of_the_vocabulary_and_once() -> None:
    clusters = [linked("a", ("AI", "Semiconductors", "ai")), linked("b", ("AI",))]
    found = gather_topics(clusters, Vocabulary(TOPICS))
    assert [(label.slug, label.name, label.clusters) for label in found.values()] == [
        ("chips", "Chips & hardware", ("a",)),
        ("ai", "AI", ("a", "b")),
    ]


def test_a_topic_that_nothing_bears_has_no_label() -> None:
    assert list(gather_topics([linked("a", ("AI",))], Vocabulary(TOPICS))) == ["ai"]


def test_an_unknown_topic_suggests_the_nearest_or_lists_all() -> None:
    found = list(Vocabulary(TOPICS).problems_of(cluster("a", ("Chips & hardwear", "Weather"))))
    assert [problem.code for problem in found] == ["unknown-topic"] * 2
    assert found[0].help == 'did you mean "Chips & hardware"?'
    assert found[1].help == "known: Chips & hardware, AI"


def test_a_parent_that_is_no_topic_is_an_error() -> None:
    assert not list(Vocabulary(TOPICS).problems())
    (problem,) = Vocabulary((Topic("a", "A", parent="b"),)).problems()
    assert problem.code == "unknown-topic"


def test_tags_of_one_slug_are_one_tag_named_as_most_write_it() -> None:
    clusters = [
        linked("a", tags=("Export controls", "export controls")),
        linked("b", tags=("export controls",)),
        linked("c", tags=("Export Controls", "ASML")),
        linked("d", tags=("export controls",)),
    ]
    found = gather_tags(clusters)
    assert [(label.slug, label.name, label.clusters) for label in found.values()] == [
        ("asml", "ASML", ("c",)),
        ("export-controls", "export controls", ("a", "b", "c", "d")),
    ]


def test_the_order_of_clusters_does_not_change_the_name_of_a_tag() -> None:
    clusters = [linked("a", tags=("US-China",)), linked("b", tags=("US China",))]
    assert gather_tags(clusters)["us-china"].name == gather_tags(clusters[::-1])["us-china"].name
