"""Render: stale jobs → artifacts, by whichever workers there are.

In:  jobs; the lengths of the files that are kept; where bytes are put.
Out: artifacts, or a diagnostic for each that cannot be made.

What to make was decided before. Jobs that print the lengths of other files come after those; the
order of results is the order of jobs, whoever made them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from briefs.diagnostics import Diagnostic, Span, error
from briefs.fingerprints import fingerprint
from briefs.jobs import Artifact, Job, Progress, Supplies, Typesetter
from briefs.pdf import PdfError
from briefs.templates import TemplateFault
from briefs.workers import Workers

CHUNK = 100
"""Pages that a worker makes at a time; a digest, which takes as long, is a task of its own."""

LEAST, SHARE = 10, 16
"""Towards the end, tasks hold a share of the pages that are left, so that all workers end together;
not less than a few, nor where a task brings templates to who has none."""

Put = Callable[[str, bytes], None]
"""Puts the bytes of a file in place, by its path."""


class Made(NamedTuple):
    """What a task gives back."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class Press(NamedTuple):
    """What all tasks of one build share. `put` is None where bytes must travel back."""

    typesetter: Typesetter
    put: Put | None


def render(
    jobs: Sequence[Job],
    press: Press,
    workers: Workers,
    lengths: Mapping[str, int],
    progress: Progress,
) -> tuple[list[Artifact], list[Diagnostic]]:
    """Make the artifacts of all jobs, and put them in place."""
    artifacts: list[Artifact] = []
    problems: list[Diagnostic] = []
    known = dict(lengths)
    for wave in ([job for job in jobs if not job.needs], [job for job in jobs if job.needs]):
        for made in _make(wave, press, workers, known):
            artifacts += made.artifacts
            problems += made.diagnostics
            known |= {artifact.path: artifact.size for artifact in made.artifacts}
            progress(len(artifacts), len(jobs))
        if problems:
            break
    return artifacts, problems


def _make(
    jobs: Sequence[Job], press: Press, workers: Workers, lengths: Mapping[str, int]
) -> Iterator[Made]:
    """Work through jobs that need nothing of each other."""
    if workers.shares_memory:
        yield from workers.map(partial(make_all, press, lengths), [*_tasks(jobs, LEAST)])
        return
    # Remote workers are handed views and files, and hand back bytes. A copy would travel twice.
    yield make_all(press, lengths, [job for job in jobs if job.kind == "asset"])
    tasks = [*_tasks([job for job in jobs if job.kind != "asset"], CHUNK)]
    remote = press._replace(put=None)
    for made in workers.map(partial(make_packed, remote), _Packing(tasks, lengths)):
        for artifact in made.artifacts:
            if press.put is not None and artifact.content is not None:
                press.put(artifact.path, artifact.content)
        kept = tuple(artifact._replace(content=None) for artifact in made.artifacts)
        yield made._replace(artifacts=kept)


def _tasks(jobs: Sequence[Job], least: int) -> Iterator[list[Job]]:
    """The jobs in tasks: digests first and alone, then pages in chunks of `least` or more."""
    pages = []
    for job in jobs:
        if job.kind == "digest":
            yield [job]
        else:
            pages.append(job)
    if len(pages) <= CHUNK:
        # Few pages are one task, for which nobody forks.
        least = CHUNK
    start = 0
    while start < len(pages):
        size = min(CHUNK, max(least, (len(pages) - start) // SHARE))
        yield pages[start : start + size]
        start += size


Packed = tuple[Job, Supplies]
"""A job whose view is made, and what it is handed: all that a worker far away needs."""


class _Packing(Sequence[list[Packed]]):
    """Tasks, each packed when it is asked for: all views at once would be most of the site."""

    def __init__(self, tasks: Sequence[list[Job]], lengths: Mapping[str, int]) -> None:
        self._tasks = tasks
        self._lengths = lengths

    def __len__(self) -> int:
        return len(self._tasks)

    def __getitem__(self, number: Any) -> Any:
        return [_packed(job, self._lengths) for job in self._tasks[number]]


def _packed(job: Job, lengths: Mapping[str, int]) -> Packed:
    view = job.view()
    return job._replace(view=partial(_same, view), parts={}), _supplies(job, lengths)


def _same(view: object) -> object:
    """A view that is made already."""
    return view


def _supplies(job: Job, lengths: Mapping[str, int]) -> Supplies:
    """What a job is handed beside its view."""
    return Supplies(
        {path: lengths[path] for path in job.needs},
        {name: Path(file).read_bytes() for name, file in job.reads},
    )


def make_all(press: Press, lengths: Mapping[str, int], jobs: Sequence[Job]) -> Made:
    """Make the artifacts of one task, in a process that shares our memory and disk."""
    return make_packed(press, [(job, _supplies(job, lengths)) for job in jobs])


def make_packed(press: Press, packed: Sequence[Packed]) -> Made:
    """Make the artifacts of one task anywhere."""
    artifacts = []
    problems = []
    for job, supplies in packed:
        try:
            content = job.make(job.view(), press.typesetter, supplies)
        except PdfError as problem:
            where = job.place or Span("content/site.yaml", 1, 1)
            message = f"{job.claim} cannot be made: {'; '.join(problem.args)}"
            problems.append(error("digest-failed", message, where))
            continue
        except TemplateFault as fault:
            problems.append(error("template-error", fault.reason, Span(fault.path, fault.line, 1)))
            continue
        if press.put is not None:
            press.put(job.path, content)
        kept = content if press.put is None else None
        artifacts.append(Artifact(job.path, fingerprint(content), len(content), kept))
    return Made(tuple(artifacts), tuple(problems))
