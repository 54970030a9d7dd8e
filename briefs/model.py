"""Authored types: content as editors wrote it.

In:  nothing; `schema.py` makes these values from checked YAML, JSON and CSV.
Out: `Corpus`, everything that was written, nothing worked out.

Field names are the keys that editors write. Values are frozen and carry no line numbers: `place`
names the file and the keys, takes no part in equality or fingerprints, and is never authored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform

from briefs import shapes
from briefs.diagnostics import Place
from briefs.moments import Moment

ArticleId = Annotated[str, shapes.Checked(shapes.identifier)]
ClusterId = Annotated[str, shapes.Checked(shapes.identifier)]
Slug = Annotated[str, shapes.Checked(shapes.slug)]
Line = Annotated[str, shapes.Checked(shapes.line)]
Words = Annotated[str, shapes.Checked(shapes.words)]
WebAddress = Annotated[str, shapes.Checked(shapes.web_address)]
SitePath = Annotated[str, shapes.Checked(shapes.site_path)]
AssetPath = Annotated[str, shapes.Checked(shapes.asset_path)]
Flag = Annotated[bool, shapes.Checked(shapes.flag)]
Count = Annotated[int, shapes.Checked(shapes.count)]
When = Annotated[Moment, shapes.Checked(shapes.moment)]

NOWHERE = Place("")

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def authored(kind: type[Kind]) -> type[Kind]:
    """A frozen dataclass whose fields are the only keys that an editor may write."""
    kind.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]  # read by pydantic
    return dataclass(frozen=True)(kind)


@dataclass(frozen=True)
class Citation:
    """One `[id]` mark in prose; `offset` and `length` count characters of the prose as written."""

    article: str
    offset: int = field(compare=False, repr=False)
    length: int = field(compare=False, repr=False)


@dataclass(frozen=True)
class ProseLink:
    """A link of a prose to a path or an anchor of this site, as written."""

    target: str
    offset: int = field(compare=False, repr=False)


@dataclass(frozen=True)
class Bracketed:
    """A bracketed word that is no citation here, such as `[wp-asml]` where it is not listed."""

    word: str
    offset: int = field(compare=False, repr=False)


@dataclass(frozen=True)
class Prose:
    """Markdown, read: HTML in which the nth citation, and each `[*]`, is a mark (`citations.py`).

    In flat lists, `cited` are the articles of its citations as a reader meets them, `spans` the
    offset and length of each as written, `sentences` where in the HTML each begins and ends.
    """

    html: str
    cited: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()
    links: tuple[ProseLink, ...] = ()
    brackets: tuple[Bracketed, ...] = field(default=(), compare=False, repr=False)
    spans: tuple[int, ...] = field(default=(), compare=False, repr=False)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Its citations, for who asks where they are written."""
        return tuple(map(Citation, self.cited, self.spans[::2], self.spans[1::2]))


def _read(value: Any) -> Prose:
    """A prose that was read; keys and values in its place would be HTML of an editor's own."""
    if isinstance(value, Prose):
        return value
    raise shapes.ShapeError("wrong-type", f"expected a text, found {shapes.shown(value)}")


Text = Annotated[Prose, shapes.Checked(_read)]


@authored
class Article:
    """A source article, published elsewhere."""

    id: ArticleId
    title: Line
    url: WebAddress | None = None
    outlet: Line | None = None
    published: When | None = None
    authors: tuple[Line, ...] = ()
    topics: tuple[Line, ...] = ()
    tags: tuple[Line, ...] = ()
    featured: Flag = False
    language: Line | None = None
    archive: WebAddress | None = None
    same_as: tuple[ArticleId, ...] = ()
    excerpt: Words | None = None
    text: Words | None = None
    republish: Flag = False
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@authored
class SubStory:
    """A child story: linked to a cluster, to articles, told inline (`text`), or not linked yet."""

    headline: Line
    cluster: ClusterId | None = None
    articles: tuple[ArticleId, ...] = ()
    text: Text | None = None


@authored
class Correction:
    """What was wrong or has changed since a cluster was published, and when that was said."""

    at: When
    text: Line
    kind: Literal["correction", "clarification", "update", "retraction"] = "correction"
    was: Line | None = None
    now: Line | None = None


@authored
class Image:
    """The picture of a cluster: a file of `content/assets/`, and its text for who cannot see it."""

    src: AssetPath
    alt: Line
    credit: Line | None = None


@authored
class Cluster:
    """One curated story."""

    id: ClusterId
    slug: Slug
    headline: Line
    date: When
    summary: Text
    topics: tuple[Line, ...] = ()
    tags: tuple[Line, ...] = ()
    articles: tuple[ArticleId, ...] = ()
    article_count: Count | None = None
    substories: tuple[SubStory, ...] = ()
    authors: tuple[Line, ...] = ()
    aliases: tuple[SitePath, ...] = ()
    draft: Flag = False
    publish_at: When | None = None
    expires_at: When | None = None
    thread: Line | None = None
    corrections: tuple[Correction, ...] = ()
    image: Image | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@authored
class EditionNotes:
    """What an editor says of one edition; without it the cadence makes the edition by date.

    `order` lists cluster ids: they come first, and belong to this edition whatever their date.
    """

    id: Slug
    title: Line | None = None
    number: Count | None = None
    order: tuple[ClusterId, ...] = ()
    intro: Text | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@authored
class Topic:
    """A word of the declared vocabulary."""

    id: Slug
    name: Line
    aliases: tuple[Line, ...] = ()
    parent: Slug | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@authored
class Outlet:
    """Facts about who publishes articles; stated, never scored."""

    name: Line
    domains: tuple[Line, ...] = ()
    country: Line | None = None
    owner: Line | None = None
    type: Line | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@authored
class Page:
    """A page of its own: about, corrections policy."""

    title: Line
    slug: Slug
    body: Text
    description: Line | None = None
    aliases: tuple[SitePath, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@authored
class FeedSettings:
    """`feeds` of site.yaml.

    `items` is how many clusters a feed holds. `authority` is the name and the date in the tag URIs
    (RFC 4151) of its items, `example.org,2025`: it must stay when the site moves to another host.
    """

    items: Count = 30
    authority: Annotated[str, shapes.Checked(shapes.tagging_authority)] | None = None


@authored
class PageSettings:
    """`pages` of site.yaml: which kinds of page are made."""

    articles: Flag = True


@authored
class DigestSettings:
    """`digest` of site.yaml: the paper's size."""

    size: Literal["A4", "A5", "Letter"] = "A4"


Level = Literal["off", "note", "warning", "error"]
"""How much a rule matters to this newsletter."""


@authored
class Policy:
    """`policy` of site.yaml: what a newsletter demands of its claims.

    `min_coverage` is the percentage of a cluster's sentences that must be cited, `uncited` what a
    sentence without a citation is, `evidence` and `names` what a claim is that no cited article
    holds, `repeat_window` the number of earlier editions in which a headline may not have stood.
    """

    min_coverage: Annotated[int, shapes.Checked(shapes.percentage)] = 0
    uncited: Level = "off"
    evidence: Level = "warning"
    names: Level = "note"
    repeat_window: Count = 4


@authored
class Config:
    """site.yaml. `url` is the address of the home page, its base path included; `executor` says who
    makes the pages, and is no part of what they are made of.
    """

    title: Line
    url: Annotated[str, shapes.Checked(shapes.base_url)]
    tagline: Line | None = None
    description: Line | None = None
    language: Annotated[str, shapes.Checked(shapes.language)] = "en"
    timezone: Annotated[str, shapes.Checked(shapes.timezone)] = "UTC"
    editions: Literal["daily", "weekly", "monthly"] = "daily"
    feeds: FeedSettings = FeedSettings()
    pages: PageSettings = PageSettings()
    digest: DigestSettings = DigestSettings()
    policy: Policy = Policy()
    executor: Line | None = field(default=None, repr=False)
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Asset:
    """A file of `content/assets/`, to be copied: its path below `assets/` and where it is read."""

    name: str
    file: str
    fingerprint: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)
