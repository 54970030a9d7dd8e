"""Articles: a page for each article record, with the sentences that rest on it.

In:  a `Publication`.
Out: an HTML page each, unless `pages: {articles: false}` says no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefs import frames
from briefs.citations import anchor
from briefs.jobs import Imprint, Job, Supplies, Typesetter
from briefs.model import Article
from briefs.permalinks import file_of, path_of
from briefs.publication import LinkedArticle, Publication, Use
from briefs.stories import day_of, outlet_of
from briefs.templates import Templates
from briefs.views import Day, Head, Link, Masthead

TEMPLATE = "pages/article.html"


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


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the pages."""
    if publication.config.pages.articles:
        yield from _Articles(publication, imprint).pages()


def make_article(view: ArticlePage, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set the page of an article."""
    return typesetter.set(TEMPLATE, view).encode()


class _Articles:
    """Lists the articles of one publication."""

    def __init__(self, publication: Publication, imprint: Imprint) -> None:
        self._publication = publication
        self._imprint = imprint
        self._stories = frames.page_stories(publication, imprint)
        self._masthead = frames.masthead(publication, imprint)

    def pages(self) -> Iterator[Job]:
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
            claim = f'the article "{article.id}"'
            yield Job(file_of(path), make_article, view, "page", claim, TEMPLATE, article.place)

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
            href = self._stories.address.to_cluster(linked.cluster)
            sentences = (
                Link(use.sentence, f"{href}#{anchor(linked.cluster.slug, 'c', use.citation)}")
                for use in found
            )
            yield CitedIn(linked.cluster.headline, href, day_of(linked.date), tuple(sentences))


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """A plain text, paragraph by paragraph."""
    return tuple(" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip())
