"""Pipeline: the spine, six calls in order.

In:  a `Request`.
Out: a `Report`: the problems, and what happened to the files. Nothing is printed here.

If an error exists after `check`, nothing is made; if one file cannot be made, nothing is published.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

from briefs import outputs, pdf
from briefs.config import PdfMode, Request
from briefs.desk import Desk
from briefs.diagnostics import Diagnostic, EnvironmentFault, Span, error, has_errors
from briefs.drafts import Draft, Inspect, ignore_draft
from briefs.examinations import Examinations
from briefs.executors import workers_for
from briefs.fingerprints import fingerprint
from briefs.glances import Glances
from briefs.hands import Hands
from briefs.history import History
from briefs.inquiry import inquire
from briefs.jobs import Imprint, Progress, ignore_progress
from briefs.manifest import read_manifest
from briefs.memo import Memo
from briefs.model import Config
from briefs.report import NO_PDF, Published, Report
from briefs.shelf import MissingBodyError
from briefs.source_code import code_print
from briefs.stages.check import begin
from briefs.stages.link import Showing, link
from briefs.stages.load import load
from briefs.stages.plan import explain, find_collisions, find_dead_links, plan
from briefs.stages.publish import Spare, Staging, only_build
from briefs.stages.render import Press, render
from briefs.standing import Snapshot, keep_standing, take_snapshot
from briefs.tallies import tallies_of
from briefs.templates import TemplateFault, Templates, package_folder, templates

MANY = 3000
"""Files of content from which on one thing is done by another process while this one goes on: of
fewer, all that there is to do meanwhile takes less time than a fork."""


class PdfUnavailableError(EnvironmentFault):
    """Digests were demanded, and WeasyPrint or Pango is not here."""


def build(
    request: Request, snapshot: Snapshot | None = None, progress: Progress = ignore_progress
) -> Report:
    """Turn `content/` into the output folder. `snapshot` is its state, if it was just looked at.

    Raises OutputError if that folder cannot be replaced, PdfUnavailableError if digests are
    demanded and cannot be made, WorkersError if the executor cannot be had.
    """
    has_digests = _can_make_digests(request.pdf)
    before = snapshot or take_snapshot(request.root, request.options)
    with _without_collection(), only_build(request.output):
        try:
            outcome = _Run(request, before, has_digests=has_digests).build(progress)
        except MissingBodyError:
            # The memo is damaged, and thrown away by now: everything is read anew, once.
            outcome = _Run(request, before, has_digests=has_digests).build(progress)
    report = replace(outcome.report, lacks_pdf=not has_digests and request.pdf == PdfMode.AUTO)
    if report.published is not None:
        keep_standing(request, before, outcome.until, report)
    return report


def check_only(request: Request, inspect: Inspect = ignore_draft) -> Report:
    """Find all problems of `content/`, and write nothing but the memo."""
    has_digests = request.pdf != PdfMode.NEVER
    before = take_snapshot(request.root, request.options)
    with _without_collection():
        try:
            return _Run(request, before, has_digests=has_digests).check(inspect)
        except MissingBodyError:
            return _Run(request, before, has_digests=has_digests).check(inspect)


class _Outcome(NamedTuple):
    """A report, and until when the same content would give the same."""

    report: Report
    until: datetime | None = None


class _Result(NamedTuple):
    """What became of a draft; nothing is published where something could not be made."""

    published: Published | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    reasons: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class _Run:
    """One run along the spine, and the seconds that each stage takes."""

    def __init__(self, request: Request, snapshot: Snapshot, *, has_digests: bool) -> None:
        self._request = request
        self._snapshot = snapshot
        self._has_digests = has_digests
        self._code = code_print()
        self._memo = Memo(request.cache, self._code)
        self._here = workers_for(None)
        self._others = workers_for(None, least=1 if len(snapshot.content) > MANY else 2)
        self._readers = self._others
        self._typesetter = templates(_template_folders(request.root))
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage."""
        started = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - started

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        """Throw the memo away where it turns out to be damaged."""
        try:
            yield
        except MissingBodyError:
            self._memo.forget()
            raise
        finally:
            self._memo.close()
            self._others.close()
            self._here.close()

    def check(self, inspect: Inspect) -> Report:
        """Load, link and check, and list what would be made."""
        with self._doubting():
            draft, problems = self._read()
            if draft is not None and not has_errors(problems):
                problems += inspect(draft)
        report = self._report(draft, problems, _Result())
        if draft is None:
            return report
        return replace(report, tallies=tuple(tallies_of(draft.publication, draft.examined)))

    def build(self, progress: Progress) -> _Outcome:
        """The whole spine; nothing is made where a problem stops it."""
        result = _Result()
        with (
            self._doubting(),
            closing(Hands(self._request, self._typesetter)) as hands,
            closing(Spare(self._request.output)) as spare,
        ):
            self._readers = hands.beside(self._others)
            draft, problems = self._read()
            if draft is not None and not has_errors(problems, strict=self._request.strict):
                result = self._make(draft, hands, spare, progress)
        until = draft.publication.until if draft else None
        return _Outcome(self._report(draft, problems, result), until)

    def _report(
        self, draft: Draft | None, problems: Sequence[Diagnostic], result: _Result
    ) -> Report:
        return Report(
            diagnostics=(*problems, *result.diagnostics),
            planned=Counter(job.kind for job in draft.jobs) if draft else {},
            published=result.published,
            reasons=result.reasons,
            seconds=self.seconds,
        )

    def _read(self) -> tuple[Draft | None, list[Diagnostic]]:
        """Load, link and check; list what should exist. None if that cannot be known."""
        request = self._request
        with self.stage("load"):
            loaded = load(request.root, self._snapshot.content, self._memo, self._readers)
            problems = loaded.diagnostics
        # Without a configuration nothing is made, but all other problems are found all the same.
        config = loaded.config or Config(title="?", url="https://example.org/")
        with self.stage("link"):
            showing = Showing(request.now, request.drafts, request.future)
            publication, unresolved = link(loaded.corpus, config, loaded.shelf, showing)
            problems += unresolved
        typesetter = self._typesetter
        with self.stage("check"):
            examinations = Examinations(request.cache, self._code)
            examined = inquire(publication, examinations, self._here)
            lacking = partial(pdf.missing_characters, read=typesetter.read)
            missing = lacking if self._has_digests else None
            glances = Glances(request.cache, self._code)
            checking = begin(publication, examined, missing, glances, self._others)
        imprint = _imprint(config, request, typesetter, has_digests=self._has_digests)
        try:
            with self.stage("plan"):
                desk = Desk(publication, imprint, typesetter)
                jobs = tuple(job for output in outputs.discover() for job in output.plan(desk))
                misled = [*find_collisions(jobs), *find_dead_links(publication, jobs)]
        finally:
            with self.stage("check"):
                (found,) = checking
        problems += [*found, *misled]
        if loaded.config is None:
            return None, problems
        return Draft(typesetter, loaded.corpus, publication, jobs, self._code, examined), problems

    def _make(self, draft: Draft, hands: Hands, spare: Spare, progress: Progress) -> _Result:
        """Render what is stale, and publish it with what is kept."""
        try:
            return self._publish(draft, hands, spare, progress)
        except TemplateFault as fault:
            where = Span(fault.path, fault.line, 1)
            return _Result(diagnostics=(error("template-error", fault.reason, where),))

    def _publish(self, draft: Draft, hands: Hands, spare: Spare, progress: Progress) -> _Result:
        output = self._request.output
        with self.stage("plan"):
            before = read_manifest(output)
            are_as_left = spare.are_as_left()
            if are_as_left:
                before.believe()
            planned = plan(draft.jobs, draft.templates, self._code, before)
            history = History(self._request.cache, output)
            makings = history.makings(path for path in planned.parts if path in before.files)
            earlier = {path: making.parts for path, making in makings.items()}
            reasons = explain(planned, before, earlier)
        if not planned.stale and before.files.keys() == planned.keys.keys():
            sizes = {path: entry.size for path, entry in before.files.items()}
            return _Result(Published((), len(planned.keys), (), sizes))
        staging = Staging(output, before, are_as_left=are_as_left)
        with self.stage("render"):
            staging.open(planned.keys)
            lengths = {path: entry.size for path, entry in before.files.items()}
            press = Press(draft.templates, staging.put)
            with hands.making(planned.stale, draft.publication.config.executor) as workers:
                artifacts, failures = render(planned.stale, press, workers, lengths, progress)
        if failures:
            return _Result(diagnostics=tuple(failures))
        with self.stage("publish"):
            published = staging.publish(artifacts, planned.keys)
            history.keep(planned.parts, reasons)
        return _Result(published, reasons=reasons)


def _can_make_digests(mode: PdfMode) -> bool:
    """Whether this build makes PDFs. Raises PdfUnavailableError if it must and cannot."""
    if mode == PdfMode.NEVER:
        return False
    if not pdf.is_available():
        if mode == PdfMode.ALWAYS:
            raise PdfUnavailableError(f"--pdf always, but {NO_PDF}")
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
