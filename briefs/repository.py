"""Repository: what a clone of briefs has, and the installed package has not.

In:  a module, the folder that it lives in, and arguments.
Out: the exit code of running it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}
"""The settings of a command whose arguments all go to what it runs."""


def run_module(folder: str, module: str, arguments: tuple[str, ...]) -> int:
    """Run a module on what only the repository holds."""
    home = Path(__file__).resolve().parent.parent
    if not (home / folder).is_dir():
        raise click.UsageError(f"{folder}/ is in the repository of briefs, not in the package")
    done = subprocess.run(  # noqa: S603 (our own interpreter, and arguments of who runs it)
        [sys.executable, "-m", module, *arguments], cwd=home, check=False
    )
    return done.returncode
