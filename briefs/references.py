"""References: the numbered list of a cluster's cited articles.

In:  a cluster and the articles that are known.
Out: its references and the number of each of its citations; a diagnostic for each that fails.

Citations are counted through the summary and then the sub-stories that are told inline.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from briefs import citations, suggest
from briefs.diagnostics import BODY, Diagnostic, Place, error
from briefs.entries import ArticleEntry
from briefs.model import Article, Cluster, Prose

Articles = Mapping[str, ArticleEntry]


@dataclass(frozen=True)
class Reference:
    """One numbered line of a cluster's list of cited articles.

    `citations` are the ordinals, from 1, of the cluster's citations that lead here; an article
    that is listed but not cited has none and comes last.
    """

    number: int
    article: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Numbered:
    """The references of a cluster; `numbers` holds one number a citation, in order."""

    references: tuple[Reference, ...]
    numbers: tuple[int, ...]


def proses_of(cluster: Cluster) -> Iterator[tuple[Prose, Place]]:
    """The proses in which a cluster's citations stand, in order, each with its place."""
    is_markdown = cluster.place.path.endswith(".md")
    yield cluster.summary, cluster.place.at(BODY if is_markdown else "summary")
    for index, substory in enumerate(cluster.substories):
        if substory.text is not None:
            yield substory.text, cluster.place.at("substories", index, "text")


def number_references(cluster: Cluster, articles: Articles) -> Numbered:
    """Number the articles of a cluster in the order in which they are first cited.

    Listed articles that nothing cites follow, without citations.
    """
    cited = [
        citation.article
        for prose, _ in proses_of(cluster)
        for citation in prose.citations
        if citation.article in articles
    ]
    numbers = citations.number([*cited, *(id for id in cluster.articles if id in articles)])
    ordinals: dict[str, list[int]] = {}
    for ordinal, id in enumerate(cited, 1):
        ordinals.setdefault(id, []).append(ordinal)
    references = tuple(
        Reference(number, id, tuple(ordinals.get(id, ()))) for id, number in numbers.items()
    )
    return Numbered(references, tuple(numbers[id] for id in cited))


Title = Callable[[str], str]
"""Gives the title of an article, for a suggestion."""


def problems_of(
    cluster: Cluster, articles: Articles, known: Collection[str], title: Title
) -> Iterator[Diagnostic]:
    """What is wrong with a cluster's list of articles, its citations and its sub-stories'.

    `known` are the ids that may be referred to: those of `articles`, and of misshapen records.
    """
    near = [id for id in cluster.articles if id in known]
    unknown = partial(_unknown_article, articles=articles, title=title)
    yield from _wrong_list(cluster, known, unknown)
    for prose, place in proses_of(cluster):
        for citation in prose.citations:
            where = place.within(citation.offset, citation.length)
            if citation.article not in known:
                yield unknown(citation.article, where, near=near)
            elif near and citation.article not in near:
                yield _not_listed(citation.article, where)
        for bracket in prose.brackets:
            if bracket.word in known:
                where = place.within(bracket.offset, len(bracket.word) + 2)
                yield _not_listed(bracket.word, where)
    for index, substory in enumerate(cluster.substories):
        for at, id in enumerate(substory.articles):
            if id not in known:
                where = cluster.place.at("substories", index, "articles", at)
                yield unknown(id, where, near=near)


def problems_of_same(
    article: Article, articles: Articles, known: Collection[str], title: Title
) -> Iterator[Diagnostic]:
    """What is wrong with the articles that an article is said to be one with."""
    for index, id in enumerate(article.same_as):
        where = article.place.at("same_as", index)
        if id == article.id:
            message = "an article is always the same as itself"
            yield error("same-as-itself", message, where, "name the other article, or leave it out")
        elif id not in known:
            yield _unknown_article(id, where, articles, title)


def _wrong_list(
    cluster: Cluster, known: Collection[str], unknown: Callable[[str, Place], Diagnostic]
) -> Iterator[Diagnostic]:
    """What is wrong with the list of articles itself."""
    for index, id in enumerate(cluster.articles):
        where = cluster.place.at("articles", index)
        if id not in known:
            yield unknown(id, where)
        elif id in cluster.articles[:index]:
            yield error("listed-twice", f'article "{id}" is listed twice', where)
    count, listed = cluster.article_count, len(set(cluster.articles))
    if count is not None and count < listed:
        yield error(
            "article-count",
            f"article_count is {count}, fewer than the {listed} listed",
            cluster.place.at("article_count"),
            "it counts all articles of the cluster when it was curated, the cited ones included",
        )


def _not_listed(id: str, where: Place) -> Diagnostic:
    return error(
        "citation-not-listed",
        f'article "{id}" is cited here, but not listed under `articles`',
        where,
        f"add {id} to `articles`",
    )


def _unknown_article(
    id: str, where: Place, articles: Articles, title: Title, near: Collection[str] = ()
) -> Diagnostic:
    """An id that no article has; ids of the same cluster are suggested before all others."""
    close = [other for other in near if other in articles]
    found = suggest.nearest(id, close) or suggest.nearest(id, articles)
    help = f'did you mean {found[0]}, "{title(found[0])}"?' if found else ""
    return error(
        "unknown-article",
        f'there is no article "{id}"',
        where,
        help or "add a record of it to content/articles/",
    )
