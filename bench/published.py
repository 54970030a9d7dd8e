"""Published: tables of measured figures, in a page that says more than figures.

In:  a page with a pair of marks for each table, and the tables.
Out: the page with the tables between their marks, and nothing else changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """A table of one set of labelled cases; `wrong` tells the cases in which a check errs."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    wrong: Sequence[str] = ()

    @property
    def markdown(self) -> str:
        """The table, its columns in line, and the list of what is wrong."""
        cells = [list(self.heads), *map(list, self.rows)]
        widths = [max(len(row[index]) for row in cells) for index in range(len(self.heads))]
        lines = [_line(row, widths) for row in cells]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        listed = ["", f"Wrong ({len(self.wrong)}):", "", *(f"- {one}" for one in self.wrong)]
        return "\n".join([*lines, *(listed if self.wrong else [])])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


class MarksError(Exception):
    """A page lacks the marks of a table."""


def put_in(page: str, tables: Iterable[Table]) -> str:
    """The page with each table between its marks."""
    for table in tables:
        begin, end = f"<!-- measured: {table.name} -->", f"<!-- end: {table.name} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        filled = f"{begin}\n\n{table.markdown}\n\n{end}"
        found = pattern.findall(page)
        if len(found) != 1:
            raise MarksError(f"the marks of table `{table.name}` stand there {len(found)} times")
        page = page.replace(found[0], filled)
    return page


def write(path: Path, tables: Iterable[Table]) -> None:
    """Put the tables into a page on the disk."""
    path.write_text(put_in(path.read_text(encoding="utf-8"), tables), encoding="utf-8")
