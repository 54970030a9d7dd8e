"""Jobs: files that should exist, and the files made from them.

In:  a path, what its view is made of, how to make the view and the file.
Out: `Job`, which carries all that it reads, and `Artifact`.

`parts` maps every field of the view to a print. With the template closure and the code it tells
whether a job is stale, and *why*: by the names that differ from the last build's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Protocol
from urllib.parse import urlsplit

from briefs.diagnostics import Place


class Typesetter(Protocol):
    """Something that sets a view in a template."""

    def set(self, template: str, view: Any) -> str:
        """The text of a template, given the fields of a view. Raises what the template raises."""
        ...

    def page(self, template: str, view: Any) -> bytes:
        """The same as it stands in a file."""
        ...

    def closure(self, template: str) -> Mapping[str, str]:
        """The template and all that it extends, includes or imports, each with a fingerprint."""
        ...

    def read(self, name: str) -> bytes:
        """A file of the templates folder as it is, such as a font. Raises FileNotFoundError."""
        ...


class Supplies(NamedTuple):
    """What a job is handed when it is made, beside its view.

    `lengths` are the lengths in bytes of the files that it needs, by path; `files` the bytes of the
    files of content that it reads, by name.
    """

    lengths: Mapping[str, int]
    files: Mapping[str, bytes]


Maker = Callable[[Any, Typesetter, Supplies], bytes]
"""Makes the bytes of one file; a function of a module, so that it pickles by its name."""


class Job(NamedTuple):
    """One file that should exist.

    `path` is relative to the output folder, with `/`. `kind` is what a summary counts it as: page,
    feed, digest or asset. `claim` says in words what wants the path, and `where` where that was
    written: a place, or just the path of a file. `parts` holds, for each field of the view, a print
    of what it is made of; `view` makes the view itself, when the file must be made. `needs` are the
    paths of files whose length this one prints; `reads` pairs the names of content files with their
    paths on this disk.
    """

    path: str
    make: Maker
    view: Callable[[], Any]
    parts: Mapping[str, str]
    kind: str
    claim: str
    template: str | None = None
    where: Place | str | None = None
    needs: tuple[str, ...] = ()
    reads: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> Place | None:
        """Where what wants the path was written."""
        return Place(self.where) if isinstance(self.where, str) else self.where


class SetView(Protocol):
    """A view that is set in a template of its own."""

    template: ClassVar[str]


def set_view(view: SetView, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """The maker of everything that is a view set in its template, and no more."""
    return typesetter.page(view.template, view)


class Imprint(NamedTuple):
    """How the publication is brought out this time.

    `url` is the address of the home page and ends in a slash; `stylesheet` and `icon` are paths
    below it; without `has_digests` no PDF is made, nor linked.
    """

    url: str
    stylesheet: str
    icon: str
    has_digests: bool

    @property
    def root(self) -> str:
        """The path of the home page, `/` or `/repo/`: links between pages begin with it."""
        return urlsplit(self.url).path or "/"


class Artifact(NamedTuple):
    """One file, made: the fingerprint of its bytes and their number.

    `content` is None where the maker has already put the bytes in place.
    """

    path: str
    print: str
    size: int
    content: bytes | None


Progress = Callable[[int, int], None]
"""Told how many files are made, and of how many."""


def ignore_progress(made: int, total: int) -> None:
    """A `Progress` for who does not care."""
