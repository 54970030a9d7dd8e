"""`briefs build`: turn content/ into site/.

In:  how it is brought out this time.
Out: the site, and what `console.py` prints of the report.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import click

from briefs import console
from briefs.config import PdfMode, Request
from briefs.invocation import CONTENT, FINE, BaseUrl, options, project, safe_output
from briefs.report import NO_PDF, Report
from briefs.reporting import github
from briefs.reporting.findings import find
from briefs.standing import Snapshot, read_standing, take_snapshot


@click.command()
@options
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="OUT",
    help="The folder to write (default: DIR/site).",
)
@click.option(
    "-b", "--base-url", type=BaseUrl(), metavar="BASE_URL", help="The site's address this time."
)
@click.option(
    "--pdf",
    type=click.Choice([mode.value for mode in PdfMode]),
    default=PdfMode.AUTO.value,
    help="Make PDFs if WeasyPrint works here, always, or never.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="Draw problems for people, or print them as annotations of GitHub.",
)
def build(
    *,
    root: Path,
    output: Path | None,
    base_url: str | None,
    clock: datetime | None,
    drafts: bool,
    future: bool,
    strict: bool,
    pdf: str,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Turn content/ into site/."""
    request = Request(
        root=project(root),
        output=safe_output(root, output or root / "site"),
        now=clock or datetime.now(UTC),
        base_url=base_url,
        drafts=drafts,
        future=future,
        strict=strict,
        pdf=PdfMode(pdf),
    )
    started = perf_counter()
    snapshot = take_snapshot(request)
    report = read_standing(request, snapshot) or _build(request, snapshot, quiet=quiet)
    _show(report, request, form)
    if report.lacks_pdf and not quiet:
        click.echo(f"briefs: no PDFs were made: {NO_PDF}", err=True)
    if report.published is None:
        console.print_refusal(report, request)
        return CONTENT
    if verbose:
        console.print_details(report)
    if not quiet:
        said = console.summary(report, report.published, request, perf_counter() - started)
        click.echo(said, err=form == "github")
    return FINE


def _build(request: Request, snapshot: Snapshot, *, quiet: bool) -> Report:
    """Build what has changed. The spine is imported here, since often there is nothing to do."""
    from briefs import pipeline

    with console.progress_bar(quiet=quiet) as progress:
        return pipeline.build(request, snapshot, progress)


def _show(report: Report, request: Request, form: str) -> None:
    """The problems: drawn, or as annotations."""
    if form == "github":
        console.print_lines(github.lines(find(report.diagnostics, request.root)))
    else:
        console.print_problems(report.diagnostics, request.root)
