"""Manifest: what the last build wrote, and from which parts.

In:  the output folder.
Out: for each of its files that briefs made, the parts that it was made from and the fingerprint of
     its bytes. It lies in the output folder itself, so that both are replaced at once.

It is data alone, checked when it is read, and thrown away whole at any doubt: then all is made
anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefs.jobs import fingerprint

FILE = ".briefs/manifest.json"
VERSION = 1

Parts = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One file that was made: from which parts, the fingerprint of its bytes, and their number."""

    parts: Parts
    print: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """The files of one generation of the output, by path."""

    files: Mapping[str, Entry] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The manifest as it is stored; equal manifests are equal bytes."""
        files = {
            path: [entry.print, entry.size, dict(entry.parts)] for path, entry in self.files.items()
        }
        body = json.dumps(files, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        head = json.dumps({"version": VERSION, "print": fingerprint(body)})
        return f"{head}\n{body}\n".encode()

    def holds(self, output: Path, path: str) -> bool:
        """Whether a file is there and still as it was made."""
        entry = self.files[path]
        try:
            content = (output / path).read_bytes()
        except OSError:
            return False
        return len(content) == entry.size and fingerprint(content) == entry.print


def read_manifest(output: Path) -> Manifest:
    """The manifest of an output folder; an empty one if there is none, or any doubt about it."""
    try:
        head_line, body = (output / FILE).read_text("utf-8").rstrip("\n").split("\n", 1)
        head = json.loads(head_line)
        if head != {"version": VERSION, "print": fingerprint(body)}:
            return Manifest()
        return Manifest({path: _entry(item) for path, item in json.loads(body).items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return Manifest()


def _entry(item: Any) -> Entry:
    print_, size, parts = item
    if not (isinstance(print_, str) and isinstance(size, int) and isinstance(parts, dict)):
        raise TypeError("a manifest entry has another shape")
    return Entry(parts, print_, size)
