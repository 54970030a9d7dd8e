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
from briefs.entries import OPEN
from briefs.publication import LinkedCluster, Publication

Missing = Callable[[str], str]
"""The characters of a text that the digest's fonts cannot draw."""


def check(publication: Publication, missing: Missing | None) -> list[Diagnostic]:
    """Apply every rule; `missing` is None where no digest is made."""
    found = [diagnostic for rule in RULES for diagnostic in rule(publication)]
    return found + (list(missing_glyphs(publication, missing)) if missing else [])


def open_substories(publication: Publication) -> Iterator[Diagnostic]:
    """`substory-open`: a sub-story leads nowhere; the likeliest article is suggested."""
    for linked in publication.clusters.values():
        if OPEN not in linked.entry.targets:
            continue
        cluster = publication.shelf.cluster(linked.entry)
        for index, target in enumerate(linked.entry.targets):
            if target == OPEN:
                headline = cluster.substories[index].headline
                yield warning(
                    "substory-open",
                    f'the sub-story "{headline}" is not linked',
                    cluster.place.at("substories", index),
                    _suggestion(publication, linked, headline),
                )


def _suggestion(publication: Publication, linked: LinkedCluster, headline: str) -> str:
    """The article of the cluster that a headline resembles, as the line to write."""
    cited = dict.fromkeys([*linked.entry.cited, *linked.entry.listed])
    titles = {
        id: publication.shelf.article(publication.articles[id]).title
        for id in cited
        if id in publication.articles
    }
    found = suggest.likeliest(headline, [*titles.items()])
    if found is None:
        return "give it a `cluster`, `articles` or a `text`"
    id, score = found
    return f'likely `articles: [{id}]` ({score:.0f} of 100: "{titles[id]}")'


def uncited_articles(publication: Publication) -> Iterator[Diagnostic]:
    """`article-uncited`: a cluster lists an article that no sentence and no sub-story rests on."""
    for linked in publication.clusters.values():
        entry = linked.entry
        known = publication.articles.keys() & entry.listed
        uncited = known.difference(entry.cited, entry.told)
        if uncited:
            cluster = publication.shelf.cluster(entry)
            for index, id in enumerate(entry.listed):
                if id in uncited:
                    yield warning(
                        "article-uncited",
                        f'article "{id}" is listed, but nothing cites it',
                        cluster.place.at("articles", index),
                        "cite it, or take it off the list",
                    )


def articles_without_address(publication: Publication) -> Iterator[Diagnostic]:
    """`article-no-url`: cited articles whose address is not known, in one note."""
    missing = [
        entry
        for id, entry in publication.articles.items()
        if not entry.has_url and id in publication.citing
    ]
    if missing:
        names = ", ".join(entry.id for entry in missing)
        yield note(
            "article-no-url",
            f"cited, but listed without a link for want of a `url`: {names}",
            publication.shelf.article(missing[0]).place,
        )


def missing_glyphs(publication: Publication, missing: Missing) -> Iterator[Diagnostic]:
    """`missing-glyph`: a cluster holds characters that its digest can only print as boxes."""
    for linked in publication.clusters.values():
        cited = {*linked.entry.cited, *linked.entry.listed}
        known = (publication.articles[id] for id in cited if id in publication.articles)
        odd = [linked.entry.odd, *(article.odd for article in known)]
        if any(odd) and (lacking := missing("".join(odd))):
            shown = " ".join(lacking[:12]) + (" …" if len(lacking) > 12 else "")
            yield warning(
                "missing-glyph",
                f"the digest's fonts cannot draw these characters: {shown}",
                publication.shelf.cluster(linked.entry).place.at("headline"),
                "the site shows them; the PDF prints boxes in their place",
            )


RULES: tuple[Callable[[Publication], Iterator[Diagnostic]], ...] = (
    open_substories,
    uncited_articles,
    articles_without_address,
)
