"""Pages: home, editions, clusters, articles, pages of the editor's own, redirects.

First of all the story that this program was made for, which must come out whole and the same on its
page, in both feeds and in the digest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdf
import pytest
from lxml import etree, html

HEADLINE = 'China Pours Billions Into AI and Chip Race to Break U.S. Tech "Chokehold"'
MARKS = [1, 2, 3, 1, 2, 3, 3, 4, 4, 5, 5, 6]
SENTENCES = [2, 2, 2, 3, 4, 6, 7, 8, 9, 11, 12, 12]
"""The sentence in which each of its citations stands."""
ARTICLES = ["51155", "43531", "19492", "54934", "30085", "33059"]
SUBSTORIES = [
    'China Targets 3nm AI Chips to Break US "Chokehold"',
    "Shanghai Bets $10 Billion on Chips and AI in Tech Race",
    "Chinese Provinces Prioritize Tech and Self-Reliance in New Economic Plans",
    "US and China Take Opposite Roads in Global AI Race",
    "China's Chip Industry Races Forward as U.S. May Ease Grip",
]
LEADS_TO = [
    "clusters/china-3nm-ai-chips/",
    "clusters/shanghai-ten-billion/",
    "articles/19492/",
    "articles/54934/",
    "articles/30085/",
]
ANCHOR = "china-chip-race"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
CONTENT = {"content": "http://purl.org/rss/1.0/modules/content/"}


def parsed(text: str) -> Any:
    return html.document_fromstring(text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def story_on_its_page(site: Path) -> tuple[str, Any]:
    page = html.parse(site / "clusters/china-chip-race/index.html").getroot()
    return words(page.find(".//h1")), page.find(".//main")


def story_in_rss(site: Path) -> tuple[str, Any]:
    items: Any = etree.parse(site / "feed.xml").findall("channel/item")
    (item,) = (found for found in items if found.findtext("link").endswith(f"/{ANCHOR}/"))
    text = item.findtext("content:encoded", namespaces=CONTENT)
    return item.findtext("title"), html.fragment_fromstring(text, create_parent="main")


def story_in_atom(site: Path) -> tuple[str, Any]:
    entries: Any = etree.parse(site / "atom.xml").findall("atom:entry", ATOM)
    (entry,) = (one for one in entries if one.findtext("atom:id", "", ATOM).endswith(ANCHOR))
    text = entry.findtext("atom:content", namespaces=ATOM)
    return entry.findtext("atom:title", namespaces=ATOM), html.fragment_fromstring(
        text, create_parent="main"
    )


@pytest.fixture(params=[story_on_its_page, story_in_rss, story_in_atom])
def main_story(request: pytest.FixtureRequest, demo_site: Path) -> tuple[str, Any]:
    """The main story's headline and content, as each of these products shows them."""
    return request.param(demo_site)


class TestMainStory:
    def test_it_has_its_headline_and_says_how_many_articles_it_held(self, main_story):
        headline, content = main_story
        assert headline == HEADLINE
        assert "6 cited of 15 articles in this cluster" in words(content)

    def test_each_of_its_citations_has_its_number_and_leads_to_that_reference(self, main_story):
        _, content = main_story
        marks = content.xpath(".//sup/a")
        assert [int(mark.text) for mark in marks] == MARKS
        anchors = [mark.get("id") or mark.getparent().get("id") for mark in marks]
        assert [f"{ANCHOR}-c{n}" for n in range(1, 13)] == anchors
        ends = [urlsplit(mark.get("href")).fragment for mark in marks]
        assert [f"{ANCHOR}-r{number}" for number in MARKS] == ends

    def test_its_references_are_the_cited_articles_in_order_of_first_citation(self, main_story):
        _, content = main_story
        references = content.xpath(f".//li[starts-with(@id, '{ANCHOR}-r')]")
        assert list(range(1, 7)) == [int(reference.get("value")) for reference in references]
        links = [reference.xpath(".//a/@href")[0] for reference in references]
        assert [link.rstrip("/").rsplit("/", 1)[1] for link in links] == ARTICLES

    def test_each_reference_leads_back_to_every_sentence_or_citation_of_it(self, main_story):
        _, content = main_story
        is_page = bool(content.xpath(".//h1"))
        for number in range(1, 7):
            (reference,) = content.xpath(f".//li[@id='{ANCHOR}-r{number}']")
            ends = [urlsplit(link).fragment for link in reference.xpath(".//a/@href")]
            found = enumerate(zip(MARKS, SENTENCES, strict=True), 1)
            backs = [
                f"{ANCHOR}-q{sentence}" if is_page else f"{ANCHOR}-c{ordinal}"
                for ordinal, (mark, sentence) in found
                if mark == number
            ]
            assert backs == [end for end in ends if end]

    def test_only_its_page_has_cards_and_sentences(self, main_story, demo_site):
        _, content = main_story
        is_page = bool(content.xpath(".//h1"))
        assert bool(content.xpath(".//*[@popover or @popovertarget or self::dialog]")) == is_page
        assert bool(content.xpath(".//*[contains(@id, '-q')]")) == is_page

    def test_its_five_substories_lead_to_what_tells_them(self, main_story, demo_site):
        _, content = main_story
        links = [content.xpath(f".//li[@id='{ANCHOR}-s{number}']//a")[0] for number in range(1, 6)]
        assert [words(link) for link in links] == SUBSTORIES
        for link, path in zip(links, LEADS_TO, strict=True):
            assert link.get("href").endswith(f"/briefs/{path}")
            assert (demo_site / path / "index.html").is_file()
        assert content.xpath(f".//*[@id='{ANCHOR}-s6']") == []

    def test_its_digest_tells_the_same(self, demo_site):
        reader: Any = pypdf.PdfReader(demo_site / "editions/2025-w06/digest-2025-w06.pdf")
        starts = [
            reader.get_destination_page_number(entry)
            for entry in reader.outline
            if not isinstance(entry, list)
        ]
        titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
        first = starts[titles.index(HEADLINE)]
        pages = reader.pages[first : min(start for start in starts if start > first)]
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert HEADLINE in text
        assert "6 cited of 15 articles in this cluster" in text
        targets = [
            str(annotation.get_object().get("/Dest", ""))
            for page in pages
            for annotation in page["/Annots"]
        ]
        ends = [target for target in targets if target.startswith(f"{ANCHOR}-r")]
        rests = [3, 4, 5]  # Three sub-stories name the reference that they rest on.
        assert [f"{ANCHOR}-r{number}" for number in [*MARKS, *rests]] == ends
        backs = {target for target in targets if target.startswith(f"{ANCHOR}-q")}
        assert {f"{ANCHOR}-q{number}" for number in SENTENCES} == backs
        assert "9 of 12 sentences cited" in text
        assert "cited in sentences 2, 6, 7" in text
        places = [text.index(headline) for headline in SUBSTORIES]
        assert places == sorted(places)


class TestCluster:
    def test_prose_becomes_paragraphs_links_and_emphasis(self, newsroom):
        newsroom.edit(
            "clusters/2025-02-06-chip-race.md",
            "Zhejiang aims at 3 nm [51155].",
            "\n\n*Zhejiang* aims at [3 nm](https://example.com/3nm?a=1&b=2) [51155].",
        )
        newsroom.build()
        (summary,) = parsed(newsroom.read("clusters/chip-race/index.html")).find_class("summary")
        assert len(summary.findall("p")) == 2
        assert summary.findtext(".//em") == "Zhejiang"
        assert summary.xpath(".//a[@href='https://example.com/3nm?a=1&b=2']")

    def test_its_neighbours_in_time_are_linked(self, newsroom):
        for day in ("05", "07"):
            newsroom.write(
                f"clusters/2025-02-{day}-other-{day}.md",
                f"---\nheadline: Of the {day}\ndate: 2025-02-{day}\n---\nText [*].\n",
            )
        newsroom.build()
        page = parsed(newsroom.read("clusters/chip-race/index.html"))
        assert page.xpath("//a[@rel='prev']/@href") == ["/brief/clusters/other-05/"]
        assert page.xpath("//a[@rel='next']/@href") == ["/brief/clusters/other-07/"]

    def test_a_correction_is_shown_with_the_words_before_and_after(self, newsroom):
        newsroom.edit(
            "clusters/2025-02-06-chip-race.md",
            "tags: [Shanghai]",
            "tags: [Shanghai]\ncorrections:\n"
            "  - {at: 2025-02-09, text: A figure was wrong., was: 4 nm, now: 3 nm}",
        )
        newsroom.build()
        (found,) = parsed(newsroom.read("clusters/chip-race/index.html")).find_class("correction")
        assert words(found) == "Correction 9 February 2025 A figure was wrong. Before 4 nm Now 3 nm"

    def test_its_facts_are_words_apart_where_no_stylesheet_parts_them(self, newsroom):
        newsroom.edit(
            "clusters/2025-02-06-chip-race.md",
            "tags: [Shanghai]",
            "authors: [Ada Miller]\ncorrections: [{at: 2025-02-09, text: It was wrong.}]",
        )
        newsroom.build()
        for path in ("index.html", "clusters/chip-race/index.html", "articles/51155/index.html"):
            assert "</span><span" not in newsroom.read(path), path
        story = parsed(newsroom.read("clusters/chip-race/index.html"))
        assert "6 February 2025 By Ada Miller Updated 9 February 2025" in words(story)

    def test_a_picture_is_shown_with_its_text_and_credit(self, newsroom):
        newsroom.write("assets/map.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        newsroom.edit(
            "clusters/2025-02-06-chip-race.md",
            "tags: [Shanghai]",
            "image: {src: assets/map.svg, alt: A map of the coast, credit: By hand}",
        )
        newsroom.build()
        (figure,) = parsed(newsroom.read("clusters/chip-race/index.html")).iter("figure")
        assert figure.find("img").get("src") == "/brief/assets/map.svg"
        assert figure.find("img").get("alt") == "A map of the coast"
        assert words(figure) == "By hand"

    def test_a_substory_told_inline_has_its_text_and_goes_on_counting(self, newsroom):
        newsroom.edit(
            "clusters/2025-02-06-chip-race.md",
            "    articles: [43531]",
            "    text: Told here [43531] and again [51155].",
        )
        newsroom.build()
        page = parsed(newsroom.read("clusters/chip-race/index.html"))
        (told,) = page.xpath("//li[@id='chip-race-s1']")
        assert "Told here2 and again1." in words(told)
        assert told.xpath(".//sup/@id") == ["chip-race-c4", "chip-race-c5"]
        assert [words(one) for one in told.xpath(".//*[@id='chip-race-q3']")] == [
            "Told here2 and again1."
        ]
        backs = page.xpath("//li[@id='chip-race-r2']//*[@class='backs']//a/@href")
        assert backs == ["#chip-race-q1", "#chip-race-q3"]

    def test_markup_in_a_headline_is_text(self, newsroom):
        newsroom.edit(
            "clusters/2025-02-06-chip-race.md",
            "headline: A Race for Chips",
            "headline: '<script>alert(1)</script> & {{ 7 * 7 }} \"quoted\"'",
        )
        newsroom.build()
        for path, content in newsroom.files().items():
            if path.endswith(".html"):
                assert b"<script" not in content, path
        page = parsed(newsroom.read("clusters/chip-race/index.html"))
        assert page.findtext(".//h1") == '<script>alert(1)</script> & {{ 7 * 7 }} "quoted"'


class TestArticle:
    def test_the_page_of_the_second_document_has_all_that_it_came_with(self, demo_site):
        page = html.parse(demo_site / "articles/43531/index.html").getroot()
        assert (
            page.findtext(".//h1")
            == "Shanghai Announces $10 Billion Tech Investment in Key Industries"
        )
        text = words(page.find(".//main"))
        assert "Article 43531 Featured" in text
        for label in ("AI", "Chips & hardware", "AI Data Centers"):
            assert label in text
        for tag in "Shanghai,investment,microchips,AI,biopharmaceuticals".split(","):
            assert f"#{tag}" in text
        assert "70 billion yuan" in text

    def test_it_lists_the_sentences_that_rest_on_it_each_linked(self, newsroom):
        newsroom.build()
        page = parsed(newsroom.read("articles/51155/index.html"))
        sentences = page.xpath("//ul[@class='sentences']/li/a")
        assert [(words(link), link.get("href")) for link in sentences] == [
            ("Provinces roll out investment plans.", "/brief/clusters/chip-race/#chip-race-q1"),
            ("Zhejiang aims at 3 nm.", "/brief/clusters/chip-race/#chip-race-q2"),
        ]

    @pytest.mark.parametrize("republish", ["true", "false"])
    def test_its_text_is_published_only_if_that_is_allowed(self, newsroom, republish):
        newsroom.edit("articles/43531.md", "id: 43531", f"id: 43531\nrepublish: {republish}")
        newsroom.build()
        found = [
            path
            for path, content in newsroom.files().items()
            if b"The plan covers semiconductors and artificial intelligence" in content
        ]
        assert (["articles/43531/index.html"] if republish == "true" else []) == found

    def test_a_record_without_address_says_so_and_links_nowhere(self, newsroom):
        newsroom.edit("articles/43531.md", "url: https://news.example/shanghai\n", "")
        newsroom.build()
        page = parsed(newsroom.read("articles/43531/index.html"))
        assert "No address is known for this article." in words(page.find(".//main"))
        assert page.xpath("//a[@rel='external']") == []

    def test_an_outlet_is_known_by_the_address(self, newsroom):
        newsroom.write(
            "outlets.yaml", "- name: News Example\n  domains: [news.example]\n  country: Nowhere\n"
        )
        newsroom.build()
        page = parsed(newsroom.read("articles/43531/index.html"))
        assert "News Example (Nowhere)" in words(page.find(".//main"))

    def test_without_article_pages_substories_lead_to_the_reference(self, newsroom):
        newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\npages: {articles: false}")
        newsroom.build()
        assert not (newsroom.output / "articles").exists()
        page = parsed(newsroom.read("clusters/chip-race/index.html"))
        assert page.xpath("//li[@id='chip-race-s1']//h3/a/@href") == ["#chip-race-r2"]
        assert page.xpath("//a[contains(@href, '/articles/')]") == []


class TestHomeAndEditions:
    def test_home_opens_with_the_newest_edition_then_names_three_older_ones(self, newsroom):
        for week in range(1, 6):
            newsroom.write(
                f"clusters/story-{week}.md",
                f"---\nheadline: Story {week}\ndate: 2025-01-{7 * week - 6:02d}\n---\nText [*].\n",
            )
        newsroom.build()
        page = parsed(newsroom.read("index.html"))
        assert words(page.find_class("edition-title")[0]) == "The week of the chip race"
        recent = page.xpath("//section[@class='recent']//h3/a/@href")
        assert [f"/brief/editions/2025-w0{week}/" for week in (5, 4, 3)] == recent

    def test_an_edition_keeps_the_editors_order(self, newsroom):
        newsroom.write(
            "clusters/a.md", "---\nheadline: Newer\ndate: 2025-02-07\n---\nNewer text [*].\n"
        )
        newsroom.build()
        page = parsed(newsroom.read("editions/2025-w06/index.html"))
        headlines = page.xpath("//article//*[contains(@class, 'headline')]")
        assert [words(headline) for headline in headlines] == ["A Race for Chips", "Newer"]

    def test_a_newsletter_without_clusters_says_so(self, newsroom):
        newsroom.remove("clusters")
        newsroom.remove("editions")
        report = newsroom.build()
        assert report.diagnostics == ()
        assert "Nothing has been published yet." in newsroom.read("index.html")
        assert "Nothing has been published yet." in newsroom.read("archive/index.html")

    def test_the_page_shows_the_language_of_the_newsletter_and_its_direction(self, newsroom):
        newsroom.edit("site.yaml", "editions: weekly", "editions: weekly\nlanguage: ar")
        newsroom.build()
        root = parsed(newsroom.read("index.html")).getroottree().getroot()
        assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


class TestPagesOfTheEditors:
    def test_links_to_this_site_get_the_base_path(self, newsroom):
        newsroom.edit("pages/about.md", "Who writes this.", "See [the race](/clusters/chip-race/).")
        newsroom.build()
        assert 'href="/brief/clusters/chip-race/"' in newsroom.read("about/index.html")
        newsroom.build(base_url="https://other.example/")
        assert 'href="/clusters/chip-race/"' in newsroom.read("about/index.html")

    def test_every_page_links_to_them(self, newsroom):
        newsroom.build()
        for path in ("index.html", "clusters/chip-race/index.html", "404.html"):
            assert parsed(newsroom.read(path)).xpath("//footer//a[@href='/brief/about/']"), path


class TestRedirects:
    @pytest.mark.parametrize(
        ("alias", "path"),
        [
            ("/2025/old-name/", "2025/old-name/index.html"),
            ("/old", "old/index.html"),
            ("/news/4711.html", "news/4711.html"),
        ],
    )
    def test_an_old_address_leads_to_the_new_one(self, newsroom, alias, path):
        newsroom.edit("clusters/2025-02-06-chip-race.md", "tags: [Shanghai]", f"aliases: [{alias}]")
        newsroom.build()
        page = parsed(newsroom.read(path))
        there = "https://example.org/brief/clusters/chip-race/"
        assert f"0; url={there}" == page.xpath("string(//meta[@http-equiv='refresh']/@content)")
        assert [there] == page.xpath("//link[@rel='canonical']/@href")
        assert [there] == page.xpath("//body//a/@href")

    def test_an_alias_in_the_way_of_a_page_is_an_error(self, newsroom):
        newsroom.edit("clusters/2025-02-06-chip-race.md", "tags: [Shanghai]", "aliases: [/about/]")
        assert newsroom.build().published is None
        assert "error[output-collision]" in newsroom.diagnostics()[0]


def test_moments_that_are_one_in_two_zones_keep_the_day_that_was_written(newsroom):
    articles = "".join(
        f'{{"id": "z{number}", "title": "T{number}", "published": "{moment}"}}\n'
        for number, moment in enumerate(("2025-02-06T23:00-05:00", "2025-02-07T04:00Z"))
    )
    newsroom.write("articles/zones.jsonl", articles)
    newsroom.build()
    assert "6 February 2025" in newsroom.read("articles/z0/index.html")
    assert "7 February 2025" in newsroom.read("articles/z1/index.html")
