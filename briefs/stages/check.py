"""Check: editorial rules on the resolved whole.

In:  a `Publication`.
Out: diagnostics; nothing is changed.

A rule is one small function that yields diagnostics, listed in `RULES`; its code has a case in
`tests/broken/` and a paragraph in `docs/diagnostics.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefs import suggest
from briefs.diagnostics import Diagnostic, note, warning
from briefs.publication import LinkedCluster, Publication, Target

Missing = Callable[[str], str]
"""The characters of a text that the digest's fonts cannot draw."""


def check(publication: Publication, missing: Missing | None) -> list[Diagnostic]:
    """Apply every rule; `missing` is None where no digest is made."""
    found = [diagnostic for rule in RULES for diagnostic in rule(publication)]
    return found + (list(missing_glyphs(publication, missing)) if missing else [])


def open_substories(publication: Publication) -> Iterator[Diagnostic]:
    """`substory-open`: a sub-story leads nowhere; the likeliest article is suggested."""
    for linked in publication.clusters.values():
        for substory in linked.substories:
            written = linked.cluster.substories[substory.number - 1]
            if substory.target == Target.OPEN and written.cluster is None:
                yield warning(
                    "substory-open",
                    f'the sub-story "{substory.headline}" is not linked',
                    linked.cluster.place.at("substories", substory.number - 1),
                    _suggestion(publication, linked, substory.headline),
                )


def _suggestion(publication: Publication, linked: LinkedCluster, headline: str) -> str:
    """The article of the cluster that a headline resembles, as the line to write."""
    titles = [
        (reference.article, publication.articles[reference.article].article.title)
        for reference in linked.references
    ]
    found = suggest.likeliest(headline, titles)
    if found is None:
        return "give it a `cluster`, `articles` or a `text`"
    id, score = found
    return f"likely `articles: [{id}]` ({score:.0f} of 100: {dict(titles)[id]!r})"


def uncited_articles(publication: Publication) -> Iterator[Diagnostic]:
    """`article-uncited`: a cluster lists an article that no sentence and no sub-story rests on."""
    for linked in publication.clusters.values():
        told = {id for substory in linked.substories for id in substory.articles}
        for reference in linked.references:
            if not reference.citations and reference.article not in told:
                index = linked.cluster.articles.index(reference.article)
                yield warning(
                    "article-uncited",
                    f'article "{reference.article}" is listed, but nothing cites it',
                    linked.cluster.place.at("articles", index),
                    "cite it, or take it off the list",
                )


def articles_without_address(publication: Publication) -> Iterator[Diagnostic]:
    """`article-no-url`: cited articles whose address is not known, in one note."""
    missing = [
        linked.article
        for linked in publication.articles.values()
        if linked.uses and linked.article.url is None
    ]
    if missing:
        names = ", ".join(article.id for article in missing)
        yield note(
            "article-no-url",
            f"cited, but listed without a link for want of a `url`: {names}",
            missing[0].place,
        )


def missing_glyphs(publication: Publication, missing: Missing) -> Iterator[Diagnostic]:
    """`missing-glyph`: a cluster holds characters that its digest can only print as boxes."""
    for linked in publication.clusters.values():
        cited = (publication.articles[ref.article].article for ref in linked.references)
        texts = (
            linked.cluster.headline,
            linked.cluster.summary.text,
            *(substory.headline for substory in linked.substories),
            *(article.title for article in cited),
        )
        if lacking := missing("".join(texts)):
            shown = " ".join(lacking[:12]) + (" …" if len(lacking) > 12 else "")
            yield warning(
                "missing-glyph",
                f"the digest's fonts cannot draw these characters: {shown}",
                linked.cluster.place.at("headline"),
                "the site shows them; the PDF prints boxes in their place",
            )


RULES: tuple[Callable[[Publication], Iterator[Diagnostic]], ...] = (
    open_substories,
    uncited_articles,
    articles_without_address,
)
