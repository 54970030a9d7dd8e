"""References: the numbered list of a cluster's cited articles.

In:  a cluster and the articles that are known.
Out: its references and the number of each of its citations; a diagnostic for each that fails.

Citations are counted through the summary and then the sub-stories that are told inline.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefs import citations, sentences, slips
from briefs.diagnostics import BODY, Diagnostic, Place, error
from briefs.entries import ArticleEntry, ClusterEntry
from briefs.model import Article, Cluster, Prose

Articles = Mapping[str, ArticleEntry]


class Reference(NamedTuple):
    """One numbered line of a cluster's list of cited articles.

    `citations` are the ordinals, from 1, of the cluster's citations that lead here; an article
    that is listed but not cited has none and comes last.
    """

    number: int
    article: str
    citations: tuple[int, ...]


class Numbered(NamedTuple):
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


def number_references(entry: ClusterEntry) -> Numbered:
    """Number the articles of a cluster in the order in which they are first cited.

    Listed articles that nothing cites follow, without citations.
    """
    cited = entry.cited
    numbers = citations.number([*cited, *entry.listed])
    ordinals: list[list[int]] = [[] for _ in numbers]
    found = [numbers[id] for id in cited]
    for ordinal, number in enumerate(found, 1):
        ordinals[number - 1].append(ordinal)
    lines = zip(numbers.values(), numbers, map(tuple, ordinals), strict=True)
    return Numbered(tuple(map(Reference._make, lines)), tuple(found))


@dataclass(frozen=True)
class Known:
    """What a cluster may refer to: the articles, their titles, and those of its edition.

    `ids` are those of the articles and of misshapen records, which are not told of twice.
    """

    articles: Articles
    ids: Collection[str]
    title: slips.Title
    edition: Callable[[], Collection[str]]


def problems_of(cluster: Cluster, known: Known) -> Iterator[Diagnostic]:
    """What is wrong with a cluster's list of articles, its citations and its sub-stories'."""
    listed = [id for id in cluster.articles if id in known.ids]
    yield from _wrong_list(cluster, known)
    for prose, place in proses_of(cluster):
        for index, citation in enumerate(prose.citations):
            where = place.within(citation.offset, citation.length)
            if citation.article not in known.ids:
                said = _sentence_of(prose, index)
                yield _unknown_article(citation.article, where, known, _near(cluster), said)
            elif listed and citation.article not in listed:
                yield _not_listed(citation.article, where)
        for bracket in prose.brackets:
            if bracket.word in known.ids:
                where = place.within(bracket.offset, len(bracket.word) + 2)
                yield _not_listed(bracket.word, where)
    for index, substory in enumerate(cluster.substories):
        for at, id in enumerate(substory.articles):
            if id not in known.ids:
                where = cluster.place.at("substories", index, "articles", at)
                yield _unknown_article(id, where, known, _near(cluster), substory.headline)


def problems_of_same(article: Article, known: Known) -> Iterator[Diagnostic]:
    """What is wrong with the articles that an article is said to be one with."""
    for index, id in enumerate(article.same_as):
        where = article.place.at("same_as", index)
        if id == article.id:
            message = "an article is always the same as itself"
            yield error("same-as-itself", message, where, "name the other article, or leave it out")
        elif id not in known.ids:
            yield _unknown_article(id, where, known, (), article.title)


def _wrong_list(cluster: Cluster, known: Known) -> Iterator[Diagnostic]:
    """What is wrong with the list of articles itself."""
    for index, id in enumerate(cluster.articles):
        where = cluster.place.at("articles", index)
        if id not in known.ids:
            # What is listed rightly already is not what was meant; what is cited may be.
            cited = [other for other in _near(cluster) if other not in cluster.articles]
            yield _unknown_article(id, where, known, cited, cluster.headline)
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


def _near(cluster: Cluster) -> list[str]:
    """The articles that a cluster lists and cites."""
    cited = (id for prose, _ in proses_of(cluster) for id in prose.cited)
    return [*dict.fromkeys([*cluster.articles, *cited])]


def _sentence_of(prose: Prose, index: int) -> str:
    """The sentence in which a citation stands."""
    found = (sentence for sentence in sentences.split(prose.html) if index in sentence.citations)
    return next((sentence.text for sentence in found), "")


def _not_listed(id: str, where: Place) -> Diagnostic:
    return error(
        "citation-not-listed",
        f'article "{id}" is cited here, but not listed under `articles`',
        where,
        f"add {id} to `articles`",
    )


def _unknown_article(
    id: str, where: Place, known: Known, near: Collection[str], said: str
) -> Diagnostic:
    """An id that no article has, and those that it was likely meant to be."""
    own = [other for other in near if other in known.articles]
    edition = [other for other in known.edition() if other in known.articles]
    found = slips.meant(id, (own, edition, known.articles), known.title, said)
    return error(
        "unknown-article",
        f'there is no article "{id}"',
        where,
        slips.question(found, known.title) or "add a record of it to content/articles/",
    )
