"""Lists: topics, tags and threads.

In:  a `Publication`.
Out: a page for each topic, tag and thread, and the pages that list the topics and the tags.

Long lists are cut into pages that never shift (`paging.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.jobs import Job
from briefs.paging import Part, parts_of
from briefs.permalinks import index_of, path_of
from briefs.publication import Label
from briefs.views import Card, Head, Link, Masthead


@dataclass(frozen=True)
class ListPage:
    """The clusters of one topic, tag or thread, newest first, or some of them."""

    template: ClassVar[str] = "pages/list.html"
    masthead: Masthead
    head: Head
    kind: str
    name: str
    parent: Link | None
    children: tuple[Link, ...]
    count: int
    cards: tuple[Card, ...]
    older: Link | None
    newer: Link | None


@dataclass(frozen=True)
class LabelCount:
    """A topic or tag and how many clusters bear it."""

    name: str
    href: str
    count: int


@dataclass(frozen=True)
class LabelsPage:
    """All topics, or all tags."""

    template: ClassVar[str] = "pages/labels.html"
    masthead: Masthead
    head: Head
    kind: str
    labels: tuple[LabelCount, ...]


def plan(desk: Desk) -> Iterator[Job]:
    """List the pages that list."""
    lists = _Lists(desk)
    for kind, labels in (("topic", desk.publication.topics), ("tag", desk.publication.tags)):
        yield lists.index(kind, labels)
        for label in labels.values():
            yield from lists.label(kind, label, labels)
    for thread in desk.publication.threads.values():
        yield from lists.label("thread", thread, {})


class _Lists:
    """The lists of one publication."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def index(self, kind: str, labels: Mapping[str, Label]) -> Job:
        """The page that lists all topics, or all tags."""
        counts = tuple(
            LabelCount(
                label.name,
                self._desk.stories.address.to(path_of(kind, label.slug)),
                len(label.clusters),
            )
            for label in labels.values()
        )
        return self._desk.page(
            index_of(kind),
            LabelsPage,
            partial(self._index, kind, counts),
            {"labels": fingerprint(repr(counts))},
            f"the list of {kind}s",
        )

    def _index(self, kind: str, counts: tuple[LabelCount, ...]) -> LabelsPage:
        title = f"All {kind}s of {self._desk.publication.config.title}"
        head = self._desk.head(f"{kind.capitalize()}s", title, index_of(kind))
        return LabelsPage(self._desk.masthead, head, kind, counts)

    def label(self, kind: str, label: Label, labels: Mapping[str, Label]) -> Iterator[Job]:
        """The pages of one topic, tag or thread."""
        # Tags have no parents, and there may be very many of them.
        relatives = labels.values() if kind == "topic" else ()
        kin = [one for one in relatives if _are_kin(label, one)]
        related = repr((label.name, label.parent, [(one.slug, one.name) for one in kin]))
        for part in parts_of(path_of(kind, label.slug), label.clusters):
            # Only the first page tells how many there are, since no other may ever change.
            count = len(label.clusters) if part.newer is None else len(part.items)
            beside = f"{count} {part.older} {part.newer} {related}"
            yield self._desk.page(
                part.path,
                ListPage,
                partial(self._label, kind, label, kin, part, count),
                {"cards": self._desk.prints.stories(part.items), "label": beside},
                f'the {kind} "{label.name}"',
            )

    def _label(
        self, kind: str, label: Label, kin: list[Label], part: Part[str], count: int
    ) -> ListPage:
        desk = self._desk
        address = desk.stories.address
        parent = next((one for one in kin if one.slug == label.parent), None)
        title = f"{kind.capitalize()}: {label.name}"
        if part.newer is not None:
            title += f", page {part.number}"
        description = f"{label.name} in {desk.publication.config.title}"
        return ListPage(
            masthead=desk.masthead,
            head=desk.head(title, description, part.path),
            kind=kind,
            name=label.name,
            parent=desk.stories.label_link(kind, parent) if parent else None,
            children=tuple(
                desk.stories.label_link(kind, one) for one in kin if one.parent == label.slug
            ),
            count=count,
            cards=desk.stories.cards(part.items),
            older=Link("Older", address.to(part.older)) if part.older else None,
            newer=Link("Newer", address.to(part.newer)) if part.newer else None,
        )


def _are_kin(label: Label, other: Label) -> bool:
    """Whether one of two topics is the other's parent."""
    return other.slug == label.parent or other.parent == label.slug
