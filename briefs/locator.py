"""Locator: where a place stands, in lines and columns.

In:  a `Place` or a `Span`, and the project folder.
Out: its span, and the source line to draw.

Files are read again, since only few problems are ever drawn and no value carries its lines.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefs import files
from briefs.diagnostics import Place, Span, Where

if TYPE_CHECKING:
    from briefs.placing import Placing


class Locator:
    """Finds places in the files of one project; a file is read and taken apart once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._placings: dict[str, Placing] = {}
        self._spans: dict[Where, Span] = {}

    def __call__(self, where: Where) -> tuple[Span, str]:
        """The span of a place, and the source line that it stands on."""
        path = where.path
        if path not in self._texts:
            self._texts[path] = self._read(path)
            self._lines[path] = self._texts[path].split("\n")
        # Asked twice of most problems: to put them in order, and to draw them.
        span = self._spans.get(where) or self._spans.setdefault(where, self._find(where))
        lines = self._lines[path]
        return span, lines[span.line - 1] if 0 < span.line <= len(lines) else ""

    def _find(self, where: Where) -> Span:
        if isinstance(where, Span):
            return where
        # It knows YAML, which a problem whose line is known has no need of.
        from briefs.placing import Placing

        if where.path not in self._placings:
            self._placings[where.path] = Placing(self._texts[where.path], where.path)
        placing = self._placings[where.path]
        return placing.find(where) if isinstance(where, Place) else placing.find_wording(where)

    def _read(self, path: str) -> str:
        data, problem = files.read_bytes(self._root / path, path, 1 << 26)
        text = "" if problem else data.decode("utf-8", "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")
