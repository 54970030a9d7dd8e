"""Tables: CSV, JSON and JSON Lines, as somebody else's program wrote them.

In:  a paste.
Out: its rows, whose cells are texts or lists of texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from briefs.diagnostics import Span
from briefs.importing.columns import Cell, Row
from briefs.importing.pastes import Paste, refusal
from briefs.nodes import read_json

_DELIMITERS = ",;\t|"
_BLANK = re.compile(r"\s*")


def read_csv(paste: Paste) -> Iterator[Row]:
    """The rows of a table with a header. Raises RefusedPaste."""
    first = paste.text.lstrip("\n").partition("\n")[0]
    bare = re.sub(r'"[^"]*"', "", first)
    delimiter = max(_DELIMITERS, key=bare.count)
    reader = csv.reader(io.StringIO(paste.text), delimiter=delimiter, strict=True)
    header: list[str] = []
    top = Span(paste.name, 1, 1)
    line = 1
    try:
        for cells in reader:
            span = Span(paste.name, line, 1)
            line = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header, top = cells, span
                _refuse_doubles(header, span)
            else:
                yield _row(span, top, header, cells)
    except csv.Error as problem:
        span = Span(paste.name, max(1, reader.line_num), 1)
        raise refusal("csv-syntax", f"this is not CSV: {problem}", span) from None


def _refuse_doubles(header: list[str], span: Span) -> None:
    """Raises RefusedPaste if a column stands twice."""
    for name in header:
        if header.count(name) > 1:
            raise refusal("duplicate-key", f'the column "{name}" stands twice', span)


def _row(span: Span, top: Span, header: list[str], cells: list[str]) -> Row:
    """A row of a CSV table. Raises RefusedPaste."""
    if len(cells) != len(header):
        message = f"this row has {len(cells)} cells, the header has {len(header)}"
        raise refusal("csv-syntax", message, span)
    named = zip(header, cells, strict=True)
    return Row(span, tuple(Cell(name, (t,)) for name, t in named if t.strip()), header=top)


def read_json_lines(paste: Paste) -> Iterator[Row]:
    """A JSON object a line. Raises RefusedPaste."""
    for line in re.finditer(r".*\S.*", paste.text):
        yield _object(paste, line.start(), line.end())


def read_json_list(paste: Paste) -> Iterator[Row]:
    """A list of JSON objects, alone or as the one list of an object. Raises RefusedPaste."""
    text, at = paste.text, _skip(paste.text, 0)
    if text[at] == "{":
        found = re.match(r'\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(?=\[\s*\{)', text[at:])
        if found is None:
            yield _object(paste, at, len(text))
            return
        yield from _items(paste, at + found.end(), "}")
    else:
        yield from _items(paste, at, "")


def _items(paste: Paste, at: int, closing: str) -> Iterator[Row]:
    """The objects of a list that begins at an offset. Raises RefusedPaste."""
    decoder, text = json.JSONDecoder(), paste.text
    is_first = True
    at = _expect(paste, at, "[")
    while text[at : at + 1] != "]":
        at = at if is_first else _expect(paste, at, ",")
        is_first = False
        try:
            _, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as problem:
            raise paste.refusal(
                "json-syntax", f"this is not JSON: {problem.msg}", min(problem.pos, len(text) - 1)
            ) from None
        except (ValueError, RecursionError) as problem:
            raise paste.refusal("json-syntax", f"this is not JSON: {problem}", at) from None
        yield _object(paste, at, end)
        at = _skip(text, end)
    at = _expect(paste, at, "]")
    at = _expect(paste, at, closing) if closing else at
    if at < len(text):
        message = "something stands beside the list of articles"
        raise paste.refusal("json-syntax", message, at, help="paste the list alone")


def _skip(text: str, at: int) -> int:
    """The next offset that is no white space."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _expect(paste: Paste, at: int, sign: str) -> int:
    """Go past a sign that must stand here. Raises RefusedPaste."""
    if paste.text[at : at + 1] != sign:
        message = f"expected {sign} here"
        if sign == "}":
            message = "something stands beside the list of articles"
        place = min(at, len(paste.text) - 1)
        raise paste.refusal("json-syntax", message, place, help="paste the list alone")
    return _skip(paste.text, at + 1)


def _object(paste: Paste, start: int, end: int) -> Row:
    """A row of a JSON object that stands in a stretch of the paste. Raises RefusedPaste."""
    value, problem = read_json(paste.text[start:end], paste.name)
    if problem:
        where = problem.where.column - 1 if isinstance(problem.where, Span) else 0
        raise paste.refusal(problem.code, problem.message, start + where, help=problem.help)
    span = paste.span(start)
    if not isinstance(value, dict):
        raise refusal("wrong-type", "expected an object with keys and values", span)
    cells = [_cell(key, item, span) for key, item in value.items()]
    return Row(span, tuple(cell for cell in cells if any(item.strip() for item in cell.items)))


def _cell(key: str, value: Any, span: Span) -> Cell:
    """A value as texts. Raises RefusedPaste."""
    if value is None:
        return Cell(key, ("",))
    if isinstance(value, bool):
        return Cell(key, (str(value).lower(),))
    if isinstance(value, str):
        return Cell(key, (value,))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return Cell(key, tuple(value), is_list=True)
    help = "write a text, or a list of texts; a list of articles is to be pasted alone"
    raise refusal("wrong-type", f'"{key}" holds other keys and values', span, help)
