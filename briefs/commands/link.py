"""`briefs link`: what open sub-stories are likely about, and the lines that say so, if you agree.

In:  which suggestions may be written.
Out: each suggestion with its patch; files of content with what was confirmed, and nothing else new.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

import click

from briefs.codes import CONTENT, FINE, USAGE
from briefs.config import Request
from briefs.invocation import Clock, in_folder, project
from briefs.leads import Lead, Leads
from briefs.linking import Band, Suggestion
from briefs.locator import Locator
from briefs.patching import write_target
from briefs.rewriting import NotWrittenError, read, rewrite


@click.command()
@in_folder
@click.option("--clock", type=Clock(), metavar="TIME", help="Take this moment for now.")
@click.option("-D", "--drafts", is_flag=True, help="Look at drafts too.")
@click.option("-F", "--future", is_flag=True, help="Look at what is dated in the future too.")
@click.option("--apply", is_flag=True, help="Write targets; ask before each.")
@click.option("--clear", is_flag=True, help="With --apply: write the clear ones, ask nothing.")
@click.option("--yes", is_flag=True, help="With --apply: write all of them, ask nothing.")
def link(
    *,
    root: Path,
    clock: datetime | None,
    drafts: bool,
    future: bool,
    apply: bool,
    clear: bool,
    yes: bool,
) -> int:
    """Say what sub-stories that lead nowhere are likely about, and write it where you agree."""
    if (clear or yes) and not apply:
        raise click.UsageError("--clear and --yes say what --apply writes without asking")
    from briefs.consulting import consult

    folder = project(root)
    now = clock or datetime.now(UTC)
    request = Request(folder, folder / "site", now=now, drafts=drafts, future=future)
    leads = consult(request, lambda publication: [*Leads(publication)])
    is_asking = apply and not clear and not yes
    is_heard = sys.stdin.isatty()
    desk = _Desk(folder, _choice(apply=apply, clear=clear, yes=yes, is_heard=is_heard))
    leads.sort(key=lambda lead: (lead.place.path, lead.place.keys[-1]))
    for path, found in groupby(leads, key=lambda lead: lead.place.path):
        desk.link(path, [*found])
    click.echo(desk.summary(leads))
    if is_asking and not is_heard and leads:
        click.echo(_UNHEARD, err=True)
        return USAGE
    return CONTENT if desk.refused else FINE


_UNHEARD = (
    "Nothing is written, for nobody can be asked here: "
    "--clear writes the clear ones, --yes all of them"
)

Choice = Callable[[Suggestion], bool]
"""Whether a suggestion is to be written."""


def _choice(*, apply: bool, clear: bool, yes: bool, is_heard: bool) -> Choice:
    """Who decides what is written."""
    if apply and is_heard and not clear and not yes:
        return lambda suggestion: click.confirm(f"  write `{suggestion.target.line}`?")
    return lambda suggestion: yes or (clear and suggestion.band == Band.CLEAR)


@dataclass
class _Desk:
    """Shows the suggestions file by file, and writes what is chosen."""

    folder: Path
    choice: Choice
    written: int = 0
    refused: list[str] = field(default_factory=list)

    def link(self, path: str, leads: Sequence[Lead]) -> None:
        """Show the suggestions for one file, and write those that are chosen, all or none."""
        try:
            before = read(self.folder, path)
            after, chosen = before, 0
            locate = Locator(self.folder)
            for lead in leads:
                span, _ = locate(lead.place)
                click.echo(f"{path}:{span.line}:{span.column}: {lead.headline}")
                patched = self._offer(after, lead)
                chosen += patched is not None
                after = patched or after
            if chosen:
                rewrite(self.folder, path, before, after)
                self.written += chosen
        except NotWrittenError as problem:
            self._refuse(path, problem)

    def _offer(self, data: bytes, lead: Lead) -> bytes | None:
        """Show one suggestion; the file with it, if it is to be written."""
        suggestion = lead.suggestion
        if suggestion is None:
            click.echo("  none: nothing in the cluster is like it, and no other cluster\n")
            return None
        click.echo(f'  {suggestion.grade}\n  "{suggestion.title}"')
        try:
            patched = write_target(data, lead.place, lead.headline, suggestion.target)
        except NotWrittenError as problem:
            self._refuse(lead.place.path, problem)
            return None
        click.echo(_drawn(data, patched, lead.place.path))
        return patched if self.choice(suggestion) else None

    def _refuse(self, path: str, problem: NotWrittenError) -> None:
        click.echo(f"briefs: {path} is as it was: {problem}", err=True)
        self.refused.append(path)

    def summary(self, leads: Sequence[Lead]) -> str:
        """`3 open sub-stories: 1 clear, 1 possible, 1 none; 1 target written`."""
        bands = Counter(lead.suggestion.band if lead.suggestion else "none" for lead in leads)
        counts = ", ".join(f"{bands[band]} {band}" for band in (*Band, "none") if bands[band])
        noun = "sub-story" if len(leads) == 1 else "sub-stories"
        targets = "target" if self.written == 1 else "targets"
        said = f"{len(leads)} open {noun}{': ' if counts else ''}{counts}"
        return f"{said}; {self.written} {targets} written" if self.written else said


def _drawn(before: bytes, after: bytes, path: str) -> str:
    """A patch, as `diff -u` draws it."""
    old, new = (data.decode().splitlines() for data in (before, after))
    drawn = unified_diff(old, new, f"a/{path}", f"b/{path}", n=2, lineterm="")
    return "\n".join([*drawn, ""])
