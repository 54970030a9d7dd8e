"""Feeds: RSS 2.0 and Atom (RFC 4287), the newest clusters with their full content.

In:  a `Publication`.
Out: `feed.xml` and `atom.xml`. Ids are tag URIs (RFC 4151) made of a cluster's id, so that no
     reader shows an item again because a slug, a host or a title has changed; dates are content's.

This module alone knows feedgen, whose output it mends with lxml: feedgen 1.0 loses the relations of
Atom links, writes a MIME type that is none, and forgets authors without an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from briefs.addresses import Address
from briefs.dates import rfc3339
from briefs.desk import Desk
from briefs.jobs import Job, Supplies, Typesetter
from briefs.model import Config
from briefs.permalinks import ATOM, RSS, digest_of
from briefs.publication import LinkedCluster
from briefs.stories import Stories
from briefs.views import Story

ITEM = "feeds/item.html"


@dataclass(frozen=True)
class Item:
    """One cluster as feeds show it. `digest` is the path of its edition's PDF on this site."""

    id: str
    story: Story
    published: str
    updated: str
    digest: str | None


@dataclass(frozen=True)
class Feed:
    """A feed of one format. `address` is its own; all addresses are absolute."""

    id: str
    title: str
    description: str
    language: str
    home: str
    address: str
    updated: str
    items: tuple[Item, ...]


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


def get_ready() -> None:
    """Import what feeds are made with."""
    import lxml.etree  # noqa: F401 (to have it when it is asked for)


EPOCH = "1970-01-01T00:00:00+00:00"
"""When a newsletter without clusters was last changed."""


def _feed(desk: Desk, path: str, newest: list[str]) -> Feed:
    """What a feed holds."""
    config, imprint = desk.publication.config, desk.imprint
    authority = _authority(config)
    address = Address(imprint.url, imprint.url, imprint.url, imprint.has_digests, is_detached=True)
    stories = desk.stories_for(address)
    items = tuple(_item(desk.publication.clusters[id], stories, authority) for id in newest)
    return Feed(
        id=f"tag:{authority}:feed",
        title=config.title,
        description=config.description or config.tagline or config.title,
        language=config.language,
        home=imprint.url,
        address=imprint.url + path,
        updated=max((item.updated for item in items), default=EPOCH),
        items=items,
    )


def _item(linked: LinkedCluster, stories: Stories, authority: str) -> Item:
    """A cluster in a feed."""
    return Item(
        id=f"tag:{authority}:cluster/{linked.entry.id}",
        story=stories.story(linked.entry.id),
        published=rfc3339(linked.date),
        updated=rfc3339(linked.updated),
        digest=digest_of(linked.edition) if stories.address.has_digests else None,
    )


def _authority(config: Config) -> str:
    """The name and date of all tag URIs: as configured, or the host of `url` in site.yaml.

    It is never the address of one build, so that a preview's feed has the ids of the real one.
    """
    return config.feeds.authority or f"{urlsplit(config.url).hostname},2025"


def make_rss(view: Feed, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """An RSS 2.0 document, with the content module and Dublin Core's creator."""
    from lxml import etree

    generator = _generator(view)
    generator.load_extension("dc")
    # feedgen prints as the channel's link the last one that it is told of.
    generator.link(href=view.address, rel="self", type="application/rss+xml")
    generator.link(href=view.home, rel="alternate")
    for item in view.items:
        entry = _entry(generator, item)
        entry.guid(item.id, permalink=False)
        entry.description(item.story.blurb)
        entry.content(typesetter.set(ITEM, ItemView(item.story)), type="CDATA")
        entry.dc.dc_creator(list(item.story.authors) or [view.title])
        if item.digest is not None:
            entry.enclosure(
                view.home + item.digest, str(supplies.lengths[item.digest]), "application/pdf"
            )
    tree = etree.fromstring(generator.rss_str(), etree.XMLParser(strip_cdata=False))
    return _printed(tree)


def make_atom(view: Feed, typesetter: Typesetter, supplies: Supplies) -> bytes:
    """An Atom document; cited articles are its entries' related links."""
    from lxml import etree

    generator = _generator(view)
    generator.author(name=view.title)
    generator.link(href=view.home, rel="alternate")
    generator.link(href=view.address, rel="self", type="application/atom+xml")
    for item in view.items:
        entry = _entry(generator, item)
        entry.summary(item.story.blurb)
        entry.content(typesetter.set(ITEM, ItemView(item.story)), type="html")
        for name in item.story.authors:
            entry.author(name=name)
    tree = etree.fromstring(generator.atom_str())
    entries = tree.findall("{http://www.w3.org/2005/Atom}entry")
    for element, item in zip(entries, view.items, strict=True):
        for link in element.findall("{http://www.w3.org/2005/Atom}link"):
            element.remove(link)
        for attributes in _atom_links(view, item, supplies):
            etree.SubElement(element, "{http://www.w3.org/2005/Atom}link", attributes)
    return _printed(tree)


def _atom_links(view: Feed, item: Item, supplies: Supplies) -> Iterator[dict[str, str]]:
    """The links of an entry, with the relations that feedgen loses."""
    yield {"rel": "alternate", "type": "text/html", "href": item.story.permalink}
    if item.digest is not None:
        yield {
            "rel": "enclosure",
            "type": "application/pdf",
            "length": str(supplies.lengths[item.digest]),
            "href": view.home + item.digest,
        }
    for source in item.story.sources:
        if source.url:
            yield {"rel": "related", "href": source.url, "title": source.title}


def _generator(view: Feed) -> Any:
    """A feed with what both formats say of it."""
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    generator.id(view.id)
    generator.title(view.title)
    generator.subtitle(view.description)
    generator.description(view.description)
    generator.language(view.language)
    generator.generator("briefs")
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.ttl(60)
    # feedgen would print the time of the build.
    generator.updated(datetime.fromisoformat(view.updated))
    generator.lastBuildDate(datetime.fromisoformat(view.updated))
    return generator


def _entry(generator: Any, item: Item) -> Any:
    """An entry with what both formats say of it."""
    entry = generator.add_entry(order="append")
    entry.id(item.id)
    entry.title(item.story.headline)
    entry.link(href=item.story.permalink)
    entry.published(datetime.fromisoformat(item.published))
    entry.updated(datetime.fromisoformat(item.updated))
    labels = dict.fromkeys(link.label for link in (*item.story.topics, *item.story.tags))
    for label in labels:
        entry.category(term=label)
    return entry


def _printed(tree: Any) -> bytes:
    """The document as UTF-8, one element a line."""
    from lxml import etree

    etree.indent(tree)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True))
