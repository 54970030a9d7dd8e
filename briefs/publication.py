"""Derived types: content resolved.

In:  nothing; `stages/link.py` works these values out from a `Corpus`.
Out: `Publication`, the one value that every output reads.

Computed facts live here and nowhere else: an authored value is never half-filled and completed
later. Collections of clusters and editions stand newest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from briefs.diagnostics import Place
from briefs.model import Article, Asset, Cluster, Config, Outlet, Page, Prose


class Target(StrEnum):
    """What a sub-story's headline leads to."""

    CLUSTER = "cluster"
    ARTICLES = "articles"
    TOLD = "told"
    OPEN = "open"


@dataclass(frozen=True)
class Reference:
    """One numbered line of a cluster's list of cited articles.

    `citations` are the ordinals, from 1, of the cluster's citations that lead here; an article
    that is listed but not cited has none and comes last.
    """

    number: int
    article: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class LinkedSubStory:
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
class LinkedCluster:
    """A cluster with its citations numbered and its relations found.

    `numbers` gives, for the nth citation of summary and told sub-stories, its reference's number.
    `total` is what the cluster held when it was curated.
    """

    cluster: Cluster
    date: datetime
    updated: datetime
    edition: str
    references: tuple[Reference, ...]
    numbers: tuple[int, ...]
    substories: tuple[LinkedSubStory, ...]
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    cited: int
    total: int
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True)
class Use:
    """One place where an article is cited: the sentence, and its first citation's ordinal there."""

    cluster: str
    sentence: str
    citation: int


@dataclass(frozen=True)
class LinkedArticle:
    """An article with its outlet's facts and the sentences that rest on it."""

    article: Article
    slug: str
    outlet: Outlet | None
    published: datetime | None
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class Label:
    """A topic or a tag: its slug, its common form, and its clusters, newest first."""

    slug: str
    name: str
    clusters: tuple[str, ...]
    parent: str | None = None


@dataclass(frozen=True)
class Edition:
    """One dated issue of the newsletter: the clusters of a day, week or month, or of a file.

    `id` is `2025-02-06`, `2025-w06` or `2025-02`, as the cadence is; `name` says it in words,
    `day` is its first day, `date` the newest date of its clusters, and `notes` the place where an
    editor wrote of it.
    """

    id: str
    title: str
    name: str
    day: date
    date: datetime
    clusters: tuple[str, ...]
    number: int | None = None
    intro: Prose | None = None
    previous: str | None = None
    next: str | None = None
    notes: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Publication:
    """The whole newsletter, resolved."""

    config: Config
    clusters: Mapping[str, LinkedCluster]
    articles: Mapping[str, LinkedArticle]
    editions: Mapping[str, Edition]
    topics: Mapping[str, Label]
    tags: Mapping[str, Label]
    pages: Mapping[str, Page]
    assets: Mapping[str, Asset]

    def linked(self, ids: tuple[str, ...]) -> tuple[LinkedCluster, ...]:
        """The clusters of these ids, in their order."""
        return tuple(self.clusters[id] for id in ids)
