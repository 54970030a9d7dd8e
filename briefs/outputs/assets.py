"""Assets: the stylesheet, fonts and mark of the templates, and the files of `content/assets/`.

In:  a `Publication`, the templates.
Out: copies. The stylesheet's name holds its fingerprint, so that no browser keeps an old one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.jobs import Imprint, Job, Supplies, Typesetter, fingerprint
from briefs.publication import Publication
from briefs.templates import Templates

STATIC = "static/"
STYLESHEET = "static/style.css"


@dataclass(frozen=True)
class StaticFile:
    """A file of the templates folder: its name there, and its fingerprint."""

    name: str
    print: str


@dataclass(frozen=True)
class ContentFile:
    """A file of `content/assets/`: its name there, and its fingerprint."""

    name: str
    print: str


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the copies."""
    for name in templates.names("static"):
        if name.endswith((".md", ".txt")) and "OFL" not in name:
            continue
        path = imprint.stylesheet if name == STYLESHEET else f"assets/{name.removeprefix(STATIC)}"
        view = StaticFile(name, fingerprint(templates.read(name)))
        yield Job(path, copy_static, view, "asset", f"the templates' {name}")
    for asset in publication.assets.values():
        view_of_content = ContentFile(asset.name, asset.fingerprint)
        yield Job(
            f"assets/{asset.name}",
            copy_content,
            view_of_content,
            "asset",
            f"the asset {asset.name}",
            place=asset.place,
            reads=((asset.name, asset.file),),
        )


def copy_static(view: StaticFile, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """A file of the templates folder as it is."""
    return typesetter.read(view.name)


def copy_content(view: ContentFile, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """A file of content as it is."""
    return supplies.files[view.name]
