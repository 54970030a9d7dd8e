"""`briefs check`: find all problems of content/.

In:  what is to be shown, and in what format.
Out: the problems, and what the claims of each edition rest on; nothing is written but the memo.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefs import console
from briefs.codes import CONTENT, FINE
from briefs.config import Request
from briefs.diagnostics import Diagnostic, Severity, has_errors
from briefs.invocation import options, project
from briefs.report import Report
from briefs.reporting import github, jsonl, manual, sarif, table
from briefs.reporting.findings import Findings, find
from briefs.suggest import did_you_mean

FORMATS: dict[str, Callable[[Findings], Iterator[str]]] = {
    "json": jsonl.lines,
    "github": github.lines,
    "sarif": sarif.lines,
}
"""Formats for programs, beside `text` for people."""


class Code(click.ParamType[str]):
    """The code of a diagnostic."""

    name = "code"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Know the code, or say which it may be a slip of."""
        known = manual.paragraphs()
        if value not in known:
            advice = did_you_mean(value, known) or "docs/diagnostics.md lists them all"
            self.fail(f'there is no code "{value}"; {advice}', param, ctx)
        return str(value)


def explain(ctx: click.Context, param: click.Parameter, code: str | None) -> None:
    """Print what the manual says of a code, and end: nothing else is asked then."""
    if code is not None:
        click.echo(f"{code}\n\n{manual.plain(code)}")
        ctx.exit(FINE)


@click.command()
@options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    help="Draw problems for people, or print a format for programs and nothing else.",
)
@click.option(
    "--only",
    type=Code(),
    multiple=True,
    metavar="CODE",
    help="Show, and fail for, problems of this code alone; can be given several times.",
)
@click.option(
    "--explain",
    type=Code(),
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=explain,
    help="Say what a code means and how to mend it, and do no more.",
)
def check(
    *,
    root: Path,
    clock: datetime | None,
    drafts: bool,
    future: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
    form: str,
    only: tuple[str, ...],
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
    problems = tuple(found for found in report.diagnostics if not only or found.code in only)
    if form == "text":
        console.print_problems(problems, root)
    else:
        console.print_lines(FORMATS[form](find(problems, root, report.tallies)))
    if form == "text" and not quiet:
        console.print_lines(_table(report, problems, shows_all=verbose))
        click.echo(_conclusion(root, problems, only))
    if verbose:
        console.print_seconds(report)
    return CONTENT if has_errors(problems, strict=strict) else FINE


def _table(report: Report, problems: Sequence[Diagnostic], *, shows_all: bool) -> Iterator[str]:
    """What the claims of each edition rest on, as wide as the terminal."""
    faulty = {found.where.path for found in problems if found.severity != Severity.NOTE}
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return table.lines(report.tallies, faulty, width, shows_all=shows_all)


def _conclusion(root: Path, problems: Sequence[Diagnostic], only: Sequence[str]) -> str:
    """`Checked content: 1 error; briefs check --explain CODE says more`."""
    limits = f" ({', '.join(only)} only)" if only else ""
    more = "; briefs check --explain CODE says more" if problems else ""
    return f"Checked {root / 'content'}{limits}: {console.tally(problems)}{more}"
