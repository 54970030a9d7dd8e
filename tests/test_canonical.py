"""Canonical addresses: how an article was found does not count, which article it is does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import shapes
from briefs.canonical import canonical
from tests.conftest import read_cases

CASES = read_cases("canonical.txt")


@pytest.mark.parametrize(
    ("address", "expected"),
    [(address, form.strip()) for _, given, form in CASES for address in given.strip().split("\n")],
)
def test_addresses_of_one_article_have_one_canonical_form(address: str, expected: str) -> None:
    assert expected == canonical(address)


def test_each_case_is_another_article() -> None:
    forms = [form for _, _, form in CASES]
    repeated = {form for form in forms if forms.count(form) > 1}
    # These stand in several cases, for they are written in many ways.
    assert repeated == {"example.com/news/port-cranes", "example.com/2025/port-cranes"}


PIECES = st.lists(
    st.sampled_from(["a", "-7", "/", "amp", ".", "%2f", "é", "?", "&", "=", "#", "m"])
)


@given(PIECES)
def test_a_canonical_form_is_its_own(pieces: list[str]) -> None:
    form = canonical("https://m.example.com/" + "".join(pieces))
    assert canonical(f"https://{form}") in {form, ""}


@given(st.text("amp./:?&=%#25s-é[", max_size=40))
def test_every_address_that_may_be_written_has_one(rest: str) -> None:
    address = "https://example.com" + rest
    if shapes.is_web_address(address):
        assert re.fullmatch(r"\S*", canonical(address))


def test_a_cache_within_a_cache_is_seen_through() -> None:
    inside = "google.com/amp/s/" * 100 + "example.com/story-7"
    assert canonical(f"https://{inside}") == "example.com/story-7"
