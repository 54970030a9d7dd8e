"""Hands: who makes the files of one build.

In:  the request and the templates, before anything is known; then what is to be made.
Out: workers.

Where files were made before, few have to be made anew as a rule. So a process that can set some
pages gets ready at once (`aside.py`); if they are many, forks that inherit the publication do it.
Where everything is made, these inherit compiled templates too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial

from briefs import outputs, syndication
from briefs.config import Request
from briefs.errands import can_fork, cores
from briefs.executors import aside, workers_for
from briefs.jobs import Job
from briefs.manifest import FILE
from briefs.stages.render import CHUNK
from briefs.templates import Templates, templates
from briefs.workers import Meanwhile, Workers


class Hands:
    """The workers of one build."""

    def __init__(self, request: Request, typesetter: Templates) -> None:
        self._typesetter = typesetter
        self._were_made = (request.output / FILE).exists()
        get_ready = partial(_get_ready, typesetter)
        self._aside = aside(get_ready, _REDUCED) if self._were_made else None

    def beside(self, readers: Workers) -> Workers:
        """Readers; where everything is made, templates are compiled while they read."""
        if self._were_made or not can_fork() or cores() < 2:
            return readers
        return Meanwhile(readers, self._compile)

    def _compile(self) -> None:
        # What is wrong with a template is told where it is set.
        with suppress(Exception):
            self._typesetter.compile()

    @contextmanager
    def making(self, stale: Sequence[Job], executor: str | None) -> Iterator[Workers]:
        """Who makes these files; `executor` is what site.yaml says of it."""
        are_few = len(stale) <= CHUNK and all(job.kind != "digest" for job in stale)
        if self._aside is not None and executor is None and are_few:
            yield self._aside
            return
        # Another core has something better to do than to get ready for nothing.
        self.close()
        with closing(workers_for(executor)) as workers:
            yield workers

    def close(self) -> None:
        """Let them go."""
        if self._aside is not None:
            self._aside.close()
        self._aside = None


_REDUCED = {Templates: lambda typesetter: (templates, (typesetter.folders,))}
"""Who has our files needs no copies of the templates."""


def _get_ready(typesetter: Templates) -> None:
    """Import and compile what setting pages takes."""
    outputs.discover()
    syndication.get_ready()
    typesetter.compile()
