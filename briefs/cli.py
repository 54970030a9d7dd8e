"""Command line: runs the verb that is given.

In:  arguments.
Out: an exit code; what a verb does and says stands in the file of its name in `commands/`.

Click is imported where it is needed: not for a build as it is usually asked for.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress

from briefs.codes import BUG, ENVIRONMENT, FINE, INTERRUPTED
from briefs.usual import usual

TYPE_CHECKING = False  # As in `typing`, which takes as long to import as all else here.
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """Run the command of this process, and end it at once.

    Python would take the whole publication apart object by object first, which takes as long as
    making a few thousand pages. Nor is garbage looked for on the way: what a build knows is kept.
    """
    gc.disable()
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
        return _run(given)
    except (BrokenPipeError, SystemExit):
        # Whoever read our output has closed it (click exits then); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 (see _code_of)
        return _code_of(problem)


def _run(given: list[str]) -> int:
    """Run a command: by click, or a build as it is usually asked for without it."""
    options = usual(given)
    if options is not None:
        from briefs.building import build

        return build(options)
    from briefs.commands import commands

    result = commands.main(given, prog_name="briefs", standalone_mode=False)
    return result if isinstance(result, int) else FINE


def _code_of(problem: BaseException) -> int:
    """Say what went wrong; its exit code. What is not foreseen is our bug, and is said to be."""
    import click

    from briefs.diagnostics import EnvironmentFault

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
