"""Feeds: the newest clusters with their full content.

In:  a `Publication`.
Out: `feed.xml` (RSS) and `atom.xml`. No reader shows an item again because a slug, a host or a
     title has changed (`identities.py`); dates are content's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from briefs.addresses import Address
from briefs.dates import rfc3339
from briefs.desk import Desk
from briefs.identities import cluster_id, feed_id
from briefs.jobs import Job
from briefs.permalinks import ATOM, RSS, digest_of
from briefs.stories import Stories
from briefs.syndication import EPOCH, Feed, Item, make_atom, make_rss
from briefs.views import Link, Story

ITEM = "feeds/item.html"


@dataclass(frozen=True)
class ItemView:
    """What the template of an item's content reads."""

    story: Story


def plan(desk: Desk) -> Iterator[Job]:
    """List the feeds of the site."""
    publication, imprint = desk.publication, desk.imprint
    newest = [*islice(publication.clusters, publication.config.feeds.items)]
    digests = {digest_of(publication.clusters[id].edition) for id in newest}
    for path, make in ((RSS, make_rss), (ATOM, make_atom)):
        yield Job(
            path=path,
            make=make,
            view=partial(_feed, desk, path, newest),
            parts={"imprint": desk.prints.imprint, "items": desk.prints.stories(newest)},
            kind="feed",
            claim=f"the feed {path}",
            template=ITEM,
            needs=tuple(sorted(digests)) if imprint.has_digests else (),
        )


def _feed(desk: Desk, path: str, newest: list[str]) -> Feed:
    """What a feed holds."""
    config, imprint = desk.publication.config, desk.imprint
    address = Address(imprint.url, imprint.url, imprint.url, imprint.has_digests, is_detached=True)
    stories = desk.stories_for(address)
    items = tuple(_item(desk, stories, id) for id in newest)
    return Feed(
        id=feed_id(config),
        title=config.title,
        description=config.description or config.tagline or config.title,
        author=config.title,
        language=config.language,
        home=imprint.url,
        address=imprint.url + path,
        updated=max((item.updated for item in items), default=EPOCH),
        template=ITEM,
        items=items,
    )


def _item(desk: Desk, stories: Stories, id: str) -> Item:
    """A cluster in a feed."""
    linked = desk.publication.clusters[id]
    story = stories.story(id)
    labels = dict.fromkeys(link.label for link in (*story.topics, *story.tags))
    return Item(
        id=cluster_id(desk.publication.config, id),
        title=f"Retracted: {story.headline}" if story.is_retracted else story.headline,
        href=story.permalink,
        published=rfc3339(linked.date),
        updated=rfc3339(linked.updated),
        summary=story.corrections[0].text if story.is_retracted else story.blurb,
        content=ItemView(story),
        authors=story.authors,
        labels=tuple(labels),
        digest=digest_of(linked.edition) if stories.address.has_digests else None,
        related=tuple(Link(one.title, one.url) for one in story.sources if one.url),
    )
