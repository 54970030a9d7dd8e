"""Table: what the claims of each edition rest on, in figures.

In:  tallies of clusters, the files that something is wrong with, the width of the terminal.
Out: lines of text: a row an edition, newest first, and their sum.

Shown are the newest editions and those with something wrong. Where the terminal is narrower than
the table, its columns follow in blocks, each with the names of the editions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from math import inf
from typing import NamedTuple

from briefs.report import ClusterTally

NEWEST = 4
"""Editions shown in any case."""

GAP = "  "


class _Row(NamedTuple):
    """An edition, or all of them: how many clusters it has, and the sum of their tallies."""

    name: str
    clusters: int
    sum: ClusterTally


class _Column(NamedTuple):
    """A column: the group that it belongs to, its name, what stands in it."""

    group: str
    name: str
    cell: Callable[[_Row], str]


COLUMNS = (
    _Column("", "clusters", lambda row: f"{row.clusters:,}"),
    _Column("sentences", "all", lambda row: f"{row.sum.sentences:,}"),
    _Column("sentences", "cited", lambda row: f"{row.sum.cited:,}"),
    _Column("sentences", "marked", lambda row: f"{row.sum.marked:,}"),
    _Column("sentences", "bare", lambda row: f"{row.sum.bare:,}"),
    _Column("sentences", "coverage", lambda row: f"{int(row.sum.coverage)}%"),
    _Column("sentences", "one article", lambda row: f"{row.sum.single:,}"),
    _Column("claims", "found", lambda row: f"{row.sum.found:,}"),
    _Column("claims", "not found", lambda row: f"{row.sum.not_found:,}"),
    _Column("claims", "no text", lambda row: f"{row.sum.no_text:,}"),
)


def lines(
    tallies: Sequence[ClusterTally],
    faulty: Collection[str],
    width: int | None = None,
    *,
    shows_all: bool = False,
) -> Iterator[str]:
    """The table; nothing where there are no clusters. `faulty` are paths of files."""
    editions: dict[str, list[ClusterTally]] = {}
    for tally in tallies:
        editions.setdefault(tally.edition, []).append(tally)
    if not editions:
        return
    rows = [
        _row(name, of_it)
        for number, (name, of_it) in enumerate(editions.items())
        if shows_all or number < NEWEST or any(tally.path in faulty for tally in of_it)
    ]
    hidden = len(editions) - len(rows)
    if len(editions) > 1:
        rows.append(_row("all", tallies))
    for block in _blocks(rows, width):
        yield from _drawn(rows, block)
    if hidden:
        more = "1 more edition" if hidden == 1 else f"{hidden:,} more editions"
        yield f"{more} with nothing wrong; -v shows all"


def _row(name: str, tallies: Iterable[ClusterTally]) -> _Row:
    """A row with the sum of tallies."""
    counts = [tally[3:] for tally in tallies]
    sums = [sum(count) for count in zip(*counts, strict=True)]
    return _Row(name, len(counts), ClusterTally("", name, "", *sums))


def _blocks(rows: Sequence[_Row], width: int | None) -> Iterator[list[_Column]]:
    """The columns, so many at a time as fit beside the editions; groups together if they can."""
    room = inf if width is None else width - _width_of_names(rows)
    block: list[_Column] = []
    used = 0
    for _, columns in groupby(COLUMNS, lambda column: column.group):
        group = [(column, len(GAP) + _width_of(column, rows)) for column in columns]
        whole = sum(takes for _, takes in group)
        for number, (column, takes) in enumerate(group):
            wanted = whole if number == 0 and whole <= room else takes
            if block and used + wanted > room:
                yield block
                block, used = [], 0
            block.append(column)
            used += takes
    yield block


def _drawn(rows: Sequence[_Row], block: Sequence[_Column]) -> Iterator[str]:
    """One block: the names of the groups, those of the columns, and the rows."""
    start = _width_of_names(rows)
    widths = [_width_of(column, rows) for column in block]
    groups = ""
    for group, columns in groupby(zip(block, widths, strict=True), lambda pair: pair[0].group):
        taken = GAP.join(" " * width for _, width in columns)
        groups += GAP + group.ljust(len(taken))
    yield (" " * start + groups).rstrip()
    names = GAP.join(column.name.rjust(width) for column, width in zip(block, widths, strict=True))
    yield f"{'edition':{start}}{GAP}{names}"
    for row in rows:
        cells = (column.cell(row).rjust(w) for column, w in zip(block, widths, strict=True))
        yield f"{row.name:{start}}{GAP}{GAP.join(cells)}"


def _width_of_names(rows: Sequence[_Row]) -> int:
    return max(len("edition"), *(len(row.name) for row in rows))


def _width_of(column: _Column, rows: Sequence[_Row]) -> int:
    return max(len(column.name), *(len(column.cell(row)) for row in rows))
