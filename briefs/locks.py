"""Locks: one process at a time.

In:  a file, which need not be there yet, and stays.
Out: whether the lock is ours; it is let go of when we say so, or end.

The system holds it, and not the file: a process that is killed leaves none behind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Locked(Exception):
    """Another process has the lock."""


@contextmanager
def lock(file: str | os.PathLike[str]) -> Iterator[None]:
    """Hold a lock. Raises Locked if another process does, OSError if there can be none."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    _open.add(handle)
    try:
        _take(handle)
        try:
            yield
        finally:
            if handle in _open:
                _leave(handle)
    finally:
        if handle in _open:
            _open.remove(handle)
            os.close(handle)


_open: set[int] = set()


def _let_go() -> None:
    """In a fork: it may outlive us, and must not keep what is ours."""
    while _open:
        os.close(_open.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise Locked from None

    def _leave(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise Locked from None

    def _leave(handle: int) -> None:
        # Said aloud, since a fork that has just begun has this handle for a moment.
        fcntl.flock(handle, fcntl.LOCK_UN)
