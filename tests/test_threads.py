"""Threads: what readers find of a story over time, and how little a new cluster touches."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from tests.conftest import Newsroom
from tests.test_incremental import state, touched


def write(newsroom: Newsroom, number: int, text: str, more: str = "thread: The Port") -> None:
    """Write the nth cluster, of the nth day."""
    newsroom.write(
        f"clusters/p{number}.md",
        f"---\nheadline: Part {number}\ndate: 2024-03-{number:02}\n{more}\n---\n{text}\n",
    )


def page(newsroom: Newsroom, number: int) -> Any:
    return html.document_fromstring(newsroom.read(f"clusters/p{number}/index.html"))


def told(newsroom: Newsroom, number: int) -> str:
    """What the nth cluster's page says of its thread."""
    found = page(newsroom, number).xpath("//section[@class='thread']")
    return " ".join(found[0].text_content().split()) if found else ""


@pytest.fixture
def port(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose first cluster of a thread cites one article, and whose second another."""
    write(newsroom, 1, "It costs $10 million [43531]. In 2024, 5 of 7 ships came.")
    write(newsroom, 2, "It costs 10 million dollars [43531], 30 percent more [51155].")
    newsroom.build()
    return newsroom


def test_a_cluster_shows_what_came_before_and_what_is_new_in_it(port):
    assert told(port, 2) == (
        "Earlier in this story Part 1 1 March 2024 "
        "New here: 1 article, China Targets 3nm AI Chips New figure: 30 percent "
        "The whole thread: The Port"
    )
    links = page(port, 2).xpath("//section[@class='thread']//a/@href")
    assert links == ["/brief/clusters/p1/", "#p2-r2", "/brief/threads/the-port/"]


def test_the_first_cluster_leads_to_the_next_and_has_nothing_new(port):
    assert told(port, 1) == (
        "This story goes on Next: Part 2, 2 March 2024 The whole thread: The Port"
    )


def test_a_retracted_story_is_named_as_one(port):
    more = "thread: The Port\ncorrections: [{at: 2024-03-05, kind: retraction, text: Not so.}]"
    write(port, 1, "It costs $10 million [43531].", more)
    port.build()
    assert "Earlier in this story Retracted: Part 1" in told(port, 2)


def test_a_cluster_without_a_thread_says_nothing(port):
    write(port, 3, "Alone.", "tags: [Port]")
    port.build()
    assert told(port, 3) == ""


def test_a_thread_has_a_page_with_all_its_clusters_newest_first(port):
    found = html.document_fromstring(port.read("threads/the-port/index.html"))
    assert found.findtext(".//h1") == "The Port"
    assert found.xpath("//main//h2/a/text()") == ["Part 2", "Part 1"]
    assert "/threads/the-port/" in port.read("sitemap.xml")
    assert "threads/" not in port.read("index.html")


def test_names_of_one_address_are_one_thread_named_as_most_write_it(port):
    write(port, 3, "Three.", "thread: the port")
    write(port, 4, "Four.", "thread: the-port")
    write(port, 5, "Five.")
    port.build()
    found = html.document_fromstring(port.read("threads/the-port/index.html"))
    assert found.findtext(".//h1") == "The Port"
    assert found.xpath("count(//main//h2)") == 5


def test_at_most_three_that_came_before_are_shown(port):
    for number in range(3, 7):
        write(port, number, "More.")
    port.build()
    headlines = page(port, 6).xpath("//section[@class='thread']//li/a/text()")
    assert [headline.strip() for headline in headlines] == ["Part 5", "Part 4", "Part 3"]


def test_a_new_cluster_touches_the_thread_and_the_one_before_it_alone(port):
    for number in range(3, 8):
        write(port, number, "More.")
    port.build()
    before = state(port)
    write(port, 8, "The newest.")
    port.build()
    changed = touched(before, state(port))
    assert {path for path in changed if path.startswith(("clusters/p", "threads/"))} == {
        "clusters/p8/index.html",
        "clusters/p7/index.html",
        "threads/the-port/index.html",
    }


def test_a_long_thread_is_cut_into_pages_that_no_new_cluster_shifts(newsroom):
    for number in range(1, 29):
        for twice in (number, number + 28):
            newsroom.write(
                f"clusters/l{twice}.md",
                f"---\nheadline: L {twice}\ndate: 2023-{1 + twice // 29:02}-{number:02}\n"
                "thread: Long\n---\nText.\n",
            )
    for number in range(1, 9):
        write(newsroom, number, "More.", "thread: Long")
    newsroom.build()
    first = newsroom.read("threads/long/page/1/index.html")
    write(newsroom, 9, "The newest.", "thread: Long")
    newsroom.build()
    assert newsroom.read("threads/long/page/1/index.html") == first
    assert first.count('class="card"') == 30


SHARED = "Ports grow [43531]. Cranes come [51155]."


@pytest.mark.parametrize(
    ("text", "more", "is_said"),
    [
        (SHARED, "tags: [Shanghai]", True),
        (SHARED, "tags: [Else]", False),
        ("Ports grow [43531].", "tags: [Shanghai]", False),
        (SHARED, "tags: [Shanghai]\nthread: The Port", False),
        (SHARED, "tags: [Shanghai]\nsubstories: [{headline: A Race, cluster: chip-race}]", False),
    ],
)
def test_a_thread_is_suggested_where_articles_and_tags_are_shared(newsroom, text, more, is_said):
    newsroom.write(
        "clusters/later.md",
        f"---\nheadline: A Race for Ships\ndate: 2025-03-01\n{more}\n---\n{text}\n",
    )
    found = [one for one in newsroom.diagnostics() if "[thread-likely]" in one]
    assert bool(found) == is_said
