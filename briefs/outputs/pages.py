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

from briefs import sentences
from briefs.desk import Desk
from briefs.diagnostics import Place
from briefs.jobs import Job, Supplies, Typesetter, fingerprint
from briefs.model import Page
from briefs.permalinks import HOME, file_of, path_of
from briefs.publication import Edition
from briefs.views import EditionView, Head, Link, Masthead, Story

RECENT = 3
"""Editions that home shows below the newest."""


@dataclass(frozen=True)
class HomePage:
    """The newest edition, then the recent ones. `newest` is None before the first."""

    masthead: Masthead
    head: Head
    newest: EditionView | None
    recent: tuple[EditionView, ...]


@dataclass(frozen=True)
class EditionPage:
    """One edition, with the older and the newer one beside it."""

    masthead: Masthead
    head: Head
    edition: EditionView
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class ClusterPage:
    """One cluster, with the older and the newer one beside it."""

    masthead: Masthead
    head: Head
    story: Story
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class TextPage:
    """A page of the editor's own."""

    masthead: Masthead
    head: Head
    title: str
    html: str


@dataclass(frozen=True)
class NotFoundPage:
    """What an unknown address shows."""

    masthead: Masthead
    head: Head


TEMPLATES: dict[type, str] = {
    HomePage: "pages/home.html",
    EditionPage: "pages/edition.html",
    ClusterPage: "pages/cluster.html",
    TextPage: "pages/page.html",
    NotFoundPage: "pages/404.html",
}


def plan(desk: Desk) -> Iterator[Job]:
    """List the pages."""
    pages = _Pages(desk)
    yield pages.home()
    yield from pages.editions()
    yield from pages.clusters()
    yield from pages.texts()
    yield pages.not_found()


def make_page(view: object, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a page in the template of its view."""
    return typesetter.set(TEMPLATES[type(view)], view).encode()


class _Pages:
    """The pages of one publication."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def home(self) -> Job:
        """The newest edition, and the recent ones."""
        desk = self._desk
        shown = [*islice(desk.publication.editions, RECENT + 1)]
        return Job(
            path=file_of(HOME),
            make=make_page,
            view=partial(self._home, shown),
            parts={
                "frame": desk.prints.frame,
                "newest": "".join(map(desk.prints.edition, shown[:1])),
                "recent": fingerprint("".join(map(desk.prints.edition, shown[1:]))),
            },
            kind="page",
            claim="the home page",
            template=TEMPLATES[HomePage],
        )

    def _home(self, shown: list[str]) -> HomePage:
        desk = self._desk
        config = desk.publication.config
        editions = [desk.stories.edition(desk.publication.editions[id]) for id in shown]
        description = config.description or config.tagline or ""
        return HomePage(
            masthead=desk.masthead,
            head=desk.head(config.title, description, HOME),
            newest=editions[0] if editions else None,
            recent=tuple(editions[1:]),
        )

    def editions(self) -> Iterator[Job]:
        """A page an edition."""
        prints = self._desk.prints
        for id, edition in self._desk.publication.editions.items():
            yield Job(
                path=file_of(path_of("edition", id)),
                make=make_page,
                view=partial(self._edition, edition),
                parts={
                    "frame": prints.frame,
                    "edition": prints.edition(id),
                    "previous": prints.edition_link(edition.previous),
                    "next": prints.edition_link(edition.next),
                },
                kind="page",
                claim=f'the edition "{id}"',
                template=TEMPLATES[EditionPage],
                place=edition.notes,
            )

    def _edition(self, edition: Edition) -> EditionPage:
        desk = self._desk
        intro = sentences.blurb(edition.intro.html) if edition.intro else ""
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
            yield Job(
                path=file_of(path_of("cluster", linked.entry.slug)),
                make=make_page,
                view=partial(self._cluster, id),
                parts={
                    "frame": prints.frame,
                    "story": prints.story(id),
                    "previous": prints.link(linked.previous),
                    "next": prints.link(linked.next),
                },
                kind="page",
                claim=f'the cluster "{id}"',
                template=TEMPLATES[ClusterPage],
                place=Place(linked.entry.path),
            )

    def _cluster(self, id: str) -> ClusterPage:
        desk = self._desk
        linked = desk.publication.clusters[id]
        story = desk.stories.story(id)
        path = path_of("cluster", linked.entry.slug)
        return ClusterPage(
            masthead=desk.masthead,
            head=desk.head(story.headline, story.blurb, path, "article"),
            story=story,
            previous=desk.stories.cluster_link(linked.previous),
            next=desk.stories.cluster_link(linked.next),
        )

    def texts(self) -> Iterator[Job]:
        """The editor's own pages."""
        for page in self._desk.publication.pages.values():
            yield Job(
                path=file_of(path_of("page", page.slug)),
                make=make_page,
                view=partial(self._text, page),
                parts={"frame": self._desk.prints.frame, "page": fingerprint(repr(page))},
                kind="page",
                claim=f'the page "{page.slug}"',
                template=TEMPLATES[TextPage],
                place=page.place,
            )

    def _text(self, page: Page) -> TextPage:
        desk = self._desk
        description = page.description or sentences.blurb(page.body.html)
        head = desk.head(page.title, description, path_of("page", page.slug))
        return TextPage(desk.masthead, head, page.title, desk.stories.html(page.body))

    def not_found(self) -> Job:
        """The page for unknown addresses, which GitHub Pages serves at any depth."""
        return Job(
            path="404.html",
            make=make_page,
            view=self._not_found,
            parts={"frame": self._desk.prints.frame},
            kind="page",
            claim="the page for errors",
            template=TEMPLATES[NotFoundPage],
        )

    def _not_found(self) -> NotFoundPage:
        return NotFoundPage(self._desk.masthead, self._desk.head("Page not found", "", "404.html"))
