"""Standing: the last build's report, for as long as nothing has changed since.

In:  a `Request`.
Out: its report, if the same request was carried out before and every file that it read and wrote is
     as it was: then there is nothing to do, and nothing heavy is imported to find that out.

It is addressed by the states of all files (size and times), the options and the code, holds until
the next moment at which something becomes visible or expires, and decides nothing about bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefs import files
from briefs.codec import decode, encode
from briefs.config import Request
from briefs.diagnostics import Diagnostic, Locate
from briefs.files import Found
from briefs.jobs import fingerprint
from briefs.locator import Locator
from briefs.manifest import FILE, read_manifest
from briefs.report import Published, Report


@dataclass(frozen=True)
class Standing:
    """What a build said, and the states of what it read and wrote when it said so.

    `planned` pairs kinds of files with their numbers. It holds from `since` to before `until`, in
    seconds of the epoch; 0 means for ever.
    """

    signature: str
    wrote: str
    since: int
    until: int
    diagnostics: tuple[Diagnostic, ...]
    planned: tuple[tuple[str, ...], ...]
    lacks_pdf: bool


@dataclass(frozen=True)
class Snapshot:
    """The states of all that a build reads, from before it began.

    `content` are the files below `content/`; `signature` tells all states and the options.
    """

    content: tuple[Found, ...]
    signature: str


def take_snapshot(request: Request) -> Snapshot:
    """Look at the states of all files that a build reads."""
    content = files.walk(request.root / "content")
    code = Path(__file__).parent
    folders = [request.root / "templates", code]
    if not (code / "_templates").is_dir():
        folders.append(code.parent / "templates")
    options = (
        request.base_url,
        request.drafts,
        request.future,
        request.strict,
        request.pdf,
        sys.version,
        files.libraries().stat().st_mtime_ns,
    )
    found = [*content, *(file for folder in folders for file in files.walk(folder))]
    states = "\n".join([f"{name} {size} {changed}" for name, size, changed in found])
    return Snapshot(tuple(content), fingerprint(f"{options!r}\n{states}"))


def read_standing(request: Request, snapshot: Snapshot) -> Report | None:
    """The report of the last build, if this one would say the same."""
    try:
        print_, _, body = _file(request).read_text("utf-8").partition("\n")
        if print_ != fingerprint(body):
            return None
        standing = decode(Standing, body)
    except (OSError, ValueError, TypeError, LookupError):
        return None
    now = request.now.timestamp()
    if now < standing.since or (standing.until and now >= standing.until):
        return None
    if (standing.signature, standing.wrote) != (snapshot.signature, _state_of_output(request)):
        return None
    manifest = read_manifest(request.output)
    if not manifest.files or manifest.lost:
        return None
    return Report(
        diagnostics=standing.diagnostics,
        planned={kind: int(count) for kind, count in standing.planned},
        published=Published((), len(manifest.files), ()),
        lacks_pdf=standing.lacks_pdf,
    )


def keep_standing(
    request: Request, snapshot: Snapshot, until: datetime | None, report: Report
) -> None:
    """Remember what a build said. A file that changed meanwhile differs from the snapshot."""
    # What is missing for PDFs may be installed at any time, and no file here would tell.
    if report.lacks_pdf or not all(map(files.is_settled, snapshot.content)):
        return
    standing = Standing(
        signature=snapshot.signature,
        wrote=_state_of_output(request),
        since=int(request.now.timestamp()),
        until=int(until.timestamp()) if until else 0,
        diagnostics=tuple(_located(report.diagnostics, Locator(request.root))),
        planned=tuple((kind, str(count)) for kind, count in report.planned.items()),
        lacks_pdf=report.lacks_pdf,
    )
    file = _file(request)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        body = encode(standing)
        file.write_text(f"{fingerprint(body)}\n{body}", "utf-8")


def _state_of_output(request: Request) -> str:
    """The state of what a build wrote, by its manifest."""
    try:
        state = (request.output / FILE).stat()
    except OSError:
        return "nothing"
    return f"{state.st_size} {state.st_mtime_ns}"


def _located(diagnostics: Iterable[Diagnostic], locate: Locate) -> Iterator[Diagnostic]:
    """Problems with their lines known, so that nothing need be read to draw them again."""
    for found in diagnostics:
        notes = tuple(replace(note, where=locate(note.where)[0]) for note in found.notes)
        yield replace(found, where=locate(found.where)[0], notes=notes)


def _file(request: Request) -> Path:
    return request.cache / f"standing-{fingerprint(str(request.output))}.json"
