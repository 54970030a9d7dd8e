"""Assets: the stylesheet, fonts and mark of the templates, and the files of `content/assets/`.

In:  the `Desk`.
Out: copies. The stylesheet's name holds its fingerprint, so that no browser keeps an old one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.jobs import Job, Supplies, Typesetter

STATIC = "static/"
STYLESHEET = "static/style.css"


@dataclass(frozen=True)
class Copy:
    """A file that is copied as it is, by its name in the templates or in `content/assets/`."""

    name: str


def plan(desk: Desk) -> Iterator[Job]:
    """List the copies."""
    for name in desk.templates.names("static"):
        if name.endswith(".md"):
            continue
        is_style = name == STYLESHEET
        yield Job(
            path=desk.imprint.stylesheet if is_style else f"assets/{name.removeprefix(STATIC)}",
            make=copy_static,
            view=partial(Copy, name),
            parts={"file": fingerprint(desk.templates.read(name))},
            kind="asset",
            claim=f"the templates' {name}",
        )
    for asset in desk.publication.assets.values():
        yield Job(
            path=f"assets/{asset.name}",
            make=copy_content,
            view=partial(Copy, asset.name),
            parts={"file": asset.fingerprint},
            kind="asset",
            claim=f"the asset {asset.name}",
            where=asset.place,
            reads=((asset.name, asset.file),),
        )


def copy_static(view: Copy, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """A file of the templates folder as it is."""
    return typesetter.read(view.name)


def copy_content(view: Copy, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """A file of content as it is."""
    return supplies.files[view.name]
