"""Sentences: where one ends, in the scripts and the habits of newsrooms, and what it rests on."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefs import prose, sentences, stops
from tests.conftest import read_cases

CASES = read_cases("sentences.txt")


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sentences_end_as_the_cases_say(text: str, expected: str) -> None:
    shown = [
        sentence.text
        + "".join(f" ⟦{index}⟧" for index in sentence.citations)
        + (" *" if sentence.is_marked else "")
        for sentence in sentences.split(prose.read(text).prose.html)
    ]
    assert expected.split("\n") == shown or (not expected and not shown)


words = st.lists(st.sampled_from("One two Mr. U.S. 3.5 … ? ! . [1] [*] (so) “so.” e.g. X.".split()))


@given(words.map(" ".join))
def test_no_word_and_no_citation_is_lost_or_doubled(text: str) -> None:
    read = prose.read(text).prose
    found = list(sentences.split(read.html))
    indices = [index for sentence in found for index in sentence.citations]
    assert list(range(len(read.citations))) == indices
    bare = text.replace("[1]", "").replace("[*]", "")
    read_again = "".join(sentence.text for sentence in found)
    assert "".join(bare.split()) == "".join(read_again.split())


@given(st.text(st.sampled_from("aé漢 \n\t\u00a0\u2003\u2028\u3000\x1f\u200b\u00ad"), max_size=9))
def test_words_have_single_spaces_between_them(text: str) -> None:
    assert sentences.words(text) == " ".join(text.split())


MARK, MARKED = "⸢\ufdd00\ufdd1⸣", "\ufdd2"
PIECES = [
    *("one", "Two", "x", "Z", "é", "漢", "Dr", "no", "etc", "ph.d", "3", "12", "U.S", "e.g", "!"),
    *(".", ".", ". ", ". ", ".. ", "? ", "…", "。", " ", "  ", "\n", "\u00a0", "\t", MARK, "im 14"),
    *("“", "”", "»", " »", "«", "(", ")", "'", "&quot;", "<em>", "</em>", "iPhone", "said", MARKED),
    *("<p>", "</p>\n", "<li>", "</li>", "<h2>", "</h2>", "<pre>", "</pre>", ". Two", "ally. But "),
    *("2024", "]", "İnc", "\u104b", "۔", '<a title="so. It">', "</a>", "NATO.", "<hr />", "12"),
    *("Of. “And ", "of.” “And ", "Dr.’", "&amp;", "&lt;", ".) (No.", f"etc.) {MARK}"),
    *(f"ally{MARK}. Then ", f"x {MARK}. “So"),
]
HTML = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
"""HTML of pieces that mean something to sentences, in any order."""


@settings(max_examples=800)
@given(HTML)
@example("<p>On June 12. Two left.</p>")
@example(f"<p>It grew{MARK}. Then it fell. Dr. Vega left etc. The end.</p>")
@example(
    f"<p><em> It grew</em>. Then\ufdd2.</p><p>\ufdd2</p><p>It {MARK}. “Then so <em>fell.</em></p>"
)
def test_the_everyday_stop_is_no_other_than_the_long_way_finds(html: str) -> None:
    quick = sentences.bounds_in(html)
    signs = f"[{stops._STOPS}{stops._FULL_WIDTH_STOPS}]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stops, "SIGN", re.compile(f"(?P<everyday>(?!)){signs}|{signs}"))
        patch.setattr(sentences, "_everyday", lambda *_: None)
        assert quick == sentences.bounds_in(html)


SIGNS = [
    '<sup class="footnote-ref">',
    "</sup>",
    '<a class="footnote-backref">',
    "</a>",
    "<",
    ">",
    "&",
]


@given(st.lists(st.sampled_from(PIECES + SIGNS), max_size=12).map("".join))
def test_tags_alone_are_left_out_as_all_markup_is(html: str) -> None:
    quick = sentences.words(html)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_FOOTNOTE", "")
        assert quick == sentences.words(html)
