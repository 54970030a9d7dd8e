"""Config: what one build is asked for, beside what site.yaml says.

In:  options of the command line.
Out: `Request`, one value that the pipeline passes down; the only place where "now" comes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from briefs.folders import CACHE


class PdfMode(StrEnum):
    """Whether digests are made: if they can be, at any price, or not."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Request:
    """One build: a project folder, an output folder, and what readers may see."""

    root: Path
    output: Path
    now: datetime
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    strict: bool = False
    pdf: PdfMode = PdfMode.AUTO

    @property
    def options(self) -> tuple[str | bool | None, ...]:
        """What is asked for beside the folders: with other options other files may be made."""
        return self.base_url, self.drafts, self.future, self.strict, self.pdf.value

    @property
    def cache(self) -> Path:
        """The folder of what may be lost at any time."""
        return cache_of(self.root)


def cache_of(root: Path) -> Path:
    """The folder of a project for what may be lost at any time."""
    return root / CACHE
