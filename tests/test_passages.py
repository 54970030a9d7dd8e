"""Passages: sentences as elements, whatever Markdown stands in and across them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from briefs import passages, prose, sentences
from briefs.passages import Passage, wrap


def wrapped(html: str) -> str:
    bounds = sentences.bounds_in(html)
    found = enumerate(zip(bounds[::2], bounds[1::2], strict=True), 1)
    return wrap(html, [Passage(*stretch, f"q{n}", n, f"k{n}") for n, stretch in found])


def tree(html: str) -> Any:
    """The HTML read as XML, which forgives nothing."""
    closed = re.sub(r"<((?:img|input)\b[^>]*?)( disabled)?( checked)?>", r"<\1/>", html)
    return etree.fromstring("<div>" + re.sub("[\ufdd0-\ufdd3]", "", closed) + "</div>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", "<p>[One.] [Two.]</p>"),
        ("*One.* Two.", "<p>[<em>One.</em>] [Two.]</p>"),
        ("*One. Two.* Three.", "<p><em>[One.] [Two.]</em> [Three.]</p>"),
        ("One *two. Three* four.", "<p>[One ]<em>(two.] [Three]</em>( four.]</p>"),
        ("- one\n- two", "<ul>\n<li>[one]</li>\n<li>[two]</li>\n</ul>"),
        ("## No\n\n`a. b` too. D", "<h2>No</h2>\n<p>[<code>a. b</code> too.] [D]</p>"),
        ('"One," they say. Two.', "<p>[&quot;One,&quot; they say.] [Two.]</p>"),
    ],
)
def test_a_sentence_becomes_an_element(text: str, expected: str) -> None:
    html = wrapped(prose.read(text).prose.html)
    shown = re.sub(r"<span id=[^>]*>", "[", html).replace("</span>", "]").strip()
    assert re.sub(r"<span [^>]*>", "(", shown) == expected


bits = st.lists(
    st.sampled_from(
        'One two Mr. U.S. 3.5 … ? ! . [1] [*] (so) “so.” X. *a *a. b* b.** **x. y** `c. d` > & " 。'
        " [l.](/m) *[l. m* n](/x) ![i.](/a.png) [^1] \n\n # - 1. ``` \\\n".split(" ")
    ),
    max_size=16,
)


@given(bits.map(" ".join), st.sampled_from(["", "\n\n[^1]: A *note. Two*."]))
def test_it_stays_well_formed_and_no_word_moves(text: str, note: str) -> None:
    html = prose.read(text + note).prose.html
    after = wrapped(html)
    assert re.sub(r"<span [^>]*>|</span>", "", after) == html
    root = tree(after)
    for number, sentence in enumerate(sentences.split(html), 1):
        parts = root.xpath(f".//span[@class='k{number}']")
        assert [part.get("id") for part in parts] == [f"q{number}"] + [None] * (len(parts) - 1)
        signs = root.xpath(".//sup[@class='footnote-ref']")
        for sign in signs:
            sign.text = ""
            for child in sign:
                child.text = ""
        words = re.sub("⸢[0-9]+⸣", "", "".join("".join(part.itertext()) for part in parts))
        assert "".join(words.split()) == "".join(sentence.text.split())


@given(bits.map(" ".join))
def test_a_sentence_of_whole_elements_is_wrapped_as_any_other(text: str) -> None:
    html = prose.read(text).prose.html
    quick = wrapped(html)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passages, "_WHOLE", re.compile("(?!)"))
        assert quick == wrapped(html)
