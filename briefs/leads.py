"""Leads: where the open sub-stories of a publication may lead.

In:  a `Publication`.
Out: the open sub-stories, each with what it is most likely about.

The words of all headlines are gathered once, when the first open sub-story asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefs import linking, sentences
from briefs.alignment import Asked, Candidate
from briefs.diagnostics import Place
from briefs.entries import OPEN, ClusterEntry
from briefs.likeness import Headlines
from briefs.linking import Suggestion
from briefs.model import Cluster
from briefs.publication import LinkedCluster, Publication
from briefs.references import proses_of

MOST = 60
"""Sub-stories and articles of one cluster that are compared; their pairs cost time."""


@dataclass(frozen=True)
class Lead:
    """An open sub-story, and what it is most likely about."""

    index: int
    headline: str
    place: Place
    suggestion: Suggestion | None


class Leads:
    """Finds where the sub-stories of a publication may lead."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @cached_property
    def _headlines(self) -> Mapping[str, str]:
        clusters = self._publication.clusters.items()
        return {id: linked.entry.headline for id, linked in clusters}

    @cached_property
    def _index(self) -> Headlines:
        return Headlines(self._headlines)

    def __iter__(self) -> Iterator[Lead]:
        """The open sub-stories of all clusters."""
        for linked in self._publication.clusters.values():
            if OPEN in linked.entry.target_ids:
                yield from self._of(linked)

    def _of(self, linked: LinkedCluster) -> Iterator[Lead]:
        """The open sub-stories of one cluster."""
        entry = linked.entry
        cluster = self._publication.shelf.cluster(entry)
        asked = [
            Asked(substory.headline, substory.articles, is_open=target == OPEN)
            for substory, target in zip(cluster.substories, entry.targets, strict=True)
        ]
        # Neither the cluster itself nor what its other sub-stories lead to.
        without = {entry.id, *entry.targets}
        found = linking.suggest(
            asked[:MOST],
            self._articles(cluster, entry),
            lambda headline: self._index.near(headline, without),
            self._headlines,
        )
        for index, one in enumerate(asked):
            if one.is_open:
                where = cluster.place.at("substories", index)
                yield Lead(index, one.headline, where, found.get(index))

    def _articles(self, cluster: Cluster, entry: ClusterEntry) -> list[Candidate]:
        """The articles of a cluster in the order in which they are first cited, then listed."""
        known = self._publication.articles
        ids = [id for id in dict.fromkeys([*entry.cited, *entry.listed]) if id in known][:MOST]
        said = cited_for(cluster)
        return [
            Candidate(id, self._publication.shelf.article(known[id]).title, said.get(id, ""))
            for id in ids
        ]


def cited_for(cluster: Cluster) -> dict[str, str]:
    """The sentences that cite each article."""
    found: dict[str, list[str]] = {}
    for prose, _ in proses_of(cluster):
        for sentence in sentences.split(prose.html):
            for id in {prose.cited[index] for index in sentence.citations}:
                found.setdefault(id, []).append(sentence.text)
    return {id: " ".join(texts) for id, texts in found.items()}
