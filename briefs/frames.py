"""Frames: what every page of the site carries around its own content.

In:  a `Publication` and the `Imprint`.
Out: the masthead.

Nothing in a frame depends on the clusters, so that a new cluster leaves all other pages alone.
"""

from __future__ import annotations

from briefs.jobs import Imprint
from briefs.permalinks import ATOM, CORRECTIONS, RSS, index_of, path_of
from briefs.publication import Publication
from briefs.views import Link, Masthead


def masthead(publication: Publication, imprint: Imprint) -> Masthead:
    """The frame of every page."""
    config = publication.config
    root = imprint.root
    names = {"Archive": "month", "Topics": "topic", "Tags": "tag"}
    menu = tuple(Link(name, root + index_of(kind)) for name, kind in names.items())
    pages = tuple(
        Link(page.title, root + path_of("page", page.slug)) for page in publication.pages.values()
    )
    return Masthead(
        title=config.title,
        tagline=config.tagline or "",
        language=config.language,
        root=root,
        stylesheet=root + imprint.stylesheet,
        icon=root + imprint.icon,
        menu=menu,
        pages=pages,
        places=(*(link.href for link in (*menu, *pages)), root + CORRECTIONS),
        corrections=root + CORRECTIONS,
        rss=root + RSS,
        atom=root + ATOM,
    )
