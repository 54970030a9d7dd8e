"""Plain YAML is read as libyaml reads it, whatever stands there."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefs import events, plain_yaml
from briefs.files import decode
from briefs.records import split_front_matter

ROOT = Path(__file__).resolve().parent.parent

WORDS = [
    *("a", "Zb", "é", "漢", "7", "2025-02-06T10:30:00Z", "null", "~", "no", "<<", "=", "a-b", "-1"),
    *("https://b.example/c#d", "a:b", "a#b", "it's", 'say "so"', "a, b", "x [y]", "3 % & a", "…"),
    *('"a"', '"a: b"', '"a # b"', '"it\'s"', '""', "'a'", "'say \"so\"'", "''", "'it''s'", r'"\n"'),
    *("[]", "[a]", "[a, b]", '["a", "b"]', "['a', b c]", "[1, 2, ~]", "[a,b]", "[ a ]", "[a, ]"),
    *("[a b, c-d]", "[it's, a&b]", "[a: b]", "[https://a]", "[[a]]", "[, a]", "[a # b]", '["a" b]'),
    *("{a: b}", "{ a: b }", '{a: "b, c: d", e: f}', "{a: [b, c], d: e}", "{a: b, a: c}", "{a: }"),
    *("{}", "{a, b}", "{a:b}", "{a: {b: c}}", "{a: b, c: d, e: f}", '{"a": b}', "{a: 'b}', c: d}"),
    *("|", ">-", "&a", "*a", "!a", "!!int 1", "@a", "`a", "%a", "? a", "- a", "a:", "a: b", "a #b"),
    *('"a', "'a", 'a"', "[a", "{a", "]", "}", "\\", "...", "---", "-", "?", ":", ",", "#", "a\tb"),
    *("b\t", "\ta", "b:\tc", "b\t#c", '"b"\t', "b\rc", "\ufeffb", "a\ufeff", "a\u200db", "a\x07"),
    *("a\u00a0", "\u00a0a", "a\u2028b", "a\x85b", "a\ufdd0"),
]
PIECES = [
    *("a", "b", "key_1", "a-b", "é", "null", ": ", ":", "  ", " ", "\n", "\n\n", "\n  ", "\n    "),
    *("- ", "\n- ", "\n  - ", "-", "\n---\n", "\n...\n", "# ", " #", "\t", "\r", "? ", *WORDS),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
"""Texts of pieces that mean something to YAML, in any order."""

KEYS = st.sampled_from(["a", "b", "c", "key_1", "a-b", "null", "_x"])
VALUES = st.sampled_from(WORDS)
PAIRS = st.builds("{}: {}".format, KEYS, VALUES)
MARGINS = st.sampled_from(["", " ", "  ", "    "])


def _below(margin: str, signs: list[str], lines: list[str]) -> str:
    return "\n".join(f"{margin}{sign}{line}" for sign, line in zip(signs, lines, strict=False))


SIGNS = st.lists(st.sampled_from(["- ", "- ", "  ", "", "-  "]), min_size=1, max_size=5)
BLOCKS = st.builds(
    "{}:{}\n{}".format,
    KEYS,
    st.sampled_from(["", "", " ", " a", " []"]),
    st.builds(_below, MARGINS, SIGNS, st.lists(PAIRS | VALUES, min_size=1, max_size=5)),
)
FRONT = st.lists(PAIRS | PAIRS | BLOCKS, min_size=1, max_size=5).map("\n".join)
"""Front matter as editors write it, with mistakes."""


@settings(max_examples=1500)
@given(st.one_of(TEXTS, FRONT, FRONT.map("{}\n".format)))
@example('a: "b"\nc:\n  - {a: "b", c: d}\n  - a: b\n    c: [d, e]\nd:\n  a: b\n')
@example("a: b\n\nc: d")
@example("a:\n- b\n- c\nd:")
@example("a:\n  - {b: c}\n    d: e")
@example("a:\n  - b\n    c")
@example("a:\n  b: c\n xd: e")
@example("\ufeffa: b")
def test_what_is_plain_reads_as_libyaml_reads_it(text: str) -> None:
    data = plain_yaml.mapping_of(text)
    if data is not None:
        expected, problem = events.read(text, "x.yaml", 1)
        assert (data, problem) == (expected, None)
        assert repr(data) == repr(expected), "the keys in their order too"


@pytest.mark.parametrize("word", WORDS)
def test_each_word_reads_as_libyaml_reads_it_wherever_it_stands(word: str) -> None:
    forms = ["a: {}", "a: [b, {}]", "a: [{}, b]", "a:\n  - {}\n  - b", "a:\n  - b: {}\n    c: d"]
    forms += ["a: {{b: {}}}", "a: {{b: {}, c: d}}", "a:\n  b: {}", "{}: a", "a: b{}", "a:\n- {}"]
    for text in (form.format(word) for form in forms):
        data = plain_yaml.mapping_of(text)
        assert data is None or (data, None) == events.read(text, "x.yaml", 1), text


def test_what_editors_write_most_is_plain() -> None:
    for text in (
        'headline: "Gallium: a by-product"\ndate: 2025-02-06T08:00:00Z\ntags: ["a b", "c"]\n',
        "headline: It's here\narticles: [51155, wp-asml]\n\ntopics: [Chips & hardware]\n",
        'substories:\n  - {headline: "One, two", cluster: one-two}\n  - Bare\n',
        "substories:\n  - headline: One\n    articles: [wp-a, wp-b]\n  - headline: Two\n",
        "articles:\n- id: a\n  url: https://example.org/a?b=c\n- b\nimage:\n  src: a.png\n",
        "url: https://example.org/a:b\nempty:\nother: ~\nbreite: Größe\u00a01\n",
    ):
        assert plain_yaml.mapping_of(text) is not None, text


def test_what_needs_a_parser_is_left_to_it() -> None:
    for text in (
        "",
        "a: |\n  b",
        "a: b\n  c",
        "a: &b c",
        "a: b # c",
        "# a\na: b",
        "a: b\na: c",
        'a: "\\n"',
        "a: b: c",
        "- a",
        "a:\tb",
        "a: " + "b" * plain_yaml.MAX_LENGTH,
    ):
        assert plain_yaml.mapping_of(text) is None, text


def test_our_own_content_reads_as_libyaml_reads_it_and_most_of_it_is_plain() -> None:
    found = [*(ROOT / "content").rglob("*.md"), *ROOT.glob("tests/**/content/**/*.md")]
    are_plain = []
    for file in found:
        text, problem = decode(file.read_bytes(), "x.md")
        split = None if problem else split_front_matter(text)
        if split:
            data = plain_yaml.mapping_of(split[0])
            are_plain.append(data is not None)
            assert data is None or (data, None) == events.read(split[0], "x.md", 1), file
    assert sum(are_plain) > len(are_plain) * 0.8
