"""Corrections: what readers and subscribers see of them, and which files a new one touches."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
import pytest
from lxml import html

from briefs.config import PdfMode
from briefs.paging import PER_PAGE

CLUSTER = "clusters/2025-02-06-chip-race.md"
PAGE = "clusters/chip-race/index.html"
LOG = "corrections/index.html"
FEEDS = ("corrections/feed.xml", "corrections/atom.xml")
FIRST = "{at: 2025-02-08, text: The second figure was wrong., was: 4 nm, now: 3 nm}"
SECOND = "{at: 2025-02-09T08:00Z, kind: clarification, text: It is a plan.}"
RETRACTION = "{at: 2025-03-01, kind: retraction, text: None of it can be shown.}"


def correct(newsroom, *entries, cluster=CLUSTER):
    """Let a cluster have these corrections and no others."""
    text = (newsroom.content / cluster).read_text("utf-8")
    head, _, rest = text.partition("corrections:\n")
    if rest:
        text = head + "".join(
            line for line in rest.splitlines(keepends=True) if not line.startswith("  - {at")
        )
    lines = "".join(f"  - {entry}\n" for entry in entries)
    written = f"date:{text.partition('date:')[2]}"
    newsroom.write(cluster, text.replace(written, f"corrections:\n{lines}{written}", 1))


def add(newsroom, number, *corrections):
    """A further cluster of 2024."""
    name = f"clusters/s{number:03d}.md"
    newsroom.write(name, f"---\nheadline: Story {number}\ndate: 2024-01-01\n---\nText [*].\n")
    if corrections:
        correct(newsroom, *corrections, cluster=name)


def page(newsroom, path=LOG):
    return html.document_fromstring(newsroom.read(path))


def words(element):
    return " ".join(element.text_content().split())


def entries(newsroom, path):
    return feedparser.parse((newsroom.output / path).read_bytes()).entries


def ids(newsroom, path):
    return [entry.id for entry in entries(newsroom, path)]


def changed(newsroom, act):
    """The files that an edit changes."""
    newsroom.build()
    before = newsroom.files()
    act()
    newsroom.build()
    after = newsroom.files()
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


class TestLog:
    def test_before_the_first_one_it_says_that_there_was_none(self, newsroom):
        newsroom.build()
        assert "Nothing has had to be corrected so far." in words(page(newsroom))

    def test_every_page_leads_to_it(self, newsroom):
        newsroom.build()
        for path in ("index.html", PAGE, "about/index.html", "404.html", LOG):
            assert page(newsroom, path).xpath("//footer//a[@href='/brief/corrections/']"), path

    def test_they_stand_newest_first_below_their_months_each_with_its_story(self, newsroom):
        correct(newsroom, FIRST, RETRACTION, SECOND)
        newsroom.build()
        log = page(newsroom)
        assert log.xpath("//main//h2/text()") == ["March 2025", "February 2025"]
        retraction, clarification, correction = map(words, log.xpath("//main//li"))
        assert retraction == "Retraction 1 March 2025 A Race for Chips None of it can be shown."
        assert clarification == "Clarification 9 February 2025 A Race for Chips It is a plan."
        assert correction.startswith("Correction 8 February 2025 A Race for Chips The second")
        assert correction.endswith("Before 4 nm Now 3 nm")

    def test_a_headline_leads_to_the_notice_on_the_page_of_its_story(self, newsroom):
        correct(newsroom, SECOND, FIRST)
        newsroom.build()
        links = page(newsroom).xpath("//main//h3/a/@href")
        assert links == [f"/brief/clusters/chip-race/#chip-race-k{number}" for number in (2, 1)]
        (first,) = page(newsroom, PAGE).xpath("//*[@id='chip-race-k1']")
        assert "The second figure was wrong." in words(first)

    def test_it_names_its_feeds_and_no_other_page_does(self, newsroom):
        newsroom.build()
        named = "//link[@rel='alternate']/@href"
        assert {f"/brief/{path}" for path in FEEDS} < set(page(newsroom).xpath(named))
        assert "/brief/corrections/feed.xml" not in page(newsroom, "index.html").xpath(named)

    @pytest.mark.parametrize("line", ["draft: true", "expires_at: 2025-03-01"])
    def test_corrections_of_a_hidden_story_are_hidden(self, newsroom, line):
        add(newsroom, 1)
        correct(newsroom, FIRST)
        newsroom.edit(CLUSTER, "topics: [Chips]", line)
        newsroom.remove("editions")
        newsroom.build()
        for path in (LOG, *FEEDS):
            assert "second figure" not in newsroom.read(path), path

    def test_a_correction_is_shown_when_its_moment_has_come(self, newsroom):
        correct(newsroom, "{at: 2025-02-20T12:00Z, kind: retraction, text: Not yet.}")
        paths = (PAGE, LOG, *FEEDS, "feed.xml", "atom.xml", "sitemap.xml", "index.html")
        early = datetime(2025, 2, 20, 11, 59, tzinfo=UTC)
        newsroom.build(now=early)
        assert not [path for path in paths if "Not yet" in newsroom.read(path)]
        assert "Updated" not in newsroom.read(PAGE)
        assert "Retracted" not in newsroom.read("index.html")
        newsroom.build(now=datetime(2025, 2, 20, 12, tzinfo=UTC))
        assert "Not yet" in newsroom.read(PAGE)
        assert "Retracted" in newsroom.read("index.html")
        assert "2025-02-20T12:00:00" in newsroom.read("atom.xml")
        newsroom.build(now=early, future=True)
        assert "Not yet" in newsroom.read(LOG)

    def test_a_long_log_is_cut_into_pages_that_never_change_again(self, newsroom):
        for number in range(2 * PER_PAGE):
            add(newsroom, number, f"{{at: 2024-02-01T10:{number:02d}, text: Slip {number}.}}")
        touched = changed(newsroom, lambda: correct(newsroom, FIRST))
        assert len(page(newsroom, "corrections/page/1/index.html").xpath("//main//li")) == PER_PAGE
        assert "corrections/page/1/index.html" not in touched
        assert "61 notices" in words(page(newsroom))

    def test_a_page_of_the_editors_own_cannot_stand_in_its_place(self, newsroom):
        newsroom.write("pages/corrections.md", "---\ntitle: Ours\n---\nText.\n")
        newsroom.build()
        (problem,) = newsroom.diagnostics()
        assert "error[output-collision]" in problem

    def test_a_new_one_touches_the_files_that_show_it_and_no_other(self, newsroom):
        for number in range(3):
            add(newsroom, number, f"{{at: 2024-02-0{number + 1}, text: Slip {number}.}}")
        touched = changed(newsroom, lambda: correct(newsroom, FIRST))
        assert touched == {PAGE, LOG, *FEEDS, "feed.xml", "atom.xml", "sitemap.xml"}


class TestFeed:
    @pytest.fixture(params=FEEDS)
    def path(self, request):
        return request.param

    def test_it_holds_the_corrections_newest_first(self, newsroom, path):
        correct(newsroom, FIRST, SECOND)
        newsroom.build()
        feed = feedparser.parse((newsroom.output / path).read_bytes())
        assert not feed.bozo
        assert feed.feed.title == "The Small Brief: corrections"
        assert [entry.title for entry in feed.entries] == [
            "Clarification: A Race for Chips",
            "Correction: A Race for Chips",
        ]
        newest, oldest = feed.entries
        assert oldest.published_parsed[:5] == (2025, 2, 8, 0, 0)
        assert newest.published_parsed[:5] == (2025, 2, 9, 8, 0)
        assert newest.link == "https://example.org/brief/clusters/chip-race/#chip-race-k2"
        text = words(html.fragment_fromstring(oldest.content[0].value, create_parent=True))
        assert "The second figure was wrong. Before: 4 nm Now: 3 nm" in text

    def test_the_feed_was_updated_with_its_newest_correction(self, newsroom):
        correct(newsroom, FIRST, SECOND)
        newsroom.build()
        feed = feedparser.parse((newsroom.output / "corrections/atom.xml").read_bytes()).feed
        assert feed.updated == "2025-02-09T08:00:00+00:00"
        assert feed.id == "tag:example.org,2025:corrections"

    def test_before_the_first_one_it_is_an_empty_feed(self, newsroom, path):
        newsroom.build()
        feed = feedparser.parse((newsroom.output / path).read_bytes())
        assert (feed.bozo, feed.entries) == (False, [])

    def test_nobody_is_shown_one_twice_for_its_words_its_place_or_the_others(self, newsroom, path):
        correct(newsroom, FIRST)
        newsroom.build()
        (before,) = ids(newsroom, path)
        assert before == "tag:example.org,2025:cluster/chip-race/correction/2025-02-08"
        for others in (
            (SECOND, FIRST),
            ("{at: 2025-02-07, text: Older.}", FIRST, SECOND),
            (FIRST.replace("second figure", "3rd figure").replace("4 nm", "5 nm"),),
            (FIRST.replace("{at", "{kind: update, at"),),
        ):
            correct(newsroom, *others)
            newsroom.build()
            assert before in ids(newsroom, path)
            assert len(ids(newsroom, path)) == len(others)
        newsroom.edit(CLUSTER, "headline: A Race for Chips", "headline: Another\nslug: other")
        newsroom.edit("editions/2025-w06.md", "(/clusters/chip-race/)", "(/clusters/other/)")
        newsroom.build(base_url="https://preview.example/")
        assert ids(newsroom, path) == [before]

    def test_it_holds_as_many_as_the_feed_of_stories(self, newsroom, path):
        newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 1}")
        correct(newsroom, FIRST, SECOND)
        newsroom.build()
        assert [entry.title for entry in entries(newsroom, path)] == [
            "Clarification: A Race for Chips"
        ]


class TestRetraction:
    @pytest.fixture
    def retracted(self, newsroom):
        add(newsroom, 1)
        leads = "substories: [{headline: S, cluster: chip-race}]\n---\nText"
        newsroom.edit("clusters/s001.md", "---\nText", leads)
        correct(newsroom, FIRST, RETRACTION, SECOND)
        newsroom.build(pdf=PdfMode.NEVER)
        return newsroom

    def test_the_page_says_so_first_of_all(self, retracted):
        story = page(retracted, PAGE)
        assert words(story.find(".//h1")) == "Retracted: A Race for Chips"
        assert story.findtext(".//title") == "Retracted: A Race for Chips – The Small Brief"
        assert story.xpath("//meta[@property='og:title']/@content") == [
            "Retracted: A Race for Chips"
        ]
        assert story.xpath("//meta[@name='description']/@content") == ["None of it can be shown."]
        notices = [words(notice) for notice in story.find_class("correction")]
        assert [notice.split()[0] for notice in notices] == [
            "Retraction",
            "Clarification",
            "Correction",
        ]
        text = words(story)
        assert text.index("None of it can be shown.") < text.index("Provinces roll out")
        assert "The story as it was published" in text

    @pytest.mark.parametrize(
        "path",
        [
            "index.html",
            "editions/2025-w06/index.html",
            "archive/2025-02/index.html",
            "topics/chips/index.html",
            "tags/shanghai/index.html",
            "articles/51155/index.html",
            "clusters/s001/index.html",
        ],
    )
    def test_every_list_that_names_the_story_says_so(self, retracted, path):
        assert "Retracted: A Race for Chips" in words(page(retracted, path).find(".//main"))

    def test_a_substory_that_leads_to_it_says_so(self, retracted):
        assert "Its own story, retracted since" in words(
            page(retracted, "clusters/s001/index.html")
        )

    @pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
    def test_its_item_says_so_and_stays_the_same_item(self, retracted, path):
        entry = next(entry for entry in entries(retracted, path) if "Chips" in entry.title)
        assert entry.title == "Retracted: A Race for Chips"
        assert entry.id == "tag:example.org,2025:cluster/chip-race"
        assert entry.summary == "None of it can be shown."

    def test_no_other_kind_marks_a_story(self, newsroom):
        correct(newsroom, FIRST, SECOND)
        newsroom.build()
        assert not [path for path, data in newsroom.files().items() if b"etracted:" in data]
