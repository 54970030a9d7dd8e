"""Digest: what a reader of the PDF finds, and what can never be in it.

The digests of the demonstration are made once; a few small ones show single settings.
"""

from __future__ import annotations

import io
import os
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pypdf
import pytest

from briefs.config import PdfMode

CLUSTER = "clusters/2025-02-06-chip-race.md"
EDITIONS = ("2025-w03", "2025-w04", "2025-w05", "2025-w06")
HOME = "https://example.org/briefs/"


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    rows = (b"\0" + b"\x0b\x5c\x4b" * width) * height
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", size), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def digest(folder: Path, edition: str) -> Any:
    return pypdf.PdfReader(folder / f"editions/{edition}/digest-{edition}.pdf")


def text_of(page: Any) -> str:
    return " ".join(page.extract_text().split())


def whole_text(reader: Any) -> str:
    return " ".join(text_of(page) for page in reader.pages)


def links(page: Any) -> list[tuple[str, str]]:
    """The links of a page: where they lead, inside and outside."""
    found = []
    for item in page.get("/Annots") or ():
        annotation = item.get_object()
        found.append(
            (str(annotation.get("/Dest", "")), str(annotation.get("/A", {}).get("/URI", "")))
        )
    return found


def page_number(reader: Any, anchor: str) -> int:
    """The printed number of the page on which an anchor is."""
    return int(reader.get_destination_page_number(reader.named_destinations[anchor])) + 1


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest, demo_site: Path) -> Any:
    return digest(demo_site, request.param)


@pytest.fixture
def lead_edition(demo_site: Path) -> Any:
    return digest(demo_site, "2025-w06")


class TestEveryEdition:
    def test_it_is_titled_tagged_and_dated_by_its_content(self, edition):
        catalog = edition.trailer["/Root"]
        assert edition.metadata.title.startswith("Chokepoint: Week ")
        assert edition.metadata.author == "Chokepoint"
        assert edition.metadata.creation_date.year == 2025
        assert catalog["/Lang"] == "en"
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "/StructTreeRoot" in catalog
        assert "pdfuaid:part" in catalog["/Metadata"].get_data().decode()

    def test_nothing_in_it_runs_or_is_attached(self, edition):
        catalog = edition.trailer["/Root"]
        assert {"/Dests"} >= set(catalog["/Names"])
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(catalog)
        assert dict(edition.attachments) == {}
        kinds = set()
        for page in edition.pages:
            assert "/AA" not in page
            for annotation in page.get("/Annots") or ():
                found = annotation.get_object()
                kinds.add((found["/Subtype"], found.get("/A", {}).get("/S")))
        assert {("/Link", None), ("/Link", "/URI")} >= kinds

    def test_it_leads_to_the_web_by_http_alone(self, edition):
        addresses = {to for page in edition.pages for _, to in links(page) if to}
        assert addresses
        assert {"https"} == {address.split(":")[0] for address in addresses}

    def test_its_fonts_are_the_two_that_are_bundled_and_are_inside(self, edition):
        for page in edition.pages:
            for font in page["/Resources"]["/Font"].values():
                name = font.get_object()["/BaseFont"]
                assert re.match(r"/[A-Z]{6}\+Source-(Serif-4|Sans-3)\b", name), name
                (inner,) = font.get_object()["/DescendantFonts"]
                descriptor = inner.get_object()["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)

    def test_its_outline_has_every_story_and_inside_them_their_parts(self, edition):
        top = [entry for entry in edition.outline if not isinstance(entry, list)]
        nested = [entry for entry in edition.outline if isinstance(entry, list)]
        assert top[0]["/Title"] == "In this edition"
        assert len(top) == len(nested) + 1
        for entry, children in zip(top[1:], nested, strict=True):
            page = edition.pages[edition.get_destination_page_number(entry)]
            assert " ".join(entry["/Title"].split()) in text_of(page)
            assert children[-1]["/Title"] == "References"
            numbers = [edition.get_destination_page_number(child) for child in children]
            assert numbers == sorted(numbers)

    def test_its_contents_name_the_page_on_which_each_story_begins(self, edition):
        contents = text_of(edition.pages[1])
        titles = [entry["/Title"] for entry in edition.outline[1:] if not isinstance(entry, list)]
        anchors = list(dict.fromkeys(to for to, _ in links(edition.pages[1]) if to))
        assert len(titles) == len(anchors)
        for title, anchor in zip(titles, anchors, strict=True):
            printed = re.search(rf"{re.escape(title)}[ .]+(\d+)", contents)
            assert printed, title
            assert page_number(edition, anchor) == int(printed[1])
            assert title in text_of(edition.pages[int(printed[1]) - 1])

    def test_each_page_but_the_cover_prints_its_number(self, edition):
        for number, page in enumerate(edition.pages, 1):
            assert (number > 1) == bool(re.search(rf"\D{number}$", page.extract_text().strip()))


class TestLinks:
    def test_a_substory_that_this_edition_tells_leads_to_its_page(self, lead_edition):
        reader = lead_edition
        first = page_number(reader, "china-chip-race-s1") - 1
        found = links(reader.pages[first])
        for anchor, title in (
            ("china-3nm-ai-chips", "China Targets 3nm AI Chips"),
            ("shanghai-ten-billion", "Shanghai Bets $10 Billion on Chips"),
        ):
            assert anchor in {inside for inside, _ in found}
            number = page_number(reader, anchor)
            assert title in text_of(reader.pages[number - 1])
            assert re.search(rf"{re.escape(title)}[^.]*[ .]+page {number}\b", whole_text(reader))

    def test_a_substory_of_another_edition_leads_to_the_web(self, lead_edition):
        addresses = {to for page in lead_edition.pages for _, to in links(page)}
        assert f"{HOME}clusters/entity-list/" in addresses
        assert "entity-list" not in lead_edition.named_destinations

    def test_a_reference_leads_to_the_article_itself_where_its_address_is_known(self, lead_edition):
        addresses = {to for page in lead_edition.pages for _, to in links(page)}
        assert "https://en.wikipedia.org/wiki/Made_in_China_2025" in addresses
        assert f"{HOME}articles/51155/" in addresses

    def test_every_story_prints_its_lasting_address(self, lead_edition):
        text = whole_text(lead_edition)
        for name in ("china-chip-race", "shanghai-ten-billion", "china-3nm-ai-chips"):
            assert f"example.org/briefs/clusters/{name}" in text


class TestSmallEditions:
    def test_a_picture_of_content_is_in_it_with_its_words(self, newsroom):
        newsroom.write("assets/pictures/map.png", png(40, 30))
        newsroom.edit(
            CLUSTER,
            "tags: [Shanghai]",
            "image: {src: assets/pictures/map.png, alt: A map of the coast, credit: By hand}",
        )
        newsroom.edit(CLUSTER, "Zhejiang aims", "![A map](/assets/pictures/map.png) Zhejiang aims")
        newsroom.build(pdf=PdfMode.ALWAYS)
        reader = digest(newsroom.output, "2025-w06")
        sizes = {image.image.size for page in reader.pages for image in page.images}
        assert {(40, 30)} == sizes
        assert "By hand" in whole_text(reader)
        objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
        spoken = {found.get("/Alt") for found in objects if isinstance(found, dict)}
        assert {"A map of the coast", "A map"} <= spoken

    def test_a_new_picture_of_the_same_name_makes_the_digest_anew(self, newsroom):
        newsroom.write("assets/map.png", png(40, 30))
        newsroom.edit(CLUSTER, "tags: [Shanghai]", "image: {src: assets/map.png, alt: A map}")
        newsroom.build(pdf=PdfMode.ALWAYS)
        newsroom.write("assets/map.png", png(20, 10))
        report = newsroom.build(pdf=PdfMode.ALWAYS)
        path = "editions/2025-w06/digest-2025-w06.pdf"
        assert report.reasons[path] == ("pictures",)
        reader = digest(newsroom.output, "2025-w06")
        assert {(20, 10)} == {image.image.size for page in reader.pages for image in page.images}

    @pytest.mark.parametrize("mode", [PdfMode.NEVER, PdfMode.ALWAYS])
    def test_a_missing_picture_is_an_error_before_anything_is_made(self, newsroom, mode):
        newsroom.edit(CLUSTER, "tags: [Shanghai]", "image: {src: assets/map.png, alt: A map}")
        report = newsroom.build(pdf=mode)
        assert report.published is None
        assert (
            'error[unknown-link]: nothing on this site is at "/assets/map.png"'
            in (newsroom.diagnostics()[0])
        )
        assert not newsroom.output.exists()

    def test_a_picture_that_is_none_fails_the_digest_and_nothing_is_published(self, newsroom):
        newsroom.write("assets/map.png", b"no picture at all")
        newsroom.edit(CLUSTER, "tags: [Shanghai]", "image: {src: assets/map.png, alt: A map}")
        report = newsroom.build(pdf=PdfMode.ALWAYS)
        assert report.published is None
        assert "error[digest-failed]" in newsroom.diagnostics()[0]
        assert not newsroom.output.exists()

    @pytest.mark.parametrize(
        ("size", "points"), [("A4", (595, 842)), ("A5", (420, 595)), ("Letter", (612, 792))]
    )
    def test_its_paper_has_the_size_that_is_asked_for(self, newsroom, size, points):
        newsroom.edit(
            "site.yaml", "editions: weekly", f"editions: weekly\ndigest: {{size: {size}}}"
        )
        newsroom.build(pdf=PdfMode.ALWAYS)
        for page in digest(newsroom.output, "2025-w06").pages:
            assert points == (round(page.mediabox.width), round(page.mediabox.height))

    def test_it_leads_to_the_address_that_the_site_is_built_for(self, newsroom):
        newsroom.edit(CLUSTER, "Zhejiang aims", "See [us](/about/). Zhejiang aims")
        newsroom.build(pdf=PdfMode.ALWAYS, base_url="https://preview.example/pr-7/")
        reader = digest(newsroom.output, "2025-w06")
        addresses = {to for page in reader.pages for _, to in links(page) if to}
        assert "https://preview.example/pr-7/about/" in addresses
        assert not [address for address in addresses if "example.org" in address]

    def test_corrections_and_letters_beyond_latin_1_are_printed(self, newsroom):
        newsroom.edit(CLUSTER, "Zhejiang aims", "Łódź and Şişli aim")
        newsroom.edit(
            CLUSTER,
            "tags: [Shanghai]",
            "corrections: [{at: 2025-02-09, kind: update, text: It grew., was: 4 nm, now: 3 nm}]",
        )
        newsroom.build(pdf=PdfMode.ALWAYS)
        text = whole_text(digest(newsroom.output, "2025-w06"))
        assert "Łódź and Şişli aim" in text
        assert "Update, 9 February 2025. It grew. Was: “4 nm”. Now: “3 nm”." in text
        assert "Updated 9 February 2025" in text

    def test_where_harfbuzz_cuts_no_fonts_down_it_is_whole_and_bears_no_time(
        self, newsroom, monkeypatch
    ):
        import weasyprint.pdf.fonts

        monkeypatch.setattr(weasyprint.pdf.fonts, "harfbuzz_subset", None)
        made = []
        for moment in ("1000000000", "1700000000"):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
            newsroom.output = newsroom.root / moment
            report = newsroom.build(pdf=PdfMode.ALWAYS)
            assert report.published is not None, newsroom.diagnostics()
            made.append(newsroom.files()["editions/2025-w06/digest-2025-w06.pdf"])
            assert os.environ["SOURCE_DATE_EPOCH"] == moment
        assert made[0] == made[1]
        assert "Zhejiang aims" in whole_text(pypdf.PdfReader(io.BytesIO(made[0])))

    def test_without_pdfs_nothing_links_to_one(self, newsroom):
        newsroom.build(pdf=PdfMode.NEVER)
        assert [path for path in newsroom.files() if path.endswith(".pdf")] == []
        assert [path for path, data in newsroom.files().items() if b".pdf" in data] == []
