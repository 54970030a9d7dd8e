"""Load: files of `content/` → `Corpus`, with the problems of each file.

In:  a project folder, and the memo of earlier readings.
Out: everything as written, and a diagnostic for each thing that is misshapen.

A file that is as it was is not read again: its entries come out of the memo, its problems with
them, and its bodies when a page needs them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefs import files
from briefs.codec import decode, encode
from briefs.diagnostics import Diagnostic, Span, error
from briefs.entries import ArticleEntry, ClusterEntry, Corpus, article_entry, cluster_entry
from briefs.files import Found
from briefs.memo import FileReading, Memo, State
from briefs.model import (
    Article,
    Asset,
    Cluster,
    Config,
    EditionNotes,
    Outlet,
    Page,
    Topic,
)
from briefs.readers import CONTENT, SITE, Refused, read_file
from briefs.shelf import Shelf
from briefs.workers import Workers

CHUNK = 50
"""Files that a worker reads at a time."""

_KINDS = {kind.__name__: kind for kind in (Config, EditionNotes, Topic, Outlet, Page, Asset)}
"""The values that are few, and so kept whole among the rows."""


@dataclass(frozen=True)
class Loaded:
    """What `content/` holds. `config` is None if it cannot be read."""

    config: Config | None
    corpus: Corpus
    shelf: Shelf
    diagnostics: list[Diagnostic]


def load(root: Path, found: Sequence[Found], memo: Memo, workers: Workers) -> Loaded:
    """Read the content of a project. `found` are the files below `content/`, just looked at."""
    known = memo.known()
    readings: dict[str, FileReading] = {}
    unread: list[Found] = []
    for file in found:
        state, reading = known.get(file.name, (None, None))
        if reading is not None and state == (file.size, file.changed):
            readings[file.name] = reading
        else:
            unread.append(file)
    chunks = [
        (root, [file.name for file in unread[at : at + CHUNK]])
        for at in range(0, len(unread), CHUNK)
    ]
    fresh = [reading for made in workers.map(read_chunk, chunks) for reading in made]
    readings |= {reading.path: reading._replace(bodies="") for reading in fresh}
    states = {
        file.name: State(file.size, file.changed if files.is_settled(file) else 0)
        for file in unread
    }
    gone = [path for path in known if path not in readings]
    # What the memo holds need not be held here as well.
    kept = (fresh or gone) and memo.keep(((states[one.path], one) for one in fresh), gone)
    unkept = [] if kept else fresh
    shelf = Shelf(memo, {f"{CONTENT}/{reading.path}": reading.bodies for reading in unkept})
    rows = ((readings[file.name].rows, readings[file.name].problems) for file in found)
    return _loaded(root, rows, shelf)


def read_chunk(chunk: tuple[Path, list[str]]) -> list[FileReading]:
    """Read some files; a task of an executor."""
    root, names = chunk
    return [_read(root, name) for name in names]


def _read(root: Path, name: str) -> FileReading:
    """Read one file into rows and bodies."""
    reading = read_file(root, name)
    rows: list[Any] = []
    bodies: list[str] = []
    for value in reading.values:
        if isinstance(value, Cluster):
            bodies.append(encode(value))
            rows.append(["cluster", *cluster_entry(value, bodies[-1], len(bodies) - 1)])
        elif isinstance(value, Article):
            bodies.append(encode(value))
            rows.append(["article", *article_entry(value, bodies[-1], len(bodies) - 1)])
        elif isinstance(value, Refused):
            rows.append(["refused", value.id])
        else:
            rows.append([type(value).__name__, encode(value)])
    problems = encode(reading.diagnostics) if reading.diagnostics else ""
    return FileReading(name, encode(rows), problems, "\n".join(bodies))


def _loaded(root: Path, readings: Iterable[tuple[str, str]], shelf: Shelf) -> Loaded:
    """The rows of all files, sorted into their kinds."""
    clusters: list[ClusterEntry] = []
    articles: list[ArticleEntry] = []
    refused: set[str] = set()
    values: dict[str, list[Any]] = {name: [] for name in _KINDS}
    problems: list[Diagnostic] = []
    for rows, flaws in readings:
        for kind, *row in json.loads(rows):
            if kind == "cluster":
                clusters.append(ClusterEntry._make(row))
            elif kind == "article":
                articles.append(ArticleEntry._make(row))
            elif kind == "refused":
                refused.add(row[0])
            else:
                values[kind].append(decode(_KINDS[kind], row[0]))
        if flaws:
            problems += decode(tuple[Diagnostic, ...], flaws)
    config = next(iter(values["Config"]), None)
    if config is None and not any(problem.where.path == _SITE_PATH for problem in problems):
        help = "it holds at least title and url"
        problems.append(
            error("missing-file", "there is no site.yaml", Span(_SITE_PATH, 1, 1), help)
        )
    corpus = Corpus(
        articles=tuple(articles),
        clusters=tuple(clusters),
        editions=tuple(values["EditionNotes"]),
        topics=tuple(values["Topic"]),
        outlets=tuple(values["Outlet"]),
        pages=tuple(values["Page"]),
        # The memo may be of a time when the project lay elsewhere.
        assets=tuple(replace(asset, file=str(root / asset.file)) for asset in values["Asset"]),
        refused=frozenset(refused),
    )
    return Loaded(config, corpus, shelf, problems)


_SITE_PATH = f"{CONTENT}/{SITE}"
