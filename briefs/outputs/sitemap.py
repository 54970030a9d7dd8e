"""Sitemap: what search engines are told of.

In:  a `Publication`.
Out: `sitemap.xml` (sitemaps.org 0.9) with the true date of each page, and `robots.txt`, which
     names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.dates import rfc3339
from briefs.jobs import Imprint, Job, Supplies, Typesetter
from briefs.permalinks import HOME, path_of
from briefs.publication import Publication
from briefs.templates import Templates

SITEMAP = "sitemap.xml"


@dataclass(frozen=True)
class Sitemap:
    """Absolute addresses, each with the moment of its last change if that is known."""

    urls: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Robots:
    """The absolute address of the sitemap."""

    sitemap: str


TEMPLATES: dict[type, str] = {Sitemap: "pages/sitemap.xml", Robots: "pages/robots.txt"}


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the two files."""
    urls = tuple((imprint.url + path, date) for path, date in _paths(publication))
    yield Job(SITEMAP, make_listing, Sitemap(urls), "page", "the sitemap", TEMPLATES[Sitemap])
    robots = Robots(imprint.url + SITEMAP)
    yield Job("robots.txt", make_listing, robots, "page", "robots.txt", TEMPLATES[Robots])


def make_listing(view: Sitemap | Robots, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a listing in its template."""
    return typesetter.set(TEMPLATES[type(view)], view).encode()


def _paths(publication: Publication) -> Iterator[tuple[str, str | None]]:
    """The pages worth finding, each with its last change."""
    newest = max((linked.updated for linked in publication.clusters.values()), default=None)
    yield HOME, rfc3339(newest) if newest else None
    for edition in publication.editions.values():
        changed = max(publication.clusters[id].updated for id in edition.clusters)
        yield path_of("edition", edition.id), rfc3339(changed)
    for linked in publication.clusters.values():
        yield path_of("cluster", linked.cluster.slug), rfc3339(linked.updated)
    for topic in publication.topics.values():
        yield path_of("topic", topic.slug), None
    for tag in publication.tags.values():
        yield path_of("tag", tag.slug), None
    for page in publication.pages.values():
        yield path_of("page", page.slug), None
