"""Every link and anchor of the demonstration site leads somewhere: in pages, feeds, PDFs, sitemap.

The site is walked as it is configured, at the root of a host and below another path, each time with
its PDFs. Nothing may leave the path that the site was built for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pypdf
import pytest
from lxml import etree, html

from briefs.cli import main

HOME = Path(__file__).resolve().parent.parent
ADDRESSES = ("https://example.org/", "https://example.org/repo/")
LINKING = ("href", "src", "cite", "poster", "data", "action")
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
}


@dataclass(frozen=True)
class Site:
    """A built site, read as a visitor gets it: `url` is the address of its home page."""

    root: Path
    url: str

    @cached_property
    def pages(self) -> dict[str, Any]:
        """Each HTML document by its path."""
        return {
            file.relative_to(self.root).as_posix(): html.document_fromstring(file.read_bytes())
            for file in sorted(self.root.rglob("*.html"))
        }

    @cached_property
    def ids(self) -> dict[str, set[str]]:
        """The anchors of each document."""
        return {path: set(page.xpath("//@id")) for path, page in self.pages.items()}

    @cached_property
    def pdfs(self) -> dict[str, pypdf.PdfReader]:
        return {
            file.relative_to(self.root).as_posix(): pypdf.PdfReader(file)
            for file in sorted(self.root.rglob("*.pdf"))
        }

    def address(self, path: str) -> str:
        """Where a file is served."""
        return self.url + re.sub(r"(^|/)index\.html$", r"\1", path)

    def problem(self, address: str) -> str | None:
        """What is wrong with an absolute address that stands in the site."""
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https", "mailto", "data"}:
            return f"{address} is of another scheme"
        if parts.netloc != urlsplit(self.url).netloc:
            return None
        if not address.startswith(self.url):
            return f"{address} escapes {self.url}"
        bare, fragment = urldefrag(address)
        path = unquote(bare.removeprefix(self.url))
        file = f"{path}index.html" if path == "" or path.endswith("/") else path
        if not (self.root / file).is_file():
            return f"{address}: there is no file {file}"
        if fragment and unquote(fragment) not in self.ids.get(file, set()):
            return f"{address}: there is no anchor {fragment}"
        return None

    def problems(self, found: Iterator[tuple[str, str]]) -> list[str]:
        """The dead ones of links, each a place and an absolute address."""
        checked = list(found)
        assert checked, "nothing was found to check"
        return [f"{where}: {wrong}" for where, to in checked if (wrong := self.problem(to))]


def tree_of(file: Path) -> Any:
    """An XML document."""
    return etree.parse(file).getroot()


def links_of(element: Any) -> Iterator[str]:
    """Every address in an HTML document or fragment, as written."""
    for node in element.iter(etree.Element):
        yield from (node.get(name) for name in LINKING if node.get(name) is not None)
        for candidate in (node.get("srcset") or "").split(","):
            yield from candidate.split()[:1]
        if node.tag == "meta" and (node.get("http-equiv") or "").lower() == "refresh":
            yield node.get("content").partition("url=")[2]
        if node.tag == "meta" and node.get("property") in {"og:url", "og:image"}:
            yield node.get("content")


@pytest.fixture(scope="session", params=["as configured", *ADDRESSES])
def site(request: pytest.FixtureRequest, demo_site: Path, tmp_path_factory) -> Site:
    """The demonstration site, at each of its addresses."""
    if request.param == "as configured":
        home: Any = html.document_fromstring((demo_site / "index.html").read_bytes())
        return Site(demo_site, home.xpath("string(//link[@rel='canonical']/@href)"))
    output = tmp_path_factory.mktemp("elsewhere") / "site"
    options = ["-q", "-C", str(HOME), "-o", str(output), "-b", request.param, "--pdf", "always"]
    assert main(["build", *options, "--clock", "2026-01-01"]) == 0
    return Site(output, request.param)


def test_every_link_of_a_page_leads_somewhere(site):
    assert (
        site.problems(
            (path, urljoin(site.address(path), link))
            for path, page in site.pages.items()
            for link in links_of(page)
        )
        == []
    )


def test_the_page_for_errors_links_from_the_root_for_it_is_shown_at_any_depth(site):
    links = [link for link in links_of(site.pages["404.html"]) if not link.startswith("#")]
    assert [link for link in links if not link.startswith(("/", "https://"))] == []


def test_every_file_that_the_stylesheet_names_is_there(site):
    (sheet,) = site.root.glob("assets/style.*.css")
    names = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8"))
    address = site.address(sheet.relative_to(site.root).as_posix())
    assert site.problems((sheet.name, urljoin(address, name)) for name in names) == []


def test_every_link_of_a_feed_is_absolute_and_leads_somewhere(site):
    def found() -> Iterator[tuple[str, str]]:
        rss = tree_of(site.root / "feed.xml")
        atom = tree_of(site.root / "atom.xml")
        for name, tree in (("feed.xml", rss), ("atom.xml", atom)):
            for tag in ("channel/link", "channel/item/link"):
                yield from ((name, text) for text in tree.xpath(f"{tag}/text()"))
            for link in tree.xpath("//atom:link/@href | //enclosure/@url", namespaces=NAMESPACES):
                yield name, link
            for text in tree.xpath(
                "//content:encoded/text() | //atom:content/text()", namespaces=NAMESPACES
            ):
                content = html.fragment_fromstring(text, create_parent="div")
                yield from ((name, link) for link in links_of(content))

    assert site.problems(found()) == []


def test_every_anchor_of_a_feed_item_is_an_anchor_of_its_page(site):
    rss = tree_of(site.root / "feed.xml")
    items = rss.findall("channel/item")
    assert items
    for item in items:
        path = item.findtext("link").removeprefix(site.url)
        content = item.findtext("content:encoded", namespaces=NAMESPACES)
        ids = html.fragment_fromstring(content, create_parent="div").xpath(".//@id")
        assert len(ids) == len(set(ids))
        assert set() == set(ids) - site.ids[f"{path}index.html"]


def test_the_sitemap_lists_every_page_that_is_worth_finding_by_its_own_address(site):
    tree = tree_of(site.root / "sitemap.xml")
    listed = tree.xpath("//sitemap:loc/text()", namespaces=NAMESPACES)
    assert site.problems(("sitemap.xml", address) for address in listed) == []
    assert len(listed) == len(set(listed))
    kinds = ("clusters/", "editions/", "topics/", "tags/", "about/", "corrections-policy/")
    wanted = {
        site.address(path)
        for path in site.pages
        if path == "index.html" or (path.startswith(kinds) and path.count("/") in {1, 2})
    } - {f"{site.url}topics/", f"{site.url}tags/"}
    assert set() == wanted - set(listed)
    assert f"Sitemap: {site.url}sitemap.xml" in (site.root / "robots.txt").read_text("utf-8")


def test_every_page_names_its_own_address_as_the_lasting_one(site):
    canonical = {
        path: page.xpath("//link[@rel='canonical']/@href")
        for path, page in site.pages.items()
        if not page.xpath("//meta[@name='robots' and contains(@content, 'noindex')]")
    }
    assert {path: [site.address(path)] for path in canonical} == canonical


def test_no_anchor_stands_twice_in_a_page(site):
    twice = {
        path: [id for id, count in Counter(page.xpath("//@id")).items() if count > 1]
        for path, page in site.pages.items()
    }
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_no_two_pages_have_one_title(site):
    titles = Counter(page.findtext("head/title") for page in site.pages.values())
    assert {title: count for title, count in titles.items() if count > 1} == {}


def test_no_text_of_the_site_holds_the_address_of_another_build(site):
    """Built for one address, the site does not speak of the one in site.yaml."""
    others = {"https://example.org/briefs/", *ADDRESSES} - {site.url, "https://example.org/"}
    for file in site.root.rglob("*"):
        if file.suffix in {".html", ".xml", ".txt", ".css"}:
            text = file.read_text("utf-8")
            assert [other for other in others if other in text] == [], file


def annotations_of(reader: Any) -> Iterator[Any]:
    for page in reader.pages:
        for annotation in page.get("/Annots") or ():
            yield annotation.get_object()


def test_every_link_of_a_digest_leads_somewhere(site):
    assert len(site.pdfs) == 4
    for path, reader in site.pdfs.items():
        inside, outside = [], []
        for annotation in annotations_of(reader):
            assert annotation["/Subtype"] == "/Link"
            action = annotation.get("/A") or {}
            assert action.get("/S") in {None, "/URI", "/GoTo"}
            if "/URI" in action:
                outside.append((path, str(action["/URI"])))
            else:
                inside.append(str(annotation.get("/Dest") or action.get("/D")))
        assert inside
        assert set() == set(inside) - set(reader.named_destinations)
        assert site.problems(iter(outside)) == []
