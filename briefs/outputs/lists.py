"""Lists: topics, tags, and the archive by month.

In:  a `Publication`.
Out: a page for each topic, tag and month, and the pages that list these.

Long lists are cut into pages counted from the oldest cluster, so that a new one touches the first
page alone and no finished page ever shifts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefs import frames
from briefs.dates import month_name
from briefs.jobs import Imprint, Job, Supplies, Typesetter
from briefs.permalinks import continued, file_of, index_of, path_of
from briefs.publication import Edition, Label, Publication
from briefs.templates import Templates
from briefs.views import Card, EditionView, Head, Link, Masthead

PER_PAGE = 30
"""Clusters of a finished page; the first page holds up to twice as many, less one."""


@dataclass(frozen=True)
class ListPage:
    """The clusters of one topic or tag, newest first, or some of them."""

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

    masthead: Masthead
    head: Head
    kind: str
    labels: tuple[LabelCount, ...]


@dataclass(frozen=True)
class Month:
    """A month of the archive: its editions, oldest first, and how many clusters they hold."""

    name: str
    href: str
    editions: tuple[Link, ...]
    count: int


@dataclass(frozen=True)
class Year:
    """A year of the archive, its newest month first."""

    name: str
    months: tuple[Month, ...]


@dataclass(frozen=True)
class ArchivePage:
    """All years, newest first."""

    masthead: Masthead
    head: Head
    years: tuple[Year, ...]


@dataclass(frozen=True)
class MonthPage:
    """The editions of one month, newest first."""

    masthead: Masthead
    head: Head
    name: str
    editions: tuple[EditionView, ...]
    older: Link | None
    newer: Link | None


TEMPLATES: dict[type, str] = {
    ListPage: "pages/list.html",
    LabelsPage: "pages/labels.html",
    ArchivePage: "pages/archive.html",
    MonthPage: "pages/month.html",
}


def plan(publication: Publication, templates: Templates, imprint: Imprint) -> Iterator[Job]:
    """List the pages that list."""
    maker = _Lists(publication, imprint)
    yield from maker.labels("topic")
    yield from maker.labels("tag")
    yield from maker.archive()


def make_list(view: object, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """Set a list in the template of its view."""
    return typesetter.set(TEMPLATES[type(view)], view).encode()


def cut(ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Cut a list, newest first, into pages counted from the oldest; the last is the first page."""
    full = max(1, len(ids) // PER_PAGE)
    rest = len(ids) - (full - 1) * PER_PAGE
    oldest_first = [
        ids[len(ids) - (number + 1) * PER_PAGE : len(ids) - number * PER_PAGE]
        for number in range(full - 1)
    ]
    return [*oldest_first, ids[:rest]]


class _Lists:
    """Lists the lists of one publication."""

    def __init__(self, publication: Publication, imprint: Imprint) -> None:
        self._publication = publication
        self._imprint = imprint
        self._stories = frames.page_stories(publication, imprint)
        self._masthead = frames.masthead(publication, imprint)

    def _job(self, path: str, view: object, claim: str) -> Job:
        return Job(file_of(path), make_list, view, "page", claim, TEMPLATES[type(view)])

    def _head(self, title: str, description: str, path: str) -> Head:
        return frames.head(self._imprint, title, description, path)

    def labels(self, kind: str) -> Iterator[Job]:
        """The pages of all topics or tags, and the page that lists them."""
        publication = self._publication
        labels = publication.topics if kind == "topic" else publication.tags
        path = index_of(kind)
        counts = (
            LabelCount(
                label.name,
                self._stories.address.to(path_of(kind, label.slug)),
                len(label.clusters),
            )
            for label in labels.values()
        )
        title = f"{kind.capitalize()}s"
        head = self._head(title, f"All {kind}s of {publication.config.title}", path)
        view = LabelsPage(self._masthead, head, kind, tuple(counts))
        yield self._job(path, view, f"the list of {kind}s")
        for label in labels.values():
            children = tuple(
                self._stories.label_link(kind, other)
                for other in labels.values()
                if label.slug == other.parent
            )
            parent = labels.get(label.parent) if label.parent else None
            yield from self._label(
                kind, label, self._stories.label_link(kind, parent) if parent else None, children
            )

    def _label(
        self, kind: str, label: Label, parent: Link | None, children: tuple[Link, ...]
    ) -> Iterator[Job]:
        """The pages of one topic or tag."""
        first = path_of(kind, label.slug)
        pages = cut(label.clusters)
        paths = [continued(first, number) for number in range(1, len(pages))] + [first]
        for index, (ids, path) in enumerate(zip(pages, paths, strict=True)):
            older = self._stories.address.to(paths[index - 1]) if index else None
            newer = self._stories.address.to(paths[index + 1]) if path != first else None
            title = label.name if path == first else f"{label.name}, page {index + 1}"
            description = f"{label.name} in {self._publication.config.title}"
            view = ListPage(
                masthead=self._masthead,
                head=self._head(title, description, path),
                kind=kind,
                name=label.name,
                parent=parent,
                children=children,
                # Only the first page tells how many there are, since no other may ever change.
                count=len(label.clusters) if path == first else len(ids),
                cards=self._stories.cards(ids),
                older=Link("Older", older) if older else None,
                newer=Link("Newer", newer) if newer else None,
            )
            yield self._job(path, view, f'the {kind} "{label.name}"')

    def archive(self) -> Iterator[Job]:
        """The months, and the page that lists them."""
        months: dict[str, list[Edition]] = {}
        for edition in self._publication.editions.values():
            months.setdefault(edition.day.strftime("%Y-%m"), []).append(edition)
        keys = list(months)
        for index, key in enumerate(keys):
            path = path_of("month", key)
            name = _name(key)
            view = MonthPage(
                self._masthead,
                self._head(name, f"{self._publication.config.title} in {name}", path),
                name,
                tuple(self._stories.edition(edition) for edition in months[key]),
                self._month_link(keys[index + 1]) if index + 1 < len(keys) else None,
                self._month_link(keys[index - 1]) if index else None,
            )
            yield self._job(path, view, f"the archive of {name}")
        years: dict[str, list[Month]] = {}
        for key, editions in months.items():
            years.setdefault(key[:4], []).append(self._month(key, editions))
        path = index_of("month")
        title = "Archive"
        head = self._head(title, f"All editions of {self._publication.config.title}", path)
        all_years = tuple(Year(name, tuple(found)) for name, found in years.items())
        yield self._job(path, ArchivePage(self._masthead, head, all_years), "the archive")

    def _month_link(self, key: str) -> Link:
        return Link(_name(key), self._stories.address.to(path_of("month", key)))

    def _month(self, key: str, editions: list[Edition]) -> Month:
        links = (
            Link(edition.title, self._stories.address.to(path_of("edition", edition.id)))
            for edition in reversed(editions)
        )
        count = sum(len(edition.clusters) for edition in editions)
        return Month(_name(key), self._month_link(key).href, tuple(links), count)


def _name(key: str) -> str:
    """A month in words."""
    return month_name(date.fromisoformat(f"{key}-01"))
