"""Report: what a build found and did.

In:  nothing; `pipeline.py` fills it in.
Out: one value, of which `console.py` prints what a person wants to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from briefs.diagnostics import Diagnostic

NO_PDF = "WeasyPrint or Pango is missing (see README: PDF)"


class Published(NamedTuple):
    """What happened to the files of the output; the `sizes` of all that are there now, by path."""

    written: tuple[str, ...]
    unchanged: int
    pruned: tuple[str, ...]
    sizes: Mapping[str, int]


class ClusterTally(NamedTuple):
    """What the claims of one cluster rest on, counted.

    Each sentence is `cited`, `marked` or `bare`, and `single` of the cited rest on one article.
    Figures, quotations and names of cited sentences are `found` in an article that the sentence
    cites, `not_found`, or cannot be looked for (`no_text`). `path` is the cluster's file, as in a
    diagnostic.
    """

    cluster: str
    edition: str
    path: str
    sentences: int
    cited: int
    marked: int
    bare: int
    single: int
    articles: int
    found: int
    not_found: int
    no_text: int

    @property
    def coverage(self) -> float:
        """The percentage of sentences that are not bare, cut off: 100 only where none is."""
        return (self.sentences - self.bare) * 1000 // self.sentences / 10 if self.sentences else 100


@dataclass(frozen=True)
class Report:
    """What a build found and did.

    `planned` counts files by kind; `reasons` says why files were made; `seconds` are by stage.
    `tallies` are those of the clusters that are shown, newest edition first; a build has none.
    """

    diagnostics: tuple[Diagnostic, ...]
    planned: Mapping[str, int] = field(default_factory=dict)
    published: Published | None = None
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    lacks_pdf: bool = False
    tallies: tuple[ClusterTally, ...] = ()
