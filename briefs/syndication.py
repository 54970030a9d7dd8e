"""Syndication: RSS 2.0 and Atom (RFC 4287) documents, written and read.

In:  a `Feed`, whose items bring the view of their content; or an Atom document of ours.
Out: the bytes of a document; or what a feed reader keeps of each of its entries.

This module alone knows feedgen, whose output it mends with lxml: feedgen 1.0 loses the relations of
Atom links, writes a MIME type that is none, and forgets authors without an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from briefs.jobs import Supplies, Typesetter
from briefs.views import Link

EPOCH = "1970-01-01T00:00:00+00:00"
"""When a feed without items was last changed."""


def get_ready() -> None:
    """Import what documents are made with, before it is asked for."""
    import lxml.etree  # noqa: F401 (as above)


_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Item:
    """One entry of a feed. `content` is the view that the feed's template sets.

    `digest` is the path of a PDF on this site; `related` are articles elsewhere.
    """

    id: str
    title: str
    href: str
    published: str
    updated: str
    summary: str
    content: Any
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    digest: str | None = None
    related: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed of one format. `address` is its own; all addresses are absolute.

    `template` is that of its items' content; `author` is who publishes it.
    """

    id: str
    title: str
    description: str
    author: str
    language: str
    home: str
    address: str
    updated: str
    template: str
    items: tuple[Item, ...]


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
        entry.description(item.summary)
        entry.content(typesetter.set(view.template, item.content), type="CDATA")
        entry.dc.dc_creator(list(item.authors) or [view.author])
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
    generator.author(name=view.author)
    generator.link(href=view.home, rel="alternate")
    generator.link(href=view.address, rel="self", type="application/atom+xml")
    for item in view.items:
        entry = _entry(generator, item)
        entry.summary(item.summary)
        entry.content(typesetter.set(view.template, item.content), type="html")
        for name in item.authors:
            entry.author(name=name)
    tree = etree.fromstring(generator.atom_str())
    entries = tree.findall(f"{_ATOM}entry")
    for element, item in zip(entries, view.items, strict=True):
        for link in element.findall(f"{_ATOM}link"):
            element.remove(link)
        for attributes in _atom_links(view, item, supplies):
            etree.SubElement(element, f"{_ATOM}link", attributes)
    return _printed(tree)


def _atom_links(view: Feed, item: Item, supplies: Supplies) -> Iterator[dict[str, str]]:
    """The links of an entry, with the relations that feedgen loses."""
    yield {"rel": "alternate", "type": "text/html", "href": item.href}
    if item.digest is not None:
        yield {
            "rel": "enclosure",
            "type": "application/pdf",
            "length": str(supplies.lengths[item.digest]),
            "href": view.home + item.digest,
        }
    for link in item.related:
        yield {"rel": "related", "href": link.href, "title": link.label}


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
    entry.title(item.title)
    entry.link(href=item.href)
    entry.published(datetime.fromisoformat(item.published))
    entry.updated(datetime.fromisoformat(item.updated))
    for label in item.labels:
        entry.category(term=label)
    return entry


def _printed(tree: Any) -> bytes:
    """The document as UTF-8, one element a line."""
    from lxml import etree

    etree.indent(tree)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True))


class Seen(NamedTuple):
    """An entry of an Atom feed, as a reader keeps it. `href` is a path below the site's root."""

    id: str
    title: str
    href: str
    published: str
    updated: str
    content: str
    related: frozenset[str]


def read_atom(data: bytes, path: str) -> tuple[Seen, ...]:
    """The entries of an Atom document of ours. Raises ValueError if it is none.

    `path` is the feed's own below the site's root. Addresses lose that root, so that a site that
    has moved reads the same.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError(str(problem)) from None
    itself = tree.find(f"{_ATOM}link[@rel='self']")
    address = "" if itself is None else str(itself.get("href"))
    if not address.endswith(path):
        raise ValueError("it does not say where it is")
    root = address.removesuffix(path)
    return tuple(_seen(entry, root) for entry in tree.iterfind(f"{_ATOM}entry"))


def _seen(entry: Any, root: str) -> Seen:
    """One entry of a feed of the site at `root`."""
    links = [(link.get("rel", ""), link.get("href", "")) for link in entry.iterfind(f"{_ATOM}link")]
    address = next((href for relation, href in links if relation == "alternate"), "")

    def text(name: str) -> str:
        return str(entry.findtext(f"{_ATOM}{name}", ""))

    return Seen(
        id=text("id"),
        title=text("title"),
        href=address.removeprefix(root),
        published=text("published"),
        updated=text("updated"),
        content=text("content").replace(root, "/"),
        related=frozenset(href for relation, href in links if relation == "related"),
    )
