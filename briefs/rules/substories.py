"""Rules on sub-stories: what they lead to.

In:  a `Publication`.
Out: diagnostics, with the likeliest article of each sub-story that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs import suggest
from briefs.diagnostics import Diagnostic, warning
from briefs.entries import OPEN
from briefs.publication import LinkedCluster, Publication


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
