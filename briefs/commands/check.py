"""`briefs check`: find all problems of content/.

In:  what is to be shown.
Out: the problems, and one line that counts them; nothing is written but the memo.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from briefs import console
from briefs.config import Request
from briefs.diagnostics import has_errors
from briefs.invocation import CONTENT, FINE, options, project


@click.command()
@options
def check(
    *,
    root: Path,
    clock: datetime | None,
    drafts: bool,
    future: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Find all problems of content/, and write nothing."""
    from briefs import pipeline

    request = Request(
        root=project(root),
        output=root / "site",
        now=clock or datetime.now(UTC),
        drafts=drafts,
        future=future,
        strict=strict,
    )
    report = pipeline.check_only(request)
    console.print_problems(report.diagnostics, request.root)
    if verbose:
        console.print_seconds(report)
    if not quiet:
        click.echo(f"Checked {request.root / 'content'}: {console.tally(report.diagnostics)}")
    return CONTENT if has_errors(report.diagnostics, strict=strict) else FINE
