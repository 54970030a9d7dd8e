"""Sites: what tools wrote.

In:  output folders.
Out: how many files of which kind, and which of them changed between two builds.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Census:
    """The files and bytes of an output folder. `kinds` counts files by their first folder.

    `page` is what a cluster's page has, in the mean.
    """

    files: int
    size: int
    kinds: Mapping[str, int]
    page: int


def _walk(folder: Path) -> Iterable[tuple[str, os.DirEntry[str]]]:
    """All files below a folder, but for what a tool keeps for itself in folders with a dot."""
    stack = [folder]
    while stack:
        top = stack.pop()
        with os.scandir(top) as found:
            for entry in found:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    stack.append(Path(entry.path))
                else:
                    yield str(Path(entry.path).relative_to(folder)), entry


def take_census(folder: Path) -> Census:
    """Count the files of a site."""
    kinds: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path, entry in _walk(folder):
        kinds[kind_of(path)] += 1
        sizes[kind_of(path)] += entry.stat().st_size
    page = sizes["clusters"] // max(1, kinds["clusters"])
    return Census(kinds.total(), sizes.total(), kinds, page)


def kind_of(path: str) -> str:
    """What a file is: `clusters`, `tags`, or its own name at the root."""
    first, slash, _ = path.partition("/")
    return first if slash else path


@dataclass(frozen=True)
class Stamp:
    """A file: what tells whether it was written again, and a hash of what it holds."""

    inode: int
    written: int
    content: bytes


def snapshot(folder: Path) -> dict[str, Stamp]:
    """Every file of a site."""
    found = {}
    for path, entry in _walk(folder):
        data = Path(entry.path).read_bytes()
        stat = entry.stat()
        digest = hashlib.blake2b(data, digest_size=16).digest()
        found[path] = Stamp(stat.st_ino, stat.st_mtime_ns, digest)
    return found


@dataclass(frozen=True)
class Difference:
    """What a build did to a site: `written` paths were written again, `changed` hold else."""

    written: tuple[str, ...]
    changed: tuple[str, ...]


def difference(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> Difference:
    """What lies between two snapshots; what was removed counts as both."""
    paths = sorted(before.keys() | after.keys())
    written = tuple(path for path in paths if before.get(path) != after.get(path))
    changed = tuple(path for path in written if _content(before, path) != _content(after, path))
    return Difference(written, changed)


def _content(site: Mapping[str, Stamp], path: str) -> bytes:
    stamp = site.get(path)
    return stamp.content if stamp else b""
