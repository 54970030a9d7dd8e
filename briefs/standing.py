"""Standing: the last build's report, for as long as nothing has changed since.

In:  a `Request`.
Out: its report, if the same request was carried out before and every file that it read and wrote is
     as it was: then there is nothing to do, and nothing heavy is imported to find that out.

It is addressed by the states of all files (size and times), the options and the code, holds until
the next moment at which something becomes visible or expires, and decides nothing about bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from briefs import files
from briefs.codec import decode, encode
from briefs.config import Request
from briefs.diagnostics import Diagnostic, Locate
from briefs.jobs import fingerprint
from briefs.locator import Locator
from briefs.manifest import FILE, read_manifest
from briefs.report import Published, Report


@dataclass(frozen=True)
class Standing:
    """What a build said. `planned` pairs kinds of files with their numbers.

    It holds from `since` to before `until`, in seconds of the epoch; 0 means for ever.
    """

    signature: str
    since: int
    until: int
    diagnostics: tuple[Diagnostic, ...]
    planned: tuple[tuple[str, ...], ...]
    lacks_pdf: bool


def read_standing(request: Request) -> Report | None:
    """The report of the last build, if this one would say the same."""
    try:
        standing = decode(Standing, _file(request).read_text("utf-8"))
    except (OSError, ValueError, TypeError, LookupError):
        return None
    now = request.now.timestamp()
    if now < standing.since or (standing.until and now >= standing.until):
        return None
    if standing.signature != signature(request):
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


def keep_standing(request: Request, before: str, until: datetime | None, report: Report) -> None:
    """Remember what a build said, if no file changed while it was at work.

    `before` is the signature from before it began; what it wrote has changed, and only that.
    """
    now = signature(request)
    if before.partition(" ")[0] != now.partition(" ")[0]:
        return
    standing = Standing(
        signature=now,
        since=int(request.now.timestamp()),
        until=int(until.timestamp()) if until else 0,
        diagnostics=tuple(_located(report.diagnostics, Locator(request.root))),
        planned=tuple((kind, str(count)) for kind, count in report.planned.items()),
        lacks_pdf=report.lacks_pdf,
    )
    file = _file(request)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(encode(standing), "utf-8")


def _located(diagnostics: Iterable[Diagnostic], locate: Locate) -> Iterator[Diagnostic]:
    """Problems with their lines known, so that nothing need be read to draw them again."""
    for found in diagnostics:
        notes = tuple(replace(note, where=locate(note.where)[0]) for note in found.notes)
        yield replace(found, where=locate(found.where)[0], notes=notes)


def _file(request: Request) -> Path:
    return request.cache / f"standing-{fingerprint(str(request.output))}.json"


def signature(request: Request) -> str:
    """The states of all that a build reads, and after a space that of what it wrote."""
    code = Path(__file__).parent
    # Installing or removing a package touches the folder that packages lie in.
    libraries = Path(click.__file__).parent.parent
    options = repr(
        (
            request.base_url,
            request.drafts,
            request.future,
            request.strict,
            request.pdf,
            sys.version,
            os.stat(libraries).st_mtime_ns,  # noqa: PTH116 (the same everywhere here)
        )
    )
    found = [options]
    for folder in (request.root / "content", request.root / "templates", *_code_folders(code)):
        found += [f"{name} {size} {changed}" for name, size, changed in files.walk(folder)]
    try:
        state = os.stat(request.output / FILE)  # noqa: PTH116
        wrote = f"{state.st_size} {state.st_mtime_ns}"
    except OSError:
        wrote = "nothing"
    return f"{fingerprint(chr(10).join(found))} {fingerprint(wrote)}"


def _code_folders(code: Path) -> list[Path]:
    """Where this package and its templates lie."""
    return [code] if (code / "_templates").is_dir() else [code, code.parent / "templates"]
