"""Articles: a page for each article record, with the sentences that rest on it.

In:  a `Publication`.
Out: an HTML page each, unless `pages: {articles: false}` says no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from briefs.apparatus import day_of
from briefs.citations import anchor
from briefs.desk import Desk
from briefs.jobs import Job
from briefs.permalinks import path_of, slug_of
from briefs.resolution import Use, outlet_of
from briefs.views import Day, Head, Link, Masthead


@dataclass(frozen=True)
class CitedIn:
    """A cluster that cites an article, and the sentences that rest on it, each linked."""

    headline: str
    href: str
    day: Day
    sentences: tuple[Link, ...]
    is_retracted: bool


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

    template: ClassVar[str] = "pages/article.html"
    masthead: Masthead
    head: Head
    article: ArticleView


def plan(desk: Desk) -> Iterator[Job]:
    """List the pages."""
    if not desk.publication.config.pages.articles:
        return
    for id, entry in desk.publication.articles.items():
        yield desk.page(
            path_of("article", slug_of(id)),
            ArticlePage,
            partial(_page, desk, id),
            {"article": desk.prints.article(id)},
            f'the article "{id}"',
            where=entry.path,
        )


def _page(desk: Desk, id: str) -> ArticlePage:
    """What the page of an article shows."""
    article = _article(desk, id)
    excerpt = " ".join(article.excerpt)
    description = excerpt[:300] or f"What is known of the article {id}"
    path = path_of("article", slug_of(id))
    return ArticlePage(
        desk.masthead,
        desk.head(f"Article {id}: {article.title}", description, path, "article"),
        article,
    )


def _article(desk: Desk, id: str) -> ArticleView:
    """An article's record."""
    resolved = desk.resolver.article(id)
    article, facts = resolved.article, resolved.outlet
    known = (facts.type, facts.owner, facts.country) if facts else ()
    return ArticleView(
        id=article.id,
        title=article.title,
        url=article.url,
        archive=article.archive,
        outlet=outlet_of(resolved),
        outlet_facts=tuple(fact for fact in known if fact),
        published=day_of(resolved.published) if resolved.published else None,
        authors=article.authors,
        language=article.language,
        topics=desk.stories.word_links("topic", article.topics),
        tags=desk.stories.word_links("tag", article.tags),
        featured=article.featured,
        excerpt=_paragraphs(article.excerpt),
        text=_paragraphs(article.text) if article.republish else (),
        cited_in=tuple(_cited_in(desk, desk.resolver.uses(id))),
    )


def _cited_in(desk: Desk, uses: Iterable[Use]) -> Iterator[CitedIn]:
    """The uses of an article."""
    for use in uses:
        linked = desk.publication.clusters[use.cluster]
        href = desk.stories.address.to_cluster(linked.entry)
        sentences = (
            Link(words, f"{href}#{anchor(linked.entry.slug, 'q', number)}")
            for number, words in use.sentences
        )
        yield CitedIn(
            headline=linked.entry.headline,
            href=href,
            day=day_of(linked.date),
            sentences=tuple(sentences),
            is_retracted=linked.is_retracted,
        )


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """A plain text, paragraph by paragraph."""
    return tuple(" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip())
