"""Slips: a pasted id with a slip in it finds the one that was meant, with its title."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefs.slips import meant, question

TITLES = {
    "51155": "China Targets 3nm AI Chips",
    "43531": "Shanghai Announces Investment",
    "51151": "Ferries Run Late",
    "5155": "A Bridge Is Painted",
    "wp-asml": "ASML",
    "wp-amd": "AMD",
}


def found(id: str, *circles: list[str], said: str = "") -> list[str]:
    return meant(id, circles, TITLES.__getitem__, said)


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("51515", ["51155", "5155"]),
        ("43351", ["43531"]),
        ("51152", ["51151", "51155"]),
        ("511555", ["51155"]),
        ("4353", ["43531"]),
        ("99999", []),
        ("wp-amsl", ["wp-asml"]),
        ("wp_asml", ["wp-asml"]),
        ("٥١٥١٥", []),
    ],
)
def test_a_slip_finds_what_was_meant(id: str, expected: list[str]) -> None:
    assert found(id, list(TITLES))[: len(expected) or 9] == expected


def test_a_nearer_circle_comes_first_then_the_commoner_slip() -> None:
    assert found("51515", ["5155"], list(TITLES)) == ["5155", "51155"]


def test_of_equal_slips_the_title_that_shares_words_with_what_is_said_comes_first() -> None:
    known = ["51155", "51151"]
    assert found("51157", known, said="The ferries were late") == ["51151", "51155"]
    assert found("51157", known, said="China's chips") == ["51155", "51151"]


@given(
    st.integers(10_000, 99_999).map(str), st.integers(0, 3), st.sets(st.integers(10_000, 99_999))
)
def test_two_swapped_digits_are_put_right_first(id: str, at: int, others: set[int]) -> None:
    pasted = f"{id[:at]}{id[at + 1]}{id[at]}{id[at + 2 :]}"
    assume(pasted != id)
    # Other swaps of the same five digits are as likely; everything else is less so.
    known = {id, *(str(other) for other in others if sorted(str(other)) != sorted(id))}
    assume(pasted not in known)
    assert meant(pasted, (known,), str, "")[0] == id


def test_a_question_names_all_with_their_titles() -> None:
    title = TITLES.__getitem__
    assert question([], title) == ""
    assert question(["wp-amd"], title) == 'did you mean wp-amd, "AMD"?'
    assert question(["wp-amd", "wp-asml", "51151"], title) == (
        'did you mean wp-amd, "AMD"; wp-asml, "ASML"; or 51151, "Ferries Run Late"?'
    )
