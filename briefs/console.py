"""Console: what a person sees of a build.

In:  reports and diagnostics.
Out: problems drawn in file order and a progress bar on standard error, one summary line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

TYPE_CHECKING = False  # As in `typing`, which takes long to import.
if TYPE_CHECKING:
    from pathlib import Path

    from briefs.config import Request
    from briefs.diagnostics import Diagnostic, Drawing
    from briefs.jobs import Progress
    from briefs.report import Report


def say(text: str, *, is_aside: bool = False) -> None:
    """Print a line, or some, on standard output; or aside, on standard error."""
    stream = sys.stderr if is_aside else sys.stdout
    encoding = getattr(stream, "encoding", None) or ""
    if os.name == "posix" and text.replace("\n", "").isprintable() and encoding.lower() == "utf-8":
        stream.write(f"{text}\n")
        stream.flush()
        return
    # What a terminal may misread, or one that may misread it, is known to click.
    import click

    click.echo(text, err=is_aside)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, shown once making files takes a while; elsewhere nothing."""
    if quiet or not sys.stderr.isatty():
        from briefs.jobs import ignore_progress

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


_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def print_problems(diagnostics: Iterable[Diagnostic], root: Path) -> None:
    """Draw all problems in file order, on standard error."""
    found = tuple(diagnostics)
    if found:
        from briefs.diagnostics import drawings
        from briefs.locator import Locator

        print_drawings(drawings(found, Locator(root)))


def print_drawings(drawings: Iterable[Drawing | tuple[str, str, str]]) -> None:
    """Print problems that are drawn, on standard error."""
    if not _wants_colour():
        for _, _, text in drawings:
            say(text, is_aside=True)
        return
    import click

    for severity, word, text in drawings:
        styled = click.style(word, fg=_COLOURS[severity], bold=True)
        click.echo(text.replace(word, styled, 1), err=True, color=True)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on standard output, as UTF-8 whatever the machine's own encoding."""
    import click

    click.echo("".join(f"{line}\n" for line in lines).encode(), nl=False)


def _wants_colour() -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR says no (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`."""
    from briefs.diagnostics import Severity

    found = set(diagnostics)
    counts = {level: sum(item.severity == level for item in found) for level in Severity}
    words = [_count(number, level.value) for level, number in counts.items() if number]
    return ", ".join(words) or "no problems"


def print_refusal(report: Report, request: Request) -> None:
    """The last line of a build that was refused."""
    from briefs.diagnostics import has_errors

    strictly = "" if has_errors(report.diagnostics) else " (--strict)"
    said = f"Not built{strictly}: {tally(report.diagnostics)}"
    say(f"{said}; {request.output} is as it was", is_aside=True)


def summary(
    planned: Mapping[str, int], unchanged: int, pruned: int, output: str, seconds: float
) -> str:
    """`Built 98 pages, 2 feeds, 4 PDFs in 3.2 s (97 of 121 files reused) → site/`."""
    names = {"page": "page", "feed": "feed", "digest": "PDF"}
    found = {name: planned[kind] for kind, name in names.items() if kind in planned}
    counts = ", ".join(_count(number, name) for name, number in found.items())
    removed = f", {_count(pruned, 'old file')} removed" if pruned else ""
    reused = f"{unchanged} of {sum(planned.values())} files reused{removed}"
    here = os.getcwd()
    shown = "." if output == here else output.removeprefix(os.path.join(here, ""))
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
        say(f"  {', '.join(reasons)}: {', '.join(paths[:SHOWN])}{more}", is_aside=True)
    print_seconds(report)


def print_seconds(report: Report) -> None:
    if not report.seconds:
        return
    times = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in report.seconds.items())
    say(f"  {times}", is_aside=True)
