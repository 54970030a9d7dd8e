"""Records: a content file as the records that it holds, and where each value of them stands.

In:  the text of a `.md`, `.yaml`, `.jsonl` or `.csv` file.
Out: for each record a mapping of plain data, its place, and the text below its front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefs import nodes
from briefs.diagnostics import Diagnostic, Place, Span, error

LIST_KEYS = frozenset({"authors", "topics", "tags", "same_as"})
"""Keys whose cell in a CSV file is a list, separated by `;`."""


@dataclass(frozen=True)
class Record:
    """One record as written: its data, its place, and the text below the front matter if any."""

    data: dict[str, Any]
    place: Place
    body: str | None = None


Records = tuple[list[Record], list[Diagnostic]]


def parse(text: str, path: str) -> Records:
    """The records of a file, read by the ending of its name."""
    suffix = path.rsplit(".", 1)[-1]
    if suffix == "md":
        return _parse_markdown(text, path)
    if suffix == "jsonl":
        return _parse_lines(text, path)
    if suffix == "csv":
        return _parse_table(text, path)
    return _parse_yaml(text, path)


def _parse_markdown(text: str, path: str) -> Records:
    """Front matter between two lines of `---`, and the body below."""
    split = split_front_matter(text)
    if split is None:
        problem = error(
            "front-matter",
            "this file has no front matter",
            Span(path, 1, 1),
            "begin it with a line ---, then keys such as `headline: …`, then a line ---",
        )
        return [], [problem]
    front, body, _ = split
    data, problem_found = nodes.read_yaml(front, path, first_line=2)
    if problem_found:
        return [], [problem_found]
    place = Place(path)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        return [], [_not_a_record(place)]
    return [Record(data, place, body)], []


_FENCE = re.compile(r"---[ \t]*$", re.MULTILINE)
_NEXT_FENCE = re.compile(r"\n---[ \t]*$", re.MULTILINE)


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the line of the file (from 1) on which the body begins."""
    opening = _FENCE.match(text)
    if opening is None:
        return None
    closing = _NEXT_FENCE.search(text, opening.end())
    if closing is None:
        return None
    front = text[opening.end() + 1 : closing.start() + 1]
    body_start = min(closing.end() + 1, len(text))
    return front, text[body_start:], text.count("\n", 0, body_start) + 1


def _not_a_record(place: Place) -> Diagnostic:
    return error(
        "wrong-type", "expected keys and values", place, "write `key: value`, one key a line"
    )


def _parse_yaml(text: str, path: str) -> Records:
    """One mapping, or a list of mappings."""
    data, problem = nodes.read_yaml(text, path)
    if problem:
        return [], [problem]
    if data is None:
        return [], []
    if isinstance(data, dict):
        return [Record(data, Place(path))], []
    items = data if isinstance(data, list) else [data]
    return _split(((Place(path, (index,)), item) for index, item in enumerate(items)), [])


def _parse_lines(text: str, path: str) -> Records:
    """One JSON object a line."""
    problems = []
    found = []
    for index, line in enumerate(text.split("\n")):
        if line.strip():
            data, problem = nodes.read_json(line, path, index + 1)
            if problem:
                problems.append(problem)
            else:
                found.append((Place(path, (index,)), data))
    return _split(iter(found), problems)


def _split(items: Iterator[tuple[Place, Any]], problems: list[Diagnostic]) -> Records:
    """The items that are records, and a problem for each that is not."""
    records = []
    for place, item in items:
        if isinstance(item, dict):
            records.append(Record(item, place))
        else:
            problems.append(_not_a_record(place))
    return records, problems


_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|$)')


@dataclass(frozen=True)
class Cell:
    """One cell of a table, and its line and column from 0, and its length."""

    text: str
    span: tuple[int, int, int]


def read_rows(text: str) -> Iterator[list[Cell] | int]:
    """The rows of a CSV text (RFC 4180); the offset of the fault and no more if it is broken."""
    row: list[Cell] = []
    offset = line = line_start = 0
    while offset < len(text):
        cell = _CELL.match(text, offset)
        if cell is None:
            yield offset
            return
        quoted, plain, end = cell.groups()
        value = plain if quoted is None else quoted.replace('""', '"')
        row.append(Cell(value, (line, offset - line_start, cell.start(3) - offset)))
        breaks = cell[0].count("\n")
        if breaks:
            line += breaks
            line_start = offset + cell[0].rindex("\n") + 1
        offset = cell.end()
        if end != ",":
            yield row
            row = []
    if row:
        yield [*row, Cell("", (line, offset - line_start, 1))]


def _parse_table(text: str, path: str) -> Records:
    """A header row of keys, then one record a row; an empty cell is a key left out."""
    header: list[str] | None = None
    seen: set[str] = set()
    records: list[Record] = []
    problems: list[Diagnostic] = []
    for index, row in enumerate(read_rows(text)):
        if isinstance(row, int):
            before = text[:row]
            span = Span(path, before.count("\n") + 1, row - before.rfind("\n"))
            help = 'a cell that holds a quote is written "like ""this"""'
            problems.append(error("csv-syntax", "a quote is out of place here", span, help))
        elif header is None:
            header = [cell.text.strip() for cell in row]
            for cell, name in zip(row, header, strict=True):
                if name in seen:
                    line, column, length = cell.span
                    span = Span(path, line + 1, column + 1, max(1, length))
                    problems.append(
                        error("duplicate-key", f'the column "{name}" stands twice', span)
                    )
                seen.add(name)
        elif len(row) == 1 and not row[0].text.strip():
            continue
        elif len(row) != len(header):
            message = f"this row has {len(row)} cells, the header has {len(header)}"
            problems.append(error("csv-syntax", message, Span(path, row[0].span[0] + 1, 1)))
        else:
            data: dict[str, Any] = {}
            for key, cell in zip(header, row, strict=True):
                if cell.text.strip():
                    data[key] = _cell_value(key, cell.text)
            records.append(Record(data, Place(path, (index,))))
    return records, problems


def _cell_value(key: str, text: str) -> Any:
    """A cell's text, or its list."""
    if key not in LIST_KEYS:
        return text
    return [item.strip() for item in text.split(";") if item.strip()]
