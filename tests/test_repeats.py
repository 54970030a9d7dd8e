"""Repeats: the same words in another order or form are no news; one word against another is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import repeats as reading
from briefs.repeats import ENOUGH, repetition, words_of


def repeats(one: str, other: str) -> bool:
    return repetition(words_of(one), words_of(other)) >= ENOUGH


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pilots' union rejects pay offer", "PILOTS’ UNION REJECTED THE PAY OFFER"),
        ("Lake halts ships in Panama", "Ships in Panama halted by lake"),
        ("Startup maps forests from orbit", "Start-up maps forests from orbit"),
        ("U.S. sells three ships to Chile", "US sells 3 ships to Chile"),
        ("Bank fined $40 million over checks", "Bank fined 40 million dollars over checks"),
        ("Regulator finds cracks in dam walls", "Cracks found in dam walls, regulator says"),
        ("海运公司订购新船", "海运公司订购了新船"),
        ("ท่าเรือสั่งซื้อปั้นจั่นใหม่", "ท่าเรือสั่งซื้อปั้นจั่นใหม่"),
    ],
)
def test_a_line_in_other_order_or_form_is_a_repetition(one: str, other: str) -> None:
    assert repeats(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("China sanctions US drone makers", "US sanctions China drone makers"),
        ("Bank raises its rate by 25 points", "Bank raises its rate by 50 points"),
        ("Union rejects pay offer of port", "Union rejects second pay offer of port"),
        ("Port to open new dock in May", "Port not to open new dock in May"),
        ("Iran signs deal on gas with Oman", "Iraq signs deal on gas with Oman"),
        ("Who makes tools that make chips", "Who buys tools that make chips"),
        ("Rare earths", "Earths"),
        ("", ""),
        ("!!!", "???"),
    ],
)
def test_a_line_with_news_in_it_is_none(one: str, other: str) -> None:
    assert not repeats(one, other)


@given(st.lists(st.sampled_from("port ports crane cranes two 2 new no steel".split()), max_size=7))
def test_who_is_asked_first_does_not_matter(words: list[str]) -> None:
    one, other = words_of(" ".join(words)), words_of("port cranes steel two docks")
    assert repetition(one, other) == repetition(other, one)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert 0 <= repetition(words_of(one), words_of(other)) <= 100


BLANKS = "\u3000\u00a0\u2003\t\n 1,000.5-.,'’éßn U.S. a.b.c. 漢字ひらไทย\u1680x"


@given(st.text(st.sampled_from(BLANKS), max_size=30))
def test_the_words_of_a_line_are_those_between_its_blanks(line: str) -> None:
    whole = reading._DOTTED.sub(lambda found: found[0].replace(".", ""), line).casefold()
    pieces = map(reading._read, reading._WORD.findall(whole))
    assert words_of(line) == [word for word in pieces if word]
