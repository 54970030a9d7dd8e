"""Placing: a value's keys turned into its line and column.

In:  the text of a content file, and a `Place` in it.
Out: the span of the value, its key, a stretch of its text, or words in it; of what contains it
     where it is gone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from briefs import nodes
from briefs.diagnostics import BODY, Place, Span, Wording
from briefs.records import read_rows, split_front_matter

_BETWEEN = r"(?:[\s*_`\\~]|\[[^\[\]]{0,200}\]|\]\([^()]{0,400}\)|[\[\]]){0,12}?"
"""What Markdown may put between the words that readers see: emphasis, links, citations, lines."""

_LOOKED_FOR = 12
"""Words of a text that are looked for: enough to tell it from others."""


def _pattern(text: str) -> re.Pattern[str]:
    """What a text that readers see looks like in its source."""
    words = re.findall(r"[^\W_]+|[^\w\s]", text)[:_LOOKED_FOR]
    joined = _BETWEEN.join(map(re.escape, words))
    begins = r"(?<![^\W_])" if words and words[0][0].isalnum() else ""
    ends = r"(?![^\W_])" if words and words[-1][-1].isalnum() else ""
    return re.compile(begins + joined + ends)


class Placing:
    """The text of one file, in which places are found."""

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
        suffix = self._path.rsplit(".", 1)[-1]
        if suffix == "jsonl" and place.keys:
            return self._in_line(place)
        if suffix == "csv" and place.keys:
            return self._in_table(place)
        front, body_line = self._text, 0
        first_line = 1
        if suffix == "md":
            split = split_front_matter(self._text)
            if split is None:
                return Span(self._path, 1, 1)
            front, _, body_line = split
            first_line = 2
        if place.keys[:1] == (BODY,):
            return self._in_body(place, body_line)
        stretch = nodes.locate_yaml(front, place.keys, at_key=place.at_key)
        if not place.keys or stretch is None:
            return Span(self._path, 1, 1, max(1, len(self.line(1))))
        return self._in_value(place, stretch, first_line)

    def find_wording(self, wording: Wording) -> Span:
        """The span of words in a text; of the place itself where they cannot be made out."""
        base = self.find(replace(wording.place, length=max(1, wording.place.length)))
        rest = "\n".join([self.line(base.line)[base.column - 1 :], *self._lines[base.line :]])
        start = end = 0
        for text in wording.texts:
            found = _pattern(text).search(rest, start)
            if found is None:
                return base
            start, end = found.span()
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

    def _in_value(self, place: Place, stretch: nodes.Stretch, first_line: int) -> Span:
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
        stretch = nodes.locate_yaml(self.line(number), place.keys[1:], at_key=place.at_key)
        if stretch is None or len(place.keys) == 1:
            return Span(self._path, number, 1, max(1, len(self.line(number))))
        return Span(
            self._path, number, stretch.column + 1, max(1, stretch.end_column - stretch.column)
        )

    def _in_table(self, place: Place) -> Span:
        """A cell of a `.csv` record; its key stands in the header."""
        rows = [row for row in read_rows(self._text) if not isinstance(row, int)]
        header = [cell.text.strip() for cell in rows[0]]
        row = rows[0] if place.at_key else rows[int(place.keys[0])]
        key = place.keys[1] if len(place.keys) > 1 else None
        cell = row[header.index(str(key))] if key in header else row[0]
        line, column, length = cell.span
        return Span(self._path, line + 1, column + 1, max(1, length))
