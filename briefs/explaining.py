"""Explaining: why a file was made anew or kept, in sentences.

In:  the path of a file of the output.
Out: what the last build did with it, and what it is made of.
"""

from __future__ import annotations

from pathlib import Path

from briefs import suggest
from briefs.config import cache_of
from briefs.history import History, Making
from briefs.manifest import read_manifest
from briefs.permalinks import file_of

_SAYINGS = {
    "code": "briefs itself, or a library that shapes its output, has changed",
    "frame": "what every page carries has changed (title, menu, pages, looks or address)",
    "imprint": "site.yaml, the site's address, or whether there are digests has changed",
    "story": "its cluster has changed, or an article, topic, tag or edition that it shows",
    "article": "its record has changed, or a cluster that cites it",
    "edition": "a cluster of the edition has changed, or what was written of it",
    "cards": "a cluster of its list has changed",
    "items": "a cluster of the feed has changed",
    "newest": "the newest edition has changed",
    "recent": "one of the recent editions has changed",
    "editions": "an edition of the month has changed",
    "thread": "its thread has changed: what came before it, or what goes on with it",
    "previous": "the older neighbour has changed",
    "next": "the newer neighbour has changed",
    "maker": "another part of briefs makes it now",
    "it is new": "it was not there before",
    "the file was lost or changed": "the file was lost or changed",
    "it is not known what it was made from": "it is not known what it was made from",
}
"""What it means that a part has changed; any other part is named as it is."""


def explain(root: Path, output: Path, path: str) -> list[str]:
    """Sentences on one file of the output; the first begins with its path if the file is known."""
    manifest = read_manifest(output)
    wanted = file_of(path.removeprefix(f"{output.name}/").lstrip("/"))
    if wanted not in manifest.files:
        found = suggest.nearest(wanted, manifest.files)
        hint = f"; did you mean {found[0]}?" if found else ""
        return [f"no build has made {wanted}{hint}"]
    if wanted in manifest.lost:
        return [f"{wanted} is not as it was made: the next build makes it anew."]
    making = History(cache_of(root), output).makings([wanted]).get(wanted)
    if making is None:
        return [f"{wanted} is as it was made; what from is not known any more."]
    return [*_told(wanted, making), f"It is made of: {', '.join(making.parts)}."]


def _told(path: str, making: Making) -> list[str]:
    """What was done with a file, and why."""
    reasons = [_SAYINGS.get(name, f'"{name}" has changed') for name in making.reasons]
    if making.builds_ago == 0:
        head = f"{path} was made anew by the last build that made anything, because"
    else:
        builds = "build" if making.builds_ago == 1 else f"{making.builds_ago} builds"
        head = f"{path} was kept by the last {builds}: nothing that it is made of had changed."
        head += " It was made before that, because"
    return [head, *(f"  - {reason}" for reason in reasons)]
