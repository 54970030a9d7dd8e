"""Labels: topics of the declared vocabulary, free tags and threads, with their clusters.

In:  clusters, newest first, and the vocabulary.
Out: topics, tags and threads by slug, each with its name and its clusters.

Tags that come to the same slug are one tag, and so are threads, named as most clusters write it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

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

        self.slugs = lru_cache(maxsize=4096)(self._slugs)
        self.holds = lru_cache(maxsize=4096)(self._holds)

    def find(self, word: str) -> str | None:
        """The slug of a topic. Without a vocabulary every word is one."""
        return self._ids.get(word.casefold()) if self.topics else slug_of(word)

    def _slugs(self, words: str) -> tuple[str, ...]:
        """The slugs of the topics among some words, each once; the words stand a line each."""
        return tuple(filter(None, dict.fromkeys(map(self.find, words.splitlines()))))

    def _holds(self, words: str) -> bool:
        """Whether all of some words are topics."""
        return all(self.find(word) is not None for word in words.splitlines())

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
    borne = ((linked.entry.id, linked.topics, linked.entry.topics) for linked in clusters)
    bearers, words = _bearers(borne, vocabulary.find)
    if not vocabulary.topics:
        return _labels(bearers, words, slug_of)
    return {
        topic.id: Label(topic.id, topic.name, tuple(bearers[topic.id]), topic.parent)
        for topic in vocabulary.topics.values()
        if topic.id in bearers
    }


def gather_tags(clusters: Iterable[LinkedCluster]) -> dict[str, Label]:
    """The tags that clusters bear, by name."""
    borne = ((linked.entry.id, linked.tags, linked.entry.tags) for linked in clusters)
    return _labels(*_bearers(borne, slug_of), slug_of)


def gather_threads(clusters: Iterable[LinkedCluster]) -> dict[str, Label]:
    """The threads that clusters name, by name."""
    borne = (
        (linked.entry.id, [linked.sequel.thread], [linked.entry.thread])
        for linked in clusters
        if linked.sequel
    )
    return _labels(*_bearers(borne, slug_of), slug_of)


def _bearers(
    borne: Iterable[tuple[str, Collection[str | None], Sequence[str]]],
    find: Callable[[str], str | None],
) -> tuple[dict[str | None, list[str]], Counter[str]]:
    """The clusters that bear each slug, and how many of them spell it with which word.

    What is borne is a cluster, its slugs, each once, and the words for them.
    """
    bearers: defaultdict[str | None, list[str]] = defaultdict(list)
    spelt: list[str] = []
    for id, slugs, words in borne:
        if len(slugs) == len(words):
            named = slugs
            spelt += words
        else:
            # Of several words for one slug, the last one counts.
            found = dict(zip(map(find, words), words, strict=True))
            named = found.keys()
            spelt += found.values()
        for slug in named:
            bearers[slug].append(id)
    return bearers, Counter(spelt)


def _labels(
    bearers: Mapping[str | None, list[str]], words: Mapping[str, int], find: Callable[[str], str]
) -> dict[str, Label]:
    """Labels by name; the commonest spelling names one, the first in the alphabet at a tie."""
    names: dict[str, str] = {}
    # The last one of a slug stays.
    for word in sorted(words, key=lambda word: (-words[word], word), reverse=True):
        names[find(word)] = word
    labels = [Label(slug, names[slug], tuple(ids)) for slug, ids in bearers.items() if slug]
    return {
        label.slug: label for label in sorted(labels, key=lambda x: (x.name.casefold(), x.slug))
    }
