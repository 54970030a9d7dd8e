"""Examinations: what was found in clusters that are as they were, remembered.

In:  the cache folder, and the fingerprint of the code that examines.
Out: for each cluster, the key of what was examined (its words and those of its articles) and what
     was found, as JSON.

Like the memo (`memo.py`) it is a database of texts; to lose or damage it costs time alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

NAME = "examinations.sqlite"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS code (print TEXT);
CREATE TABLE IF NOT EXISTS examinations
    (cluster TEXT PRIMARY KEY, key TEXT, found TEXT, sum INTEGER) WITHOUT ROWID;
"""


class Examination(NamedTuple):
    """What was found in a cluster, as JSON, when its words and its articles' had this key."""

    key: str
    found: str


class Examinations:
    """Those of one project. Where its folder cannot be written, they are forgotten."""

    def __init__(self, folder: Path, code: str) -> None:
        self._file = folder / NAME
        self._code = code

    def known(self) -> dict[str, Examination]:
        """All examinations, by cluster; those that are damaged are left out."""
        try:
            with closing(self._open()) as connection:
                rows = connection.execute("SELECT * FROM examinations").fetchall()
        except sqlite3.OperationalError:
            # Another run is at it; nothing is wrong with what it holds.
            return {}
        except (sqlite3.Error, OSError):
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return {}
        return {
            cluster: Examination(key, found)
            for cluster, key, found, sum_ in rows
            if sum_ == _sum(key, found)
        }

    def keep(self, fresh: Mapping[str, Examination], gone: Collection[str]) -> None:
        """Remember examinations, and forget those of clusters that are gone."""
        if not fresh and not gone:
            return
        with suppress(sqlite3.Error, OSError), closing(self._open()) as connection:
            connection.execute("BEGIN")
            connection.executemany(
                "DELETE FROM examinations WHERE cluster = ?", ((cluster,) for cluster in gone)
            )
            connection.executemany(
                "REPLACE INTO examinations VALUES (?,?,?,?)",
                ((cluster, *one, _sum(*one)) for cluster, one in fresh.items()),
            )
            connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        """The database, emptied if another code filled it. Raises sqlite3.Error and OSError."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=1, isolation_level=None)
        try:
            # What a crash loses is examined again.
            connection.execute("PRAGMA synchronous=OFF")
            connection.executescript(_SCHEMA)
            if connection.execute("SELECT print FROM code").fetchall() != [(self._code,)]:
                connection.executescript("BEGIN; DELETE FROM examinations; DELETE FROM code;")
                connection.execute("INSERT INTO code VALUES (?)", (self._code,))
                connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection


def _sum(key: str, found: str) -> int:
    return crc32(f"{key}\0{found}".encode())
