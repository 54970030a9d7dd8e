"""Sitemap: what search engines are told of.

In:  a `Publication`.
Out: `sitemap.xml` (sitemaps.org 0.9) with the true date of each page, cut into parts where it is
     too long for one file, and `robots.txt`, which names it.

Each kind of page has its own parts, and what has a date stands oldest first, so that a new cluster
leaves all full parts as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import ClassVar, TypeVar

from briefs.dates import rfc3339
from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.jobs import Job, SetView, set_view
from briefs.permalinks import CORRECTIONS, HOME, path_of, slug_of
from briefs.publication import Publication

Item = TypeVar("Item")
Url = tuple[str, str | None]

SITEMAP = "sitemap.xml"
LIMIT = 50_000
"""The most addresses of one file (sitemaps.org)."""


@dataclass(frozen=True)
class Sitemap:
    """Absolute addresses, each with the moment of its last change if that is known."""

    template: ClassVar[str] = "pages/sitemap.xml"
    urls: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class SitemapIndex:
    """The absolute addresses of the parts of a sitemap that is too long for one file."""

    template: ClassVar[str] = "pages/sitemap-index.xml"
    sitemaps: tuple[str, ...]


@dataclass(frozen=True)
class Robots:
    """The absolute address of the sitemap."""

    template: ClassVar[str] = "pages/robots.txt"
    sitemap: str


def plan(desk: Desk) -> Iterator[Job]:
    """List the sitemap, its parts where it has some, and robots.txt."""
    kinds = {kind: [*urls] for kind, urls in _urls(desk.publication, desk.imprint.url).items()}
    if sum(map(len, kinds.values())) <= LIMIT:
        every = tuple(chain.from_iterable(kinds.values()))
        yield _job(SITEMAP, Sitemap, Sitemap(every), "the sitemap")
    else:
        parts = {
            f"sitemap-{kind}-{at // LIMIT + 1}.xml": Sitemap(tuple(urls[at : at + LIMIT]))
            for kind, urls in kinds.items()
            for at in range(0, len(urls), LIMIT)
        }
        for name, part in parts.items():
            yield _job(name, Sitemap, part, f"the part {name} of the sitemap")
        addresses = tuple(desk.imprint.url + name for name in parts)
        yield _job(SITEMAP, SitemapIndex, SitemapIndex(addresses), "the index of the sitemap")
    yield _job("robots.txt", Robots, Robots(desk.imprint.url + SITEMAP), "robots.txt")


def _job(path: str, kind: type[SetView], view: SetView, claim: str) -> Job:
    """The job of a listing, which is its own part."""
    return Job(
        path=path,
        make=set_view,
        view=partial(_same, view),
        parts={"listing": fingerprint(repr(view))},
        kind="page",
        claim=claim,
        template=kind.template,
    )


def _same(view: SetView) -> SetView:
    return view


def _urls(publication: Publication, root: str) -> dict[str, Iterable[Url]]:
    """The pages worth finding, by kind, each with its last change if that is known."""
    clusters = publication.clusters
    newest = max((linked.updated for linked in clusters.values()), default=None)
    said = (linked.notices[-1].at for linked in clusters.values() if linked.notices)
    corrected = max(said, default=None)
    labels = [("topic", slug) for slug in publication.topics]
    labels += [("tag", slug) for slug in publication.tags]
    labels += [("thread", slug) for slug in publication.threads]
    articles = publication.articles if publication.config.pages.articles else ()
    return {
        "pages": [
            (root + HOME, rfc3339(newest) if newest else None),
            (root + CORRECTIONS, rfc3339(corrected) if corrected else None),
            *((root + path_of("page", slug), None) for slug in publication.pages),
        ],
        "editions": (
            (root + path_of("edition", id), rfc3339(max(clusters[one].updated for one in ids)))
            for id, ids in ((one.id, one.clusters) for one in _oldest_first(publication.editions))
        ),
        "clusters": (
            (root + path_of("cluster", linked.entry.slug), rfc3339(linked.updated))
            for linked in _oldest_first(clusters)
        ),
        "labels": ((root + path_of(kind, slug), None) for kind, slug in labels),
        "articles": ((root + path_of("article", slug_of(id)), None) for id in articles),
    }


def _oldest_first(found: Mapping[str, Item]) -> list[Item]:
    """What stands newest first, the other way round: a new one then moves no other."""
    return [*found.values()][::-1]
