"""Memo: what reading each content file gave, addressed by the file's state and the code.

In:  the cache folder, and the fingerprint of the code that reads.
Out: for a file that is as it was, its entries, its problems and its bodies, without reading it.

It is a database of texts (JSON), checked when it is read; at any doubt it is thrown away and all
files are read again. It may be lost, restored from elsewhere or damaged: no byte of the site
changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

NAME = "memo.sqlite"

_SCHEMA = """
CREATE TABLE code (print TEXT);
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, sum INTEGER,
                    rows TEXT, problems TEXT) WITHOUT ROWID;
CREATE TABLE bodies (path TEXT PRIMARY KEY, bodies TEXT);
"""


class State(NamedTuple):
    """What tells a file that is as it was: its size, and when it changed, in nanoseconds.

    `changed` is 0 where the file is too young for its time to be trusted.
    """

    size: int
    changed: int


class FileReading(NamedTuple):
    """What reading one file gave: rows and problems as JSON, and a body a record, as JSON lines."""

    path: str
    rows: str
    problems: str
    bodies: str


class Memo:
    """The memo of one project. Where its folder cannot be written, it forgets everything."""

    def __init__(self, folder: Path, code: str) -> None:
        self._file = folder / NAME
        self._code = code
        self._connection: sqlite3.Connection | None = None

    def _open(self) -> sqlite3.Connection:
        """The database, made anew if it is not of this code. Raises sqlite3.Error and OSError."""
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _connect(self._file)
            if _code_of(self._connection) != self._code:
                self.forget()
                self._connection = _connect(self._file)
                self._connection.executescript(_SCHEMA)
                self._connection.execute("INSERT INTO code VALUES (?)", (self._code,))
        return self._connection

    def known(self) -> dict[str, tuple[State, FileReading]]:
        """All files that it knows, without their bodies."""
        found = {}
        try:
            rows = self._open().execute(
                "SELECT path, size, changed, sum, rows, problems FROM files"
            )
            for path, size, changed, sum_, texts, problems in rows:
                if crc32(texts.encode()) ^ crc32(problems.encode()) != sum_:
                    raise sqlite3.DatabaseError("the memo is damaged")
                found[path] = State(size, changed), FileReading(path, texts, problems, "")
        except sqlite3.OperationalError:
            # Another build is at it; nothing is wrong with what it holds.
            return {}
        except (sqlite3.Error, OSError, AttributeError, ValueError, TypeError):
            self.forget()
            return {}
        return found

    def bodies(self, path: str) -> str:
        """The bodies of a file. Raises LookupError if they are not there."""
        try:
            row = (
                self._open().execute("SELECT bodies FROM bodies WHERE path = ?", (path,)).fetchone()
            )
        except (sqlite3.Error, OSError):
            row = None
        if row is None or not isinstance(row[0], str):
            raise LookupError(path)
        return row[0]

    def keep(self, readings: Iterable[tuple[State, FileReading]], gone: Iterable[str]) -> bool:
        """Remember readings, and forget files that are gone; False if that cannot be done."""
        try:
            connection = self._open()
            connection.execute("BEGIN")
            connection.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in gone))
            connection.executemany("DELETE FROM bodies WHERE path = ?", ((path,) for path in gone))
            kept = list(readings)
            connection.executemany("REPLACE INTO files VALUES (?,?,?,?,?,?)", _file_rows(kept))
            connection.executemany(
                "REPLACE INTO bodies VALUES (?,?)",
                ((reading.path, reading.bodies) for _, reading in kept),
            )
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError, ValueError):
            return False
        return True

    def forget(self) -> None:
        """Throw everything away."""
        self.close()
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the database, as before a fork: a connection belongs to one process."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _file_rows(
    kept: Iterable[tuple[State, FileReading]],
) -> Iterator[tuple[str, int, int, int, str, str]]:
    for state, reading in kept:
        sum_ = crc32(reading.rows.encode()) ^ crc32(reading.problems.encode())
        yield reading.path, state.size, state.changed, sum_, reading.rows, reading.problems


def _connect(file: Path) -> sqlite3.Connection:
    """A connection that waits for no disk: what a crash loses is read again."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _code_of(connection: sqlite3.Connection) -> str | None:
    """The code whose readings a database holds; None if it is none of ours."""
    try:
        row = connection.execute("SELECT print FROM code").fetchone()
    except sqlite3.Error:
        return None
    return row[0] if row else None
