"""Archive: the editions of each month, and the months of each year.

In:  a `Publication`.
Out: a page a month, and the page that lists all months. A finished month never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import ClassVar

from briefs.dates import month_name
from briefs.desk import Desk
from briefs.fingerprints import fingerprint
from briefs.jobs import Job
from briefs.permalinks import index_of, path_of
from briefs.publication import Edition
from briefs.views import EditionView, Head, Link, Masthead


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

    template: ClassVar[str] = "pages/archive.html"
    masthead: Masthead
    head: Head
    years: tuple[Year, ...]


@dataclass(frozen=True)
class MonthPage:
    """The editions of one month, newest first."""

    template: ClassVar[str] = "pages/month.html"
    masthead: Masthead
    head: Head
    name: str
    editions: tuple[EditionView, ...]
    older: Link | None
    newer: Link | None


def plan(desk: Desk) -> Iterator[Job]:
    """List the months, and the page that lists them."""
    yield from _Archive(desk).jobs()


class _Archive:
    """The archive of one publication."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def jobs(self) -> Iterator[Job]:
        """The months, and the page that lists them."""
        months: dict[str, list[Edition]] = {}
        for edition in self._desk.publication.editions.values():
            months.setdefault(edition.day.strftime("%Y-%m"), []).append(edition)
        keys = [None, *months, None]
        for (newer, key), (_, older) in zip(pairwise(keys[:-1]), pairwise(keys[1:]), strict=True):
            if key is not None:
                yield self._month_job(key, months[key], older, newer)
        rows = {key: self._month_row(key, editions) for key, editions in months.items()}
        yield self._desk.page(
            index_of("month"),
            ArchivePage,
            partial(self._archive, rows),
            {"months": fingerprint(repr(rows))},
            "the archive",
        )

    def _month_job(
        self, key: str, editions: list[Edition], older: str | None, newer: str | None
    ) -> Job:
        prints = [self._desk.prints.edition(edition.id) for edition in editions]
        return self._desk.page(
            path_of("month", key),
            MonthPage,
            partial(self._month, key, editions, older, newer),
            {"editions": fingerprint("".join(prints)), "months": f"{older} {newer}"},
            f"the archive of {_name(key)}",
        )

    def _month(
        self, key: str, editions: list[Edition], older: str | None, newer: str | None
    ) -> MonthPage:
        desk = self._desk
        name = _name(key)
        title = f"{desk.publication.config.title} in {name}"
        return MonthPage(
            masthead=desk.masthead,
            head=desk.head(name, title, path_of("month", key)),
            name=name,
            editions=tuple(desk.stories.edition_in_short(edition) for edition in editions),
            older=self._month_link(older) if older else None,
            newer=self._month_link(newer) if newer else None,
        )

    def _archive(self, rows: Mapping[str, Month]) -> ArchivePage:
        years: dict[str, list[Month]] = {}
        for key, month in rows.items():
            years.setdefault(key[:4], []).append(month)
        title = f"All editions of {self._desk.publication.config.title}"
        return ArchivePage(
            masthead=self._desk.masthead,
            head=self._desk.head("Archive", title, index_of("month")),
            years=tuple(Year(name, tuple(months)) for name, months in years.items()),
        )

    def _month_link(self, key: str) -> Link:
        return Link(_name(key), self._desk.stories.address.to(path_of("month", key)))

    def _month_row(self, key: str, editions: list[Edition]) -> Month:
        address = self._desk.stories.address
        links = (
            Link(edition.title, address.to(path_of("edition", edition.id)))
            for edition in reversed(editions)
        )
        count = sum(len(edition.clusters) for edition in editions)
        return Month(_name(key), self._month_link(key).href, tuple(links), count)


def _name(key: str) -> str:
    """A month in words."""
    return month_name(date.fromisoformat(f"{key}-01"))
