"""Locator: where a place stands, in lines and columns.

In:  a `Place` or a `Span`, and the project folder.
Out: its span, and the source line to draw.

Files are read again, since only few problems are ever drawn and no value carries its lines.
"""

from __future__ import annotations

from pathlib import Path

from briefs import files
from briefs.diagnostics import Place, Span, Where, Wording


class Locator:
    """Finds places in the files of one project."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str] = {}

    def __call__(self, where: Where) -> tuple[Span, str]:
        """The span of a place, and the source line that it stands on."""
        text = self._texts.get(where.path)
        if text is None:
            text = self._texts[where.path] = self._read(where.path)
        span = where if isinstance(where, Span) else self._find(where, text)
        lines = text.split("\n")
        return span, lines[span.line - 1] if 0 < span.line <= len(lines) else ""

    @staticmethod
    def _find(where: Place | Wording, text: str) -> Span:
        # It knows YAML, which a problem whose line is known has no need of.
        from briefs.placing import Placing

        placing = Placing(text, where.path)
        return placing.find(where) if isinstance(where, Place) else placing.find_wording(where)

    def _read(self, path: str) -> str:
        data, problem = files.read_bytes(self._root / path, path, 1 << 26)
        text = "" if problem else data.decode("utf-8", "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")
