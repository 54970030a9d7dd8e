"""Report: what a build found and did.

In:  nothing; `pipeline.py` fills it in.
Out: one value, of which `console.py` prints what a person wants to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefs.diagnostics import Diagnostic

NO_PDF = "WeasyPrint or Pango is missing (see README: PDF)"


@dataclass(frozen=True)
class Published:
    """What happened to the files of the output."""

    written: tuple[str, ...]
    unchanged: int
    pruned: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What a build found and did.

    `planned` counts files by kind; `reasons` says why files were made; `seconds` are by stage.
    """

    diagnostics: tuple[Diagnostic, ...]
    planned: Mapping[str, int] = field(default_factory=dict)
    published: Published | None = None
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    lacks_pdf: bool = False
