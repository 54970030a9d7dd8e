"""Corrections: everything that was put right, in one place, and as feeds of their own.

In:  the notices of a `Publication`'s clusters.
Out: the page `corrections/`, cut into pages that never shift, an RSS and an Atom feed beside it.

The page is there before the first correction, since every page links to it: readers learn that
none was needed, and the first one changes no other page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from briefs.addresses import Address
from briefs.dates import month_name, rfc3339
from briefs.desk import Desk
from briefs.identities import correction_id, corrections_id
from briefs.jobs import Job
from briefs.notices import Notice
from briefs.paging import Part, parts_of
from briefs.permalinks import CORRECTIONS, CORRECTIONS_ATOM, CORRECTIONS_RSS
from briefs.stories import Stories
from briefs.syndication import EPOCH, Feed, Item, make_atom, make_rss
from briefs.views import Head, Link, Masthead, Remark

ITEM = "feeds/correction.html"

Said = tuple[str, Notice]
"""A correction and the id of its cluster."""


@dataclass(frozen=True)
class Entry:
    """A correction and the story that it is of; `story.href` leads to the notice itself."""

    remark: Remark
    story: Link


@dataclass(frozen=True)
class Month:
    """The corrections of one month, newest first."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class CorrectionsPage:
    """Corrections, newest first, or some of them. `rss` and `atom` are the addresses of feeds."""

    template: ClassVar[str] = "pages/corrections.html"
    masthead: Masthead
    head: Head
    count: int
    months: tuple[Month, ...]
    rss: str
    atom: str
    older: Link | None
    newer: Link | None


@dataclass(frozen=True)
class ItemView:
    """What the template of a feed item's content reads."""

    entry: Entry


def plan(desk: Desk) -> Iterator[Job]:
    """List the pages and the feeds of corrections."""
    clusters = desk.publication.clusters
    said = [(id, notice) for id, linked in clusters.items() for notice in linked.notices]
    # Of one moment, the order is that of names, whatever order the clusters stand in.
    said.sort(key=lambda one: (one[1].at, one[0]), reverse=True)
    for part in parts_of(CORRECTIONS, said):
        # Only the first page tells how many there are, since no other may ever change.
        count = len(said) if part.newer is None else len(part.items)
        yield desk.page(
            part.path,
            CorrectionsPage,
            partial(_page, desk, part, count),
            {
                "corrections": desk.prints.corrections(part.items),
                "pages": f"{count} {part.older} {part.newer}",
            },
            "the page of corrections",
        )
    newest = said[: desk.publication.config.feeds.items]
    for path, make in ((CORRECTIONS_RSS, make_rss), (CORRECTIONS_ATOM, make_atom)):
        yield Job(
            path=path,
            make=make,
            view=partial(_feed, desk, path, newest),
            parts={"corrections": desk.prints.corrections(newest)},
            kind="feed",
            claim=f"the feed {path}",
            template=ITEM,
        )


def _page(desk: Desk, part: Part[Said], count: int) -> CorrectionsPage:
    """What a page of corrections shows."""
    address = desk.stories.address
    title = "Corrections" if part.newer is None else f"Corrections, page {part.number}"
    description = f"What {desk.publication.config.title} has put right, and when"
    months = groupby(part.items, key=lambda one: month_name(one[1].at.date()))
    return CorrectionsPage(
        masthead=desk.masthead,
        head=desk.head(title, description, part.path),
        count=count,
        months=tuple(
            Month(name, tuple(_entry(desk.stories, one) for one in found)) for name, found in months
        ),
        rss=address.to(CORRECTIONS_RSS),
        atom=address.to(CORRECTIONS_ATOM),
        older=Link("Older", address.to(part.older)) if part.older else None,
        newer=Link("Newer", address.to(part.newer)) if part.newer else None,
    )


def _entry(stories: Stories, said: Said) -> Entry:
    """A correction with the way to where it stands."""
    remark = stories.remark(*said)
    story = stories.cluster_link(said[0])
    return Entry(remark, Link(story.label, f"{story.href}#{remark.anchor}"))


def _feed(desk: Desk, path: str, newest: list[Said]) -> Feed:
    """What a feed of corrections holds."""
    config, imprint = desk.publication.config, desk.imprint
    address = Address(imprint.url, imprint.url, imprint.url, imprint.has_digests, is_detached=True)
    stories = desk.stories_for(address)
    items = tuple(_item(desk, stories, said) for said in newest)
    return Feed(
        id=corrections_id(config),
        title=f"{config.title}: corrections",
        description=f"What {config.title} has put right",
        author=config.title,
        language=config.language,
        home=imprint.url + CORRECTIONS,
        address=imprint.url + path,
        updated=max((item.updated for item in items), default=EPOCH),
        template=ITEM,
        items=items,
    )


def _item(desk: Desk, stories: Stories, said: Said) -> Item:
    """A correction in a feed."""
    id, notice = said
    entry = _entry(stories, said)
    moment = rfc3339(notice.at)
    return Item(
        id=correction_id(desk.publication.config, id, notice.name),
        title=f"{entry.remark.kind.capitalize()}: {entry.story.label}",
        href=entry.story.href,
        published=moment,
        updated=moment,
        summary=entry.remark.text,
        content=ItemView(entry),
    )
