"""Labels: topics of the declared vocabulary, free tags and threads, with their clusters.

In:  clusters, newest first, and the vocabulary.
Out: topics, tags and threads by slug, each with its name and its clusters.

Tags that come to the same slug are one tag, and so are threads, named as most clusters write it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from briefs import suggest
from briefs.diagnostics import Diagnostic, error
from briefs.model import Cluster, Topic
from briefs.permalinks import slug_of
from briefs.publication import Label, LinkedCluster


class Vocabulary:
    """The declared topics, found by id, name or alias, whatever their case."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self._ids: dict[str, str] = {}
        for topic in self.topics.values():
            for word in (topic.id, topic.name, *topic.aliases):
                self._ids.setdefault(word.casefold(), topic.id)

    def find(self, word: str) -> str | None:
        """The slug of a topic. Without a vocabulary every word is one."""
        return self._ids.get(word.casefold()) if self.topics else slug_of(word)

    def slugs(self, words: Iterable[str]) -> tuple[str, ...]:
        """The slugs of the topics among these words, each once."""
        return tuple(dict.fromkeys([slug for word in words if (slug := self.find(word))]))

    def problems(self) -> Iterable[Diagnostic]:
        """Parents that are no topics."""
        for topic in self.topics.values():
            if topic.parent is not None and topic.parent not in self.topics:
                yield error(
                    "unknown-topic",
                    f'there is no topic "{topic.parent}"',
                    topic.place.at("parent"),
                    suggest.did_you_mean(topic.parent, self.topics),
                )

    def problems_of(self, cluster: Cluster) -> Iterable[Diagnostic]:
        """Topics of a cluster that the vocabulary does not hold."""
        for index, word in enumerate(cluster.topics):
            if self.find(word) is None:
                names = [topic.name for topic in self.topics.values()]
                yield error(
                    "unknown-topic",
                    f'"{word}" is not a topic of topics.yaml',
                    cluster.place.at("topics", index),
                    suggest.did_you_mean(word, names) or f"known: {', '.join(names)}",
                )


def gather_topics(clusters: Iterable[LinkedCluster], vocabulary: Vocabulary) -> dict[str, Label]:
    """The topics that clusters bear, in the vocabulary's order, or else by name."""
    bearers, names = _bearers(
        (linked.entry.id, [(vocabulary.find(word), word) for word in linked.entry.topics])
        for linked in clusters
    )
    if not vocabulary.topics:
        return _labels(bearers, names)
    return {
        topic.id: Label(topic.id, topic.name, tuple(bearers[topic.id]), topic.parent)
        for topic in vocabulary.topics.values()
        if topic.id in bearers
    }


def gather_tags(clusters: Iterable[LinkedCluster]) -> dict[str, Label]:
    """The tags that clusters bear, by name."""
    bearers, names = _bearers(
        (linked.entry.id, [(slug_of(word), word) for word in linked.entry.tags])
        for linked in clusters
    )
    return _labels(bearers, names)


def gather_threads(clusters: Iterable[LinkedCluster]) -> dict[str, Label]:
    """The threads that clusters name, by name."""
    bearers, names = _bearers(
        (linked.entry.id, [(linked.sequel.thread, linked.entry.thread)])
        for linked in clusters
        if linked.sequel
    )
    return _labels(bearers, names)


def _bearers(
    words: Iterable[tuple[str, Iterable[tuple[str | None, str]]]],
) -> tuple[dict[str, list[str]], dict[str, Counter[str]]]:
    """The clusters that bear each slug, and how often each spelling of it is used."""
    bearers: dict[str, list[str]] = {}
    spelt: dict[str, list[str]] = {}
    for id, borne in words:
        for slug, word in dict(borne).items():
            if slug in bearers:
                bearers[slug].append(id)
                spelt[slug].append(word)
            elif slug is not None:
                bearers[slug], spelt[slug] = [id], [word]
    return bearers, {slug: Counter(found) for slug, found in spelt.items()}


def _labels(
    bearers: Mapping[str, list[str]], names: Mapping[str, Counter[str]]
) -> dict[str, Label]:
    """Labels by name; the commonest spelling names one, the first in the alphabet at a tie."""
    labels = [
        Label(slug, min(names[slug], key=lambda word: (-names[slug][word], word)), tuple(ids))
        for slug, ids in bearers.items()
    ]
    return {
        label.slug: label for label in sorted(labels, key=lambda x: (x.name.casefold(), x.slug))
    }
