"""Published: a site as readers have it, read back from its own files.

In:  the folder of a site: the output of an earlier build, or a checkout of what was deployed.
Out: the items of its feeds as a feed reader keeps them, and the words of its stories.

The site is its own record: each story's page states its identity, and holds its words. So nothing
is stored twice, no build pays for it, and what is compared is what readers have seen. Pages whose
key in the manifest has not changed are not read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from briefs.diagnostics import EnvironmentFault
from briefs.manifest import FILE, Manifest, read_manifest
from briefs.permalinks import ATOM, FOLDERS, file_of
from briefs.syndication import Seen, read_atom


class NotPublishedError(EnvironmentFault):
    """There is no site in a folder, or its feed cannot be read."""


@dataclass(frozen=True)
class Words:
    """The words of a story: each text by its name, which is where it stands in its page."""

    headline: str
    summary: str
    substories: str


@dataclass(frozen=True)
class PublishedStory:
    """A story's page. `words` is None where the page does not hold them in the known places."""

    identity: str
    path: str
    words: Words | None
    corrections: int
    is_retracted: bool


class PublishedSite:
    """The site of one folder."""

    def __init__(self, folder: Path) -> None:
        # The manifest's path is another name of its site.
        self.folder = folder.parent.parent if folder.parts[-2:] == Path(FILE).parts else folder
        if not (self.folder / ATOM).is_file():
            raise NotPublishedError(f"{folder} holds no site that briefs has built")

    @cached_property
    def manifest(self) -> Manifest:
        """What its last build wrote; empty where it was published without that."""
        return read_manifest(self.folder)

    @property
    def has_digests(self) -> bool:
        """Whether it was published with digests."""
        return any(self.folder.glob("editions/*/digest-*.pdf"))

    def feed(self, path: str) -> tuple[Seen, ...]:
        """The items of an Atom feed, in its order; none where there was no such feed."""
        try:
            data = (self.folder / path).read_bytes()
        except FileNotFoundError:
            return ()
        try:
            return read_atom(data, path)
        except ValueError as problem:
            raise NotPublishedError(f"{self.folder / path} is no feed: {problem}") from None

    def is_retracted(self, href: str) -> bool:
        """Whether the story at a path of the site was retracted there."""
        try:
            html = (self.folder / file_of(href)).read_text("utf-8", "replace")
        except OSError:
            return False
        page = read_page(html, href)
        return page is not None and page.is_retracted

    def stories(self, unchanged: Collection[str]) -> Iterator[PublishedStory]:
        """The stories whose pages are not among `unchanged`, which are paths of files."""
        for file in sorted((self.folder / FOLDERS["cluster"]).glob("*/index.html")):
            path = file.relative_to(self.folder).as_posix()
            if path not in unchanged:
                page = read_page(file.read_text("utf-8", "replace"), path)
                if page is not None:
                    yield page


def read_page(html: str, path: str) -> PublishedStory | None:
    """The story that a page tells; None if it tells none, as a redirect does."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    if not reader.identity:
        return None
    words = None
    if {"headline", "summary"} <= reader.texts.keys():
        texts = {name: " ".join("".join(text).split()) for name, text in reader.texts.items()}
        words = Words(texts["headline"], texts["summary"], texts.get("substories", ""))
    return PublishedStory(reader.identity, path, words, reader.corrections, reader.retractions > 0)


def text_of(html: str) -> str:
    """The words of a stretch of HTML, as they are read from a page."""
    reader = _PageReader("summary")
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.texts["summary"]).split())


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del em i ins mark q s small span strong sub sup time u var".split()
)
_REGIONS = {"summary": "summary", "substories": "substories"}
"""The classes of the elements that hold words, and what these are called."""

_ASIDE = frozenset({"cite", "retracted", "note", "facts"})
"""The classes of what stands among the words and is none of them."""


class _PageReader(HTMLParser):
    """Reads the words out of a page; `region` is where it begins."""

    def __init__(self, region: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.identity = ""
        self.texts: dict[str, list[str]] = {region: []} if region else {}
        self.corrections = 0
        self.retractions = 0
        self._region = region
        # How deep the open element of the region, and of what is passed over, lies in the page.
        self._depth = 0
        self._begins = -1
        self._aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        attributes = dict(attrs)
        if tag == "meta" and attributes.get("name") == "dcterms.identifier":
            self.identity = attributes.get("content") or ""
        self._space(tag)
        if tag in _VOID:
            return
        self._depth += 1
        classes = set((attributes.get("class") or "").split())
        self.corrections += "correction" in classes
        self.retractions += "retraction" in classes
        named = (
            "headline" if tag == "h1" else next((_REGIONS[c] for c in _REGIONS if c in classes), "")
        )
        if not self._region and named:
            self._region, self._begins = named, self._depth
            self.texts.setdefault(named, [])
        if not self._aside and (classes & _ASIDE or "popover" in attributes):
            self._aside = self._depth

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element that closes itself, which HTML has only where it is void."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in _VOID:
            return
        self._space(tag)
        if self._aside == self._depth:
            self._aside = 0
        if self._begins == self._depth:
            self._region, self._begins = "", -1
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep words of a region."""
        if self._region and not self._aside:
            self.texts[self._region].append(data)

    def _space(self, tag: str) -> None:
        """Part the words of two blocks."""
        if self._region and not self._aside and tag not in _INLINE:
            self.texts[self._region].append(" ")
