"""Memo: what reading each content file gave, addressed by the file's state and the code.

In:  the cache folder, and the fingerprint of the code that reads.
Out: for a file that is as it was, its entries, its problems and its bodies, without reading it.

It is a file of JSON (what it knows, a list a column, then what it holds of each file, one after
the other) and a pile of bodies (`pile.py`), each of which is read when a page needs it. Both are
checked when they are read; at any doubt they are thrown away and all files are read again. They may
be lost, restored from elsewhere or damaged: no byte of the site changes.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from briefs.codec import encode, plain_of
from briefs.pile import Pile, Stretch, drop_piles, new_pile, open_pile

NAME = "memo.json"
VERSION = 2

SLACK = 1 << 20
"""Bytes of a pile that may be out of use before it is made anew."""


class State(NamedTuple):
    """What tells a file that is as it was: its size, and when it changed, in nanoseconds.

    `changed` is 0 where the file is too young for its time to be trusted.
    """

    size: int
    changed: int


class FileReading(NamedTuple):
    """What reading one file gave: rows and problems as JSON, and a body a record, as JSON lines."""

    path: str
    rows: bytes
    problems: bytes
    bodies: bytes


Leaf = list[Any]
"""What was found in one file: its rows and its problems."""


class Memo:
    """The memo of one project. Where its folder cannot be written, it holds all in memory."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder = folder
        self._code = code
        self._pile: Pile | None = None
        self._held: dict[str, bytes] = {}
        self._empty()

    def _empty(self) -> None:
        """Know nothing: of no file its state, where its bodies lie, their sum, nor its text."""
        self._states: dict[str, tuple[int, int]] = {}
        self._stretches: dict[str, Stretch] = {}
        self._sums: dict[str, int] = {}
        self.rest()

    def rest(self) -> None:
        """Hold no more than it needs to find bodies."""
        self._texts = memoryview(b"")
        self._places: dict[str, tuple[int, int]] = {}
        self._fresh: dict[str, bytes] = {}

    def known(self) -> Mapping[str, tuple[int, int]]:
        """All files that it knows, and how they were."""
        try:
            self._read()
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            self.forget()
        return dict(self._states)

    def _read(self) -> None:
        """Read everything. Raises what comes of a file that is not there, or not as it was."""
        self.close()
        with (self._folder / NAME).open("rb") as file:
            head = plain_of(file.readline())
            body = file.read()
        if head != self._head(head["pile"], [body]):
            raise ValueError("the memo is damaged, or of other code")
        self._pile = open_pile(self._folder, head["pile"])
        first = body.index(b"\n")
        second = body.index(b"\n", first + 1)
        # The texts are looked at where they are: they are most of it.
        self._texts = memoryview(body)[second + 1 :]
        paths = plain_of(body[:first])
        sizes, changed, offsets, lengths, sums, ends = plain_of(body[first:second])
        self._states = dict(zip(paths, zip(sizes, changed, strict=True), strict=True))
        self._stretches = dict(zip(paths, zip(offsets, lengths, strict=True), strict=True))
        self._sums = dict(zip(paths, sums, strict=True))
        self._places = dict(zip(paths, zip([0, *ends[:-1]], ends, strict=True), strict=True))

    def _length(self, path: str) -> int:
        """The length of a file's text."""
        if path in self._fresh:
            return len(self._fresh[path])
        first, last = self._places[path]
        return last - first

    def _head(self, pile: str, body: Iterable[bytes | memoryview]) -> dict[str, Any]:
        """What the first line says of the others, which are in pieces here."""
        sum_ = 0
        for piece in body:
            sum_ = crc32(piece, sum_)
        return {"version": VERSION, "code": self._code, "pile": pile, "sum": sum_}

    def keep(self, parts: Iterable[list[tuple[State, FileReading]]], gone: Iterable[str]) -> None:
        """Remember readings, which come in parts, and forget files that are gone."""
        is_same = True
        for path in gone:
            is_same = False
            del self._states[path], self._stretches[path], self._sums[path]
        for part in parts:
            is_same = False
            stretches = self._put_away([reading for _, reading in part])
            for (state, reading), stretch in zip(part, stretches, strict=True):
                self._states[reading.path] = state
                self._stretches[reading.path] = stretch
                self._sums[reading.path] = crc32(reading.bodies)
                self._fresh[reading.path] = b"[%b,%b]," % (reading.rows, reading.problems)
        if not is_same:
            with suppress(OSError):
                self._tidy()
                self._write()

    def take(self, paths: Collection[str]) -> dict[str, Leaf]:
        """What was found in these files, but for their bodies."""
        # All of it is read in one go; each text ends in a comma.
        leaves = plain_of(b"".join([b"[", *self._pieces(paths), b"0]"]))
        return dict(zip(paths, leaves, strict=False))

    def _pieces(self, paths: Iterable[str]) -> Iterator[bytes | memoryview]:
        """The texts of some files; those that stand side by side in one piece."""
        start = end = 0
        for path in paths:
            fresh = self._fresh.get(path)
            if fresh is not None:
                yield self._texts[start:end]
                yield fresh
                start = end
                continue
            first, last = self._places[path]
            if first != end:
                yield self._texts[start:end]
                start = first
            end = last
        yield self._texts[start:end]

    def bodies(self, path: str) -> bytes:
        """The bodies of a file. Raises LookupError if they are not there."""
        if path in self._held:
            return self._held[path]
        if self._pile is None:
            raise LookupError(path)
        try:
            found = self._pile.read(self._stretches[path])
        except (OSError, ValueError, TypeError, OverflowError):
            raise LookupError(path) from None
        if crc32(found) != self._sums[path]:
            raise LookupError(path)
        return found

    def _put_away(self, readings: list[FileReading]) -> list[Stretch]:
        """Put bodies on the pile, or hold them where there can be none."""
        try:
            if self._pile is None:
                self._pile = new_pile(self._folder)
            return self._pile.add([reading.bodies for reading in readings])
        except OSError:
            self._held |= {reading.path: reading.bodies for reading in readings}
            return [(0, 0)] * len(readings)

    def _tidy(self) -> None:
        """Make the pile anew where most of it is out of use. Raises OSError."""
        used = sum(length for _, length in self._stretches.values())
        if self._pile is None or self._pile.size <= 2 * used + SLACK:
            return
        old, self._pile = self._pile, new_pile(self._folder)
        for path, stretch in self._stretches.items():
            (self._stretches[path],) = self._pile.add([old.read(stretch)])
        old.close()

    def _write(self) -> None:
        """Write everything, in one step, and drop piles that it does not name. Raises OSError."""
        if self._pile is None or self._held:
            return
        columns = [
            *zip(*self._states.values(), strict=True),
            *zip(*self._stretches.values(), strict=True),
            [*map(self._sums.__getitem__, self._states)],
            [*accumulate(map(self._length, self._states))],
        ]
        heads = b"%b\n%b\n" % (encode([*self._states]), encode(columns))
        body = [heads, *self._pieces(self._states)]
        head = encode(self._head(self._pile.name, body))
        draft = self._folder / f"{NAME}.{os.getpid()}"
        with draft.open("wb") as file:
            file.writelines([head, b"\n", *body])
        draft.replace(self._folder / NAME)
        drop_piles(self._folder, but=self._pile.name)

    def forget(self) -> None:
        """Throw everything away."""
        self.close()
        with suppress(OSError):
            (self._folder / NAME).unlink()
        drop_piles(self._folder)

    def close(self) -> None:
        """Let go of the pile, and of everything that was held."""
        if self._pile is not None:
            self._pile.close()
        self._pile = None
        self._held = {}
        self._empty()
