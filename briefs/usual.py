"""Usual: the words with which most builds are asked for, read without click.

In:  the words of the command line.
Out: the options that click would read out of them, with the defaults; None where they hold anything
     that only click reads, or that it refuses.

To import click takes as long as to look at a thousand files. So nothing is said here of what is
wrong with the words: click is asked about it, and says it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


class Options:
    """What a build is given. `output` is a whole path, which can be replaced without harm."""

    base_url: str | None = None
    clock: datetime | None = None
    drafts = False
    future = False
    strict = False
    pdf = "auto"
    form = "text"
    quiet = False
    verbose = False

    def __init__(self, root: str, output: str, **rest: object) -> None:
        self.root = root
        self.output = output
        self.__dict__.update(rest)


FLAGS = {
    "-v": "verbose",
    "--verbose": "verbose",
    "-q": "quiet",
    "--quiet": "quiet",
    "--strict": "strict",
    "-F": "future",
    "--future": "future",
    "-D": "drafts",
    "--drafts": "drafts",
}
VALUES = {"-C": "root", "-o": "output", "--output": "output", "--pdf": "pdf", "--format": "form"}
CHOICES = {"pdf": ("auto", "always", "never"), "form": ("text", "github")}


def usual(given: Sequence[str]) -> Options | None:
    """The options of a build that these words ask for."""
    # A shell that completes a command runs it, and tells so in a variable that is click's.
    if os.name != "posix" or given[0] != "build" or "_BRIEFS_COMPLETE" in os.environ:
        return None
    found = _read(given[1:])
    if found is None:
        return None
    root = str(found.pop("root", "."))
    output = str(found.pop("output", os.path.join(root, "site")))
    if not _is_folder(root) or not os.path.isdir(f"{root}/content"):
        return None
    if os.path.lexists(output) and not _is_folder(output):
        return None
    whole = os.path.realpath(output)
    return Options(root, whole, **found) if _is_apart(os.path.realpath(root), whole) else None


def _read(given: Sequence[str]) -> dict[str, str | bool] | None:
    """The options that stand in some words, each once and its value a word of its own."""
    found: dict[str, str | bool] = {}
    rest = iter(given)
    for word in rest:
        name = FLAGS.get(word) or VALUES.get(word)
        if name is None or name in found:
            return None
        if word in FLAGS:
            found[name] = True
            continue
        value = next(rest, "")
        if not value or value.startswith("-") or value not in CHOICES.get(name, (value,)):
            return None
        found[name] = value
    return found


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and os.access(path, os.R_OK)


def _is_apart(root: str, output: str) -> bool:
    """Whether replacing the output folder can harm nothing that it is made from."""
    if f"{root}/".startswith(f"{output}/") or output == "/":
        return False
    return not f"{output}/".startswith((f"{root}/content/", f"{root}/templates/"))
