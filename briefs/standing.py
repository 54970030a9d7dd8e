"""Standing: the last build's report, for as long as nothing has changed since.

In:  a project folder, an output folder, and the options of a build.
Out: what the last build said, if the same was asked for before and every file that it read and
     wrote is as it was: then there is nothing to do, and nothing is imported to find that out.

It is addressed by the states of all files (size and times), the options and the code, holds until
the next moment at which something becomes visible or expires, and decides nothing about bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from briefs import folders
from briefs.errands import Here, errand
from briefs.fingerprints import fingerprint
from briefs.folders import MANIFEST, Found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from briefs.config import Request
    from briefs.diagnostics import Diagnostic
    from briefs.report import Report

FEW = 500
"""Files of the output that are looked at here: another process takes as long to start."""


class Standing:
    """What a build said, and the states of what it read and wrote when it said so.

    `wrote` tells the manifest's state, and when it was written. `planned` pairs kinds of files with
    their numbers. It holds from `since` to before `until`, in seconds of the epoch; 0 means for
    ever. `drawings` are its problems as people see them.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.signature, self.wrote, since, until, planned, paths, sizes, *problems = lines
        self._problems, drawn = problems
        pieces = drawn.split("\0") if drawn else []
        self.drawings = [*zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)]
        self.since, self.until = int(since), int(until)
        kinds = planned.split()
        self.planned = dict(zip(kinds[::2], map(int, kinds[1::2]), strict=True))
        self.paths = paths.split("\0")
        self._sizes = sizes

    def holds(self, now: float) -> bool:
        """Whether nothing has become visible since, or expired."""
        return self.since <= now and (not self.until or now < self.until)

    def is_whole(self, output: str) -> bool:
        """Whether all files of the output are there, and as they were made."""
        below = f"{min(output, os.path.relpath(output), key=len)}/"
        written = int(self.wrote.split()[1])
        look = os.lstat
        try:
            for path, size in zip(self.paths, map(int, self._sizes.split()), strict=True):
                state = look(below + path)
                if state.st_size != size:
                    return False
                if state.st_mtime_ns >= written:
                    return _is_whole_to_the_byte(output)
        except OSError:
            return False
        return True

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The problems, each with its line."""
        from briefs.codec import decode
        from briefs.diagnostics import Diagnostic

        return decode(tuple[Diagnostic, ...], self._problems.encode())


def _is_whole_to_the_byte(output: str) -> bool:
    """The same of an output in which a file is younger than its manifest, and so looked into."""
    from pathlib import Path

    from briefs.manifest import read_manifest

    manifest = read_manifest(Path(output))
    return bool(manifest.files) and not manifest.lost


class Snapshot:
    """The states of all that a build reads, from before it began.

    `content` are the files below `content/`; `signature` tells all states and the options.
    """

    def __init__(self, content: Sequence[Found], signature: str) -> None:
        self.content = content
        self.signature = signature


def look(
    root: str, output: str, options: Sequence[object], now: float
) -> tuple[Snapshot, Standing | None]:
    """The states of all that a build reads; what the last one said, if it would say the same."""
    standing = _read(_file(root, output))
    if standing is None or not standing.holds(now):
        return take_snapshot(root, options), None
    before = standing
    begin = errand if len(before.paths) > FEW else Here
    looking = begin(lambda: before.is_whole(output))
    try:
        snapshot = take_snapshot(root, options)
        is_same = (before.signature, before.wrote) == (snapshot.signature, _state_of(output))
        return snapshot, before if is_same and looking.went_well() else None
    finally:
        looking.drop()


def take_snapshot(root: str | os.PathLike[str], options: Sequence[object]) -> Snapshot:
    """Look at the states of all files that a build reads."""
    content = folders.walk(f"{os.fspath(root)}/content")
    code = os.path.dirname(__file__)
    places = [f"{os.fspath(root)}/templates", code]
    if not os.path.isdir(f"{code}/_templates"):
        places.append(f"{os.path.dirname(code)}/templates")
    asked = (*options, sys.version, os.stat(folders.libraries()).st_mtime_ns)
    found = [*content, *(file for place in places for file in folders.walk(place))]
    states = "\n".join([f"{name} {size} {changed}" for name, size, changed in found])
    return Snapshot(content, fingerprint(f"{asked!r}\n{states}"))


def keep_standing(
    request: Request, snapshot: Snapshot, until: datetime | None, report: Report
) -> None:
    """Remember what a build said. A file that changed meanwhile differs from the snapshot."""
    # What is missing for PDFs may be installed at any time, and no file here would tell.
    if report.lacks_pdf or not all(map(folders.is_settled, snapshot.content)):
        return
    wrote = _state_of(str(request.output))
    if not wrote:
        return
    sizes = report.published.sizes if report.published else {}
    body = "\n".join(
        [
            snapshot.signature,
            wrote,
            f"{int(request.now.timestamp())}",
            f"{int(until.timestamp()) if until else 0}",
            " ".join(f"{kind} {count}" for kind, count in report.planned.items()),
            "\0".join(sizes),
            " ".join(map(str, sizes.values())),
            *_problems(report.diagnostics, request.root),
        ]
    )
    file = _file(str(request.root), str(request.output))
    with suppress(OSError):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as opened:
            opened.write(f"{fingerprint(body)}\n{body}".encode("utf-8", "surrogatepass"))


def _problems(diagnostics: Sequence[Diagnostic], root: Path) -> tuple[str, str]:
    """Problems with their lines known, and drawn, so that nothing need be read for that again."""
    if not diagnostics:
        return "[]", ""
    from dataclasses import replace

    from briefs.codec import encode
    from briefs.diagnostics import drawings
    from briefs.locator import Locator

    locate = Locator(root)
    located = []
    for found in diagnostics:
        notes = tuple(replace(note, where=locate(note.where)[0]) for note in found.notes)
        located.append(replace(found, where=locate(found.where)[0], notes=notes))
    drawn = [piece for drawing in drawings(located, locate) for piece in drawing]
    return encode(located).decode(), "\0".join(drawn)


def _read(file: str) -> Standing | None:
    """What a file holds; None if it is not there, or not as it was written."""
    try:
        with open(file, "rb") as opened:
            print_, _, body = opened.read().partition(b"\n")
        if print_.decode() != fingerprint(body):
            return None
        return Standing(body.decode("utf-8", "surrogatepass").split("\n", 8))
    except (OSError, ValueError):
        return None


def _state_of(output: str) -> str:
    """The state of what a build wrote, by its manifest; empty where somebody took that away."""
    try:
        state = os.stat(f"{output}/{MANIFEST}")
    except OSError:
        return ""
    return f"{state.st_size} {state.st_mtime_ns}"


def _file(root: str, output: str) -> str:
    return f"{root}/{folders.CACHE}/standing-{fingerprint(output)}"
