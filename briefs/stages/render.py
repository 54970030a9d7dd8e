"""Render: stale jobs → artifacts, on any `concurrent.futures.Executor`.

In:  jobs, each carrying what it reads; the lengths of the files that are kept.
Out: artifacts, or a diagnostic for each that cannot be made.

What to make was decided before. Jobs that print the lengths of other files come after those; the
order of results is the order of jobs, whoever made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from briefs.diagnostics import Diagnostic, Span, error
from briefs.jobs import Artifact, Job, Progress, Supplies, Typesetter
from briefs.pdf import PdfError

CHUNK = 32
"""Pages that one task of an executor makes; a digest is a task of its own."""


@dataclass(frozen=True)
class Made:
    """What a task of an executor gives back."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]


def render(
    jobs: Sequence[Job],
    typesetter: Typesetter,
    executor: Executor,
    lengths: Mapping[str, int],
    progress: Progress,
) -> tuple[list[Artifact], list[Diagnostic]]:
    """Make the artifacts of all jobs."""
    artifacts: list[Artifact] = []
    problems: list[Diagnostic] = []
    known = dict(lengths)
    for wave in ([job for job in jobs if not job.needs], [job for job in jobs if job.needs]):
        tasks = [
            (typesetter, [(job, _supplies(job, known)) for job in chunk]) for chunk in _chunks(wave)
        ]
        for made in executor.map(make_all, tasks):
            artifacts += made.artifacts
            problems += made.diagnostics
            known |= {artifact.path: len(artifact.content) for artifact in made.artifacts}
            progress(len(artifacts), len(jobs))
        if problems:
            break
    return artifacts, problems


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs in tasks: digests first and alone, since each takes as long as many pages."""
    pages = []
    for job in jobs:
        if job.kind == "digest":
            yield [job]
        else:
            pages.append(job)
    for start in range(0, len(pages), CHUNK):
        yield pages[start : start + CHUNK]


def _supplies(job: Job, lengths: Mapping[str, int]) -> Supplies:
    """What a job is handed: the worker that makes it may have no disk in common with us."""
    return Supplies(
        {path: lengths[path] for path in job.needs},
        {name: Path(file).read_bytes() for name, file in job.reads},
    )


def make_all(task: tuple[Typesetter, list[tuple[Job, Supplies]]]) -> Made:
    """Make the artifacts of one task."""
    typesetter, pairs = task
    artifacts = []
    problems = []
    for job, supplies in pairs:
        started = perf_counter()
        try:
            content = job.make(job.view, typesetter, supplies)
        except PdfError as problem:
            where = job.place or Span("content/site.yaml", 1, 1)
            message = f"{job.claim} cannot be made: {problem}"
            problems.append(error("digest-failed", message, where))
        else:
            artifacts.append(Artifact(job.path, content, perf_counter() - started))
    return Made(tuple(artifacts), tuple(problems))
