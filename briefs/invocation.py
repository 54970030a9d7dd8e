"""Invocation: what several commands are given.

In:  words of the command line.
Out: moments, addresses and folders, or an error that says how the command is used.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefs.moments import parse_moment
from briefs.shapes import ShapeError, base_url


class Clock(click.ParamType[datetime]):
    """A moment of the command line."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read a date, or a date with a time; without a zone it is UTC."""
        try:
            return parse_moment(value).resolve(UTC)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class BaseUrl(click.ParamType[str]):
    """The address of a home page."""

    name = "url"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Read an address; it ends in a slash."""
        try:
            return base_url(value)
        except ShapeError as problem:
            self.fail(str(problem), param, ctx)


in_folder = click.option(
    "-C",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder that has the content/ (default: here).",
)
"""The option of every command that works on a project."""


def options(command: Any) -> Any:
    """The options that the commands that read the content share."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say why each file is made, and times."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems."),
        click.option("--strict", is_flag=True, help="Let warnings fail as errors do."),
        click.option("-F", "--future", is_flag=True, help="Show what is dated in the future."),
        click.option("-D", "--drafts", is_flag=True, help="Show drafts."),
        click.option("--clock", type=Clock(), metavar="TIME", help="Take this moment for now."),
        in_folder,
    ):
        command = option(command)
    return command


def project(root: Path) -> Path:
    """The project folder, if it has content."""
    if not (root / "content").is_dir():
        raise click.UsageError(f"there is no content/ in {root.resolve()}; -C names another folder")
    return root


def safe_output(root: Path, output: Path) -> Path:
    """The output folder, if replacing it can harm nothing that it is made from."""
    found = output.resolve()
    if found.exists() and not found.is_dir():
        raise click.UsageError(f"{output} is a file, not a folder")
    for source in (root.resolve(), root.resolve() / "content", root.resolve() / "templates"):
        if source == found or found in source.parents:
            raise click.UsageError(f"the output folder may not be or hold {source}")
    for source in (root.resolve() / "content", root.resolve() / "templates"):
        if source in found.parents:
            raise click.UsageError(f"the output folder may not be inside {source}")
    return found
