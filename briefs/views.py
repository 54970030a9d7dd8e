"""Views: what templates may read, in the parts that several products share.

In:  nothing; `stories.py` and `frames.py` make these values.
Out: small frozen tuples of plain text, numbers and safe HTML; all links in them are ready to print.

A field whose name ends in `html` was made by the Markdown renderer; everything else is escaped by
the templates.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A word and where it leads."""

    label: str
    href: str


class Day(NamedTuple):
    """A date for machines (`2025-02-06`, RFC 3339) and for people (`6 February 2025`)."""

    iso: str
    text: str


class Masthead(NamedTuple):
    """What every page of the site carries. `root` ends in a slash: all links begin with it.

    `places` are all pages that the frame leads to.
    """

    title: str
    tagline: str
    language: str
    root: str
    stylesheet: str
    icon: str
    menu: tuple[Link, ...]
    pages: tuple[Link, ...]
    places: tuple[str, ...]
    corrections: str
    rss: str
    atom: str


class Head(NamedTuple):
    """What one page says of itself in its head. `canonical` is absolute.

    `identity` is the lasting name of the story that it tells, the same as in feeds.
    """

    title: str
    description: str
    canonical: str
    type: str = "website"
    identity: str = ""


class Card(NamedTuple):
    """A cluster in a list. `blurb` is its first sentences as plain text."""

    headline: str
    href: str
    day: Day
    topics: tuple[Link, ...]
    blurb: str
    cited: int
    total: int
    is_retracted: bool = False
    substories: tuple[Link, ...] = ()


class EditionView(NamedTuple):
    """An edition and its clusters in a list. `html` is the intro; `digest` leads to its PDF."""

    title: str
    href: str
    name: str
    number: int | None
    day: Day
    html: str
    cards: tuple[Card, ...]
    digest: str | None


class Source(NamedTuple):
    """One numbered line of the list of references.

    `anchor` is the element's id. `href` leads to the article's page on this site, `url` to the
    article itself; either may be missing. `backs` lead to its citations, in order (labels a, b,
    c ...); empty for an article that is listed but not cited. `rests` are the sentences that rest
    on it, where the product numbers them, and `card` is the id of its card, where there are cards.
    """

    number: int
    anchor: str
    title: str
    href: str | None
    url: str | None
    outlet: str | None
    published: Day | None
    language: str | None
    backs: tuple[Link, ...]
    rests: tuple[Rest, ...] = ()
    card: str | None = None


class Rest(NamedTuple):
    """A sentence that rests on a reference: its number in its cluster, its link, its words."""

    number: int
    href: str
    text: str


class Coverage(NamedTuple):
    """How many of a cluster's sentences are cited, and how many articles and outlets it cites.

    `independent` are the voices among these. `outlets` is 0 where none is known.
    """

    sentences: int
    cited: int
    articles: int
    outlets: int
    independent: int


class Angle(NamedTuple):
    """A sub-story. `target` is cluster, articles, told or open; `html` is its text where told.

    `href` leads to what tells it; `is_inside` says that this is an anchor of the same document.
    `numbers` are the numbers of the references that it rests on; `is_retracted` tells of a cluster
    that it leads to.
    """

    anchor: str
    headline: str
    target: str
    href: str | None
    is_inside: bool
    html: str
    numbers: tuple[int, ...] = ()
    is_retracted: bool = False


class Remark(NamedTuple):
    """A correction: its kind, its day, what it says, and the words before and after.

    `anchor` is its element's id on the page of its cluster.
    """

    anchor: str
    kind: str
    day: Day
    text: str
    was: str | None
    now: str | None


class Picture(NamedTuple):
    """A picture with the text for who cannot see it."""

    href: str
    alt: str
    credit: str | None


class Earlier(NamedTuple):
    """A cluster of the same thread."""

    headline: str
    href: str
    day: Day
    is_retracted: bool


class Thread(NamedTuple):
    """A cluster's place in its thread: what came before it, newest first, and the next one.

    `articles` lead to the references that no cluster before it had, `figures` are those that none
    had, as they are written.
    """

    name: str
    href: str
    earlier: tuple[Earlier, ...]
    later: Earlier | None
    articles: tuple[Link, ...]
    figures: tuple[str, ...]


class Story(NamedTuple):
    """A cluster, whole. `html` is the summary with numbered citations in it.

    `anchor` is its id where several stories share a document; all anchors of its citations
    (`<anchor>-c1`), references (`<anchor>-r1`), sub-stories (`<anchor>-s1`) and corrections
    (`<anchor>-k1`) begin with it. `corrections` stand newest first, retractions before all others.
    """

    anchor: str
    headline: str
    href: str
    permalink: str
    day: Day
    updated: Day | None
    edition: Link
    topics: tuple[Link, ...]
    tags: tuple[Link, ...]
    authors: tuple[str, ...]
    html: str
    blurb: str
    substories: tuple[Angle, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    cited: int
    total: int
    corrections: tuple[Remark, ...] = ()
    is_retracted: bool = False
    picture: Picture | None = None
    digest: str | None = None
