"""Console: what a person sees of a build.

In:  reports and diagnostics.
Out: problems drawn in file order and a progress bar on standard error, one summary line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.diagnostics import Diagnostic, Severity, draw, has_errors, in_file_order
from briefs.jobs import Progress, ignore_progress

if TYPE_CHECKING:
    from briefs.config import Request
    from briefs.report import Published, Report


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, shown once making files takes a while; elsewhere nothing."""
    if quiet or not sys.stderr.isatty():
        yield ignore_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("making"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("files", total=None)

        def advance(made: int, total: int) -> None:
            bar.update(task, completed=made, total=total)

        yield advance


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_problems(diagnostics: Iterable[Diagnostic], root: Path) -> None:
    """Draw all problems in file order, on standard error."""
    found = tuple(diagnostics)
    if not found:
        return
    from briefs.locator import Locator

    locate = Locator(root)
    colour = _wants_colour()
    for diagnostic in in_file_order(found, locate):
        first, *rest = draw(diagnostic, locate).split("\n")
        word = f"{diagnostic.severity}[{diagnostic.code}]"
        if colour:
            styled = click.style(word, fg=_COLOURS[diagnostic.severity], bold=True)
            first = first.replace(word, styled, 1)
        click.echo("\n".join([first, *rest]), err=True, color=colour)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on standard output, as UTF-8 whatever the machine's own encoding."""
    click.echo("".join(f"{line}\n" for line in lines).encode(), nl=False)


def _wants_colour() -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR says no (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`."""
    found = set(diagnostics)
    counts = {level: sum(item.severity == level for item in found) for level in Severity}
    words = [_count(number, level.value) for level, number in counts.items() if number]
    return ", ".join(words) or "no problems"


def print_refusal(report: Report, request: Request) -> None:
    """The last line of a build that was refused."""
    strictly = "" if has_errors(report.diagnostics) else " (--strict)"
    click.echo(
        f"Not built{strictly}: {tally(report.diagnostics)}; {request.output} is as it was",
        err=True,
    )


def summary(report: Report, published: Published, request: Request, seconds: float) -> str:
    """`Built 98 pages, 2 feeds, 4 PDFs in 3.2 s (97 of 121 files reused) → site/`."""
    names = {"page": "page", "feed": "feed", "digest": "PDF"}
    counts = ", ".join(
        _count(report.planned[kind], name) for kind, name in names.items() if kind in report.planned
    )
    total = sum(report.planned.values())
    pruned = f", {_count(len(published.pruned), 'old file')} removed" if published.pruned else ""
    reused = f"{published.unchanged} of {total} files reused{pruned}"
    try:
        shown = request.output.relative_to(Path.cwd())
    except ValueError:
        shown = request.output
    return f"Built {counts} in {seconds:.1f} s ({reused}) → {shown}/"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


SHOWN = 5
"""Files that `-v` names of those that are made anew for the same reasons."""


def print_details(report: Report) -> None:
    """Why files were made, those of one reason together, and the seconds of each stage."""
    by_reasons: dict[tuple[str, ...], list[str]] = {}
    for path, reasons in report.reasons.items():
        by_reasons.setdefault(reasons, []).append(path)
    for reasons, paths in by_reasons.items():
        more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
        click.echo(f"  {', '.join(reasons)}: {', '.join(paths[:SHOWN])}{more}", err=True)
    print_seconds(report)


def print_seconds(report: Report) -> None:
    if not report.seconds:
        return
    times = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in report.seconds.items())
    click.echo(f"  {times}", err=True)
