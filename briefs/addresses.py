"""Addresses: how one product links to what the publication holds.

In:  paths of the site, clusters, and what the product's document holds itself.
Out: links, ready to print.

The products differ in their addresses alone: pages link below the base path, feeds link
absolutely, a digest links inside itself where it can.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefs import citations
from briefs.entries import ClusterEntry
from briefs.permalinks import ROOT, path_of


@dataclass(frozen=True)
class Address:
    """How a product links. `url` is absolute, `root` what it puts before a path of the site.

    `files` is what it puts before a picture's path. `inside` are the clusters that share the
    document. Where `is_detached`, as in a feed, an item may be shown anywhere, so that even anchors
    are absolute. Where it `numbers_sentences`, cited ones have anchors; where it `has_cards`, a
    citation shows the card of its reference.
    """

    url: str
    root: str
    files: str
    has_digests: bool
    inside: frozenset[str] = frozenset()
    is_detached: bool = False
    numbers_sentences: bool = False
    has_cards: bool = False

    def to(self, path: str) -> str:
        """The link to a path of the site."""
        return self.root + path

    def to_cluster(self, entry: ClusterEntry) -> str:
        """The link to a cluster: inside the document where it holds the cluster."""
        if entry.id in self.inside:
            return f"#{entry.slug}"
        return self.to(path_of("cluster", entry.slug))

    def to_anchor(self, entry: ClusterEntry, kind: str, ordinal: int | str) -> str:
        """The link to a citation, reference, sub-story or sentence of a cluster, from inside it."""
        page = self.permalink(entry) if self.is_detached else ""
        return f"{page}#{citations.anchor(entry.slug, kind, ordinal)}"

    def permalink(self, entry: ClusterEntry) -> str:
        """The lasting absolute address of a cluster."""
        return self.url + path_of("cluster", entry.slug)

    def rooted(self, html: str) -> str:
        """HTML of `prose.py` whose links and pictures are this product's."""
        with_pictures = html.replace(f'src="{ROOT}', f'src="{self.files}')
        return with_pictures.replace(ROOT, self.root)
