"""Rules on threads: clusters that seem to go on with a story.

In:  a `Publication`.
Out: diagnostics, with the line to write.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefs.diagnostics import Diagnostic, note
from briefs.publication import LinkedCluster, Publication

SHARED = 2
"""Articles that two clusters must both cite, at least: one may be cited for anything."""

ALIKE = 50
"""The score, of 100, from which a thread is suggested."""

_WORD = re.compile(r"[^\W_]{4,}")


def unthreaded_clusters(publication: Publication) -> Iterator[Diagnostic]:
    """`thread-likely`: a cluster shares articles, tags and words with one of another edition."""
    clusters = publication.clusters
    for id, earlier in _pairs(publication):
        newer, older = clusters[id], clusters[earlier]
        if newer.entry.thread or newer.edition == older.edition or _are_linked(newer, older):
            continue
        tags = [tag for tag in newer.tags if tag in older.tags]
        if not tags:
            continue
        articles = len({*newer.entry.cited} & {*older.entry.cited})
        score = _score(newer, older, articles, len(tags))
        if score >= ALIKE:
            name = (
                older.entry.thread
                or min(
                    (publication.tags[tag] for tag in tags),
                    key=lambda label: (len(label.clusters), label.slug),
                ).name
            )
            place = publication.shelf.cluster(newer.entry).place.at("headline")
            both = "it" if older.entry.thread else "both"
            yield note(
                "thread-likely",
                f'this seems to go on with "{older.entry.headline}" ({older.entry.path})',
                place,
                f"if so, write `thread: {name}` in {both} ({score} of 100: {articles} articles "
                f"and {len(tags)} {'tag' if len(tags) == 1 else 'tags'} are shared)",
            )


def _pairs(publication: Publication) -> Iterator[tuple[str, str]]:
    """Each cluster with the one before it with which it shares most, if that is enough."""
    latest: dict[str, str] = {}
    oldest_first = [*publication.clusters.items()][::-1]
    for id, linked in oldest_first:
        cited = dict.fromkeys(linked.entry.cited, id)
        shared = [*filter(None, map(latest.get, cited))]
        # Most share nothing, or no two articles with one cluster, and are not counted.
        if len({*shared}) < len(shared):
            counts = Counter(shared).items()
            earlier, count = min(counts, key=lambda one: (-one[1], one[0]))
            if count >= SHARED:
                yield id, earlier
        latest.update(cited)


def _are_linked(cluster: LinkedCluster, other: LinkedCluster) -> bool:
    """Whether a sub-story leads from one to the other."""
    return other.entry.id in cluster.targets or cluster.entry.id in other.targets


def _score(newer: LinkedCluster, older: LinkedCluster, articles: int, tags: int) -> int:
    """How much two clusters have in common, of 100: articles count half, tags and words the rest.

    Each is held against what the one with fewer of them has.
    """
    fewest = min(len({*newer.entry.cited}), len({*older.entry.cited}))
    words, others = ({*_WORD.findall(one.entry.headline.casefold())} for one in (newer, older))
    common = len(words & others) / max(1, min(len(words), len(others)))
    shares = tags / max(1, min(len(newer.tags), len(older.tags)))
    return round(50 * articles / fewest + 25 * shares + 25 * common)
