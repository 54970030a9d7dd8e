"""Rules on corrections: whether they can have been said when they say so.

In:  a `Publication`.
Out: diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from briefs.diagnostics import Diagnostic, Note, Place, error
from briefs.entries import ClusterEntry
from briefs.moments import resolve_iso
from briefs.publication import LinkedCluster, Publication


def corrections_before_story(publication: Publication) -> Iterator[Diagnostic]:
    """`correction-before-story`: a correction is dated before the story that it corrects."""
    zone = ZoneInfo(publication.config.timezone)
    for linked in _corrected(publication):
        entry = linked.entry
        for index, (at, _) in enumerate(entry.corrected):
            moment = resolve_iso(at, zone)
            if moment < linked.date:
                is_same_day = moment.date() == linked.date.date()
                yield error(
                    "correction-before-story",
                    f"the correction is dated before the story: {entry.date}",
                    _place(publication, entry, index),
                    f"write the time of day as well, later than {linked.date:%H:%M}"
                    if is_same_day
                    else "write when it was said; if that was never published, just mend the text",
                )


def corrections_of_one_moment(publication: Publication) -> Iterator[Diagnostic]:
    """`duplicate-correction`: two corrections of a cluster have one `at`, which is their name."""
    for linked in _corrected(publication):
        first: dict[str, int] = {}
        for index, (at, _) in enumerate(linked.entry.corrected):
            earlier = first.setdefault(at, index)
            if earlier != index:
                where = _place(publication, linked.entry, earlier)
                yield error(
                    "duplicate-correction",
                    "two corrections of this cluster have the same `at`",
                    _place(publication, linked.entry, index),
                    "subscribers know a correction by its `at`: add the time of day to the newer "
                    "one, such as 2025-02-08T15:30, or make one of the two",
                    (Note("the first one is at", where),),
                )


def _corrected(publication: Publication) -> list[LinkedCluster]:
    """The clusters with corrections."""
    return [linked for linked in publication.clusters.values() if linked.entry.correction_words]


def _place(publication: Publication, entry: ClusterEntry, index: int) -> Place:
    """Where the `at` of a cluster's correction stands."""
    return publication.shelf.cluster(entry).place.at("corrections", index, "at")
