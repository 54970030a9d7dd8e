"""Load: files of `content/` → `Corpus`, with the problems of each file.

In:  a project folder, and the memo of earlier readings.
Out: everything as written, and a diagnostic for each thing that is misshapen.

A file that is as it was is not read again: its entries come out of the memo, its problems with
them, and its bodies when a page needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from briefs import folders
from briefs.codec import decode, encode, read_plain
from briefs.diagnostics import Diagnostic, Span, error
from briefs.entries import ArticleEntry, ClusterEntry, Corpus, article_entry, cluster_entry
from briefs.files import CONTENT, SITE
from briefs.folders import Found
from briefs.memo import FileReading, Leaf, Memo, State
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
from briefs.shelf import Shelf
from briefs.workers import Workers

CHUNK = 1 << 18
"""Bytes of files that a worker reads at a time."""

OPENING = 2000
"""Bytes that are read as fast as a file is opened."""

_KINDS = {kind.__name__: kind for kind in (Config, EditionNotes, Topic, Outlet, Page, Asset)}
"""The values that are few, and so kept whole among the rows."""


class Loaded(NamedTuple):
    """What `content/` holds. `config` is None if it cannot be read."""

    config: Config | None
    corpus: Corpus
    shelf: Shelf
    diagnostics: list[Diagnostic]


def load(root: Path, found: Sequence[Found], memo: Memo, workers: Workers) -> Loaded:
    """Read the content of a project. `found` are the files below `content/`, just looked at."""
    known = memo.known()
    names = [name for name, _, _ in found]
    states = {
        name: State(size, changed if folders.is_settled((name, size, changed)) else 0)
        for name, size, changed in found
        if known.get(name) != (size, changed)
    }
    # What is as it was is taken out of the memo while others read the rest.
    made = workers.map(read_chunk, [(root, chunk) for chunk in _chunks(states)])
    kept = memo.take([name for name in names if name not in states])
    parts = ([(states[reading.path], reading) for reading in part] for part in made)
    memo.keep(parts, known.keys() - set(names))
    leaves = kept | memo.take(states)
    memo.rest()
    return _loaded(root, ((name, leaves[name]) for name in names), Shelf(memo))


def _chunks(states: Mapping[str, State]) -> list[list[str]]:
    """The files, parted so that each part takes about as long to read."""
    chunks: list[list[str]] = []
    room = 0
    for name, state in states.items():
        if room <= 0:
            chunks.append([])
            room = CHUNK
        chunks[-1].append(name)
        room -= state.size + OPENING
    return chunks


def read_chunk(chunk: tuple[Path, list[str]]) -> list[FileReading]:
    """Read some files; a task of an executor."""
    root, names = chunk
    return [_read(root, name) for name in names]


def _read(root: Path, name: str) -> FileReading:
    """Read one file into rows and bodies."""
    # YAML, Markdown and checking are known to who reads: where nothing has changed, to nobody.
    from briefs.readers import Refused, read_file

    reading = read_file(root, name)
    values = sorted(reading.values, key=_place_in_file)
    bodies: list[bytes] = []
    rows: tuple[list[Any], list[Any], list[Any]] = [], [], []
    for value in values:
        # A row leaves path and number, which stand last, to its file.
        if isinstance(value, Cluster):
            bodies.append(encode(value))
            rows[0].append(cluster_entry(value, bodies[-1], 0)[:-2])
        elif isinstance(value, Article):
            bodies.append(encode(value))
            rows[1].append(article_entry(value, bodies[-1], 0)[:-2])
        elif isinstance(value, Refused):
            rows[2].append(("refused", value.id))
        else:
            rows[2].append((type(value).__name__, encode(value).decode()))
    return FileReading(name, encode(rows), encode(reading.diagnostics), b"\n".join(bodies))


def _place_in_file(value: Any) -> int:
    """Clusters stand before articles, so that a row's own place tells that of its body."""
    return 1 if isinstance(value, Article) else 0


_new: Any = tuple.__new__


def _entries(kind: type, rows: list[Any], path: str, first: int) -> list[Any]:
    """The entries of the rows of one file."""
    # Ten thousands of them are made in each build, so it is done without a call of Python's.
    return [_new(kind, (*row, path, number)) for number, row in enumerate(rows, first)]


def _loaded(root: Path, leaves: Iterable[tuple[str, Leaf]], shelf: Shelf) -> Loaded:
    """The rows of all files, sorted into their kinds."""
    clusters: list[ClusterEntry] = []
    articles: list[ArticleEntry] = []
    refused: set[str] = set()
    values: dict[str, list[Any]] = {name: [] for name in _KINDS}
    problems: list[Diagnostic] = []
    for name, leaf in leaves:
        path = f"{CONTENT}/{name}"
        (of_clusters, of_articles, whole), found = leaf
        if of_clusters:
            clusters += _entries(ClusterEntry, of_clusters, path, 0)
        if of_articles:
            articles += _entries(ArticleEntry, of_articles, path, len(of_clusters))
        for kind, text in whole:
            if kind == "refused":
                refused.add(text)
            else:
                values[kind].append(decode(_KINDS[kind], text.encode()))
        if found:
            problems += read_plain(tuple[Diagnostic, ...], found)
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
