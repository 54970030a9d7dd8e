"""Folders: which files there are, how large, and when they changed, without opening any.

In:  a folder.
Out: its files, in a fixed order.

A build that has nothing to do does little more than this, so nothing is imported here that Python
has not imported by itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

CACHE = ".cache/briefs"
MANIFEST = ".briefs/manifest.json"
"""Where a project has what may be lost at any time, and an output folder what was made for it."""

Found = tuple[str, int, int]
"""A file of a folder: its path below it as `a/b.md`, its size, its times in nanoseconds."""


def walk(folder: str | os.PathLike[str]) -> list[Found]:
    """The entries below a folder that are not folders, sorted by path; hidden ones left out.

    A symbolic link is an entry, whatever it leads to, and is refused when it is read. The last item
    is the later of the times at which a file's bytes and its inode changed.
    """
    found: list[Found] = []
    folders = [""]
    while folders:
        below = folders.pop()
        for entry in _entries(f"{os.fspath(folder)}/{below}"):
            name = entry.name
            if name.startswith(_HIDDEN) or name[-1] == "~":
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{below}{name}/")
            else:
                state = entry.stat(follow_symlinks=False)
                changed = max(state.st_mtime_ns, state.st_ctime_ns)
                found.append((below + name, state.st_size, changed))
    found.sort()
    return found


_HIDDEN = (".", "~", "__pycache__")


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder; nothing if it is not there."""
    if os.scandir not in os.supports_fd:
        try:
            yield from os.scandir(folder)
        except FileNotFoundError:
            return
        return
    # Of an open folder the system looks files up by their names, and not by the whole path.
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return
    try:
        yield from os.scandir(handle)
    finally:
        os.close(handle)


def is_settled(file: Found) -> bool:
    """Whether a file's time tells every later change, or a second one may yet bear the same time.

    Disks count in some milliseconds; some in whole seconds, which then show no fractions.
    """
    _, _, changed = file
    age = time.time_ns() - changed
    return age > (3_000_000_000 if changed % 1_000_000_000 == 0 else 50_000_000)


def libraries() -> str:
    """The folder of installed packages: installing or removing one touches it."""
    import sysconfig

    return sysconfig.get_path("purelib")
