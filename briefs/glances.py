"""Glances: clusters that a look found in order, remembered while all that it saw is the same.

In:  all linked clusters, the cache folder, the fingerprint of the code that looks.
Out: the clusters that rules must look at closely.

A glance sees the row of a cluster and the rows of those that its sub-stories lead to, and nothing
else: so it need not be cast again until one of them has changed, has come or has gone. What is
remembered is data alone, checked when it is read; to lose or damage it costs time alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from briefs.fingerprints import fingerprint
from briefs.publication import LinkedCluster

NAME = "glances.json"

Glance = Callable[[LinkedCluster], bool]
"""Whether a cluster must be looked at closely, by what a glance sees."""


class _Seen(NamedTuple):
    """The prints of all rows that were there, by cluster, and the clusters that left a doubt."""

    rows: Mapping[str, str]
    doubtful: frozenset[str]


class Glances:
    """Those at the clusters of one project; where its folder cannot be written, always anew."""

    def __init__(self, folder: Path, code: str) -> None:
        self._file = folder / NAME
        self._code = code

    def doubtful(
        self, clusters: Mapping[str, LinkedCluster], glance: Glance
    ) -> list[LinkedCluster]:
        """Those of all clusters that must be looked at closely, in their order."""
        before = self._read()
        rows = {id: linked.entry.print for id, linked in clusters.items()}
        changed = {id for id, _ in rows.items() ^ before.rows.items()}
        found = [
            linked
            for id, linked in clusters.items()
            if (id in before.doubtful or id in changed or _leads_to(linked, changed))
            and glance(linked)
        ]
        now = _Seen(rows, frozenset(linked.entry.id for linked in found))
        if now != before:
            self._keep(now)
        return found

    def _read(self) -> _Seen:
        """What was seen; nothing where there is any doubt about it."""
        try:
            print_, body = self._file.read_text("utf-8").split("\n")
            if print_ == fingerprint(self._code + body):
                ids, prints, doubtful = json.loads(body)
                return _Seen(dict(zip(ids, prints, strict=True)), frozenset(doubtful))
        except (OSError, ValueError, TypeError):
            pass
        return _Seen({}, frozenset())

    def _keep(self, seen: _Seen) -> None:
        body = json.dumps([[*seen.rows], [*seen.rows.values()], sorted(seen.doubtful)])
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(f"{fingerprint(self._code + body)}\n{body}", "utf-8")


def _leads_to(linked: LinkedCluster, changed: set[str]) -> bool:
    """Whether a sub-story leads to one of these clusters, or would if that were shown."""
    if not changed.isdisjoint(linked.targets):
        return True
    return None in linked.targets and not changed.isdisjoint(linked.entry.targets)
