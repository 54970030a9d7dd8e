"""Plain Markdown is set as markdown-it would set it, whatever stands there."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefs import plain

MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["html_inline", "html_block"])

MARK = "⸢\ufdd00\ufdd1⸣"
PIECES = [
    *("a", "Zb", "é", "漢", "7", "12", "x_y", " ", "  ", "\t", "\u00a0", "\n", "\n\n", "\n\n\n"),
    *("*", "**", "***", "_", "__", "`", "~", "~~~", "\\", "&", "&amp;", '"', "'", "<", ">", "<b>"),
    *("- ", "-", "+ ", "# ", "1. ", "1) ", "= ", "===", "---", "    ", "> ", ". ", "!", "?", ":"),
    *("[", "]", "(", ")", "[a](https://b.example)", "![a](https://b.example/c)", "[a]: /b", "[ ] "),
    *("[a](https://b.example/c_d_e?f=g#h)", "[a b](http://c/)", "[a](/b/)", "[a](b)", "[a][b]"),
    *("**bold**", "*em*", "_em_", "**two words**", "https://c.example", "\r", "…", "–", MARK),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
"""Texts of pieces that mean something to Markdown, in any order."""

LINES = st.lists(
    st.sampled_from(["word", "**bold**", "*em*", "[a](https://b.example/c)", MARK, '"x",', "_em_"]),
    min_size=1,
    max_size=6,
).map(" ".join)
BLOCKS = st.one_of(LINES, LINES.map("- {}".format), st.lists(LINES, max_size=3).map("\n- ".join))
PROSE = st.lists(BLOCKS, max_size=5).map("\n\n".join)
"""Texts as editors write them."""


@settings(max_examples=600)
@given(st.one_of(TEXTS, PROSE))
@example("A **bold** word, a [link](https://ref4.example/a).\n\n- one\n- two\n\nThe end *so*.")
@example("- one\n\n- two")
@example("[a](https://b.example)\n===")
def test_what_is_plain_reads_as_markdown_it_reads_it(text: str) -> None:
    html = plain.html_of(text)
    assert html is None or html == MARKDOWN.render(text)


def test_what_editors_write_most_is_plain() -> None:
    for text in (
        'Words, with "quotes" and a number: 12 %.',
        f"It **grew fast** {MARK}. *Really* it did{MARK}{MARK}.",
        "See [the report](https://example.org/a/b-c?d=1).\nNext line.",
        "Three things:\n\n- one\n- **two**\n\nThat is all!",
    ):
        assert plain.html_of(text) is not None, text


def test_what_needs_a_parser_is_left_to_it() -> None:
    for text in (
        "`code`",
        "# Head",
        "1. one",
        "a\nb  \nc",
        "[a](javascript:x)",
        "- a\n\n- b",
        "> a",
    ):
        assert plain.html_of(text) is None, text
