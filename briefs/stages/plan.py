"""Plan: `Publication` → every file that should exist, and which of them are stale, and why.

In:  a `Publication`, the outputs, the last build's manifest.
Out: the jobs with their parts, the stale ones with reasons, and a diagnostic for every two claims
     on one path and every link of prose that no file answers.

Nothing here makes bytes. A full build is one whose manifest is empty: there is no second way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from briefs import citations, suggest
from briefs.diagnostics import BODY, Diagnostic, Note, Place, Span, error
from briefs.jobs import Job, Typesetter, parts_of
from briefs.manifest import Manifest, Parts
from briefs.model import Prose
from briefs.permalinks import file_of
from briefs.publication import LinkedCluster, Publication
from briefs.references import proses_of


@dataclass(frozen=True)
class Plan:
    """The files of the next generation. `reasons` says for each stale path why it is made anew."""

    jobs: tuple[Job, ...]
    parts: Mapping[str, Parts]
    reasons: Mapping[str, tuple[str, ...]]

    @property
    def stale(self) -> tuple[Job, ...]:
        """The jobs that must be made."""
        return tuple(job for job in self.jobs if job.path in self.reasons)


def plan(
    jobs: Iterable[Job], typesetter: Typesetter, code: str, manifest: Manifest, output: Path
) -> Plan:
    """Compare what should exist with what does."""
    listed = tuple(jobs)
    parts: dict[str, Parts] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for job in sorted(listed, key=lambda job: bool(job.needs)):
        found = parts_of(job, typesetter, code)
        for path in job.needs:
            found[f"file {path}"] = "".join(sorted(parts[path].values()))
        parts[job.path] = found
        if why := _why_stale(job.path, found, manifest, output):
            reasons[job.path] = why
    return Plan(listed, parts, reasons)


def _why_stale(path: str, parts: Parts, manifest: Manifest, output: Path) -> tuple[str, ...]:
    """The names of the parts that differ, or that the file is new or not as it was."""
    entry = manifest.files.get(path)
    if entry is None:
        return ("it is new",)
    names = sorted({*parts, *entry.parts})
    differing = tuple(name for name in names if parts.get(name) != entry.parts.get(name))
    if differing:
        return differing
    return () if manifest.holds(output, path) else ("the file was lost or changed",)


def find_collisions(jobs: Iterable[Job]) -> Iterator[Diagnostic]:
    """`output-collision`: two claims on one file, or on names that some disks hold to be one."""
    first: dict[str, Job] = {}
    for job in jobs:
        key = unicodedata.normalize("NFKC", job.path).casefold()
        earlier = first.setdefault(key, job)
        if earlier is not job:
            yield _collision(job, earlier) if job.place else _collision(earlier, job)


def _collision(job: Job, other: Job) -> Diagnostic:
    """Two claims on one file; `job` is the one that is shown."""
    return error(
        "output-collision",
        f'{job.claim} and {other.claim} would both be "{other.path}"',
        job.place or Span("content/site.yaml", 1, 1),
        "give one of them another slug or name",
        (Note(f"{other.claim} is at", other.place),) if other.place else (),
    )


def find_dead_links(publication: Publication, jobs: Iterable[Job]) -> Iterator[Diagnostic]:
    """`unknown-link`: links and pictures of content to paths or anchors that will not exist."""
    files = {job.path for job in jobs}
    anchors = {
        f"clusters/{linked.cluster.slug}/": _anchors(linked)
        for linked in publication.clusters.values()
    }
    for prose, place, own in _proses(publication):
        for link in prose.links:
            where = place.within(link.offset, len(link.target))
            yield from _problem(link.target, where, files, anchors, own)
    for linked in publication.clusters.values():
        if linked.cluster.image is not None:
            where = linked.cluster.place.at("image", "src")
            yield from _problem(f"/{linked.cluster.image.src}", where, files, anchors, frozenset())


def _anchors(linked: LinkedCluster) -> frozenset[str]:
    """The anchors that a cluster has in every output."""
    slug = linked.cluster.slug
    counts = {
        "c": len(linked.numbers),
        "r": len(linked.references),
        "s": len(linked.substories),
    }
    found = (
        citations.anchor(slug, kind, ordinal)
        for kind, count in counts.items()
        for ordinal in range(1, count + 1)
    )
    return frozenset([slug, *found])


def _proses(publication: Publication) -> Iterator[tuple[Prose, Place, frozenset[str]]]:
    """All prose that is shown, its place, and the anchors of the document that it stands in."""
    for linked in publication.clusters.values():
        if any(prose.links for prose, _ in proses_of(linked.cluster)):
            own = _anchors(linked)
            for prose, place in proses_of(linked.cluster):
                yield prose, place, own
    for page in publication.pages.values():
        yield page.body, _place_of(page.place, "body"), frozenset()
    for edition in publication.editions.values():
        if edition.intro is not None and edition.notes is not None:
            yield edition.intro, _place_of(edition.notes, "intro"), frozenset()


def _place_of(place: Place, key: str) -> Place:
    """Where the prose of a record stands: below its front matter, or at a key."""
    return place.at(BODY if place.path.endswith(".md") else key)


def _problem(
    target: str,
    where: Place,
    files: set[str],
    anchors: Mapping[str, frozenset[str]],
    own: frozenset[str],
) -> Iterator[Diagnostic]:
    """What is wrong with a link, if anything."""
    path, _, fragment = target.partition("#")
    path = unquote(path.split("?", 1)[0]).removeprefix("/")
    if target.startswith("#"):
        if fragment not in own:
            yield _dead(f'there is no anchor "#{fragment}" here', where, fragment, own)
        return
    if file_of(path) not in files:
        pages = [file.removesuffix("index.html") for file in files]
        found = suggest.nearest(path, pages)
        help = f'did you mean "/{found[0]}"?' if found else ""
        yield error("unknown-link", f'nothing on this site is at "/{path}"', where, help)
    elif fragment and fragment not in anchors.get(path, frozenset()):
        message = f'there is no anchor "#{fragment}" at "/{path}"'
        yield _dead(message, where, fragment, anchors.get(path, frozenset()))


def _dead(message: str, where: Place, fragment: str, known: Iterable[str]) -> Diagnostic:
    return error("unknown-link", message, where, suggest.did_you_mean(fragment, known))
