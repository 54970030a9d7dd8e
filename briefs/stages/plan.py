"""Plan: `Publication` → every file that should exist, and which of them are stale, and why.

In:  a `Publication`, the outputs, the last build's manifest.
Out: the jobs with their parts, the stale ones with reasons, and a diagnostic for every two claims
     on one path and every link of prose that no file answers.

Nothing here makes bytes. A full build is one whose manifest is empty: there is no second way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from briefs import citations, suggest
from briefs.diagnostics import BODY, Diagnostic, Note, Place, Span, error
from briefs.fingerprints import fingerprint
from briefs.jobs import Job, Maker, Typesetter
from briefs.manifest import Manifest
from briefs.model import Prose
from briefs.permalinks import digest_of, file_of, path_of
from briefs.publication import LinkedCluster, Publication
from briefs.references import proses_of


class Plan(NamedTuple):
    """The files of the next generation: their keys, and the jobs of those that must be made.

    `parts` holds, for each stale path, what it will be made from.
    """

    keys: Mapping[str, str]
    stale: tuple[Job, ...]
    parts: Mapping[str, Mapping[str, str]]


def plan(jobs: Sequence[Job], typesetter: Typesetter, code: str, before: Manifest) -> Plan:
    """Compare what should exist with what does. A file's key is the fingerprint of its parts."""
    keys: dict[str, str] = {}
    stale: list[Job] = []
    parts: dict[str, Mapping[str, str]] = {}
    shared = _Shared(typesetter, code)
    files, lost = before.files, before.lost
    for job in [*[one for one in jobs if not one.needs], *[one for one in jobs if one.needs]]:
        path, own = job.path, job.parts
        if job.needs:
            own = {**own, **{f"file {path}": keys[path] for path in job.needs}}
        print_ = shared[job.make, job.template]
        key = keys[path] = fingerprint("\n".join([print_, *own.values()]))
        entry = files.get(path)
        if entry is None or entry.key != key or path in lost:
            stale.append(job)
            parts[path] = {**shared.parts_of(job.make, job.template), **own}
    return Plan(keys, tuple(stale), parts)


class _Shared(dict[tuple[Maker, str | None], str]):
    """The fingerprints of what all jobs of one maker and one template read: both, and the code."""

    def __init__(self, typesetter: Typesetter, code: str) -> None:
        self._typesetter = typesetter
        self._code = code

    def parts_of(self, make: Maker, template: str | None) -> dict[str, str]:
        """The shared parts, by name."""
        parts = {"code": self._code, "maker": f"{make.__module__}.{make.__name__}"}
        if template is not None:
            for name, print_ in self._typesetter.closure(template).items():
                parts[f"template {name}"] = print_
        return parts

    def __missing__(self, key: tuple[Maker, str | None]) -> str:
        self[key] = fingerprint("\n".join(self.parts_of(*key).values()))
        return self[key]


def explain(
    plan: Plan, before: Manifest, earlier: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Why each stale file is made anew: the names of the parts that differ, or a sentence.

    `earlier` holds the parts of files when they were last made, where these are known.
    """
    reasons: dict[str, tuple[str, ...]] = {}
    for path, parts in plan.parts.items():
        entry = before.files.get(path)
        if entry is None:
            reasons[path] = ("it is new",)
        elif entry.key == plan.keys[path]:
            reasons[path] = ("the file was lost or changed",)
        elif path not in earlier:
            reasons[path] = ("it is not known what it was made from",)
        else:
            names = sorted({*parts, *earlier[path]})
            differ = (name for name in names if parts.get(name) != earlier[path].get(name))
            reasons[path] = tuple(differ)
    return reasons


def find_collisions(jobs: Collection[Job]) -> Iterator[Diagnostic]:
    """`output-collision`: two claims on one file, or on names that some disks hold to be one."""
    if _are_apart([job.path for job in jobs]):
        return
    first: dict[str, Job] = {}
    for job in jobs:
        key = _folded(job.path)
        earlier = first.setdefault(key, job)
        if earlier is not job and not _are_twins(job, earlier):
            yield _collision(job, earlier) if job.place else _collision(earlier, job)
    for key, job in first.items():
        # Only a folder whose name looks like a file's can be one as well.
        if "." in key.rpartition("/")[0]:
            for folder in map(str, PurePosixPath(key).parents):
                if folder in first:
                    yield _collision(job, first[folder])


def _are_apart(paths: Collection[str]) -> bool:
    """Whether, at one look at all, no two paths are one and no folder is named as a file is."""
    text = "\n".join(paths)
    folded = text.lower() if text.isascii() else _folded(text)
    keys = folded.split("\n")
    return len(keys) == len(paths) == len({*keys}) and not _DOTTED_FOLDER.search(folded)


_DOTTED_FOLDER = re.compile(r"\.[^\n/]*/")


def _folded(path: str) -> str:
    """A path as those disks see it that make the least difference between names."""
    return unicodedata.normalize("NFKC", path).casefold()


def _are_twins(job: Job, other: Job) -> bool:
    """Whether two clusters, or two pages, have one slug, which `link` has told already."""
    return job.template == other.template and job.template in _TOLD_BY_LINK


_TOLD_BY_LINK = frozenset({"pages/cluster.html", "pages/page.html"})


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
    """`unknown-link`: links and pictures of content to paths or anchors that will not exist.

    A digest may be linked also where this machine cannot make it.
    """
    files = {job.path for job in jobs} | {digest_of(id) for id in publication.editions}
    anchors = _Anchors(publication)
    for linked in publication.clusters.values():
        if linked.entry.link_paths:
            own = anchors.of(linked)
            cluster = publication.shelf.cluster(linked.entry)
            for prose, place in proses_of(cluster):
                yield from _problems(prose, place, files, anchors, own)
            if cluster.image is not None:
                where = cluster.place.at("image", "src")
                yield from _problem(f"/{cluster.image.src}", where, files, anchors, frozenset())
    for page in publication.pages.values():
        yield from _problems(page.body, _place_of(page.place, "body"), files, anchors, frozenset())
    for edition in publication.editions.values():
        if edition.intro is not None and edition.notes is not None:
            place = _place_of(edition.notes, "intro")
            yield from _problems(edition.intro, place, files, anchors, frozenset())


class _Anchors:
    """The anchors that clusters have in every output, by the path of their page."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    def of(self, linked: LinkedCluster) -> frozenset[str]:
        """The anchors of a cluster."""
        entry = linked.entry
        counts = {
            "c": len(entry.cited),
            "r": len({*entry.cited, *entry.listed}),
            "s": len(entry.targets),
            "k": len(linked.notices),
        }
        found = (
            citations.anchor(entry.slug, kind, ordinal)
            for kind, count in counts.items()
            for ordinal in range(1, count + 1)
        )
        return frozenset([entry.slug, *found])

    def at(self, path: str) -> frozenset[str]:
        """The anchors of the page at a path."""
        linked = self._by_path.get(path)
        return self.of(linked) if linked else frozenset()

    @cached_property
    def _by_path(self) -> dict[str, LinkedCluster]:
        clusters = self._publication.clusters.values()
        return {path_of("cluster", linked.entry.slug): linked for linked in clusters}


def _problems(
    prose: Prose, place: Place, files: set[str], anchors: _Anchors, own: frozenset[str]
) -> Iterator[Diagnostic]:
    """What is wrong with the links of a prose; `own` are the anchors of its document."""
    for link in prose.links:
        where = place.within(link.offset, len(link.target))
        yield from _problem(link.target, where, files, anchors, own)


def _place_of(place: Place, key: str) -> Place:
    """Where the prose of a record stands: below its front matter, or at a key."""
    return place.at(BODY if place.path.endswith(".md") else key)


def _problem(
    target: str,
    where: Place,
    files: set[str],
    anchors: _Anchors,
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
    elif fragment and fragment not in anchors.at(path):
        message = f'there is no anchor "#{fragment}" at "/{path}"'
        yield _dead(message, where, fragment, anchors.at(path))


def _dead(message: str, where: Place, fragment: str, known: Iterable[str]) -> Diagnostic:
    return error("unknown-link", message, where, suggest.did_you_mean(fragment, known))
