"""Citations: which brackets are citations, where they stand, and the one number that each gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import citations, prose, sentences
from briefs.model import Prose
from briefs.permalinks import ROOT
from tests.conftest import read_cases

LISTED = frozenset({"wp-asml", "a.b_c"})
CASES = read_cases("citations.txt")

pieces = st.sampled_from(
    "[51155] [43531] [51155,43531] [@a;@b-c] [wp-asml] [a.b_c] [*] [^1] [x](/y) [ ] \\[1] `[1]` "
    "[1](/a) ![1](/a.png) word, ( ) [ ] \\ * ** _ ` \n \n\n > - 1. # : é 芯 [[7]] [1][2] (3)".split(
        " "
    )
)
texts = st.lists(pieces, max_size=12).map(" ".join) | st.lists(pieces, max_size=12).map("".join)


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_bracket_is_read_as_the_cases_say(text: str, expected: str) -> None:
    read = prose.read(text, LISTED).prose
    ids = " ".join(citation.article for citation in read.citations) or "(none)"
    signs = [f"⟦{index}⟧" for index in range(len(read.citations))]
    html = citations.fill(read.html, signs).replace(ROOT, "/")
    assert expected == f"{ids}\n{html.rstrip()}"


@given(texts)
def test_masks_come_off_without_a_trace(text: str) -> None:
    masked = citations.mask(text, LISTED)
    assert text == citations.unmask(masked.text, masked)


@given(texts)
def test_every_position_leads_to_the_id_that_was_written(text: str) -> None:
    masked = citations.mask(text, LISTED)
    assert 2 * len(masked.cited) == 2 * len(masked.written) == len(masked.spans)
    for cited in Prose("", masked.cited, spans=masked.spans).citations:
        written = text[cited.offset : cited.offset + cited.length]
        assert cited.article == written.removeprefix("@")
    for loose in masked.loose:
        word = f"[{loose.word}]"
        assert word == text[loose.offset : loose.offset + len(word)]


@given(texts)
def test_positions_stay_right_through_markdown(text: str) -> None:
    for cited in prose.read(text, LISTED).prose.citations:
        assert cited.article == text[cited.offset : cited.offset + cited.length].removeprefix("@")


@given(texts)
def test_every_citation_of_a_prose_has_one_mark_in_order(text: str) -> None:
    read = prose.read(text, LISTED).prose
    marks = [int(mark[1]) for mark in citations.MARK.finditer(read.html)]
    assert list(range(len(read.citations))) == marks
    assert set(range(len(read.citations))) >= {
        index for sentence in sentences.split(read.html) for index in sentence.citations
    }


@given(st.lists(st.text("0123456789", min_size=1, max_size=3)))
def test_numbers_are_given_once_in_order_of_first_appearance(ids: list[str]) -> None:
    numbers = citations.number(ids)
    assert list(dict.fromkeys(ids)) == list(numbers)
    assert list(range(1, len(numbers) + 1)) == list(numbers.values())


@pytest.mark.parametrize(
    "text",
    [
        "A [51155][43531].\n\n[43531]: https://evil.example/",
        "[43531]: https://evil.example/\n\nA [51155][43531].",
        "A [51155][43531].\n\n> [43531]: https://evil.example/ 'title'",
        "A [51155][].\n\n[51155]: https://evil.example/",
        "A [51155].\n\n[51155]:\nhttps://evil.example/",
        "A ![51155][43531].\n\n[43531]: https://evil.example/",
        "A [see][51155].\n\n[51155]: https://evil.example/",
        "A [see][@x].\n\n[@x]: https://evil.example/",
    ],
)
def test_a_definition_can_never_turn_a_citation_into_a_link(text: str) -> None:
    read = prose.read(text).prose
    assert "51155" in {cited.article for cited in read.citations} or "[@x]" in text
    assert "<a " not in read.html
    assert "<img" not in read.html


@pytest.mark.parametrize("text", ["In [2024], [51155] and [@x; @y] [*].", "[1](/about/) [2]"])
def test_where_nothing_can_be_cited_brackets_are_plain_text(text: str) -> None:
    read = prose.read(text, None).prose
    assert not read.citations
    assert not read.brackets
    assert not citations.MARK.search(read.html)
    written = text.replace("[1](/about/)", f'<a href="{ROOT}about/">1</a>')
    assert f"<p>{written}</p>" == read.html.strip()


def test_a_definition_of_a_word_still_makes_a_link() -> None:
    html = prose.read("See [the page][p].\n\n[p]: https://news.example/").prose.html
    assert html.strip() == '<p>See <a href="https://news.example/">the page</a>.</p>'


def test_an_anchor_is_the_same_whatever_prints_it() -> None:
    assert citations.anchor("chip-race", "r", 2) == "chip-race-r2"
