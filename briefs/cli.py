"""Command line: runs the verb that is given.

In:  arguments.
Out: an exit code; what a verb does and says stands in the file of its name in `commands/`.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from briefs import __version__
from briefs.diagnostics import EnvironmentFault
from briefs.invocation import BUG, ENVIRONMENT, FINE, INTERRUPTED

VERBS = ("build", "check", "explain", "link", "import", "diff", "bench", "test")


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


class _Verbs(click.Group):
    """The verbs; the file of one is imported when it is given, or all where help lists them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        # `import` is a word of Python's own, so its file has an underscore at its end.
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name
        command: click.Command = getattr(import_module(f"briefs.commands.{name}"), name)
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefs")
def commands() -> None:
    """Compile a briefing newsletter: an HTML site, feeds, and a PDF digest of each edition."""
