"""Rules on glyphs: what the digest's fonts cannot draw.

In:  a `Publication`, and what the fonts lack.
Out: diagnostics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefs.diagnostics import Diagnostic, warning
from briefs.publication import Publication

Missing = Callable[[str], str]
"""The characters of a text that the digest's fonts cannot draw."""


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
