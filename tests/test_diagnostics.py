"""Diagnostics: a problem is drawn with its line and a caret under it, on any terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.diagnostics import (
    LONGEST,
    WINDOW,
    Diagnostic,
    Note,
    Span,
    Where,
    draw,
    error,
    has_errors,
    in_file_order,
    note,
    warning,
)


def drawn(source: str, column: int, length: int = 1, help: str = "") -> list[str]:
    span = Span("content/x.md", 3, column, length)
    return draw(error("code", "message", span, help), lambda _: (span, source)).split("\n")


def columns(text: str) -> int:
    """The columns that a terminal gives a text."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(bool(unicodedata.combining(letter)) for letter in text)


def test_the_form_is_path_line_column_severity_code_message() -> None:
    assert drawn("one two", 5, 3, "write three") == [
        "content/x.md:3:5: error[code]: message",
        "  3 | one two",
        "    |     ^^^",
        "    help: write three",
    ]


def test_a_line_that_is_not_there_is_not_drawn() -> None:
    assert drawn("", 1) == ["content/x.md:3:1: error[code]: message"]


def test_a_second_place_is_named_below() -> None:
    span, other = Span("content/x.md", 3, 1), Span("content/a.md", 7, 2)

    def locate(where: Where) -> tuple[Span, str]:
        assert isinstance(where, Span)
        return where, "one"

    problem = error("code", "message", span, notes=(Note("the first is at", other),))
    assert draw(problem, locate).split("\n")[-1] == "    note: the first is at content/a.md:7:2"


@given(
    st.text(st.sampled_from("ab 芯é🙂\u0301"), max_size=260),
    st.integers(0, 300),
    st.integers(1, 40),
)
def test_the_caret_stands_under_the_place(before: str, after: int, length: int) -> None:
    source = f"{before}{'X' * length}{'b' * after}"
    lines = drawn(source, len(before) + 1, length)
    shown, caret = lines[1].partition(" | ")[2], lines[2].partition(" | ")[2]
    indent, width = len(caret) - len(caret.lstrip(" ")), caret.count("^")
    lead = next(at for at in range(len(shown) + 1) if columns(shown[:at]) == indent)
    while lead < len(shown) and unicodedata.combining(shown[lead]):
        lead += 1
    assert shown[lead : lead + width] == "X" * width
    assert 1 <= width <= length
    assert len(shown) <= WINDOW + 2


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\x9b", "\u202e", "\u2066", "\x7f", "\x08"])
def test_a_drawing_never_steers_the_terminal(letter: str) -> None:
    lines = drawn(f"one {letter}[31m two", 5)
    assert not any(letter in line for line in lines)
    assert lines[2] == "    |     ^"


HOSTILE = "one\ncontent/x.md:1:1: error[code]: forged\x1b[31m\u202e\ud800 two"


@pytest.mark.parametrize("part", ["message", "help", "note", "path"])
def test_no_text_of_a_problem_can_pose_as_another_problem(part: str) -> None:
    texts = dict.fromkeys(["message", "help", "note", "path"], "word") | {part: HOSTILE}
    span = Span(texts["path"], 3, 1)
    problem = error("code", texts["message"], span, texts["help"], (Note(texts["note"], span),))
    lines = draw(problem, lambda _: (span, "source")).split("\n")
    assert [line for line in lines if line.startswith("content/x.md:1:1: error")] == []
    assert len([line for line in lines if not line.startswith(" ")]) == 1
    assert not any(letter in line for line in lines for letter in "\x1b\u202e\ud800")


def test_what_content_brings_into_a_message_is_cut_off_where_nobody_reads_on() -> None:
    span = Span("content/x.md", 1, 1)
    line = draw(error("code", "x" * 10_000_000, span), lambda _: (span, ""))
    assert len(line) < LONGEST + 100
    assert line.endswith("…")


def test_a_tab_is_one_column_wide() -> None:
    assert drawn("\tone", 2, 3)[1:] == ["  3 |  one", "    |  ^^^"]


def test_problems_come_once_by_file_line_and_column() -> None:
    spans = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 1), ("a", 2, 1)]
    found = [error("code", "message", Span(*span)) for span in spans]

    def locate(where: Where) -> tuple[Span, str]:
        assert isinstance(where, Span)
        return where, ""

    ordered = [problem.where for problem in in_file_order(found, locate)]
    assert [Span("a", 2, 1), Span("a", 2, 9), Span("a", 10, 1), Span("b", 1, 1)] == ordered


SPAN = Span("a", 1, 1)


@pytest.mark.parametrize(
    ("problem", "stops", "stops_strictly"),
    [
        (error("code", "message", SPAN), True, True),
        (warning("code", "message", SPAN), False, True),
        (note("code", "message", SPAN), False, False),
    ],
)
def test_errors_stop_a_build_and_warnings_a_strict_one(
    problem: Diagnostic, stops: bool, stops_strictly: bool
) -> None:
    assert stops == has_errors([problem])
    assert stops_strictly == has_errors([problem], strict=True)
    assert not has_errors([], strict=True)
