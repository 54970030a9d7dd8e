"""Memo: what reading each content file gave, addressed by the file's state and the code.

In:  the cache folder, and the fingerprint of the code that reads.
Out: for a file that is as it was, its entries, its problems and its bodies, without reading it.

It is a file of JSON (what it knows, then a line a file of content) and a pile of bodies
(`pile.py`), each of which is read when a page needs it. Both are checked when they are read; at any
doubt they are thrown away and all files are read again. They may be lost, restored from elsewhere
or damaged: no byte of the site changes.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from briefs.codec import encode, plain_of
from briefs.pile import Pile, Stretch, drop_piles, new_pile, open_pile

NAME = "memo.json"
VERSION = 1

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


class Leaf(NamedTuple):
    """What was found in one file."""

    rows: Any
    problems: Any


class _Known(NamedTuple):
    """How a file was, where its bodies stand in the pile, and their checksum."""

    size: int
    changed: int
    offset: int
    length: int
    sum: int


class Memo:
    """The memo of one project. Where its folder cannot be written, it holds all in memory."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder = folder
        self._code = code
        self._pile: Pile | None = None
        self._known: dict[str, _Known] = {}
        self._lines: dict[str, bytes] = {}
        self._held: dict[str, bytes] = {}

    def known(self) -> dict[str, State]:
        """All files that it knows, and how they were."""
        try:
            self._read()
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            self.forget()
        return {path: State(known.size, known.changed) for path, known in self._known.items()}

    def _read(self) -> None:
        """Read all lines. Raises what comes of a file that is not there, or not as it was."""
        self.close()
        head, _, body = (self._folder / NAME).read_bytes().partition(b"\n")
        pile = plain_of(head)["pile"]
        if plain_of(head) != self._head(pile, body):
            raise ValueError("the memo is damaged, or of other code")
        self._pile = open_pile(self._folder, pile)
        paths, known, *lines = body.split(b"\n")
        self._known = dict(zip(plain_of(paths), map(_Known._make, plain_of(known)), strict=True))
        self._lines = dict(zip(self._known, lines, strict=True))

    def _head(self, pile: str, body: bytes) -> dict[str, Any]:
        """What the first line says of the others."""
        return {"version": VERSION, "code": self._code, "pile": pile, "sum": crc32(body)}

    def keep(self, parts: Iterable[list[tuple[State, FileReading]]], gone: Iterable[str]) -> None:
        """Remember readings, which come in parts, and forget files that are gone."""
        is_same = True
        for path in gone:
            is_same = False
            del self._known[path], self._lines[path]
        for part in parts:
            is_same = False
            stretches = self._put_away([reading for _, reading in part])
            for (state, reading), stretch in zip(part, stretches, strict=True):
                self._known[reading.path] = _Known(*state, *stretch, crc32(reading.bodies))
                self._lines[reading.path] = b"%b\t%b" % (reading.rows, reading.problems)
        if not is_same:
            with suppress(OSError):
                self._tidy()
                self._write()

    def take(self, paths: Collection[str]) -> dict[str, Leaf]:
        """What was found in these files, but for their bodies."""
        lines = [self._lines[path] for path in paths]
        # All lines are read in one go; JSON escapes the tabs inside of it.
        values = plain_of(b"[%b]" % b",".join(lines).replace(b"\t", b","))
        return dict(
            zip(paths, map(Leaf._make, zip(values[::2], values[1::2], strict=True)), strict=True)
        )

    def rest(self) -> None:
        """Hold no more than it needs to find bodies."""
        self._lines = {}

    def bodies(self, path: str) -> bytes:
        """The bodies of a file. Raises LookupError if they are not there."""
        if path in self._held:
            return self._held[path]
        if self._pile is None:
            raise LookupError(path)
        known = self._known[path]
        try:
            found = self._pile.read((known.offset, known.length))
        except (OSError, ValueError, TypeError, OverflowError):
            raise LookupError(path) from None
        if crc32(found) != known.sum:
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
        used = sum(known.length for known in self._known.values())
        if self._pile is None or self._pile.size <= 2 * used + SLACK:
            return
        old, self._pile = self._pile, new_pile(self._folder)
        for path, known in self._known.items():
            ((offset, _),) = self._pile.add([old.read((known.offset, known.length))])
            self._known[path] = known._replace(offset=offset)
        old.close()

    def _write(self) -> None:
        """Write all lines, in one step, and drop piles that they do not name. Raises OSError."""
        if self._pile is None or self._held:
            return
        heads = encode([*self._known]), encode([*self._known.values()])
        body = b"\n".join([*heads, *self._lines.values()])
        head = encode(self._head(self._pile.name, body))
        draft = self._folder / f"{NAME}.{os.getpid()}"
        draft.write_bytes(head + b"\n" + body)
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
        self._known, self._lines, self._held = {}, {}, {}
