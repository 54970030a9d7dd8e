"""Copies: one report in several outlets is seen; two reports of one event are left alone."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from briefs.copies import bare_title, copies
from briefs.examined import Copy
from briefs.model import Article
from briefs.resolution import ResolvedArticle

TITLE = "Copper miners vote to strike over pay"
OPENING = (
    "Copper miners voted on Sunday to strike after talks over pay broke down, their union said, "
    "putting a fifth of the country's output at risk."
)


def article(
    id: str,
    outlet: str | None,
    title: str,
    *,
    url: str | None = None,
    excerpt: str | None = None,
    text: str | None = None,
) -> ResolvedArticle:
    written = Article(id, title, url=url, outlet=outlet, excerpt=excerpt, text=text)
    return ResolvedArticle(written, None, None, ())


def pairs(*articles: ResolvedArticle) -> list[tuple[str, str, str]]:
    return [(copy.one, copy.other, copy.by) for copy in copies(articles)]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        (f"{TITLE} | The Coast Daily", TITLE),
        (f"{TITLE} - Coast Daily", TITLE),
        (f"{TITLE} (Coast Daily)", TITLE),
        (f"{TITLE} | World | Coast Daily", TITLE),
        (f"UPDATE 3-{TITLE}", TITLE),
        (f"EXCLUSIVE: {TITLE}", TITLE),
        (f"{TITLE} - and win", f"{TITLE} - and win"),
        ("Strike | Coast Daily", "Strike | Coast Daily"),
        ("Live music returns to ports", "Live music returns to ports"),
    ],
)
def test_what_an_outlet_puts_around_a_title_is_no_part_of_it(title: str, bare: str) -> None:
    assert bare == bare_title(title)


def test_a_title_that_another_outlet_has_as_well_is_a_copy() -> None:
    found = copies([article("1", "A", TITLE), article("2", "B", f"{TITLE} | B")])
    assert found == [Copy("1", "2", "title", 100)]


def test_an_opening_that_stands_in_another_is_a_copy_under_any_title() -> None:
    longer = f"SANTIAGO - {OPENING} It is the first strike in ten years."
    one = article("1", "A", "Walkout looms", excerpt=OPENING)
    other = article("2", "B", "Pits brace", text=longer)
    assert pairs(one, other) == [("1", "2", "opening")]


def test_one_outlet_has_no_copies_of_itself() -> None:
    assert not pairs(article("1", "A", TITLE), article("2", "a", TITLE))


def test_an_outlet_that_is_not_named_is_told_by_its_address() -> None:
    one = article("1", None, TITLE, url="https://a.example/1-x")
    other = article("2", None, TITLE, url="https://b.example/2-x")
    assert pairs(one, other) == [("1", "2", "title")]
    assert not pairs(one, article("3", None, TITLE, url="https://www.a.example/3-x"))
    assert not pairs(one, article("4", None, TITLE))


def test_titles_of_few_words_say_nothing() -> None:
    assert not pairs(article("1", "A", "Chip shares fall"), article("2", "B", "Chip shares fall"))


def test_of_many_copies_each_is_paired_with_the_first() -> None:
    three = [article(id, id, TITLE) for id in "123"]
    for order in permutations(three):
        first, *others = (one.article.id for one in order)
        assert pairs(*order) == [(first, other, "title") for other in others]


def test_what_is_found_can_be_kept_as_json() -> None:
    found = copies([article("1", "A", TITLE), article("2", "B", TITLE)])
    assert [Copy(*row) for row in json.loads(json.dumps(found))] == found
