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
from pathlib import Path

from briefs.jobs import fingerprint


class History:
    """The history of one output folder, in the cache folder of its project."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._file = folder / f"history-{fingerprint(str(output))}.sqlite"

    def earlier(self, paths: Iterable[str]) -> dict[str, dict[str, str]]:
        """The parts that these files were last made from, where that is known."""
        found: dict[str, dict[str, str]] = {}
        wanted = [*paths]
        try:
            with closing(self._open()) as connection:
                for path in wanted:
                    row = connection.execute("SELECT parts FROM parts WHERE path = ?", (path,))
                    if texts := row.fetchone():
                        found[path] = json.loads(texts[0])
        except (sqlite3.Error, OSError, ValueError):
            return {}
        return found

    def keep(self, parts: Mapping[str, Mapping[str, str]]) -> None:
        """Remember what files were made from."""
        with suppress(sqlite3.Error, OSError), closing(self._open()) as connection:
            connection.execute("BEGIN")
            rows = ((path, json.dumps(dict(found))) for path, found in parts.items())
            connection.executemany("REPLACE INTO parts VALUES (?,?)", rows)
            connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, isolation_level=None)
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS parts (path TEXT PRIMARY KEY, parts TEXT) WITHOUT ROWID"
        )
        return connection
