"""Pages: home, editions, clusters, articles, and pages of the editor's own.

In:  a `Publication`.
Out: an HTML page each, and a small page at every old address that leads to the new one.

A cluster's page shows its neighbours, so a new cluster touches the one before it and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from briefs import frames
from briefs.citations import anchor
from briefs.diagnostics import Place
from briefs.jobs import Imprint, Job, Supplies, Typesetter
from briefs.model import Article
from briefs.permalinks import HOME, file_of, path_of
from briefs.publication import LinkedArticle, Publication, Use
from briefs.stories import blurb_of, day_of, outlet_of
from briefs.templates import Templates
from briefs.views import Day, EditionView, Head, Link, Masthead, Story

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
class CitedIn:
    """A cluster that cites an article, and the sentences that rest on it, each linked."""

    headline: str
    href: str
    day: Day
    sentences: tuple[Link, ...]


@dataclass(frozen=True)
class ArticleView:
    """An article's record. A topic or tag that no cluster bears has an empty `href`."""

    id: str
    title: str
    url: str | None
    archive: str | None
    outlet: str | None
    outlet_facts: tuple[str, ...]
    published: Day | None
    authors: tuple[str, ...]
    language: str | None
    topics: tuple[Link, ...]
    tags: tuple[Link, ...]
    featured: bool
    excerpt: tuple[str, ...]
    text: tuple[str, ...]
    cited_in: tuple[CitedIn, ...]


@dataclass(frozen=True)
class ArticlePage:
    """One article."""

    masthead: Masthead
    head: Head
    article: ArticleView


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


@dataclass(frozen=True)
class RedirectPage:
    """What an old address shows: the way to the new one, which is absolute."""

    title: str
    href: str


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the pages."""
    maker = _Pages(publication, imprint)
    yield maker.home()
    yield from maker.editions()
    yield from maker.clusters()
    if publication.config.pages.articles:
        yield from maker.articles()
    yield from maker.texts()
    yield maker.not_found()
    yield from maker.redirects()


def make_page(view: object, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a page in the template that is named like its view."""
    return typesetter.set(TEMPLATES[type(view)], view).encode()


TEMPLATES: dict[type, str] = {
    HomePage: "pages/home.html",
    EditionPage: "pages/edition.html",
    ClusterPage: "pages/cluster.html",
    ArticlePage: "pages/article.html",
    TextPage: "pages/page.html",
    NotFoundPage: "pages/404.html",
    RedirectPage: "pages/redirect.html",
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
        return Link(edition.title, self._stories.href(path_of("edition", id)))

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

    def articles(self) -> Iterator[Job]:
        """A page an article."""
        for linked in self._publication.articles.values():
            article = linked.article
            path = path_of("article", linked.slug)
            excerpt = " ".join((article.excerpt or "").split())
            description = excerpt[:300] or f"What is known of the article {article.id}"
            view = ArticlePage(
                self._masthead,
                frames.head(self._imprint, article.title, description, path, "article"),
                self._article(linked, article),
            )
            yield self._job(path, view, f'the article "{article.id}"', article.place)

    def _article(self, linked: LinkedArticle, article: Article) -> ArticleView:
        facts = linked.outlet
        return ArticleView(
            id=article.id,
            title=article.title,
            url=article.url,
            archive=article.archive,
            outlet=outlet_of(linked),
            outlet_facts=tuple(fact for fact in (facts.type, facts.owner, facts.country) if fact)
            if facts
            else (),
            published=day_of(linked.published) if linked.published else None,
            authors=article.authors,
            language=article.language,
            topics=self._stories.word_links("topic", article.topics),
            tags=self._stories.word_links("tag", article.tags),
            featured=article.featured,
            excerpt=_paragraphs(article.excerpt),
            text=_paragraphs(article.text) if article.republish else (),
            cited_in=tuple(self._cited_in(linked.uses)),
        )

    def _cited_in(self, uses: Iterable[Use]) -> Iterator[CitedIn]:
        """The uses of an article, cluster by cluster."""
        by_cluster: dict[str, list[Use]] = {}
        for use in uses:
            by_cluster.setdefault(use.cluster, []).append(use)
        for id, found in by_cluster.items():
            linked = self._publication.clusters[id]
            href = self._stories.cluster_href(linked)
            sentences = (
                Link(use.sentence, f"{href}#{anchor(linked.cluster.slug, 'c', use.citation)}")
                for use in found
            )
            yield CitedIn(linked.cluster.headline, href, day_of(linked.date), tuple(sentences))

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

    def redirects(self) -> Iterator[Job]:
        """A page at each old address."""
        for linked in self._publication.clusters.values():
            cluster = linked.cluster
            path = path_of("cluster", cluster.slug)
            yield from self._aliases(cluster.aliases, cluster.headline, path, cluster.place)
        for page in self._publication.pages.values():
            path = path_of("page", page.slug)
            yield from self._aliases(page.aliases, page.title, path, page.place)

    def _aliases(
        self, aliases: tuple[str, ...], title: str, path: str, place: Place
    ) -> Iterator[Job]:
        for index, alias in enumerate(aliases):
            view = RedirectPage(title, self._imprint.url + path)
            yield self._job(alias, view, f'the alias "/{alias}"', place.at("aliases", index))


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """A plain text, paragraph by paragraph."""
    return tuple(" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip())
