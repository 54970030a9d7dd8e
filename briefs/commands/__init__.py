"""Commands: one file a verb, each with a click command of its name.

In:  the words of the command line.
Out: the exit code of the verb that is given. Its file is imported then, or all where help lists
     them.
"""

from __future__ import annotations

from importlib import import_module

import click

from briefs import __version__

VERBS = ("build", "check", "explain", "link", "import", "diff", "bench", "test")


class _Verbs(click.Group):
    """The verbs."""

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
