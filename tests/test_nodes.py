"""Nodes: strict YAML and JSON. Every scalar stays the text that was written, or all is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefs import events, nodes
from briefs.diagnostics import Span

FORMS = [
    "no",
    "yes",
    "on",
    "NO",
    "true",
    "010",
    "0x1F",
    "0b11",
    "1_000",
    "1:30",
    "12:30:45",
    "1e5",
    "51155.0",
    ".inf",
    ".nan",
    "2025-02-30",
    "2025-02-06T25:00Z",
    "=",
    "<<",
    "+1",
]


@pytest.mark.parametrize("written", FORMS)
def test_a_scalar_stays_the_text_that_was_written(written: str) -> None:
    data, problem = nodes.read_yaml(f"a: {written}\nb: [{written}]\n", "x.yaml")
    assert problem is None
    assert data == {"a": written, "b": [written]}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none_and_a_quoted_nothing_is_a_text(written: str) -> None:
    data, _ = nodes.read_yaml(f'a: {written}\nb: "{written}"\n', "x.yaml")
    assert data == {"a": None, "b": written}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", None), ("# only a remark\n", None), ("---\n", None), ("a", "a"), ("[]", []), ("{}", {})],
)
def test_a_document_may_be_anything(text: str, expected: Any) -> None:
    assert nodes.read_yaml(text, "x.yaml") == (expected, None)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x b", "yaml-anchor", 1, 4),
        ("a: *x", "yaml-alias", 1, 4),
        ("a:\n  <<: {b: c}", "yaml-merge", 2, 3),
        ("a: !!int 1", "yaml-tag", 1, 4),
        ("a: !!python/object/apply:os.system [ls]", "yaml-tag", 1, 4),
        ("? [a, b]\n: c", "yaml-key", 1, 3),
        ("? &x a\n: c", "yaml-key", 1, 3),
        ("%YAML 1.2\n---\na: b", "yaml-directive", 1, 1),
        ("a: b\n---\nc: d", "yaml-document", 2, 1),
        ("a: b\nc: d\na: e", "duplicate-key", 3, 1),
        ("a: {b: c, b: d}", "duplicate-key", 1, 11),
        ("a: 'b", "yaml-syntax", 1, 6),
        ("a: b: c", "yaml-syntax", 1, 5),
        ("a: @b", "yaml-syntax", 1, 4),
        ("a: b\n\tc: d", "yaml-syntax", 2, 1),
        ("a: [51155] says", "yaml-syntax", 1, 12),
        ("a: " + "[" * 17 + "]" * 17, "yaml-size", 1, 20),
        ("[" * 100_000 + "]" * 100_000, "yaml-size", 1, 18),
        ("- " * 50_000, "yaml-size", 1, 35),
        ("{a: " * 5_000, "yaml-size", 1, 69),
    ],
)
def test_what_is_no_plain_data_is_refused_at_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    data, problem = nodes.read_yaml(text, "x.yaml")
    assert data is None
    assert problem is not None
    assert isinstance(problem.where, Span)
    assert (code, line, column) == (problem.code, problem.where.line, problem.where.column)


def test_too_many_values_are_refused() -> None:
    _, problem = nodes.read_yaml("[" + "a," * (events.MAX_NODES + 1) + "]", "x.yaml")
    assert problem is not None
    assert problem.code == "yaml-size"


MERGE = "a{0}: &a{0} {{<<: [*a{1}, *a{1}]}}"
LAUGH = "a{0}: &a{0} [*a{1}, *a{1}]"


@pytest.mark.parametrize(
    "bomb",
    [
        "\n".join(["a0: &a0 {k: 1}", *(MERGE.format(n, n - 1) for n in range(1, 40))]),
        "\n".join(["a0: &a0 [x]", *(LAUGH.format(n, n - 1) for n in range(1, 40))]),
        "&a [*a]",
        "&a {k: *a}",
    ],
    ids=["merge", "laughs", "self-list", "self-map"],
)  # fmt: skip
def test_a_bomb_does_not_go_off(bomb: str) -> None:
    data, problem = nodes.read_yaml(bomb, "x.yaml")
    assert data is None
    assert problem is not None
    assert problem.code == "yaml-anchor"


ESCAPES = [r"\0", r"\a", r"\e[31m", r"\x7f", r"\x85", r"\u202e", r"\u2028", r"\ufdd0", r"\uffff"]


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("form", ['a: "b{}"', '"b{}": a', '- "{}"'])
def test_an_escape_brings_in_no_character_that_a_file_may_not_hold(form: str, escape: str) -> None:
    _, problem = nodes.read_yaml(form.format(escape), "x.yaml")
    assert problem is not None
    assert problem.code == "bad-character"


@pytest.mark.parametrize(
    "escape", [r"\u0000", r"\u001b", r"\u202e", r"\ud800", r"\ufdd0", r"\uffff"]
)
@pytest.mark.parametrize("form", ['{{"a": "b{}"}}', '{{"b{}": "a"}}', '{{"a": ["{}"]}}'])
def test_an_escape_of_json_brings_in_none_either(form: str, escape: str) -> None:
    _, problem = nodes.read_json(form.format(escape), "x.jsonl")
    assert problem is not None
    assert problem.code == "bad-character"


def test_escapes_of_letters_are_read() -> None:
    assert nodes.read_yaml(r'a: "\u00e9\t\n\x41"', "x.yaml") == ({"a": "é\t\nA"}, None)
    assert nodes.read_json(r'{"a": "\u00e9\ud83d\ude00\n"}', "x.jsonl") == ({"a": "é😀\n"}, None)


alphabet = st.sampled_from(
    [*"ab: \n-[]{},'\"|>&*!#?%@`~\t0é", "\n  ", ": ", "- ", "---\n"],
)


@given(st.lists(alphabet, max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused_at_a_place_inside_it(text: str) -> None:
    data, problem = nodes.read_yaml(text, "x.yaml", first_line=5)
    if problem is not None:
        assert data is None
        assert isinstance(problem.where, Span)
        assert 5 <= problem.where.line <= 5 + len(text.splitlines()) + 1
        assert problem.where.column >= 1


@given(st.lists(alphabet, max_size=30).map("".join))
def test_what_is_read_is_what_yaml_without_types_reads(text: str) -> None:
    data, problem = nodes.read_yaml(text, "x.yaml")
    if problem is None:
        assert _with_none(yaml.load(text, yaml.CBaseLoader)) == _with_none(data)


def _with_none(value: Any) -> Any:
    """A value whose plain nothings are empty texts, as PyYAML's BaseLoader has them."""
    if isinstance(value, dict):
        return {key: _with_none(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_none(item) for item in value]
    return "" if value in {None, "~"} else value


plain = st.text(st.characters(min_codepoint=32, max_codepoint=0x2000, exclude_characters="\x7f"))
plain = plain.filter(lambda text: not any(0x7F <= ord(letter) < 0xA0 for letter in text))
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3)
)


@given(st.dictionaries(plain, values, max_size=3))
def test_json_out_and_back_is_the_same(value: dict[str, Any]) -> None:
    assert nodes.read_json(json.dumps(value), "x.jsonl") == (value, None)


@given(st.text(max_size=40) | st.lists(st.sampled_from('{}[],:" 1a\\n'), max_size=20).map("".join))
def test_any_line_is_json_or_refused(text: str) -> None:
    data, problem = nodes.read_json(text, "x.jsonl", 7)
    assert data is None or problem is None
    if problem is not None:
        assert isinstance(problem.where, Span)
        assert problem.where.line == 7


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 900, "[NaN]", "[Infinity]", "[1e999999999]", "9" * 9000, ""]
)
def test_json_that_is_odd_is_refused_or_stays_text(text: str) -> None:
    data, problem = nodes.read_json(text, "x.jsonl")
    assert problem is not None or data in (["1e999999999"], "9" * 9000)


def test_a_value_is_found_again_by_its_keys() -> None:
    text = "a:\n  - b: one\n    c: [two, three]\nd: |\n  four\n"
    assert _at(text, ("a", 0, "b")) == (1, 7)
    assert _at(text, ("a", 0, "c", 1)) == (2, 13)
    assert _at(text, ("a", 0, "c"), at_key=True) == (2, 4)
    assert _at(text, ("d",)) == (3, 3)
    assert _at(text, ("a", 0, "c", 5)) == (2, 7), "the nearest parent stands in"


def _at(text: str, keys: tuple[str | int, ...], *, at_key: bool = False) -> tuple[int, int]:
    found = events.nearest(events.stretches(text), keys, at_key=at_key)
    assert found is not None
    return found.line, found.column
