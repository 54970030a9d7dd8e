"""Pages: home, editions, clusters, and pages of the editor's own.

In:  a `Publication`.
Out: an HTML page each.

A cluster's page shows its neighbours, so a new cluster touches the one before it and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import ClassVar

from briefs import sentences
from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.identities import cluster_id
from briefs.jobs import Job
from briefs.model import Page
from briefs.permalinks import HOME, path_of
from briefs.publication import Edition
from briefs.views import EditionView, Head, Link, Masthead, Story, Thread

RECENT = 3
"""Editions that home shows below the newest."""


@dataclass(frozen=True)
class HomePage:
    """The newest edition, then the recent ones. `newest` is None before the first."""

    template: ClassVar[str] = "pages/home.html"
    masthead: Masthead
    head: Head
    newest: EditionView | None
    recent: tuple[EditionView, ...]


@dataclass(frozen=True)
class EditionPage:
    """One edition, with the older and the newer one beside it."""

    template: ClassVar[str] = "pages/edition.html"
    masthead: Masthead
    head: Head
    edition: EditionView
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class ClusterPage:
    """One cluster, its place in its thread, and the older and the newer one beside it."""

    template: ClassVar[str] = "pages/cluster.html"
    masthead: Masthead
    head: Head
    story: Story
    thread: Thread | None
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class TextPage:
    """A page of the editor's own."""

    template: ClassVar[str] = "pages/page.html"
    masthead: Masthead
    head: Head
    title: str
    html: str


@dataclass(frozen=True)
class NotFoundPage:
    """What an unknown address shows."""

    template: ClassVar[str] = "pages/404.html"
    masthead: Masthead
    head: Head


def plan(desk: Desk) -> Iterator[Job]:
    """List the pages."""
    pages = _Pages(desk)
    yield pages.home()
    yield from pages.editions()
    yield from pages.clusters()
    yield from pages.texts()
    yield pages.not_found()


class _Pages:
    """The pages of one publication."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def home(self) -> Job:
        """The newest edition, and the recent ones."""
        desk = self._desk
        shown = [*islice(desk.publication.editions, RECENT + 1)]
        return desk.page(
            HOME,
            HomePage,
            partial(self._home, shown),
            {
                "newest": "".join(map(desk.prints.edition, shown[:1])),
                "recent": fingerprint("".join(map(desk.prints.edition, shown[1:]))),
            },
            "the home page",
        )

    def _home(self, shown: list[str]) -> HomePage:
        desk = self._desk
        config = desk.publication.config
        editions = [desk.publication.editions[id] for id in shown]
        description = config.description or config.tagline or ""
        return HomePage(
            masthead=desk.masthead,
            head=desk.head(config.title, description, HOME),
            newest=desk.stories.edition(editions[0]) if editions else None,
            recent=tuple(map(desk.stories.edition_in_short, editions[1:])),
        )

    def editions(self) -> Iterator[Job]:
        """A page an edition."""
        prints = self._desk.prints
        for id, edition in self._desk.publication.editions.items():
            yield self._desk.page(
                path_of("edition", id),
                EditionPage,
                partial(self._edition, edition),
                {
                    "edition": prints.edition(id),
                    "previous": prints.edition_link(edition.previous),
                    "next": prints.edition_link(edition.next),
                },
                f'the edition "{id}"',
                where=edition.notes,
            )

    def _edition(self, edition: Edition) -> EditionPage:
        desk = self._desk
        intro = sentences.blurb(edition.intro) if edition.intro else ""
        description = intro or f"{desk.publication.config.title}: {edition.name}"
        return EditionPage(
            masthead=desk.masthead,
            head=desk.head(edition.title, description, path_of("edition", edition.id)),
            edition=desk.stories.edition(edition),
            previous=self._edition_link(edition.previous),
            next=self._edition_link(edition.next),
        )

    def _edition_link(self, id: str | None) -> Link | None:
        if id is None:
            return None
        edition = self._desk.publication.editions[id]
        return Link(edition.title, self._desk.stories.address.to(path_of("edition", id)))

    def clusters(self) -> Iterator[Job]:
        """A page a cluster."""
        prints = self._desk.prints
        for id, linked in self._desk.publication.clusters.items():
            yield self._desk.page(
                path_of("cluster", linked.entry.slug),
                ClusterPage,
                partial(self._cluster, id),
                {
                    "story": prints.story(id),
                    "thread": prints.sequel(id),
                    "previous": prints.link(linked.previous),
                    "next": prints.link(linked.next),
                },
                f'the cluster "{id}"',
                where=linked.entry.path,
            )

    def _cluster(self, id: str) -> ClusterPage:
        desk = self._desk
        linked = desk.publication.clusters[id]
        story = desk.stories.story(id)
        path = path_of("cluster", linked.entry.slug)
        title, description = story.headline, story.blurb
        if story.is_retracted:
            # Who finds the story elsewhere, in a search or a shared link, reads it there too.
            title, description = f"Retracted: {title}", story.corrections[0].text
        identity = cluster_id(desk.publication.config, id)
        return ClusterPage(
            masthead=desk.masthead,
            head=desk.head(title, description, path, "article", identity),
            story=story,
            thread=desk.stories.thread(id),
            previous=self._neighbour(linked.previous),
            next=self._neighbour(linked.next),
        )

    def _neighbour(self, id: str | None) -> Link | None:
        """The link to the older or the newer cluster, if there is one."""
        if id is None:
            return None
        link = self._desk.stories.cluster_link(id)
        is_retracted = self._desk.publication.clusters[id].is_retracted
        return Link(f"Retracted: {link.label}", link.href) if is_retracted else link

    def texts(self) -> Iterator[Job]:
        """The editor's own pages."""
        for page in self._desk.publication.pages.values():
            yield self._desk.page(
                path_of("page", page.slug),
                TextPage,
                partial(self._text, page),
                {"page": fingerprint(repr(page))},
                f'the page "{page.slug}"',
                where=page.place,
            )

    def _text(self, page: Page) -> TextPage:
        desk = self._desk
        description = page.description or sentences.blurb(page.body)
        head = desk.head(page.title, description, path_of("page", page.slug))
        return TextPage(desk.masthead, head, page.title, desk.stories.html(page.body))

    def not_found(self) -> Job:
        """The page for unknown addresses, which GitHub Pages serves at any depth."""
        return self._desk.page("404.html", NotFoundPage, self._not_found, {}, "the page for errors")

    def _not_found(self) -> NotFoundPage:
        return NotFoundPage(self._desk.masthead, self._desk.head("Page not found", "", "404.html"))
