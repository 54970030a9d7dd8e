"""Pile: a file of pieces to which is only ever added.

In:  bytes.
Out: each one's stretch, its offset and length in bytes, by which it is read again.

Forked processes share it, and several builds may add to it at once: a stretch is where the system
says that it put the bytes. What a stretch holds is for its reader to check.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

Stretch = tuple[int, int]

PREFIX = "bodies-"
_BINARY = getattr(os, "O_BINARY", 0)


class Pile:
    """An open pile."""

    def __init__(self, file: Path, flags: int) -> None:
        self.name = file.name
        self._handle = os.open(file, os.O_RDWR | os.O_APPEND | _BINARY | flags, 0o666)

    def add(self, pieces: Sequence[bytes]) -> list[Stretch]:
        """Add some pieces in one go. Raises OSError."""
        whole = b"".join(pieces)
        if os.write(self._handle, whole) < len(whole):
            raise OSError("the disk is full")
        start = os.lseek(self._handle, 0, os.SEEK_CUR) - len(whole)
        ends = accumulate(map(len, pieces), initial=start)
        return [(end, len(piece)) for end, piece in zip(ends, pieces, strict=False)]

    def read(self, stretch: Stretch) -> bytes:
        """What stands in a stretch. Raises OSError or ValueError if there is none."""
        offset, length = stretch
        if hasattr(os, "pread"):
            return os.pread(self._handle, length, offset)
        os.lseek(self._handle, offset, os.SEEK_SET)
        return os.read(self._handle, length)

    @property
    def size(self) -> int:
        """Its bytes, also those that nobody asks for any more."""
        return os.fstat(self._handle).st_size

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)


def new_pile(folder: Path) -> Pile:
    """An empty pile, beside any that are there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        try:
            return Pile(folder / f"{PREFIX}{number}", os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            number += 1


def open_pile(folder: Path, name: str) -> Pile:
    """A pile that is there. Raises OSError, and ValueError if the name is no pile's."""
    if not re.fullmatch(rf"{PREFIX}[0-9]+", name):
        raise ValueError(f"{name} is no pile")
    return Pile(folder / name, 0)


def drop_piles(folder: Path, but: str = "") -> None:
    """Delete all piles of a folder but one; who has one open can still read it."""
    for file in folder.glob(f"{PREFIX}*"):
        if file.name != but:
            with suppress(OSError):
                file.unlink()
