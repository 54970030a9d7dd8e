"""`briefs explain`: why a file of the site was made anew, or kept.

In:  the path of a file of the site.
Out: sentences.
"""

from __future__ import annotations

from pathlib import Path

import click

from briefs.codes import FINE
from briefs.invocation import in_folder, project, safe_output


@click.command()
@click.argument("path")
@in_folder
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="OUT")
def explain(path: str, root: Path, output: Path | None) -> int:
    """Say why a file of the site was made anew by the last build, or was kept."""
    from briefs import explaining

    folder = project(root)
    out = safe_output(folder, output or folder / "site")
    sentences = explaining.explain(folder, out, path)
    click.echo("\n".join(sentences))
    return FINE
