"""Command line: `briefs build`, `check`, `test`.

In:  arguments.
Out: what `console.py` prints of a report; the exit code: 0 fine, 1 content, 2 usage, 3 environment,
     70 our bug.
"""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

import click

from briefs import __version__, console
from briefs.config import PdfMode, Request
from briefs.diagnostics import EnvironmentFault, has_errors
from briefs.moments import parse_moment
from briefs.report import NO_PDF, Report
from briefs.shapes import ShapeError, base_url
from briefs.standing import Snapshot, read_standing, take_snapshot

FINE, CONTENT, USAGE, ENVIRONMENT, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


def run() -> NoReturn:
    """Run the command of this process, and end it at once.

    Python would take the whole publication apart object by object first, which takes as long as
    making a few thousand pages.
    """
    code = main()
    atexit._run_exitfuncs()  # noqa: SLF001 (what others want done at the end is done)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code. Without a command the arguments are `build`'s."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help", "--version"}):
        given = ["build", *given]
    try:
        result = commands.main(given, prog_name="briefs", standalone_mode=False)
    except (BrokenPipeError, SystemExit):
        # Whoever read our output has closed it (click exits then); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 (see _code_of)
        return _code_of(problem)
    return result if isinstance(result, int) else FINE


def _code_of(problem: BaseException) -> int:
    """Say what went wrong; its exit code. What is not foreseen is our bug, and is said to be."""
    if isinstance(problem, click.ClickException):
        problem.show()
        return problem.exit_code
    if isinstance(problem, (click.Abort, KeyboardInterrupt)):
        click.echo("briefs: interrupted; the output is as it was", err=True)
        return INTERRUPTED
    if isinstance(problem, EnvironmentFault):
        click.echo(f"briefs: {problem}", err=True)
        return ENVIRONMENT
    if isinstance(problem, OSError):
        click.echo(f"briefs: {problem.strerror or problem}: {problem.filename or ''}", err=True)
        return ENVIRONMENT
    import traceback

    traceback.print_exception(problem)
    click.echo("briefs: this is a bug of ours; please report it with the lines above", err=True)
    return BUG


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefs")
def commands() -> None:
    """Compile a briefing newsletter: an HTML site, feeds, and a PDF digest of each edition."""


class _Clock(click.ParamType[datetime]):
    """A moment of the command line."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read a date, or a date with a time; without a zone it is UTC."""
        try:
            return parse_moment(value).resolve(UTC)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class _BaseUrl(click.ParamType[str]):
    """The address of a home page."""

    name = "url"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Read an address; it ends in a slash."""
        try:
            return base_url(value)
        except ShapeError as problem:
            self.fail(str(problem), param, ctx)


def _options(command: Any) -> Any:
    """The options that `build` and `check` share."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say why each file is made, and times."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems."),
        click.option("--strict", is_flag=True, help="Let warnings fail as errors do."),
        click.option("-F", "--future", is_flag=True, help="Show what is dated in the future."),
        click.option("-D", "--drafts", is_flag=True, help="Show drafts."),
        click.option("--clock", type=_Clock(), metavar="TIME", help="Take this moment for now."),
        click.option(
            "-C",
            "root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            default=Path(),
            metavar="DIR",
            help="The folder that has the content/ (default: here).",
        ),
    ):
        command = option(command)
    return command


@commands.command()
@_options
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="OUT",
    help="The folder to write (default: DIR/site).",
)
@click.option(
    "-b", "--base-url", type=_BaseUrl(), metavar="BASE_URL", help="The site's address this time."
)
@click.option(
    "--pdf",
    type=click.Choice([mode.value for mode in PdfMode]),
    default=PdfMode.AUTO.value,
    help="Make PDFs if WeasyPrint works here, always, or never.",
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
    quiet: bool,
    verbose: bool,
) -> int:
    """Turn content/ into site/."""
    request = Request(
        root=_project(root),
        output=_safe_output(root, output or root / "site"),
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
    console.print_problems(report.diagnostics, request.root)
    if report.lacks_pdf and not quiet:
        click.echo(f"briefs: no PDFs were made: {NO_PDF}", err=True)
    if report.published is None:
        console.print_refusal(report, request)
        return CONTENT
    if verbose:
        console.print_details(report)
    if not quiet:
        click.echo(console.summary(report, report.published, request, perf_counter() - started))
    return FINE


def _build(request: Request, snapshot: Snapshot, *, quiet: bool) -> Report:
    """Build what has changed. The spine is imported here, since often there is nothing to do."""
    from briefs import pipeline

    with console.progress_bar(quiet=quiet) as progress:
        return pipeline.build(request, snapshot, progress)


@commands.command()
@_options
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
        root=_project(root),
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


@commands.command()
@click.argument("path")
@click.option("-C", "root", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="OUT")
def explain(path: str, root: Path | None, output: Path | None) -> int:
    """Say why a file of the site was made anew by the last build, or was kept."""
    from briefs import explaining

    project = _project(root or Path())
    out = _safe_output(project, output or project / "site")
    sentences = explaining.explain(project, out, path)
    click.echo("\n".join(sentences))
    return FINE


_PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}


@commands.command(context_settings=_PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> int:
    """Measure briefs, beside other generators; arguments go to `python -m bench`."""
    return _run_of_ours("bench", "bench", arguments)


@commands.command(context_settings=_PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> int:
    """Run the tests of briefs itself; arguments go to pytest."""
    return _run_of_ours("tests", "pytest", arguments)


def _run_of_ours(folder: str, module: str, arguments: tuple[str, ...]) -> int:
    """Run a module on what only the repository holds."""
    import subprocess

    home = Path(__file__).resolve().parent.parent
    if not (home / folder).is_dir():
        raise click.UsageError(f"{folder}/ is in the repository of briefs, not in the package")
    done = subprocess.run(  # noqa: S603 (our own interpreter, and arguments of who runs it)
        [sys.executable, "-m", module, *arguments], cwd=home, check=False
    )
    return done.returncode


def _project(root: Path) -> Path:
    """The project folder, if it has content."""
    if not (root / "content").is_dir():
        raise click.UsageError(f"there is no content/ in {root.resolve()}; -C names another folder")
    return root


def _safe_output(root: Path, output: Path) -> Path:
    """The output folder, if replacing it can harm nothing that it is made from."""
    found = output.resolve()
    if found.exists() and not found.is_dir():
        raise click.UsageError(f"{output} is a file, not a folder")
    for source in (root.resolve(), root.resolve() / "content", root.resolve() / "templates"):
        if source == found or found in source.parents:
            raise click.UsageError(f"the output folder may not be or hold {source}")
    for source in (root.resolve() / "content", root.resolve() / "templates"):
        if source in found.parents:
            raise click.UsageError(f"the output folder may not be inside {source}")
    return found
