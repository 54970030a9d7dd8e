"""`briefs bench`: measure briefs, beside other generators.

In:  arguments that are passed on.
Out: the exit code of what runs.
"""

from __future__ import annotations

import click

from briefs.repository import PASSED_ON, run_module


@click.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> int:
    """Measure briefs, beside other generators; arguments go to `python -m bench`."""
    return run_module("bench", "bench", arguments)
