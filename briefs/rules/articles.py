"""Rules on articles: whether they are cited, and whether readers can reach them.

In:  a `Publication`.
Out: diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.diagnostics import Diagnostic, note, warning
from briefs.publication import Publication


def uncited_articles(publication: Publication) -> Iterator[Diagnostic]:
    """`article-uncited`: a cluster lists an article that no sentence and no sub-story rests on."""
    for linked in publication.clusters.values():
        entry = linked.entry
        # An unknown article on the list is told of by `link`.
        cited, listed, told = map(str.split, entry.article_ids.split("\n"))
        uncited = set(listed).difference(cited, told)
        if uncited:
            cluster = publication.shelf.cluster(entry)
            for index, id in enumerate(listed):
                if id in uncited and id in publication.articles:
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
