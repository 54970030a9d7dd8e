"""Resolution: one cluster or article whole, with everything that its own page shows.

In:  a `Publication` and an id.
Out: its references and the numbers of its citations, its sub-stories with their targets; an article
     with its outlet and the sentences that rest on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from briefs import sentences
from briefs.ledger import MARKED
from briefs.model import Article, Cluster, Outlet, Prose
from briefs.publication import LinkedCluster, Publication
from briefs.references import Reference, number_references


class Target(StrEnum):
    """What a sub-story's headline leads to."""

    CLUSTER = "cluster"
    ARTICLES = "articles"
    TOLD = "told"
    OPEN = "open"


class ResolvedSubStory(NamedTuple):
    """A sub-story with its target found; `number` counts from 1 in its cluster.

    `first_citation` is the ordinal of the first citation of `text`, where it is told inline, and
    `first_sentence` the number of its first sentence.
    """

    number: int
    headline: str
    target: Target
    cluster: str | None = None
    articles: tuple[str, ...] = ()
    text: Prose | None = None
    first_citation: int = 1
    first_sentence: int = 1


@dataclass(frozen=True)
class ResolvedCluster:
    """A cluster, whole. `numbers` holds, for each citation in order, its reference's number."""

    linked: LinkedCluster
    cluster: Cluster
    references: tuple[Reference, ...]
    numbers: tuple[int, ...]
    substories: tuple[ResolvedSubStory, ...]

    @cached_property
    def rests_on(self) -> Sequence[tuple[int, ...]]:
        """For each sentence, the numbers of the references that it rests on."""
        numbers = self.numbers
        return [
            tuple(dict.fromkeys([numbers[ordinal - 1] for ordinal in row if ordinal != MARKED]))
            if row
            else row
            for row in self.linked.entry.ledger
        ]

    @cached_property
    def resting(self) -> Mapping[int, Sequence[int]]:
        """The sentences that rest on each reference, both by their numbers."""
        found: dict[int, list[int]] = {}
        for sentence, numbers in enumerate(self.rests_on, 1):
            for number in numbers:
                found.setdefault(number, []).append(sentence)
        return found

    @cached_property
    def words(self) -> Mapping[int, str]:
        """The sentences that rest on references, as plain text, by their numbers."""
        found: dict[int, str] = {}
        before = 0
        for prose in (self.cluster.summary, *(told.text for told in self.substories)):
            if prose is not None:
                html, at = prose.html, prose.sentences
                count = len(at) // 2
                for index, references in enumerate(self.rests_on[before : before + count]):
                    if references:
                        start, end = at[2 * index : 2 * index + 2]
                        found[before + index + 1] = sentences.words(html[start:end])
                before += count
        return found


@dataclass(frozen=True)
class Use:
    """A cluster that cites an article, and the sentences that rest on it, numbered."""

    cluster: str
    sentences: tuple[tuple[int, str], ...]


class ResolvedArticle(NamedTuple):
    """An article, whole."""

    article: Article
    outlet: Outlet | None
    published: datetime | None
    uses: tuple[Use, ...]


def outlet_of(resolved: ResolvedArticle) -> str | None:
    """The name of who published an article: as written, or known by its address."""
    return resolved.article.outlet or (resolved.outlet.name if resolved.outlet else None)


class Resolver:
    """Resolves what the pages of one process need, and remembers the latest of it."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._zone = ZoneInfo(publication.config.timezone)
        self.cluster = lru_cache(maxsize=256)(self._cluster)
        self.article = lru_cache(maxsize=2048)(self._article)

    def _cluster(self, id: str) -> ResolvedCluster:
        """A cluster of the publication."""
        linked = self._publication.clusters[id]
        cluster = self._publication.shelf.cluster(linked.entry)
        numbered = number_references(linked.entry)
        return ResolvedCluster(
            linked=linked,
            cluster=cluster,
            references=numbered.references,
            numbers=numbered.numbers,
            substories=tuple(_substories(cluster, linked)),
        )

    def _article(self, id: str) -> ResolvedArticle:
        """An article of the publication, without its uses."""
        article = self._publication.shelf.article(self._publication.articles[id])
        published = article.published.resolve(self._zone) if article.published else None
        return ResolvedArticle(article, self._outlet_of(article), published, ())

    def uses(self, id: str) -> Iterator[Use]:
        """The clusters that cite an article, newest first, and what rests on it there."""
        for citing in self._publication.citing.get(id, ()):
            resolved = self.cluster(citing)
            for reference in resolved.references:
                if reference.article == id:
                    found = resolved.resting.get(reference.number, ())
                    yield Use(citing, tuple((one, resolved.words[one]) for one in found))

    def _outlet_of(self, article: Article) -> Outlet | None:
        """The facts of who published an article, found by name or else by its address."""
        if article.outlet is not None:
            return self._outlets_by_name.get(article.outlet.casefold())
        labels = (urlsplit(article.url or "").hostname or "").split(".")
        names = (".".join(labels[index:]) for index in range(len(labels)))
        return next(
            (self._outlets_by_domain[n] for n in names if n in self._outlets_by_domain), None
        )

    @cached_property
    def _outlets_by_name(self) -> Mapping[str, Outlet]:
        return {outlet.name.casefold(): outlet for outlet in self._publication.outlets}

    @cached_property
    def _outlets_by_domain(self) -> Mapping[str, Outlet]:
        return {
            domain.casefold(): outlet
            for outlet in self._publication.outlets
            for domain in outlet.domains
        }


def _substories(cluster: Cluster, linked: LinkedCluster) -> Iterator[ResolvedSubStory]:
    """The sub-stories, each with what it leads to."""
    first = len(cluster.summary.cited) + 1
    sentence = len(cluster.summary.sentences) // 2 + 1
    for index, (substory, target) in enumerate(
        zip(cluster.substories, linked.targets, strict=True)
    ):
        kind = Target.OPEN
        if target is not None:
            kind = Target.CLUSTER
        elif substory.articles:
            kind = Target.ARTICLES
        elif substory.text is not None:
            kind = Target.TOLD
        yield ResolvedSubStory(
            index + 1,
            substory.headline,
            kind,
            target,
            substory.articles,
            substory.text,
            first,
            sentence,
        )
        if substory.text is not None:
            first += len(substory.text.cited)
            sentence += len(substory.text.sentences) // 2
