"""Manifest: what the last build wrote.

In:  the output folder.
Out: for each of its files that briefs made, the key of what it was made from, the fingerprint of
     its bytes and their number; which are no longer as they were made; and what is not ours.

It lies in the output folder itself, so that both are replaced at once, and is written last: a file
that changed later than it is looked into. It is data alone, checked when it is read, and thrown
away whole at any doubt: then all is made anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from briefs.fingerprints import fingerprint
from briefs.folders import MANIFEST

FILE = MANIFEST
OWN_FOLDER, _, _ = FILE.partition("/")
VERSION = 3


class Entry(NamedTuple):
    """One file that was made: the fingerprint of its parts, that of its bytes, their number."""

    key: str
    print: str
    size: int


class Manifest:
    """The files of one generation of an output folder, by path."""

    def __init__(
        self,
        output: Path,
        files: Mapping[str, Entry] = MappingProxyType({}),
        foreign: Sequence[str] = (),
        written: int = 0,
    ) -> None:
        self.files = files
        self._known_foreign = foreign
        self._output = output
        self._written = written

    @cached_property
    def lost(self) -> frozenset[str]:
        """The files that are not there, or not as they were made."""
        output, written, look = str(self._output), self._written, os.lstat
        lost = []
        for path, entry in self.files.items():
            try:
                state = look(f"{output}/{path}")
            except OSError:
                lost.append(path)
                continue
            # The bytes of a file are read only if it is not older than this manifest.
            is_old = state.st_mtime_ns < written
            if state.st_size != entry.size or not (is_old or self._is_equal(path, entry)):
                lost.append(path)
        return frozenset(lost)

    def _is_equal(self, path: str, entry: Entry) -> bool:
        """Whether a file's bytes are those that were made."""
        try:
            return fingerprint((self._output / path).read_bytes()) == entry.print
        except OSError:
            return False

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The files and folders that briefs did not make, inside the folders that it did.

        A folder that is older than this manifest holds what it held, and is not looked into.
        """
        found = {path for path in self._known_foreign if os.path.lexists(self._output / path)}
        folders = folders_of(self.files)
        for folder in folders:
            below = f"{self._output}/{folder}"
            try:
                if self.files and os.stat(below).st_mtime_ns < self._written:  # noqa: PTH116
                    continue
                names = os.listdir(below)  # noqa: PTH208 (asked of every folder)
            except OSError:
                continue
            paths = {name if folder == "." else f"{folder}/{name}" for name in names}
            found |= {path for path in paths if path not in self.files and path not in folders}
        return frozenset(found - {OWN_FOLDER})

    def is_as_left(self) -> bool:
        """Whether nothing is lost, and no more nor less is there that is not ours."""
        return bool(self.files) and not self.lost and self.has_only_known()

    def has_only_known(self) -> bool:
        """Whether no more nor less is there that is not ours than there was."""
        return self.foreign == frozenset(self._known_foreign)

    def believe(self) -> None:
        """Take it to be as it was left, which another process has seen."""
        self.lost, self.foreign = frozenset(), frozenset(self._known_foreign)


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that hold these paths, those above them, and `.`, the output folder itself."""
    found = {path.rpartition("/")[0] for path in paths}
    above = found
    while above := {folder.rpartition("/")[0] for folder in above} - found:
        found |= above
    return (found - {""}) | {"."}


def to_json(files: Mapping[str, Entry], foreign: Iterable[str]) -> bytes:
    """A manifest as it is stored, a list a column; equal manifests are equal bytes."""
    paths = sorted(files)
    entries = [files[path] for path in paths]
    content = {
        "paths": paths,
        "keys": [entry.key for entry in entries],
        "prints": [entry.print for entry in entries],
        "sizes": [entry.size for entry in entries],
        "foreign": sorted(foreign),
    }
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    head = json.dumps({"version": VERSION, "print": fingerprint(body)}).encode()
    return b"%b\n%b\n" % (head, body)


def read_manifest(output: Path) -> Manifest:
    """The manifest of an output folder; an empty one if there is none, or any doubt about it."""
    try:
        file = output / FILE
        written = file.stat().st_mtime_ns
        head, body = file.read_bytes().rstrip(b"\n").split(b"\n", 1)
        if json.loads(head) != {"version": VERSION, "print": fingerprint(body)}:
            return Manifest(output)
        content = json.loads(body)
        columns = content["keys"], content["prints"], content["sizes"]
        entries = map(Entry._make, zip(*columns, strict=True))
        files, foreign = dict(zip(content["paths"], entries, strict=True)), content["foreign"]
        if _is_outside("\n".join(["", *files, *foreign, ""])):
            return Manifest(output)
        return Manifest(output, files, foreign, written)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Manifest(output)


def _is_outside(names: str) -> bool:
    """Whether a path leads out of the output folder: a forged manifest may name any.

    The paths stand a line each. What hardly any path has is looked for first.
    """
    if any(piece in names for piece in ("\0", "\n\n", "\n/", *("\\:" if os.name == "nt" else ""))):
        return True
    if "/." not in names and "\n." not in names:
        return False
    pieces = [f"{one}{dots}{other}" for one in "\n/" for dots in (".", "..") for other in "\n/"]
    return any(piece in names for piece in pieces)
