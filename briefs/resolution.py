"""Resolution: one cluster or article whole, with everything that its own page shows.

In:  a `Publication` and an id.
Out: its references and the numbers of its citations, its sub-stories with their targets; an article
     with its outlet and the sentences that rest on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from briefs import sentences
from briefs.model import Article, Cluster, Outlet, Prose
from briefs.publication import LinkedCluster, Publication
from briefs.references import Reference, number_references, proses_of


class Target(StrEnum):
    """What a sub-story's headline leads to."""

    CLUSTER = "cluster"
    ARTICLES = "articles"
    TOLD = "told"
    OPEN = "open"


@dataclass(frozen=True)
class ResolvedSubStory:
    """A sub-story with its target found; `number` counts from 1 in its cluster.

    `first_citation` is the ordinal of the first citation of `text`, where it is told inline.
    """

    number: int
    headline: str
    target: Target
    cluster: str | None = None
    articles: tuple[str, ...] = ()
    text: Prose | None = None
    first_citation: int = 1


@dataclass(frozen=True)
class ResolvedCluster:
    """A cluster, whole. `numbers` holds, for each citation in order, its reference's number."""

    linked: LinkedCluster
    cluster: Cluster
    references: tuple[Reference, ...]
    numbers: tuple[int, ...]
    substories: tuple[ResolvedSubStory, ...]


@dataclass(frozen=True)
class Use:
    """One place where an article is cited: the sentence, and its first citation's ordinal there."""

    cluster: str
    sentence: str
    citation: int


@dataclass(frozen=True)
class ResolvedArticle:
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
        numbered = number_references(cluster, self._publication.articles)
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
        """The sentences that rest on an article, newest cluster first; each sentence once."""
        for citing in self._publication.citing.get(id, ()):
            before = 0
            for prose, _ in proses_of(self.cluster(citing).cluster):
                for sentence in sentences.split(prose.html):
                    for index in sentence.citations:
                        if prose.citations[index].article == id:
                            yield Use(citing, sentence.text, before + index + 1)
                            break
                before += len(prose.citations)

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
    first = len(cluster.summary.citations) + 1
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
            number=index + 1,
            headline=substory.headline,
            target=kind,
            cluster=target,
            articles=substory.articles,
            text=substory.text,
            first_citation=first,
        )
        first += len(substory.text.citations) if substory.text else 0
