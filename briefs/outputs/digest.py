"""Digest: one PDF an edition, for paper and for reading offline.

In:  a `Publication`.
Out: a PDF with cover, contents, every cluster whole, and links inside it wherever it holds what
     they lead to; all others lead to the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.addresses import Address
from briefs.dates import rfc3339
from briefs.jobs import Imprint, Job, Supplies, Typesetter, fingerprint
from briefs.permalinks import digest_of, path_of
from briefs.publication import Edition, Publication
from briefs.stories import Stories, day_of, pictures_of
from briefs.templates import Templates
from briefs.views import Day, Story

TEMPLATE = "digest/digest.html"


@dataclass(frozen=True)
class Nameplate:
    """What a digest says of the newsletter; a change of the site's looks leaves it alone.

    `type` is the fingerprint of the fonts and the mark that its style sheet names.
    """

    title: str
    tagline: str
    language: str
    type: str


@dataclass(frozen=True)
class Digest:
    """An edition on paper. `created` is when its newest cluster was written or corrected.

    `pictures` pairs the names of the pictures that it shows with their fingerprints.
    """

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
    pictures: tuple[tuple[str, str], ...]


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the digests, if any are made."""
    if not imprint.has_digests:
        return
    config = publication.config
    files = [*templates.names("static/fonts"), "static/mark.svg"]
    type_ = fingerprint("".join(fingerprint(templates.read(name)) for name in files))
    nameplate = Nameplate(config.title, config.tagline or "", config.language, type_)
    for edition in publication.editions.values():
        view = _view(publication, imprint, nameplate, edition)
        pictures = {name: publication.assets[name].file for name, _ in view.pictures}
        yield Job(
            path=digest_of(edition.id),
            make=make_digest,
            view=view,
            kind="digest",
            claim=f'the digest of "{edition.id}"',
            template=TEMPLATE,
            reads=tuple(pictures.items()),
        )


def _view(
    publication: Publication, imprint: Imprint, nameplate: Nameplate, edition: Edition
) -> Digest:
    """What the template of a digest reads."""
    address = Address(
        url=imprint.url,
        root=imprint.url,
        files="briefs:",
        has_digests=True,
        inside=frozenset(edition.clusters),
    )
    stories = Stories(publication, address)
    linked = publication.linked(edition.clusters)
    names = sorted({path.removeprefix("assets/") for of in linked for path in pictures_of(of)})
    return Digest(
        masthead=nameplate,
        title=edition.title,
        name=edition.name,
        number=edition.number,
        day=day_of(edition.date),
        permalink=imprint.url + path_of("edition", edition.id),
        created=rfc3339(max(of.updated for of in linked)),
        size=publication.config.digest.size,
        html=stories.html(edition.intro) if edition.intro else "",
        stories=tuple(stories.story(id) for id in edition.clusters),
        pictures=tuple(
            (name, publication.assets[name].fingerprint)
            for name in names
            if name in publication.assets
        ),
    )


def make_digest(view: Digest, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a digest as a PDF. Raises PdfError if something that it names is missing."""
    from briefs.pdf import make_pdf

    def read(name: str) -> bytes:
        if name.startswith("assets/"):
            return supplies.files[name.removeprefix("assets/")]
        return typesetter.read(name)

    return make_pdf(typesetter.set(TEMPLATE, view), read)
