"""`briefs build`: turn content/ into site/.

In:  how it is brought out this time.
Out: what `building.py` does and says.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from briefs import building
from briefs.invocation import BaseUrl, options, project, safe_output
from briefs.usual import Options


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
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
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
    *, root: Path, output: Path | None, clock: datetime | None, **rest: str | bool | None
) -> int:
    """Turn content/ into site/."""
    whole = str(safe_output(project(root), output or root / "site"))
    return building.build(Options(str(root), whole, clock=clock, **rest))
