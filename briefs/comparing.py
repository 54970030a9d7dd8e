"""Comparing: what subscribers and readers will notice, against the site as it was published.

In:  a `Draft`, and a `PublishedSite`.
Out: for each feed what becomes of its items; and a diagnostic wherever somebody would be shown a
     story twice, lose one, or read other words than before without being told.

Items are told apart as feed readers do it, by their ids alone. Only what a reader has is compared,
so the feeds of the draft are made, in memory, and read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from briefs import suggest
from briefs.drafts import Draft
from briefs.entries import ClusterEntry
from briefs.identities import cluster_id, read_identity
from briefs.jobs import Supplies
from briefs.moments import resolve_iso
from briefs.permalinks import ATOM, CORRECTIONS_ATOM, file_of, path_of
from briefs.published import PublishedSite, PublishedStory, text_of
from briefs.stages.plan import plan
from briefs.syndication import Seen, read_atom


class State(StrEnum):
    """What becomes of an item, for who subscribes to a feed."""

    NEW = "new"
    AGAIN = "again"
    """It was there already, under another id: it is shown a second time."""
    BACK = "back"
    """It was published before the others, and comes into the feed: who has seen it knows it."""
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    AGED = "aged"
    """It leaves the end of the feed, as the newer ones push it."""
    EXPIRED = "expired"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Change:
    """What becomes of one item. `was` is the item as it is published; None if it is not there.

    `differs` names what has changed of it: headline, date, updated, address, text, markup.
    """

    state: State
    item: Seen
    was: Seen | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class FeedChanges:
    """What becomes of the items of one feed, in the order of the feed; those that leave it last."""

    path: str
    changes: tuple[Change, ...]


class Comparison:
    """A draft beside a published site. `now` decides what has expired."""

    def __init__(self, draft: Draft, site: PublishedSite, now: datetime) -> None:
        self.draft = draft
        self.site = site
        self._now = now

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """The files that would be made of the same parts, and lie there as they were made."""
        planned = plan(self.draft.jobs, self.draft.templates, self.draft.code, self.site.manifest)
        return frozenset(planned.keys.keys() - {job.path for job in planned.stale})

    @cached_property
    def stories(self) -> Mapping[str, PublishedStory]:
        """The published stories whose pages are not the same, by identity."""
        return {story.identity: story for story in self.site.stories(self.unchanged)}

    @cached_property
    def feeds(self) -> tuple[FeedChanges, ...]:
        """What becomes of the items of each feed. RSS and Atom hold the same."""
        return tuple(self._feed(path) for path in (ATOM, CORRECTIONS_ATOM))

    def _feed(self, path: str) -> FeedChanges:
        """What becomes of the items of one feed."""
        before = {item.id: item for item in self.site.feed(path)}
        after = {item.id: item for item in self._made(path)}
        known = {item.id for item in after.values() if self._is_known(item, before)}
        lost = [item for id, item in before.items() if id not in after and not self.lives(id)]
        twice = _pairs(lost, [item for id, item in after.items() if id not in known])
        changes = []
        for id, item in after.items():
            if was := before.get(id):
                differs = tuple(_differences(was, item))
                state = State.UPDATED if differs else State.UNCHANGED
                changes.append(Change(state, item, was, differs))
            elif was := twice.get(id):
                changes.append(Change(State.AGAIN, item, was))
            else:
                changes.append(Change(State.BACK if id in known else State.NEW, item))
        moved = {was.id for was in twice.values()}
        gone = [item for id, item in before.items() if id not in after and id not in moved]
        changes += [Change(self._leaving(item.id), item, item) for item in gone]
        return FeedChanges(path, tuple(changes))

    def _made(self, path: str) -> tuple[Seen, ...]:
        """The items of a feed as this draft makes it."""
        job = next(job for job in self.draft.jobs if job.path == path)
        # Nobody sees the length of an attachment that a reader does not fetch.
        supplies = Supplies(dict.fromkeys(job.needs, 0), {})
        return read_atom(job.make(job.view(), self.draft.templates, supplies), path)

    def _is_known(self, item: Seen, before: Mapping[str, Seen]) -> bool:
        """Whether an item was published already, in the feed or before the feed's first ones."""
        if item.id in before:
            return True
        _, cluster, correction = parts_of(item.id)
        slug = self.draft.publication.clusters[cluster].entry.slug
        if file_of(path_of("cluster", slug)) in self.unchanged:
            return True
        if correction:
            # A page counts its corrections and does not name them, so one that was written into
            # the past meanwhile is taken for one that the feed had no room for.
            story = self.stories.get(cluster_id(self.draft.publication.config, cluster))
            is_oldest = all(item.published < one.published for one in before.values())
            own = (id for id in before if parts_of(id)[1] == cluster)
            return (
                story is not None
                and story.corrections > 0
                and is_oldest
                and all(map(self.lives, own))
            )
        return item.id in self.stories

    def lives(self, id: str) -> bool:
        """Whether readers can see what an id names, in a feed or not."""
        _, cluster, correction = parts_of(id)
        linked = self.draft.publication.clusters.get(cluster)
        if linked is None or not id.startswith(cluster_id(self.draft.publication.config, cluster)):
            return False
        return not correction or any(correction == notice.name for notice in linked.notices)

    def entry_of(self, id: str) -> ClusterEntry | None:
        """The cluster of an id as it is written, shown or not."""
        return self._written.get(parts_of(id)[1])

    @cached_property
    def _written(self) -> Mapping[str, ClusterEntry]:
        return {entry.id: entry for entry in self.draft.corpus.clusters}

    def _leaving(self, id: str) -> State:
        """Why an item is no longer in a feed."""
        if self.lives(id):
            return State.AGED
        entry = self.entry_of(id)
        zone = ZoneInfo(self.draft.publication.config.timezone)
        if entry and entry.expires_at and resolve_iso(entry.expires_at, zone) <= self._now:
            return State.EXPIRED
        return State.VANISHED


def _differences(was: Seen, item: Seen) -> Iterator[str]:
    """What a reader finds changed of an item."""
    pairs = {
        "headline": (was.title, item.title),
        "date": (was.published, item.published),
        "updated": (was.updated, item.updated),
        "address": (was.href, item.href),
    }
    yield from (name for name, (old, new) in pairs.items() if old != new)
    if was.content != item.content:
        yield "text" if text_of(was.content) != text_of(item.content) else "markup"


LEAST = 60
"""How alike, of 100, the headlines of two items of one date are, at least, if they are one item."""


def _pairs(lost: Sequence[Seen], new: Sequence[Seen]) -> dict[str, Seen]:
    """Which new item is which lost one under another id, by the new id; the likeliest first."""
    scores = sorted(
        ((_likeness(was, item), was.id, item.id) for was in lost for item in new), reverse=True
    )
    items = {item.id: item for item in lost}
    found: dict[str, Seen] = {}
    taken: set[str] = set()
    for score, was, id in scores:
        if score and was not in taken and id not in found:
            found[id] = items[was]
            taken.add(was)
    return found


def _likeness(was: Seen, item: Seen) -> float:
    """How surely a new item is a lost one: 0 if that cannot be told."""
    (_, *old), (_, *new) = parts_of(was.id), parts_of(item.id)
    if old == new:
        return 1000  # The authority alone differs.
    if bool(old[1]) != bool(new[1]) or (old[1] and old[0] != new[0]):
        return 0
    headlines = suggest.resemblance(was.title, item.title)
    words, others = set(text_of(was.content).split()), set(text_of(item.content).split())
    texts = 100 * len(words & others) / max(1, len(words | others))
    is_same_day = was.published == item.published
    rests_alike = bool(was.related) and was.related == item.related
    if texts >= 80 or headlines >= 90 or (is_same_day and (headlines >= LEAST or rests_alike)):
        return headlines + texts + 50 * is_same_day
    return 0


def parts_of(id: str) -> tuple[str, str, str]:
    """The authority, the cluster and the correction (or "") that an item's id names."""
    return read_identity(id) or ("", "", "")
