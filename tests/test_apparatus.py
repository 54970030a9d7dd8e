"""Apparatus: what readers are told that the sentences of a cluster rest on."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from tests.conftest import Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"
PAGE = "clusters/chip-race/index.html"


def page(newsroom: Newsroom, text: str) -> Any:
    """The page of a cluster with this text, which may cite 51155 and 43531."""
    head = "---\nheadline: A Race for Chips\ndate: 2025-02-06\narticles: [51155, 43531]\n---\n"
    newsroom.write(CLUSTER, head + text)
    newsroom.build()
    return html.document_fromstring(newsroom.read(PAGE))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def header(found: Any) -> str:
    return words(found.find(".//header[@class='page-head']"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("One [51155]. Two [43531]. Three.", "2 of 3 sentences cited 2 articles 1 outlet"),
        ("One [51155].", "1 of 1 sentence cited 1 article 1 outlet"),
        ("## Not this\n\nOne [51155]. Two [*].", "1 of 2 sentences cited 1 article"),
    ],
)
def test_a_page_says_how_many_of_its_sentences_are_cited(newsroom, text, line):
    assert line in header(page(newsroom, text))


def test_a_page_counts_the_outlets_of_what_it_cites(newsroom):
    newsroom.edit("articles/43531.md", "id: 43531", "id: 43531\noutlet: The Paper")
    assert "2 articles 2 outlets" in header(page(newsroom, "One [51155]. Two [43531]."))
    newsroom.edit("articles/43531.md", "outlet: The Paper", "outlet: the example")
    assert "2 articles 1 outlet" in header(page(newsroom, "One [51155]. Two [43531]."))


def test_a_page_that_cites_nothing_says_nothing_of_it(newsroom):
    assert "sentence" not in header(page(newsroom, "One. Two."))


def test_a_card_has_the_article_and_the_sentences_that_rest_on_it(newsroom):
    found = page(newsroom, "So *they [51155] say. And* do [43531]. Both [43531][51155]! None.")
    cards = {card.get("id"): card for card in found.xpath("//dialog[@popover]")}
    assert list(cards) == ["card_1", "card_2"]
    sentences = {id: [words(one) for one in card.xpath(".//li")] for id, card in cards.items()}
    assert sentences == {
        "card_1": ["So they say.", "Both!"],
        "card_2": ["And do.", "Both!"],
    }
    assert cards["card_2"].xpath(".//a/@href") == [
        "/brief/articles/43531/",
        "https://news.example/shanghai",
    ]
    targets = found.xpath("//button[@value]/@popovertarget")
    assert targets == ["card_1", "card_2", "card_2", "card_1"]


def test_a_sentence_bears_the_numbers_of_what_it_rests_on(newsroom):
    found = page(newsroom, "None. One [51155]. Both [43531, 51155, 43531].")
    spans = found.xpath("//div[@class='prose summary']/p/span")
    shown = [(one.get("id"), one.get("class")) for one in spans]
    assert shown == [("chip-race-q2", "r1"), ("chip-race-q3", "r2 r1")]


def test_an_article_that_a_heading_alone_cites_is_led_back_to_there(newsroom):
    found = page(newsroom, "## Chips [51155]\n\nNo word of it.")
    assert found.xpath("//li[@id='chip-race-r1']//*[@class='backs']//a/@href") == ["#chip-race-c1"]
    (card,) = found.xpath("//dialog[@popover]")
    assert card.xpath(".//li") == []


def test_an_article_that_is_listed_alone_has_no_card(newsroom):
    found = page(newsroom, "One [51155].")
    assert found.xpath("//dialog/@id") == ["card_1"]
    assert "listed, not cited" in words(found.get_element_by_id("chip-race-r2"))
