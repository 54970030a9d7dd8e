"""Placing: a value's keys turned into its line and column.

In:  the text of a content file, and a `Place` in it.
Out: the span of the value, its key, a stretch of its text, or words in it; of what contains it
     where it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from briefs import events
from briefs.diagnostics import BODY, Place, Span, Wording
from briefs.events import Stretch, Stretches
from briefs.records import Cell, read_rows, split_front_matter

_BETWEEN = tuple(
    map(re.compile, (r"[\s*_`\\~]", r"\[[^\[\]]{0,200}\]", r"\]\([^()]{0,400}\)", r"[\[\]]"))
)
"""What Markdown may put between the words that readers see: emphasis, links, citations, lines."""

_AT_MOST = 12
"""So many of them stand between two words."""

_LOOKED_FOR = 12
"""Words of a text that are looked for: enough to tell it from others."""


def _search(text: str, source: str, start: int) -> tuple[int, int] | None:
    """Where a text that readers see stands in its source.

    A pattern of all its words would say the same, but takes longer to compile than to search for.
    """
    words = re.findall(r"[^\W_]+|[^\w\s]", text)[:_LOOKED_FOR]
    if not words:
        return start, start
    vain: set[tuple[int, int]] = set()
    begin = source.find(words[0], start)
    while begin >= 0:
        if not (words[0].isalnum() and source[max(0, begin - 1) : begin].isalnum()):
            end = _follow(words, 1, source, begin + len(words[0]), vain)
            if end is not None:
                return begin, end
        begin = source.find(words[0], begin + 1)
    return None


def _follow(
    words: list[str], number: int, source: str, at: int, vain: set[tuple[int, int]]
) -> int | None:
    """The end of the words that follow, from a place on; None if they do not.

    `vain` remembers what was tried, so that no text can be made for which this takes for ever.
    """
    if number == len(words):
        goes_on = words[-1].isalnum() and source[at : at + 1].isalnum()
        return None if goes_on else at
    if (number, at) not in vain:
        vain.add((number, at))
        for place in _reachable(source, at):
            if source.startswith(words[number], place):
                end = _follow(words, number + 1, source, place + len(words[number]), vain)
                if end is not None:
                    return end
    return None


def _reachable(source: str, at: int) -> Iterator[int]:
    """The places where the next word may begin, nearest first."""
    known = {at}
    places = [at]
    for _ in range(_AT_MOST):
        yield from places
        matches = [between.match(source, place) for place in places for between in _BETWEEN]
        places = sorted({found.end() for found in matches if found} - known)
        known.update(places)
    yield from places


class Placing:
    """The text of one file, in which places are found; it is taken apart once for all of them."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def line(self, number: int) -> str:
        """A line, counted from 1; empty if there is none."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def find(self, place: Place) -> Span:
        """The span of a place, or of the nearest thing that contains it."""
        if self._suffix == "jsonl" and place.keys:
            return self._in_line(place)
        if self._suffix == "csv" and place.keys:
            return self._in_table(place)
        if self._yaml is None:
            return Span(self._path, 1, 1)
        _, first_line, body_line = self._yaml
        if place.keys[:1] == (BODY,):
            return self._in_body(place, body_line)
        stretch = events.nearest(self._stretches, place.keys, at_key=place.at_key)
        if not place.keys or stretch is None:
            return Span(self._path, 1, 1, max(1, len(self.line(1))))
        return self._in_value(place, stretch, first_line)

    @cached_property
    def _suffix(self) -> str:
        return self._path.rsplit(".", 1)[-1]

    @cached_property
    def _yaml(self) -> tuple[str, int, int] | None:
        """The YAML of the file, its first line, and that of the body; None where it has none."""
        if self._suffix != "md":
            return self._text, 1, 0
        split = split_front_matter(self._text)
        return (split[0], 2, split[2]) if split else None

    @cached_property
    def _stretches(self) -> Stretches:
        return events.stretches(self._yaml[0]) if self._yaml else {}

    @cached_property
    def _rows(self) -> list[list[Cell]]:
        return [row for row in read_rows(self._text) if not isinstance(row, int)]

    @cached_property
    def _columns(self) -> list[str]:
        """The names in the first line of a table."""
        return [cell.text.strip() for cell in self._rows[0]]

    def find_wording(self, wording: Wording) -> Span:
        """The span of words in a text; of the place itself where they cannot be made out."""
        base = self.find(replace(wording.place, length=max(1, wording.place.length)))
        rest = "\n".join([self.line(base.line)[base.column - 1 :], *self._lines[base.line :]])
        start = end = 0
        for text in wording.texts:
            found = _search(text, rest, start)
            if found is None:
                return base
            start, end = found
        line = base.line + rest.count("\n", 0, start)
        column = (
            start - rest.rfind("\n", 0, start) - 1 if line > base.line else start + base.column - 1
        )
        return Span(self._path, line, column + 1, max(1, len(rest[start:end].split("\n")[0])))

    def _in_body(self, place: Place, first_line: int) -> Span:
        """A stretch of the text below front matter."""
        lines = self._lines[first_line - 1 :]
        return self._walk(lines, place, first_line, 0)

    def _walk(self, lines: list[str], place: Place, first_line: int, indent: int) -> Span:
        """The offset of a place turned into a line and a column; lines lose `indent` columns."""
        offset = place.offset
        for index, line in enumerate(lines):
            length = len(line[indent:])
            if offset <= length:
                return Span(
                    self._path, first_line + index, indent + offset + 1, max(1, place.length)
                )
            offset -= length + 1
        return Span(self._path, first_line, 1)

    def _in_value(self, place: Place, stretch: Stretch, first_line: int) -> Span:
        """A YAML value or key, or a stretch of a `|` text."""
        line, column = first_line + stretch.line, stretch.column
        if place.length and stretch.is_block:
            block = self._lines[line:]
            first = next((text for text in block if text.strip()), "")
            indent = len(first) - len(first.lstrip(" "))
            return self._walk(block, place, line + 1, indent)
        one_line = stretch.line == stretch.end_line
        length = stretch.end_column - column if one_line else len(self.line(line)) - column
        if place.length and one_line:
            opening = 1 if self.line(line)[column : column + 1] in {'"', "'"} else 0
            return Span(self._path, line, column + opening + place.offset + 1, place.length)
        return Span(self._path, line, column + 1, max(1, length))

    def _in_line(self, place: Place) -> Span:
        """A value of a `.jsonl` record: JSON is read as the YAML that it also is."""
        number = int(place.keys[0]) + 1
        found = events.stretches(self.line(number)) if len(place.keys) > 1 else {}
        stretch = events.nearest(found, place.keys[1:], at_key=place.at_key)
        if stretch is None:
            return Span(self._path, number, 1, max(1, len(self.line(number))))
        return Span(
            self._path, number, stretch.column + 1, max(1, stretch.end_column - stretch.column)
        )

    def _in_table(self, place: Place) -> Span:
        """A cell of a `.csv` record; its key stands in the header."""
        row = self._rows[0 if place.at_key else int(place.keys[0])]
        key = str(place.keys[1]) if len(place.keys) > 1 else ""
        cell = row[self._columns.index(key)] if key in self._columns else row[0]
        line, column, length = cell.span
        return Span(self._path, line + 1, column + 1, max(1, length))
