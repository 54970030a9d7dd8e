"""Sitemap: what search engines are told of.

In:  a `Publication`.
Out: `sitemap.xml` (sitemaps.org 0.9) with the true date of each page, cut into parts where it is
     too long for one file, and `robots.txt`, which names it.

Each kind of page has its own parts, and what has a date stands oldest first, so that a new cluster
leaves all full parts as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import ClassVar, TypeVar

from briefs.dates import rfc3339
from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.jobs import Job, SetView, set_view
from briefs.permalinks import CORRECTIONS, HOME, path_of, slug_of

Item = TypeVar("Item")

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


_Row = tuple[str, datetime | None, str]
"""A page worth finding: its path, its last change if that is known, and what tells both."""


def plan(desk: Desk) -> Iterator[Job]:
    """List the sitemap, its parts where it has some, and robots.txt."""
    kinds = _rows(desk)
    if sum(map(len, kinds.values())) <= LIMIT:
        yield _sitemap(desk, SITEMAP, [*chain.from_iterable(kinds.values())], "the sitemap")
    else:
        parts = {
            f"sitemap-{kind}-{at // LIMIT + 1}.xml": rows[at : at + LIMIT]
            for kind, rows in kinds.items()
            for at in range(0, len(rows), LIMIT)
        }
        for name, rows in parts.items():
            yield _sitemap(desk, name, rows, f"the part {name} of the sitemap")
        addresses = tuple(desk.imprint.url + name for name in parts)
        yield _listing(SITEMAP, SitemapIndex(addresses), "the index of the sitemap")
    yield _listing("robots.txt", Robots(desk.imprint.url + SITEMAP), "robots.txt")


def _sitemap(desk: Desk, path: str, rows: list[_Row], claim: str) -> Job:
    """The job of a sitemap or of a part of it."""
    root = desk.imprint.url
    listing = fingerprint("\n".join([root, *[print_ for _, _, print_ in rows]]))
    view = partial(_view, root, rows)
    return Job(path, set_view, view, {"listing": listing}, "page", claim, Sitemap.template)


def _view(root: str, rows: list[_Row]) -> Sitemap:
    """What a sitemap holds."""
    return Sitemap(
        tuple((root + path, rfc3339(changed) if changed else None) for path, changed, _ in rows)
    )


def _listing(path: str, view: SitemapIndex | Robots, claim: str) -> Job:
    """The job of a short list, which is its own part."""
    parts = {"listing": fingerprint(repr(view))}
    return Job(path, set_view, partial(_same, view), parts, "page", claim, view.template)


def _same(view: SetView) -> SetView:
    return view


def _rows(desk: Desk) -> dict[str, list[_Row]]:
    """The pages worth finding, by kind."""
    publication, dates = desk.publication, desk.prints.dates
    clusters = publication.clusters
    newest = max((linked.updated for linked in clusters.values()), default=None)
    said = (linked.notices[-1].at for linked in clusters.values() if linked.notices)
    labels = [("topic", slug) for slug in publication.topics]
    labels += [("tag", slug) for slug in publication.tags]
    labels += [("thread", slug) for slug in publication.threads]
    articles = publication.articles if publication.config.pages.articles else ()
    return {
        "pages": [
            _row(HOME, newest),
            _row(CORRECTIONS, max(said, default=None)),
            *(_row(path_of("page", slug)) for slug in publication.pages),
        ],
        "editions": [
            _row(path_of("edition", one.id), max(clusters[id].updated for id in one.clusters))
            for one in _oldest_first(publication.editions.values())
        ],
        # To write their dates takes longer than all else that is done here.
        "clusters": [
            (path := path_of("cluster", linked.entry.slug), linked.updated, f"{path} {dates[id]}")
            for id, linked in _oldest_first(clusters.items())
        ],
        "labels": [_row(path_of(kind, slug)) for kind, slug in labels],
        "articles": [_row(path_of("article", slug_of(id))) for id in articles],
    }


def _row(path: str, changed: datetime | None = None) -> _Row:
    """A page whose print is what is listed of it."""
    return path, changed, f"{path} {changed}"


def _oldest_first(found: Iterable[Item]) -> list[Item]:
    """What stands newest first, the other way round: a new one then moves no other."""
    return [*found][::-1]
