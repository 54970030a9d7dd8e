"""Jobs: files that should exist, and the files made from them.

In:  a view (everything that one template may read), the maker's name for it, a path.
Out: `Job`, which carries all that it reads, and `Artifact`, which carries its bytes.

`parts` maps every field of the view, the template closure and the code to a fingerprint. A job is
stale when its parts differ from the last build's; *why* is the names that differ.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol
from urllib.parse import urlsplit

from briefs.diagnostics import Place


class Typesetter(Protocol):
    """Something that sets a view in a template."""

    def set(self, template: str, view: Any) -> str:
        """The text of a template, given the fields of a view. Raises what the template raises."""
        ...

    def closure(self, template: str) -> Mapping[str, str]:
        """The template and all that it extends, includes or imports, each with a fingerprint."""
        ...

    def read(self, name: str) -> bytes:
        """A file of the templates folder as it is, such as a font. Raises FileNotFoundError."""
        ...


@dataclass(frozen=True)
class Supplies:
    """What a job is handed when it is made, beside its view.

    `lengths` are the lengths in bytes of the files that it needs, by path; `files` the bytes of the
    files of content that it reads, by name.
    """

    lengths: Mapping[str, int]
    files: Mapping[str, bytes]


Maker = Callable[[Any, Typesetter, Supplies], bytes]
"""Makes the bytes of one file; a function of a module, so that it pickles by its name."""


@dataclass(frozen=True)
class Job:
    """One file that should exist.

    `path` is relative to the output folder, with `/`. `kind` is what a summary counts it as: page,
    feed, digest or asset. `claim`
    says in words what wants the path, and `place` where that was written. `needs` are the paths of
    files whose length this one prints; `reads` pairs the names of content files with their paths
    on this disk (the view holds their fingerprints).
    """

    path: str
    make: Maker
    view: Any
    kind: str
    claim: str
    template: str | None = None
    place: Place | None = None
    needs: tuple[str, ...] = ()
    reads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Imprint:
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


@dataclass(frozen=True)
class Artifact:
    """One file, made; `seconds` is how long that took."""

    path: str
    content: bytes = field(repr=False)
    seconds: float = field(default=0.0, compare=False)


Progress = Callable[[int, int], None]
"""Told how many files are made, and of how many."""


def ignore_progress(made: int, total: int) -> None:
    """A `Progress` for who does not care."""


def fingerprint(value: bytes | str) -> str:
    """A short, lasting name for a value: 80 bits of BLAKE2b (RFC 7693) in hexadecimal."""
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return blake2b(data, digest_size=10).hexdigest()


def parts_of(job: Job, typesetter: Typesetter, code: str) -> dict[str, str]:
    """What a job reads, by name: the view's fields, the templates, the code of this package.

    The representation of frozen dataclasses of texts, numbers and tuples is canonical: equal
    values have equal representations in every process.
    """
    parts = {"code": code, "maker": f"{job.make.__module__}.{job.make.__qualname__}"}
    for part in dataclasses.fields(job.view):
        parts[part.name] = fingerprint(repr(getattr(job.view, part.name)))
    if job.template is not None:
        for name, print_ in typesetter.closure(job.template).items():
            parts[f"template {name}"] = print_
    return parts
