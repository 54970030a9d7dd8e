"""Manuscript: the text of one content file as it is, to be edited in single places.

In:  the bytes of a file, and the keys of a value in it.
Out: where the value stands; the file with another text there, and every other byte as it was.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from briefs import events
from briefs.diagnostics import Key
from briefs.records import Record, parse, split_front_matter

_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


class Stretch(NamedTuple):
    """From where to where a text stands, in characters of the file."""

    start: int
    end: int


class Manuscript:
    """The text of one file. Editing gives another one; this stays as it is."""

    def __init__(self, data: bytes, path: str) -> None:
        self.data = data
        self._path = path
        text = data.decode("utf-8")
        self._mark = _MARK if text.startswith(_MARK) else ""
        self.text = text.removeprefix(_MARK)
        self._starts = [0, *(end.end() for end in _END.finditer(self.text))]
        self._plain = _END.sub("\n", self.text)

    def records(self) -> list[Record] | None:
        """What a build reads in it; None where it cannot be read."""
        found, problems = parse(self._plain, self._path)
        return None if problems else found

    @cached_property
    def _yaml(self) -> tuple[events.Stretches, int]:
        """Where everything stands in the YAML, and on which line of the file that begins."""
        split = split_front_matter(self._plain) if self._path.endswith(".md") else None
        return events.stretches(split[0] if split else self._plain), 1 if split else 0

    def find(self, *keys: Key, at_key: bool = False) -> Stretch:
        """Where the value of some keys stands, or the last key itself."""
        stretches, first = self._yaml
        found = events.nearest(stretches, keys, at_key=at_key)
        if found is None:
            return Stretch(0, 0)
        return Stretch(
            self._starts[first + found.line] + found.column,
            self._starts[first + found.end_line] + found.end_column,
        )

    def at(self, stretch: Stretch) -> str:
        """The text that stands there."""
        return self.text[stretch.start : stretch.end]

    def column(self, stretch: Stretch) -> int:
        """How far a stretch is from the beginning of its line."""
        return stretch.start - max(start for start in self._starts if start <= stretch.start)

    def replaced(self, stretch: Stretch, new: str) -> Manuscript:
        """The file with another text in the place of a stretch."""
        edited = f"{self._mark}{self.text[: stretch.start]}{new}{self.text[stretch.end :]}"
        return Manuscript(edited.encode(), self._path)

    def with_line(self, stretch: Stretch, new: str) -> Manuscript:
        """The file with a line of its own below the last line of a stretch that says something."""
        # A block of lines ends where the next thing begins; what it says ends before.
        end = stretch.start + len(self.at(stretch).rstrip())
        next_end = _END.search(self.text, end)
        any_end = next_end or _END.search(self.text)
        at = next_end.start() if next_end else len(self.text)
        return self.replaced(Stretch(at, at), f"{any_end[0] if any_end else chr(10)}{new}")
