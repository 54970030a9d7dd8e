"""Memo: what reading each content file gave, addressed by the file's state and the code.

In:  the cache folder, and the fingerprint of the code that reads.
Out: for a file that is as it was, its entries, its problems and its bodies, without reading it.

It is a file of JSON, a line a content file, and a pile of bodies (`pile.py`), each of which is read
when a page needs it. Both are checked when they are read; at any doubt they are thrown away and all
files are read again. They may be lost, restored from elsewhere or damaged: no byte of the site
changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

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
    rows: str
    problems: str
    bodies: str


class Leaf(NamedTuple):
    """What is remembered of one file: its `State`, the stretch of its bodies, and the line of it."""

    head: tuple[str, int, int, int, int]
    rows: Any
    problems: Any
    line: str


class Memo:
    """The memo of one project. Where its folder cannot be written, it holds all in memory."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder = folder
        self._code = code
        self._pile: Pile | None = None
        self._leaves: dict[str, Leaf] = {}
        self._stretches: dict[str, Stretch] = {}
        self._held: dict[str, str] = {}

    def known(self) -> dict[str, tuple[int, int]]:
        """All files that it knows, each with its `State`."""
        try:
            self._read()
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            self.forget()
        return {path: (size, changed) for path, size, changed, _, _ in self._heads()}

    def _heads(self) -> Iterator[tuple[str, int, int, int, int]]:
        return (leaf.head for leaf in self._leaves.values())

    def _read(self) -> None:
        """Read all lines. Raises what comes of a file that is not there, or not as it was."""
        self.close()
        head, _, body = (self._folder / NAME).read_bytes().partition(b"\n")
        pile = json.loads(head)["pile"]
        if json.loads(head) != self._head(pile, body):
            raise ValueError("the memo is damaged, or of other code")
        self._pile = open_pile(self._folder, pile)
        self._leaves = _leaves(body.decode())

    def _head(self, pile: str, body: bytes) -> dict[str, Any]:
        """What the first line says of the others."""
        return {"version": VERSION, "code": self._code, "pile": pile, "sum": crc32(body)}

    def keep(self, parts: Iterable[list[tuple[State, FileReading]]], gone: Iterable[str]) -> None:
        """Remember readings, which come in parts, and forget files that are gone."""
        is_same = True
        for path in gone:
            is_same = self._leaves.pop(path, None) is None
        for part in parts:
            is_same = False
            stretches = self._put_away([reading for _, reading in part])
            lines = (
                _line((reading.path, *state, *stretch), reading.rows, reading.problems)
                for (state, reading), stretch in zip(part, stretches, strict=True)
            )
            self._leaves |= _leaves("\n".join(lines))
        if not is_same:
            with suppress(OSError):
                self._tidy()
                self._write()

    def leaves(self) -> Mapping[str, Leaf]:
        """All that it knows, but for bodies; it keeps nothing of this itself."""
        self._stretches = {path: (at, length) for path, _, _, at, length in self._heads()}
        leaves, self._leaves = self._leaves, {}
        return leaves

    def bodies(self, path: str) -> str:
        """The bodies of a file. Raises LookupError if they are not there."""
        if path in self._held:
            return self._held[path]
        if self._pile is None:
            raise LookupError(path)
        try:
            return self._pile.read(self._stretches[path])
        except (OSError, ValueError, TypeError, OverflowError):
            raise LookupError(path) from None

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
        used = sum(length for *_, length in self._heads())
        if self._pile is None or self._pile.size <= 2 * used + SLACK:
            return
        old, self._pile = self._pile, new_pile(self._folder)
        for path, leaf in self._leaves.items():
            name, size, changed, *stretch = leaf.head
            (moved,) = self._pile.add([old.read((stretch[0], stretch[1]))])
            head = (name, size, changed, *moved)
            rest = leaf.line.partition("\t")[2]
            self._leaves[path] = leaf._replace(head=head, line=f"{json.dumps(head)}\t{rest}")
        old.close()

    def _write(self) -> None:
        """Write all lines, in one step, and drop piles that they do not name. Raises OSError."""
        if self._pile is None or self._held:
            return
        body = "\n".join([leaf.line for leaf in self._leaves.values()]).encode()
        head = json.dumps(self._head(self._pile.name, body)).encode()
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
        self._leaves, self._stretches, self._held = {}, {}, {}


def _line(head: tuple[str, int, int, int, int], rows: str, problems: str) -> str:
    """A leaf as it is stored: three values in JSON, with tabs between them, which JSON escapes."""
    return f"{json.dumps(head)}\t{rows}\t{problems}"


def _leaves(body: str) -> dict[str, Leaf]:
    """The leaves of some lines. All lines are read in one go. Raises ValueError and others."""
    if not body:
        return {}
    lines = body.split("\n")
    commas = body.replace("\n", ",").replace("\t", ",")
    values = json.loads(f"[{commas}]")
    heads, rows, problems = values[::3], values[1::3], values[2::3]
    leaves = map(Leaf._make, zip(heads, rows, problems, lines, strict=True))
    return {leaf[0][0]: leaf for leaf in leaves}
