"""Derived types: content resolved.

In:  nothing; `stages/link.py` works these values out from a `Corpus`.
Out: `Publication`, the one value that every output reads.

Computed facts live here and nowhere else: an authored value is never half-filled and completed
later. Collections of clusters and editions stand newest first. What only a page of its own needs,
the numbered references above all, is worked out when that page is made (`resolution.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from briefs.diagnostics import Place
from briefs.entries import ArticleEntry, ClusterEntry
from briefs.groups import Groups
from briefs.model import Asset, Config, Outlet, Page, Prose
from briefs.notices import RETRACTION, Notice
from briefs.shelf import Shelf


class Sequel(NamedTuple):
    """A cluster's place in its thread, whose slug `thread` is.

    `earlier` are some clusters before it, the newest first, `later` is the next one; `articles` and
    `figures` are what none before it had. The first of a thread has nothing new.
    """

    thread: str
    earlier: tuple[str, ...]
    later: str | None
    articles: tuple[str, ...]
    figures: tuple[str, ...]


class LinkedCluster(NamedTuple):
    """A cluster with its relations found. `topics` and `tags` are slugs.

    `targets` are the clusters that its sub-stories lead to, by id; None where one leads to none.
    `notices` are its corrections that readers may see, oldest first.
    """

    entry: ClusterEntry
    date: datetime
    updated: datetime
    edition: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    targets: tuple[str | None, ...]
    previous: str | None
    next: str | None
    sequel: Sequel | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def cited(self) -> int:
        """The number of articles that it cites."""
        return len({*self.entry.cited})

    @property
    def total(self) -> int:
        """The number of articles that it held when it was curated."""
        return self.entry.article_count or len({*self.entry.cited, *self.entry.listed})

    @property
    def is_retracted(self) -> bool:
        """Whether the newsletter no longer stands behind this cluster."""
        # Asked of every cluster, and almost none has notices.
        return bool(self.notices) and any(one.kind == RETRACTION for one in self.notices)


@dataclass(frozen=True)
class Label:
    """A topic, a tag or a thread: its slug, its common form, and its clusters, newest first."""

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
    """The whole newsletter, resolved.

    `until` is the next moment at which something becomes visible or expires.
    """

    config: Config
    shelf: Shelf
    clusters: Mapping[str, LinkedCluster]
    articles: Mapping[str, ArticleEntry]
    outlets: tuple[Outlet, ...]
    editions: Mapping[str, Edition]
    topics: Mapping[str, Label]
    tags: Mapping[str, Label]
    threads: Mapping[str, Label]
    pages: Mapping[str, Page]
    assets: Mapping[str, Asset]
    until: datetime | None = None

    @cached_property
    def citing(self) -> Mapping[str, tuple[str, ...]]:
        """The clusters that cite each article, newest first."""
        found: dict[str, list[str]] = {}
        for id, linked in self.clusters.items():
            for article in dict.fromkeys(linked.entry.cited):
                found.setdefault(article, []).append(id)
        return {article: tuple(ids) for article, ids in found.items()}

    @cached_property
    def same_articles(self) -> Mapping[str, str]:
        """For each article that `same_as` makes one with others, the first id of them all.

        It holds both ways and from one to the next; articles that nothing joins are left out.
        """
        joined = [entry for entry in self.articles.values() if entry.same_ids]
        groups = Groups((entry.id, id) for entry in joined for id in entry.same_as)
        return {id: groups.first(id) for id in groups}
