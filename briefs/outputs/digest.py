"""Digest: one PDF an edition, for paper and for reading offline.

In:  a `Publication`.
Out: a PDF with cover, contents, every cluster whole, and links inside it wherever it holds what
     they lead to; all others lead to the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefs.addresses import Address
from briefs.apparatus import day_of
from briefs.dates import rfc3339
from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.jobs import Job, Supplies, Typesetter
from briefs.model import Asset
from briefs.permalinks import digest_of, path_of
from briefs.publication import Edition
from briefs.views import Day, Story

TEMPLATE = "digest/digest.html"


@dataclass(frozen=True)
class Nameplate:
    """What a digest says of the newsletter."""

    title: str
    tagline: str
    language: str


@dataclass(frozen=True)
class Digest:
    """An edition on paper. `created` is when its newest cluster was written or corrected."""

    masthead: Nameplate
    title: str
    name: str
    number: int | None
    day: Day
    permalink: str
    created: str
    size: str
    html: str
    stories: tuple[Story, ...]


def plan(desk: Desk) -> Iterator[Job]:
    """List the digests, if any are made."""
    if not desk.imprint.has_digests:
        return
    config, templates = desk.publication.config, desk.templates
    files = [*templates.names("static/fonts"), "static/mark.svg"]
    type_ = fingerprint("".join(fingerprint(templates.read(name)) for name in files))
    nameplate = Nameplate(config.title, config.tagline or "", config.language)
    for id, edition in desk.publication.editions.items():
        pictures = _pictures(desk, edition)
        yield Job(
            path=digest_of(id),
            make=make_digest,
            view=partial(_digest, desk, nameplate, edition),
            parts={
                "edition": desk.prints.edition(id),
                "imprint": desk.prints.imprint,
                "pictures": " ".join(asset.fingerprint for asset in pictures),
                "type": type_,
            },
            kind="digest",
            claim=f'the digest of "{id}"',
            template=TEMPLATE,
            where=edition.notes,
            reads=tuple((asset.name, asset.file) for asset in pictures),
        )


def _pictures(desk: Desk, edition: Edition) -> list[Asset]:
    """The assets that an edition's clusters link or show."""
    assets = desk.publication.assets
    links = {
        link.removeprefix("/assets/")
        for id in edition.clusters
        for link in desk.publication.clusters[id].entry.links
    }
    return [assets[name] for name in sorted(links) if name in assets]


def _digest(desk: Desk, nameplate: Nameplate, edition: Edition) -> Digest:
    """What the template of a digest reads."""
    imprint = desk.imprint
    address = Address(
        url=imprint.url,
        root=imprint.url,
        files="briefs:",
        has_digests=True,
        inside=frozenset(edition.clusters),
        numbers_sentences=True,
    )
    stories = desk.stories_for(address)
    updated = max(desk.publication.clusters[id].updated for id in edition.clusters)
    return Digest(
        masthead=nameplate,
        title=edition.title,
        name=edition.name,
        number=edition.number,
        day=day_of(edition.date),
        permalink=imprint.url + path_of("edition", edition.id),
        created=rfc3339(updated),
        size=desk.publication.config.digest.size,
        html=stories.html(edition.intro) if edition.intro else "",
        stories=tuple(stories.story(id) for id in edition.clusters),
    )


def make_digest(view: Digest, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a digest as a PDF. Raises PdfError if something that it names is missing."""
    from briefs.pdf import make_pdf

    def read(name: str) -> bytes:
        if name.startswith("assets/"):
            return supplies.files[name.removeprefix("assets/")]
        return typesetter.read(name)

    return make_pdf(typesetter.set(TEMPLATE, view), read)
