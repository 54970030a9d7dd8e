"""Building: one build, from its options to its last line.

In:  what `briefs build` is given.
Out: the site, what `console.py` prints of the report, and the exit code.

Often there is nothing to do. So what knows of content and of problems is imported where there is
any.
"""

from __future__ import annotations

import time

from briefs import console
from briefs.codes import CONTENT, FINE
from briefs.standing import Snapshot, look
from briefs.usual import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefs.diagnostics import Diagnostic


def build(options: Options) -> int:
    """Turn content/ into the output folder; the exit code."""
    started = time.perf_counter()
    now = options.clock.timestamp() if options.clock else time.time()
    asked = options.base_url, options.drafts, options.future, options.strict, options.pdf
    snapshot, standing = look(options.root, options.output, asked, now)
    if standing is None:
        return _build(options, now, snapshot, started)
    if options.form == "text":
        console.print_drawings(standing.drawings)
    else:
        _show(standing.diagnostics(), options)
    _sum_up(options, standing.planned, len(standing.paths), 0, started)
    return FINE


def _build(options: Options, now: float, snapshot: Snapshot, started: float) -> int:
    """Build what has changed. The spine is imported here, since often there is nothing to do."""
    from datetime import UTC, datetime
    from pathlib import Path

    from briefs import pipeline
    from briefs.config import PdfMode, Request
    from briefs.report import NO_PDF

    request = Request(
        root=Path(options.root),
        output=Path(options.output),
        now=options.clock or datetime.fromtimestamp(now, UTC),
        base_url=options.base_url,
        drafts=options.drafts,
        future=options.future,
        strict=options.strict,
        pdf=PdfMode(options.pdf),
    )
    with console.progress_bar(quiet=options.quiet) as progress:
        report = pipeline.build(request, snapshot, progress)
    if report.diagnostics:
        _show(report.diagnostics, options)
    if report.lacks_pdf and not options.quiet:
        console.say(f"briefs: no PDFs were made: {NO_PDF}", is_aside=True)
    published = report.published
    if published is None:
        console.print_refusal(report, request)
        return CONTENT
    if options.verbose:
        console.print_details(report)
    _sum_up(options, report.planned, published.unchanged, len(published.pruned), started)
    return FINE


def _sum_up(
    options: Options, planned: Mapping[str, int], unchanged: int, pruned: int, started: float
) -> None:
    """The last line."""
    if not options.quiet:
        seconds = time.perf_counter() - started
        said = console.summary(planned, unchanged, pruned, options.output, seconds)
        console.say(said, is_aside=options.form == "github")


def _show(diagnostics: Sequence[Diagnostic], options: Options) -> None:
    """The problems: drawn, or as annotations."""
    from pathlib import Path

    root = Path(options.root)
    if options.form == "github":
        from briefs.reporting import github
        from briefs.reporting.findings import find

        console.print_lines(github.lines(find(diagnostics, root)))
    else:
        console.print_problems(diagnostics, root)
