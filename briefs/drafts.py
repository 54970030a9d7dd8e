"""Drafts: content that has come through load, link, check and plan, and of which nothing is made.

In:  what those stages make.
Out: one value for who looks at it before it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from briefs.diagnostics import Diagnostic
from briefs.entries import Corpus
from briefs.examined import Examined
from briefs.jobs import Job
from briefs.publication import Publication
from briefs.templates import Templates


class Draft(NamedTuple):
    """A newsletter that can be made.

    `code` is the fingerprint of what would make it, `examined` what was found in its clusters.
    """

    templates: Templates
    corpus: Corpus
    publication: Publication
    jobs: tuple[Job, ...]
    code: str
    examined: Mapping[str, Examined]


Inspect = Callable[[Draft], Iterable[Diagnostic]]
"""Looks at a draft without errors, and may find more problems."""


def ignore_draft(draft: Draft) -> Iterable[Diagnostic]:
    """An `Inspect` for who has nothing to add."""
    return ()
