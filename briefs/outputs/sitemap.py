"""Sitemap: what search engines are told of.

In:  a `Publication`.
Out: `sitemap.xml` (sitemaps.org 0.9) with the true date of each page, and `robots.txt`, which
     names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from briefs.dates import rfc3339
from briefs.desk import Desk
from briefs.jobs import Job, fingerprint, set_view
from briefs.permalinks import HOME, path_of, slug_of
from briefs.publication import Publication

SITEMAP = "sitemap.xml"


@dataclass(frozen=True)
class Sitemap:
    """Absolute addresses, each with the moment of its last change if that is known."""

    template: ClassVar[str] = "pages/sitemap.xml"
    urls: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Robots:
    """The absolute address of the sitemap."""

    template: ClassVar[str] = "pages/robots.txt"
    sitemap: str


def plan(desk: Desk) -> Iterator[Job]:
    """List the two files."""
    urls = tuple((desk.imprint.url + path, date) for path, date in _paths(desk.publication))
    yield Job(
        path=SITEMAP,
        make=set_view,
        view=partial(Sitemap, urls),
        parts={"urls": fingerprint(repr(urls))},
        kind="page",
        claim="the sitemap",
        template=Sitemap.template,
    )
    address = desk.imprint.url + SITEMAP
    yield Job(
        path="robots.txt",
        make=set_view,
        view=partial(Robots, address),
        parts={"sitemap": address},
        kind="page",
        claim="robots.txt",
        template=Robots.template,
    )


def _paths(publication: Publication) -> Iterator[tuple[str, str | None]]:
    """The pages worth finding, each with its last change."""
    clusters = publication.clusters
    newest = max((linked.updated for linked in clusters.values()), default=None)
    yield HOME, rfc3339(newest) if newest else None
    for edition in publication.editions.values():
        changed = max(clusters[id].updated for id in edition.clusters)
        yield path_of("edition", edition.id), rfc3339(changed)
    for linked in clusters.values():
        yield path_of("cluster", linked.entry.slug), rfc3339(linked.updated)
    for kind, labels in (("topic", publication.topics), ("tag", publication.tags)):
        for slug in labels:
            yield path_of(kind, slug), None
    if publication.config.pages.articles:
        for id in publication.articles:
            yield path_of("article", slug_of(id)), None
    for page in publication.pages.values():
        yield path_of("page", page.slug), None
