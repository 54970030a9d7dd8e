"""Redirects: a small page at every old address, which leads to the new one.

In:  the `aliases` of a `Publication`'s clusters and pages.
Out: an HTML page each; GitHub Pages has no other way to move an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.diagnostics import Place
from briefs.jobs import Imprint, Job, Supplies, Typesetter
from briefs.permalinks import file_of, path_of
from briefs.publication import Publication
from briefs.templates import Templates

TEMPLATE = "pages/redirect.html"


@dataclass(frozen=True)
class RedirectPage:
    """What an old address shows: the way to the new one, which is absolute."""

    title: str
    href: str


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the redirects."""
    for linked in publication.clusters.values():
        cluster = linked.cluster
        view = RedirectPage(cluster.headline, imprint.url + path_of("cluster", cluster.slug))
        yield from _jobs(cluster.aliases, view, cluster.place)
    for page in publication.pages.values():
        view = RedirectPage(page.title, imprint.url + path_of("page", page.slug))
        yield from _jobs(page.aliases, view, page.place)


def make_redirect(view: RedirectPage, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a redirect."""
    return typesetter.set(TEMPLATE, view).encode()


def _jobs(aliases: tuple[str, ...], view: RedirectPage, place: Place) -> Iterator[Job]:
    """A page at each old address."""
    for index, alias in enumerate(aliases):
        where = place.at("aliases", index)
        claim = f'the alias "/{alias}"'
        yield Job(file_of(alias), make_redirect, view, "page", claim, TEMPLATE, where)
