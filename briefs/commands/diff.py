"""`briefs diff`: what subscribers and readers would notice of this content.

In:  the folder of the site as it was published.
Out: what becomes of each feed's items, and problems; nothing is written but the memo.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefs import console
from briefs.codes import CONTENT, FINE
from briefs.config import PdfMode, Request
from briefs.diagnostics import Diagnostic, has_errors
from briefs.invocation import BaseUrl, options, project
from briefs.permalinks import ATOM, RSS
from briefs.reporting import jsonl
from briefs.reporting.findings import find

if TYPE_CHECKING:
    from briefs.comparing import Change, Comparison, FeedChanges
    from briefs.drafts import Draft


@click.command()
@options
@click.option(
    "--against",
    type=click.Path(exists=True, path_type=Path),
    metavar="SITE",
    help="The site as it was published, or its manifest (default: DIR/site).",
)
@click.option(
    "-b", "--base-url", type=BaseUrl(), metavar="BASE_URL", help="The site's address this time."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or one JSON object a line.",
)
def diff(
    *,
    root: Path,
    against: Path | None,
    base_url: str | None,
    form: str,
    clock: datetime | None,
    drafts: bool,
    future: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say what subscribers would see, against the site as it was published."""
    from briefs import pipeline
    from briefs.comparing import Comparison
    from briefs.published import PublishedSite
    from briefs.subscribers import complaints

    site = PublishedSite(against or project(root) / "site")
    request = Request(
        root=project(root),
        output=root / "site",
        now=clock or datetime.now(UTC),
        base_url=base_url,
        drafts=drafts,
        future=future,
        strict=strict,
        # Items link their digests, so these are compared as if they were made here too.
        pdf=PdfMode.AUTO if site.has_digests else PdfMode.NEVER,
    )
    made: list[Comparison] = []

    def inspect(draft: Draft) -> Iterable[Diagnostic]:
        made.append(Comparison(draft, site, request.now))
        return complaints(made[-1])

    report = pipeline.check_only(request, inspect)
    feeds = made[-1].feeds if made else ()
    if form == "json":
        _print_objects(feeds, report.diagnostics, root)
    else:
        console.print_problems(report.diagnostics, root)
        if not quiet:
            head = f"Compared with {site.folder}" if made else "Not compared"
            click.echo(f"{head}: {console.tally(report.diagnostics)}")
            for feed in feeds:
                click.echo("\n".join(_lines(feed, is_verbose=verbose)))
    return CONTENT if has_errors(report.diagnostics, strict=strict) else FINE


_SIGNS = {
    "new": "+",
    "again": "!",
    "back": "+",
    "updated": "~",
    "unchanged": "=",
    "aged": "-",
    "expired": "-",
    "vanished": "!",
}
"""How a line begins, by what becomes of its item."""

_QUIET = {"unchanged", "aged"}
"""What is counted, and listed only with `-v`."""


def _lines(feed: FeedChanges, *, is_verbose: bool) -> Iterator[str]:
    """A feed in lines: the counts, then the items of which there is something to say."""
    counts = Counter(change.state.value for change in feed.changes)
    words = ", ".join(f"{counts[state]} {state}" for state in _SIGNS if counts[state])
    twin = feed.path.replace(ATOM, RSS)
    yield f"{feed.path}, {twin}: {words or 'no items'}"
    for change in feed.changes:
        if is_verbose or change.state not in _QUIET:
            yield f"  {_SIGNS[change.state]} {change.state:<9} {_shown(change)}"


def _shown(change: Change) -> str:
    """An item by its headline, the old one too where that was another."""
    was, item = change.was, change.item
    title = item.title
    if was is not None and was.title != title:
        title = f"{was.title} → {title}"
    return f"{title} ({', '.join(change.differs)})" if change.differs else title


def _print_objects(
    feeds: Iterable[FeedChanges], diagnostics: Iterable[Diagnostic], root: Path
) -> None:
    """One object an item, then one a problem; plain ASCII, whatever content holds."""
    for feed in feeds:
        for change in feed.changes:
            click.echo(json.dumps(_item(feed.path, change)))
    console.print_lines(jsonl.lines(find(diagnostics, root)))


def _item(feed: str, change: Change) -> dict[str, Any]:
    was, item = change.was, change.item
    return {
        "feed": feed,
        "state": change.state.value,
        "id": item.id,
        "headline": item.title,
        "path": item.href,
        "differs": [*change.differs],
        "was": {"id": was.id, "headline": was.title, "path": was.href} if was else None,
    }
