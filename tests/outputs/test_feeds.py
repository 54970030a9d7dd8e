"""Feeds: what a feed reader makes of them, and what it must never be shown twice.

`feedparser` reads them as readers do; lxml sees what it would forgive.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

from briefs.config import PdfMode

CLUSTER = "clusters/2025-02-06-chip-race.md"
FEEDS = ("feed.xml", "atom.xml")
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
HOSTILE = "]]> </title><script>alert(1)</script> &amp; \"'<![CDATA[ 🚀 \u200f"


def tree(newsroom, path):
    return etree.fromstring((newsroom.output / path).read_bytes())


def add(newsroom, name, date, *lines):
    """A further cluster without citations."""
    front = "\n".join([f"headline: {name}", f"date: {date}", *lines])
    newsroom.write(f"clusters/{name}.md", f"---\n{front}\n---\nThe text of {name} [*].\n")


def ids(newsroom, path):
    return [entry.id for entry in feedparser.parse((newsroom.output / path).read_bytes()).entries]


@pytest.fixture(params=FEEDS)
def path(request):
    return request.param


class TestBothFormats:
    def test_a_feed_of_the_demonstration_is_well_formed_to_a_reader(self, demo_site, path):
        feed = feedparser.parse((demo_site / path).read_bytes())
        assert not feed.bozo
        assert (feed.feed.title, feed.feed.language) == ("Chokepoint", "en")
        assert len(feed.entries) == 15
        for entry in feed.entries:
            assert entry.title
            assert entry.summary
            assert entry.link.startswith("https://example.org/briefs/clusters/")
            assert entry.published_parsed
            assert "References" in entry.content[0].value

    def test_it_says_where_it_is_and_whose_it_is(self, demo_site, path):
        feed = feedparser.parse((demo_site / path).read_bytes()).feed
        assert feed.link == "https://example.org/briefs/"
        (itself,) = (link.href for link in feed.links if link.rel == "self")
        assert f"https://example.org/briefs/{path}" == itself

    def test_items_stand_newest_first(self, newsroom, path):
        add(newsroom, "older", "2025-02-01")
        add(newsroom, "newer", "2025-02-06T10:00")
        newsroom.build()
        names = [id.rsplit("/", 1)[1] for id in ids(newsroom, path)]
        assert names == ["newer", "chip-race", "older"]

    def test_it_holds_as_many_items_as_are_asked_for(self, newsroom, path):
        newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 2}")
        for day in (1, 2, 3):
            add(newsroom, f"day-{day}", f"2025-02-0{day}")
        newsroom.build()
        names = [id.rsplit("/", 1)[1] for id in ids(newsroom, path)]
        assert names == ["chip-race", "day-3"]

    @pytest.mark.parametrize(
        "line", ["draft: true", "publish_at: 2027-01-01", "expires_at: 2025-03-01"]
    )
    def test_what_readers_may_not_see_is_not_in_it(self, newsroom, path, line):
        add(newsroom, "secret", "2025-02-07", line)
        newsroom.build()
        assert "secret" not in newsroom.read(path)

    def test_what_is_dated_in_the_future_is_not_in_it(self, newsroom, path):
        add(newsroom, "tomorrow", "2026-01-02")
        newsroom.build()
        assert "tomorrow" not in newsroom.read(path)
        newsroom.build(future=True)
        assert "tomorrow" in newsroom.read(path)

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            (CLUSTER, "tags: [Shanghai]", "slug: another-slug"),
            (CLUSTER, "headline: A Race for Chips", "headline: Another Headline"),
            (CLUSTER, "date: 2025-02-06", "date: 2025-02-05"),
            (CLUSTER, "Zhejiang aims", "Zhejiang now aims"),
            ("site.yaml", "title: The Small Brief", "title: The Great Brief"),
            ("site.yaml", "https://example.org/brief/", "https://example.org/elsewhere/"),
        ],
        ids=["slug", "headline", "date", "text", "title", "path"],
    )
    def test_no_edit_makes_a_reader_show_an_item_again(self, newsroom, path, file, old, new):
        newsroom.build()
        before = ids(newsroom, path)
        newsroom.edit(file, old, new)
        newsroom.build()
        assert before == ids(newsroom, path) == ["tag:example.org,2025:cluster/chip-race"]

    def test_a_build_for_another_address_has_the_same_ids(self, newsroom, path):
        newsroom.build()
        before = ids(newsroom, path)
        newsroom.build(base_url="https://preview.example/pr-7/")
        assert before == ids(newsroom, path)
        assert "https://example.org" not in newsroom.read(path)

    def test_a_new_host_keeps_the_ids_where_the_old_authority_is_named(self, newsroom, path):
        newsroom.build()
        before = ids(newsroom, path)
        newsroom.edit(
            "site.yaml",
            "url: https://example.org/brief/",
            'url: https://new.example/\nfeeds: {authority: "example.org,2025"}',
        )
        newsroom.build()
        assert before == ids(newsroom, path)

    def test_no_clock_is_in_it(self, newsroom, path):
        newsroom.build()
        first = newsroom.read(path)
        newsroom.output.rename(newsroom.output.with_name("first"))
        newsroom.build(now=datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC))
        assert first == newsroom.read(path)

    def test_a_hostile_title_does_not_break_it(self, newsroom, path):
        text = (newsroom.content / CLUSTER).read_text("utf-8")
        quoted = HOSTILE.replace("'", "''")
        newsroom.write(CLUSTER, text.replace("A Race for Chips", f"'{quoted}'"))
        newsroom.build()
        feed = feedparser.parse((newsroom.output / path).read_bytes(), sanitize_html=False)
        assert not feed.bozo
        parsed = tree(newsroom, path)
        assert " ".join(HOSTILE.split()) in parsed.xpath("//*[local-name()='title']/text()")
        assert parsed.xpath("//*[local-name()='script']") == []

    def test_content_is_the_whole_story_with_absolute_links(self, newsroom, path):
        newsroom.edit(CLUSTER, "Provinces roll", "See [us](/about/). Provinces roll")
        newsroom.build()
        feed = feedparser.parse((newsroom.output / path).read_bytes())
        content = html.fragment_fromstring(feed.entries[0].content[0].value, create_parent=True)
        text = " ".join(content.text_content().split())
        for words in ("Provinces roll out", "Zhejiang aims", "Shanghai bets", "References"):
            assert words in text
        assert "2 cited of 2 articles in this cluster" in text
        links = content.xpath(".//a/@href")
        assert "https://example.org/brief/about/" in links
        assert {"https"} == {urlsplit(link).scheme for link in links}

    def test_a_correction_updates_an_item_and_no_other_edit_does(self, newsroom, path):
        def updated():
            entries = tree(newsroom, path).xpath(
                "//atom:entry/atom:updated/text() | //lastBuildDate/text()", namespaces=NAMES
            )
            return entries[0]

        newsroom.build()
        first = updated()
        newsroom.edit(CLUSTER, "Zhejiang aims at 3 nm", "Zhejiang aims at 3 nanometers")
        newsroom.build()
        assert first == updated()
        newsroom.edit(
            CLUSTER,
            "tags: [Shanghai]",
            "tags: [Shanghai]\ncorrections: [{at: 2025-02-09T08:00Z, text: It was wrong.}]",
        )
        newsroom.build()
        assert first != updated()
        assert "09" in updated()
        entry = feedparser.parse((newsroom.output / path).read_bytes()).entries[0]
        assert entry.published_parsed[:3] == (2025, 2, 6)
        assert "It was wrong." in entry.content[0].value

    def test_a_newsletter_without_clusters_has_a_feed_all_the_same(self, newsroom, path):
        newsroom.remove("clusters")
        newsroom.remove("editions")
        newsroom.build()
        feed = feedparser.parse((newsroom.output / path).read_bytes())
        assert not feed.bozo
        assert feed.entries == []

    def test_its_enclosures_are_the_digests_with_their_true_length(self, demo_site, path):
        feed = feedparser.parse((demo_site / path).read_bytes())
        for entry in feed.entries:
            (enclosure,) = entry.enclosures
            file = demo_site / enclosure.href.removeprefix("https://example.org/briefs/")
            assert enclosure.type == "application/pdf"
            assert file.stat().st_size == int(enclosure.length)

    def test_without_digests_there_are_no_enclosures(self, newsroom, path):
        newsroom.build(pdf=PdfMode.NEVER)
        assert "enclosure" not in newsroom.read(path)
        assert ".pdf" not in newsroom.read(path)

    def test_topics_and_tags_are_its_categories(self, newsroom, path):
        newsroom.build()
        entry = feedparser.parse((newsroom.output / path).read_bytes()).entries[0]
        assert [tag.term for tag in entry.tags] == ["Chips", "Shanghai"]

    def test_the_authors_of_a_cluster_are_named(self, newsroom, path):
        newsroom.edit(CLUSTER, "tags: [Shanghai]", "authors: [Ada Miller, Bo Li]")
        newsroom.build()
        names = tree(newsroom, path).xpath(
            "//item/dc:creator/text() | //atom:entry/atom:author/atom:name/text()",
            namespaces=NAMES,
        )
        assert names == ["Ada Miller", "Bo Li"]


class TestRss:
    def test_the_channel_leads_to_the_site_and_tells_the_newest_change(self, newsroom):
        newsroom.build()
        channel = tree(newsroom, "feed.xml").find("channel")
        assert [link.text for link in channel.findall("link")] == ["https://example.org/brief/"]
        assert channel.findtext("lastBuildDate") == "Thu, 06 Feb 2025 00:00:00 +0000"
        assert channel.findtext("item/pubDate") == "Thu, 06 Feb 2025 00:00:00 +0000"

    def test_a_guid_is_no_address(self, newsroom):
        newsroom.build()
        guid = tree(newsroom, "feed.xml").find("channel/item/guid")
        assert (
            guid.get("isPermaLink"),
            guid.text,
        ) == ("false", "tag:example.org,2025:cluster/chip-race")

    def test_a_time_of_day_keeps_its_zone(self, newsroom):
        newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\ntimezone: Asia/Shanghai")
        newsroom.edit(CLUSTER, "date: 2025-02-06", "date: 2025-02-06T07:30")
        newsroom.build()
        item = tree(newsroom, "feed.xml").find("channel/item")
        assert item.findtext("pubDate") == "Thu, 06 Feb 2025 07:30:00 +0800"

    def test_full_content_stands_beside_a_plain_summary(self, newsroom):
        newsroom.build()
        item = tree(newsroom, "feed.xml").find("channel/item")
        summary = item.findtext("description")
        assert summary == "Provinces roll out investment plans. Zhejiang aims at 3 nm."
        assert "<sup" in item.findtext("content:encoded", namespaces=NAMES)


class TestAtom:
    def test_no_type_is_a_mime_type_that_is_none(self, newsroom):
        newsroom.build()
        types = tree(newsroom, "atom.xml").xpath("//atom:entry/*/@type", namespaces=NAMES)
        assert {"html", "text/html"} == set(types)
        assert "CDATA" not in newsroom.read("atom.xml")

    def test_an_entry_links_to_its_page_its_digest_and_its_articles(self, demo_site):
        feed: Any = etree.parse(demo_site / "atom.xml")
        for entry in feed.findall("atom:entry", NAMES):
            links = entry.findall("atom:link", NAMES)
            relations = [link.get("rel") for link in links]
            assert relations[:2] == ["alternate", "enclosure"]
            assert {"related"} >= set(relations[2:])
        related = feed.xpath("//atom:link[@rel='related']/@href", namespaces=NAMES)
        assert "https://en.wikipedia.org/wiki/ASML_Holding" in related

    def test_every_element_that_must_be_there_is_there(self, newsroom):
        newsroom.build()
        feed = tree(newsroom, "atom.xml")
        for element in (feed, *feed.findall("atom:entry", NAMES)):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"atom:{name}", NAMES)) == 1, name
        assert feed.findtext("atom:author/atom:name", namespaces=NAMES) == "The Small Brief"
        assert feed.findtext("atom:id", namespaces=NAMES) == "tag:example.org,2025:feed"
        assert feed.findtext("atom:updated", namespaces=NAMES) == "2025-02-06T00:00:00+00:00"
