"""Notices: the corrections of a cluster that readers may see.

In:  a cluster's entry, "now", and the newsletter's time zone.
Out: its notices, oldest first: what each is called, when it was said, and of which kind.

A correction is called by its `at` as written, which is unique in its cluster: so its name, and with
it the id of its feed item, survives every change of its words, of its place in the list, and of all
other corrections. Like a cluster, it is not seen before its moment.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import NamedTuple

from briefs.entries import ClusterEntry
from briefs.moments import resolve_iso

RETRACTION = "retraction"


class Notice(NamedTuple):
    """A correction in short. `position` counts in the cluster's list, `name` is its `at`."""

    position: int
    name: str
    at: datetime
    kind: str


def notices(entry: ClusterEntry, now: datetime | None, zone: tzinfo) -> tuple[Notice, ...]:
    """The notices of a cluster until `now`, oldest first; all of them where that is None."""
    if not entry.correction_words:
        return ()
    found = (
        Notice(position, name, resolve_iso(name, zone), kind)
        for position, (name, kind) in enumerate(entry.corrected)
    )
    shown = (notice for notice in found if now is None or notice.at <= now)
    return tuple(sorted(shown, key=lambda notice: (notice.at, notice.name)))
