"""Redirects: a small page at every old address, which leads to the new one.

In:  the `aliases` of a `Publication`'s clusters and pages.
Out: an HTML page each; GitHub Pages has no other way to move an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from briefs.desk import Desk
from briefs.diagnostics import Place
from briefs.jobs import Job, set_view
from briefs.permalinks import file_of, path_of


@dataclass(frozen=True)
class RedirectPage:
    """What an old address shows: the way to the new one, which is absolute."""

    template: ClassVar[str] = "pages/redirect.html"
    title: str
    href: str


def plan(desk: Desk) -> Iterator[Job]:
    """List the redirects."""
    for linked in desk.publication.clusters.values():
        entry = linked.entry
        if entry.alias_paths:
            path = path_of("cluster", entry.slug)
            yield from _jobs(desk, entry.aliases, entry.headline, path, Place(entry.path))
    for page in desk.publication.pages.values():
        path = path_of("page", page.slug)
        yield from _jobs(desk, page.aliases, page.title, path, page.place)


def _jobs(desk: Desk, aliases: Sequence[str], title: str, path: str, place: Place) -> Iterator[Job]:
    """A page at each old address."""
    href = desk.imprint.url + path
    for index, alias in enumerate(aliases):
        yield Job(
            path=file_of(alias),
            make=set_view,
            view=partial(RedirectPage, title, href),
            parts={"title": title, "href": href},
            kind="page",
            claim=f'the alias "/{alias}"',
            template=RedirectPage.template,
            where=place.at("aliases", index),
        )
