"""Sitemap: every page worth finding, once, with the true date of its last change."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

CLUSTER = "clusters/2025-02-06-chip-race.md"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HOME = "https://example.org/brief/"


def entries(newsroom, name="sitemap.xml"):
    tree = etree.fromstring((newsroom.output / name).read_bytes())
    return {
        url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", namespaces=NAMES)
        for url in tree.findall("s:url", NAMES)
    }


def test_it_lists_what_readers_come_for(newsroom):
    newsroom.build()
    paths = {address.removeprefix(HOME) for address in entries(newsroom)}
    assert {
        "",
        "editions/2025-w06/",
        "clusters/chip-race/",
        "topics/chips/",
        "tags/shanghai/",
        "about/",
    } <= paths
    assert "404.html" not in paths


def test_a_date_is_that_of_the_content_and_never_of_the_build(newsroom):
    newsroom.build()
    before = newsroom.read("sitemap.xml")
    assert entries(newsroom)[f"{HOME}clusters/chip-race/"] == "2025-02-06T00:00:00+00:00"
    assert entries(newsroom)[HOME] == "2025-02-06T00:00:00+00:00"
    newsroom.build(now=datetime(2031, 1, 1, tzinfo=UTC))
    assert before == newsroom.read("sitemap.xml")


def test_a_correction_is_a_change(newsroom):
    newsroom.edit(
        CLUSTER, "tags: [Shanghai]", "corrections: [{at: 2025-02-09, text: It was wrong.}]"
    )
    newsroom.build()
    for path in ("", "editions/2025-w06/", "clusters/chip-race/"):
        assert entries(newsroom)[HOME + path].startswith("2025-02-09"), path


def test_drafts_and_old_addresses_are_not_in_it(newsroom):
    newsroom.edit(CLUSTER, "tags: [Shanghai]", "aliases: [/old/]")
    newsroom.write(
        "clusters/secret.md", "---\nheadline: S\ndate: 2025-02-06\ndraft: true\n---\nText [*].\n"
    )
    newsroom.build()
    assert not [
        address for address in entries(newsroom) if "secret" in address or "/old" in address
    ]


def test_robots_txt_names_it_at_the_address_of_this_build(newsroom):
    newsroom.build(base_url="https://other.example/")
    assert "Sitemap: https://other.example/sitemap.xml" in newsroom.read("robots.txt")
    assert all(address.startswith("https://other.example/") for address in entries(newsroom))


def test_a_long_sitemap_is_cut_into_parts_that_an_index_names(newsroom, monkeypatch):
    newsroom.build()
    whole = entries(newsroom)
    monkeypatch.setattr("briefs.outputs.sitemap.LIMIT", 2)
    newsroom.build()
    index = etree.fromstring((newsroom.output / "sitemap.xml").read_bytes())
    names = [
        (part.findtext("s:loc", namespaces=NAMES) or "").removeprefix(HOME)
        for part in index.findall("s:sitemap", NAMES)
    ]
    parts = [entries(newsroom, name) for name in names]
    assert all(1 <= len(part) <= 2 for part in parts)
    assert {address: date for part in parts for address, date in part.items()} == whole
