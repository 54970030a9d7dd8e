"""Pipeline: the spine, six calls in order.

In:  a `Request`.
Out: a `Report`: the problems, and what happened to the files. Nothing is printed here.

If an error exists after `check`, nothing is made; if one file cannot be made, nothing is published.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path
from time import perf_counter

from briefs import outputs, pdf
from briefs.config import PdfMode, Request
from briefs.diagnostics import Diagnostic, has_errors
from briefs.executors import SerialExecutor, open_executor
from briefs.jobs import Imprint, Job, Progress, fingerprint, ignore_progress
from briefs.manifest import Manifest, read_manifest
from briefs.model import Config
from briefs.publication import Publication
from briefs.stages.check import check
from briefs.stages.link import Showing, link
from briefs.stages.load import load
from briefs.stages.plan import Plan, find_collisions, find_dead_links, plan
from briefs.stages.publish import Published, only_build, publish
from briefs.stages.render import render
from briefs.templates import Templates, package_folder, templates


class PdfUnavailableError(Exception):
    """Digests were demanded, and WeasyPrint or Pango is not here."""


@dataclass(frozen=True)
class Report:
    """What a build found and did. `seconds` are by stage; `planned` counts files by kind."""

    diagnostics: tuple[Diagnostic, ...]
    planned: Mapping[str, int] = field(default_factory=dict)
    published: Published | None = None
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    lacks_pdf: bool = False


@dataclass(frozen=True)
class _Draft:
    """Content that has come through the first three stages, and what it wants made."""

    templates: Templates
    publication: Publication
    jobs: tuple[Job, ...]


def build(request: Request, progress: Progress = ignore_progress) -> Report:
    """Turn `content/` into the output folder.

    Raises OutputError if that folder cannot be replaced, PdfUnavailableError if digests are
    demanded and cannot be made.
    """
    has_digests = _can_make_digests(request.pdf)
    run = _Run(request, has_digests=has_digests)
    published, planned = None, None
    with _without_collection():
        draft, problems = run.read()
        if draft is not None and not has_errors(problems, strict=request.strict):
            with only_build(request.output):
                before = read_manifest(request.output)
                with run.stage("plan"):
                    planned = plan(draft.jobs, draft.templates, _code(), before, request.output)
                published, failures = run.make(draft, planned, before, progress)
                problems += failures
    return Report(
        diagnostics=tuple(problems),
        planned=Counter(job.kind for job in draft.jobs) if draft else {},
        published=published,
        reasons=planned.reasons if planned else {},
        seconds=run.seconds,
        lacks_pdf=not has_digests and request.pdf == PdfMode.AUTO,
    )


def check_only(request: Request) -> Report:
    """Find all problems of `content/`, and write nothing."""
    run = _Run(request, has_digests=request.pdf != PdfMode.NEVER)
    with _without_collection():
        draft, problems = run.read()
    planned = Counter(job.kind for job in draft.jobs) if draft else {}
    return Report(tuple(problems), planned=planned, seconds=run.seconds)


class _Run:
    """One run along the spine, and the seconds that each stage takes."""

    def __init__(self, request: Request, *, has_digests: bool) -> None:
        self._request = request
        self._has_digests = has_digests
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage."""
        started = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - started

    def read(self) -> tuple[_Draft | None, list[Diagnostic]]:
        """Load, link and check; list what should exist. None if that cannot be known."""
        request = self._request
        with self.stage("load"):
            config, corpus, problems = load(request.root, SerialExecutor())
        if config is None:
            return None, problems
        with self.stage("link"):
            showing = Showing(request.now, request.drafts, request.future)
            publication, unresolved = link(corpus, config, showing)
            problems += unresolved
        typesetter = templates(_template_folders(request.root))
        with self.stage("check"):
            missing = partial(pdf.missing_characters, read=typesetter.read)
            problems += check(publication, missing if self._has_digests else None)
        if has_errors(problems):
            # Outputs rely on a publication that is whole.
            return None, problems
        imprint = _imprint(config, request, typesetter, has_digests=self._has_digests)
        with self.stage("plan"):
            jobs = tuple(
                job
                for output in outputs.discover()
                for job in output.plan(publication, typesetter, imprint)
            )
            problems += find_collisions(jobs)
            problems += find_dead_links(publication, jobs)
        return _Draft(typesetter, publication, jobs), problems

    def make(
        self, draft: _Draft, planned: Plan, before: Manifest, progress: Progress
    ) -> tuple[Published | None, list[Diagnostic]]:
        """Render what is stale and publish it with what is kept."""
        lengths = {path: entry.size for path, entry in before.files.items()}
        digests = sum(job.kind == "digest" for job in planned.stale)
        with self.stage("render"), open_executor(tasks=digests) as executor:
            artifacts, failures = render(
                planned.stale, draft.templates, executor, lengths, progress
            )
        if failures:
            return None, failures
        with self.stage("publish"):
            return publish(artifacts, planned.parts, before, self._request.output), []


def _can_make_digests(mode: PdfMode) -> bool:
    """Whether this build makes PDFs. Raises PdfUnavailableError if it must and cannot."""
    if mode == PdfMode.NEVER:
        return False
    if not pdf.is_available():
        if mode == PdfMode.ALWAYS:
            raise PdfUnavailableError
        return False
    return True


def _template_folders(root: Path) -> tuple[str, ...]:
    """The publication's own templates, where there are any, before the package's."""
    own = root / "templates"
    folders = [own, package_folder()] if own.is_dir() else [package_folder()]
    return tuple(dict.fromkeys(str(folder.resolve()) for folder in folders))


def _imprint(
    config: Config, request: Request, typesetter: Templates, *, has_digests: bool
) -> Imprint:
    """How the publication is brought out this time."""
    print_ = fingerprint(typesetter.read("static/style.css"))
    return Imprint(
        url=request.base_url or config.url,
        stylesheet=f"assets/style.{print_}.css",
        icon="assets/mark.svg",
        has_digests=has_digests,
    )


_SHAPING = ("jinja2", "markdown-it-py", "mdit-py-plugins", "feedgen", "lxml", "weasyprint")
"""The packages whose version shapes the bytes of what is made."""


def _code() -> str:
    """A fingerprint of all that makes bytes: this package's source, its libraries, Python."""
    source = Path(__file__).parent
    texts = [file.read_bytes() for file in sorted(source.rglob("*.py"))]
    versions = [metadata.version(name) for name in _SHAPING]
    return fingerprint(b"\0".join(texts) + repr((versions, sys.version_info[:2])).encode())


@contextmanager
def _without_collection() -> Iterator[None]:
    """Let no garbage collection walk content that is all kept: a tenth of a large build."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
