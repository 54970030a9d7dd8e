"""Lists: topics, tags and the archive, and pages of a long list that never shift."""

from __future__ import annotations

import pytest
from lxml import html

from briefs.paging import PER_PAGE, cut

CLUSTER = "clusters/2025-02-06-chip-race.md"


def page(newsroom, path):
    return html.document_fromstring(newsroom.read(path))


def headlines(newsroom, path):
    return page(newsroom, path).xpath("//main//h2[contains(@class, 'headline')]/a/text()")


def add(newsroom, number, *lines):
    front = "\n".join([f"headline: Story {number}", "date: 2024-01-01", *lines])
    newsroom.write(f"clusters/s{number:03d}.md", f"---\n{front}\n---\nText [*].\n")


@pytest.mark.parametrize(
    ("count", "lengths"),
    [
        (0, [0]),
        (1, [1]),
        (PER_PAGE, [PER_PAGE]),
        (2 * PER_PAGE - 1, [2 * PER_PAGE - 1]),
        (2 * PER_PAGE, [PER_PAGE, PER_PAGE]),
        (3 * PER_PAGE + 5, [PER_PAGE, PER_PAGE, PER_PAGE + 5]),
    ],
)
def test_a_list_is_cut_into_full_pages_and_a_first_one_of_the_rest(count, lengths):
    ids = tuple(f"c{number}" for number in range(count))
    pages = cut(ids)
    assert lengths == [len(page) for page in pages]
    assert ids == sum(reversed(pages), ())


@pytest.mark.parametrize("count", [1, PER_PAGE, 2 * PER_PAGE, 3 * PER_PAGE - 1])
def test_a_new_cluster_changes_no_finished_page(count):
    ids = tuple(f"c{number}" for number in range(count))
    *finished, _ = cut(ids)
    assert finished == cut(("new", *ids))[: len(finished)]


def test_a_long_list_is_continued_on_pages_that_lead_to_each_other(newsroom):
    for number in range(2 * PER_PAGE + 1):
        add(newsroom, number, "tags: [Long]")
    newsroom.build()
    assert len(headlines(newsroom, "tags/long/index.html")) == PER_PAGE + 1
    assert len(headlines(newsroom, "tags/long/page/1/index.html")) == PER_PAGE
    first = page(newsroom, "tags/long/index.html")
    older = page(newsroom, "tags/long/page/1/index.html")
    assert first.xpath("//nav/a[@rel='prev']/@href") == ["/brief/tags/long/page/1/"]
    assert older.xpath("//nav/a[@rel='next']/@href") == ["/brief/tags/long/"]
    assert "61 stories" in first.text_content()
    assert "Long, page 1" in older.findtext("head/title")


def test_a_topic_is_known_by_its_name_its_id_and_its_aliases(newsroom):
    newsroom.write(
        "topics.yaml",
        "- {id: chips, name: Chips & hardware, aliases: [Chips, Semiconductors]}\n"
        "- {id: memory, name: Memory, parent: chips}\n- {id: unused, name: Unused}\n",
    )
    for number, word in enumerate(("chips", "SEMICONDUCTORS", "chips & hardware", "Memory")):
        add(newsroom, number, f"topics: [{word}]")
    newsroom.build()
    assert len(headlines(newsroom, "topics/chips/index.html")) == 4
    chips = page(newsroom, "topics/chips/index.html")
    assert chips.findtext(".//h1") == "Chips & hardware"
    assert chips.xpath("//main//a[@href='/brief/topics/memory/']")
    assert page(newsroom, "topics/memory/index.html").xpath(
        "//main//a[@href='/brief/topics/chips/']"
    )
    assert not (newsroom.output / "topics/unused").exists()


def test_tags_of_one_slug_are_one_tag_named_as_most_write_it(newsroom):
    for number, word in enumerate(("export controls", "Export Controls", "export controls")):
        add(newsroom, number, f"tags: [{word}]")
    newsroom.build()
    tag = page(newsroom, "tags/export-controls/index.html")
    assert tag.findtext(".//h1") == "export controls"
    assert "3 stories" in tag.text_content()
    names = page(newsroom, "tags/index.html").xpath("//main//li/a/bdi/text()")
    assert names == ["export controls", "Shanghai"]


def test_tags_of_other_scripts_have_addresses_of_their_own(newsroom):
    add(newsroom, 1, "tags: [上海, 上海市, Москва, القاهرة]")
    newsroom.build()
    links = page(newsroom, "tags/index.html").xpath("//main//li/a/@href")
    assert len(set(links)) == 5
    assert all(link.isascii() for link in links)


def test_the_archive_lists_editions_by_year_and_month(newsroom):
    add(newsroom, 1)
    newsroom.build()
    archive = page(newsroom, "archive/index.html")
    assert archive.xpath("//main//h2/text()") == ["2025", "2024"]
    assert archive.xpath("//main//h3/a/text()") == ["February 2025", "January 2024"]
    assert "The week of the chip race" in archive.text_content()


def test_a_month_lists_its_editions_and_leads_to_the_months_beside_it(newsroom):
    add(newsroom, 1)
    newsroom.build()
    month = page(newsroom, "archive/2025-02/index.html")
    assert month.findtext(".//h1") == "February 2025"
    assert month.xpath("//nav/a[@rel='prev']/@href") == ["/brief/archive/2024-01/"]
    assert month.xpath("//main//a[@href='/brief/clusters/chip-race/']")


def test_a_card_says_how_many_articles_of_how_many_are_cited(newsroom):
    newsroom.edit(CLUSTER, "tags: [Shanghai]", "tags: [Shanghai]\narticle_count: 15")
    newsroom.build()
    assert "2 cited of 15 articles" in page(newsroom, "tags/shanghai/index.html").text_content()


def test_what_readers_may_not_see_is_in_no_list(newsroom):
    add(newsroom, 1, "draft: true", "tags: [Secret, Shanghai]", "topics: [Hidden]")
    newsroom.build()
    for path, data in newsroom.files().items():
        for word in (b"Secret", b"Story 1", b"Hidden"):
            assert word not in data, path
