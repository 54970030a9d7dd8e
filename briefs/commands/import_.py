"""`briefs import`: pasted text and lists of articles as files of content/.

In:  files, or standard input as `-`.
Out: new files, a line for each guess, and the problems; where there are any, nothing is written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.codes import CONTENT, FINE
from briefs.diagnostics import Diagnostic, Span, Where, draw
from briefs.invocation import in_folder, project
from briefs.shapes import ShapeError, identifier

if TYPE_CHECKING:
    from briefs.importing.imports import Outcome, Wishes
    from briefs.importing.pastes import Paste


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@in_folder
@click.option(
    "--kind",
    type=click.Choice(["auto", "cluster", "article", "list"]),
    default="auto",
    help="What the files are.",
)
@click.option("--date", metavar="DATE", help="The day that a cluster is dated.")
@click.option("--id", metavar="ID", help="The id of the one cluster or article.")
@click.option("--stubs", is_flag=True, help="Write records for cited articles that have none.")
@click.option("--dry-run", is_flag=True, help="Show the files, and write nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How guesses are printed.",
)
def import_(
    *,
    files: tuple[str, ...],
    root: Path,
    kind: str,
    date: str | None,
    id: str | None,
    stubs: bool,
    dry_run: bool,
    form: str,
) -> int:
    """Turn pasted text, or lists of articles, into files of content/."""
    from briefs.importing import telling
    from briefs.importing.imports import Wishes, import_all
    from briefs.importing.known import read_known
    from briefs.importing.writing import hindrances, write_all

    if id is not None and len(files) > 1:
        raise click.UsageError("--id is of one file, and here are several")
    wishes = Wishes(kind, _day(date), _identifier(id), stubs)
    pastes, unread, problems = _read_all(files)
    known = read_known(project(root))
    outcome = import_all(pastes, known, wishes)
    outcome.problems += problems
    _refuse_idle(outcome, wishes)
    outcome.problems += hindrances(root, outcome.files)
    if not outcome.problems and not dry_run:
        write_all(root, outcome.files)
    lines = telling.as_json(outcome) if form == "json" else telling.as_text(outcome)
    for line in lines:
        click.echo(line)
    if outcome.problems:
        _print_problems(outcome, [*pastes, *unread])
        return CONTENT
    if form == "text":
        click.echo(telling.summary(outcome, is_dry=dry_run), nl=False)
    return FINE


def _refuse_idle(outcome: Outcome, wishes: Wishes) -> None:
    """Refuse an option that nothing here can use: what an editor says is never passed over."""
    kinds = [draft.kind.__name__ for file in outcome.files for draft in file.drafts]
    if outcome.problems:
        return
    if wishes.date is not None and "Cluster" not in kinds:
        raise click.UsageError("--date is of a cluster, and there is none here")
    if wishes.id is not None and len(kinds) > 1:
        raise click.UsageError("--id is of one cluster or article, and here are several")


def _day(text: str | None) -> str | None:
    """A date of the command line, in the form of content files."""
    from briefs.importing.dated import read_date

    day = read_date(text) if text is not None else None
    if text is not None and day is None:
        raise click.UsageError(f'--date: "{text}" is no date, or may be two: write 2025-02-06')
    return day


def _identifier(text: str | None) -> str | None:
    """An id of the command line."""
    try:
        return identifier(text) if text is not None else None
    except ShapeError as problem:
        raise click.UsageError(f"--id: {problem}") from None


def _read_all(names: tuple[str, ...]) -> tuple[list[Paste], list[Paste], list[Diagnostic]]:
    """The texts of files; those that are refused at once, and why."""
    from briefs.importing.pastes import RefusedPaste, read_paste

    found: list[Paste] = []
    unread: list[Paste] = []
    problems: list[Diagnostic] = []
    for name in dict.fromkeys(names):
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            found.append(read_paste(name, data))
        except RefusedPaste as refused:
            unread += [refused.paste] if refused.paste else []
            problems.append(refused.problem)
        except OSError as problem:
            raise click.UsageError(f"{name}: {problem.strerror}") from None
    return found, unread, problems


def _print_problems(outcome: Outcome, pastes: list[Paste]) -> None:
    """Draw the problems with the lines of their pastes, on standard error."""
    by_name = {paste.name: paste for paste in pastes}

    def locate(where: Where) -> tuple[Span, str]:
        # Problems of a paste are placed by line and column.
        span = where if isinstance(where, Span) else Span(where.path, 1, 1)
        paste = by_name.get(span.path)
        return span, paste.line(span.line) if paste else ""

    for problem in outcome.problems:
        click.echo(draw(problem, locate), err=True)
    click.echo("Not imported: nothing was written", err=True)
