"""Threads: clusters that follow one story over time.

In:  the entries of clusters that are shown, newest first.
Out: for each cluster of a thread, what came before it, and what is new in it.

A cluster knows a few of those before it and the next one after it, so a new one touches one page of
those that there were. What no earlier cluster of the thread had is new: articles and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefs.entries import ClusterEntry
from briefs.permalinks import slug_of
from briefs.publication import Sequel

EARLIER = 3
"""Clusters that came before which a cluster's page shows; the thread's page has all."""


def follow(newest_first: Iterable[ClusterEntry]) -> dict[str, Sequel]:
    """The sequel of each cluster that names a thread, by its id."""
    threads: dict[str, list[ClusterEntry]] = {}
    for entry in newest_first:
        if entry.thread:
            threads.setdefault(slug_of(entry.thread), []).append(entry)
    found: dict[str, Sequel] = {}
    for slug, entries in threads.items():
        found |= _sequels(slug, entries[::-1])
    return found


def _sequels(slug: str, entries: Sequence[ClusterEntry]) -> dict[str, Sequel]:
    """The sequels of one thread, the oldest first."""
    found = {}
    articles: set[str] = set()
    figures: set[str] = set()
    for index, entry in enumerate(entries):
        cited = dict.fromkeys(entry.cited)
        before = entries[max(0, index - EARLIER) : index]
        found[entry.id] = Sequel(
            thread=slug,
            earlier=tuple(one.id for one in reversed(before)),
            later=entries[index + 1].id if index + 1 < len(entries) else None,
            articles=tuple(id for id in cited if id not in articles) if index else (),
            figures=tuple(text for key, text in entry.figures if key not in figures)
            if index
            else (),
        )
        articles.update(cited)
        figures.update(key for key, _ in entry.figures)
    return found
