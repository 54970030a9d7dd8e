"""Pages: home, editions, clusters, and pages of the editor's own.

In:  a `Publication`.
Out: an HTML page each.

A cluster's page shows its neighbours, so a new cluster touches the one before it and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefs import frames
from briefs.diagnostics import Place
from briefs.jobs import Imprint, Job, Supplies, Typesetter
from briefs.permalinks import HOME, file_of, path_of
from briefs.publication import Publication
from briefs.stories import blurb_of
from briefs.templates import Templates
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


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the pages."""
    maker = _Pages(publication, imprint)
    yield maker.home()
    yield from maker.editions()
    yield from maker.clusters()
    yield from maker.texts()
    yield maker.not_found()


def make_page(view: object, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a page in the template that is named like its view."""
    return typesetter.set(TEMPLATES[type(view)], view).encode()


TEMPLATES: dict[type, str] = {
    HomePage: "pages/home.html",
    EditionPage: "pages/edition.html",
    ClusterPage: "pages/cluster.html",
    TextPage: "pages/page.html",
    NotFoundPage: "pages/404.html",
}


class _Pages:
    """Lists the pages of one publication."""

    def __init__(self, publication: Publication, imprint: Imprint) -> None:
        self._publication = publication
        self._imprint = imprint
        self._stories = frames.page_stories(publication, imprint)
        self._masthead = frames.masthead(publication, imprint)

    def _job(self, path: str, view: object, claim: str, place: Place | None = None) -> Job:
        template = TEMPLATES[type(view)]
        return Job(file_of(path), make_page, view, "page", claim, template, place)

    def home(self) -> Job:
        """The newest edition, and the recent ones."""
        config = self._publication.config
        shown = [
            self._stories.edition(edition)
            for edition in islice(self._publication.editions.values(), RECENT + 1)
        ]
        head = frames.head(
            self._imprint, config.title, config.description or config.tagline or "", HOME
        )
        view = HomePage(
            self._masthead,
            head,
            shown[0] if shown else None,
            tuple(shown[1:]),
        )
        return self._job(HOME, view, "the home page")

    def editions(self) -> Iterator[Job]:
        """A page an edition."""
        editions = self._publication.editions
        for edition in editions.values():
            path = path_of("edition", edition.id)
            description = (
                blurb_of(edition.intro)
                if edition.intro
                else f"{self._publication.config.title}: {edition.name}"
            )
            view = EditionPage(
                self._masthead,
                frames.head(self._imprint, edition.title, description, path),
                self._stories.edition(edition),
                self._edition_link(edition.previous),
                self._edition_link(edition.next),
            )
            yield self._job(path, view, f'the edition "{edition.id}"')

    def _edition_link(self, id: str | None) -> Link | None:
        if id is None:
            return None
        edition = self._publication.editions[id]
        return Link(edition.title, self._stories.address.to(path_of("edition", id)))

    def clusters(self) -> Iterator[Job]:
        """A page a cluster."""
        for id, linked in self._publication.clusters.items():
            story = self._stories.story(id)
            path = path_of("cluster", linked.cluster.slug)
            view = ClusterPage(
                self._masthead,
                frames.head(self._imprint, story.headline, story.blurb, path, "article"),
                story,
                self._stories.cluster_link(linked.previous),
                self._stories.cluster_link(linked.next),
            )
            yield self._job(path, view, f'the cluster "{id}"', linked.cluster.place)

    def texts(self) -> Iterator[Job]:
        """The editor's own pages."""
        for page in self._publication.pages.values():
            path = path_of("page", page.slug)
            head = frames.head(
                self._imprint, page.title, page.description or blurb_of(page.body), path
            )
            view = TextPage(self._masthead, head, page.title, self._stories.html(page.body))
            yield self._job(path, view, f'the page "{page.slug}"', page.place)

    def not_found(self) -> Job:
        """The page for unknown addresses, which GitHub Pages serves at any depth."""
        head = frames.head(self._imprint, "Page not found", "", "404.html")
        return self._job("404.html", NotFoundPage(self._masthead, head), "the page for errors")
