"""History: which parts each file was last made from, to say why it is made anew.

In:  the parts of files that are being made.
Out: the parts of their last making.

It decides nothing: what is stale the manifest tells. It may be lost; then reasons are less exact.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefs.fingerprints import fingerprint


class Making(NamedTuple):
    """How a file was last made: from which parts, why, and how many builds ago (0: the last)."""

    parts: dict[str, str]
    reasons: tuple[str, ...]
    builds_ago: int


class History:
    """The history of one output folder, in the cache folder of its project."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._file = folder / f"history-{fingerprint(str(output))}.sqlite"

    def makings(self, paths: Iterable[str]) -> dict[str, Making]:
        """How these files were last made, where that is known."""
        found: dict[str, Making] = {}
        try:
            with closing(self._open()) as connection:
                newest = _newest(connection)
                for path in paths:
                    query = "SELECT parts, reasons, build FROM makings WHERE path = ?"
                    row = connection.execute(query, (path,)).fetchone()
                    if row is not None:
                        parts, reasons = json.loads(row[0]), json.loads(row[1])
                        found[path] = Making(parts, tuple(reasons), newest - row[2])
        except (sqlite3.Error, OSError, ValueError, TypeError):
            # What is damaged would stay so, and the next build fills a new one.
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return {}
        return found

    def keep(self, parts: AllParts, reasons: Mapping[str, tuple[str, ...]]) -> None:
        """Remember what one build made, from which parts and why."""
        with suppress(sqlite3.Error, OSError, ValueError), closing(self._open()) as connection:
            build = _newest(connection) + 1
            told = cache(json.dumps)
            # In the order of the table, whose pages are then filled one after the other.
            rows = (
                (path, json.dumps(dict(parts[path])), told(reasons[path]), build)
                for path in sorted(parts)
            )
            connection.execute("BEGIN")
            connection.execute("INSERT INTO builds VALUES (?)", (build,))
            connection.executemany("REPLACE INTO makings VALUES (?,?,?,?)", rows)
            connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, isolation_level=None)
        # What a crash loses makes reasons less exact, and nothing else.
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(_SCHEMA)
        return connection


AllParts = Mapping[str, Mapping[str, str]]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS builds (build INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS makings (path TEXT PRIMARY KEY, parts TEXT, reasons TEXT, build INTEGER)
    WITHOUT ROWID;
"""


def _newest(connection: sqlite3.Connection) -> int:
    """The number of the last build that made anything."""
    row = connection.execute("SELECT max(build) FROM builds").fetchone()
    return int(row[0] or 0)
