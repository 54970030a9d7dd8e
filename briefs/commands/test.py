"""`briefs test`: run the tests of briefs itself.

In:  arguments that are passed on.
Out: the exit code of what runs.
"""

from __future__ import annotations

import click

from briefs.repository import PASSED_ON, run_module


@click.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> int:
    """Run the tests of briefs itself; arguments go to pytest."""
    return run_module("tests", "pytest", arguments)
