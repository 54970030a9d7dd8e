"""Differences: which words have changed, and whether that can matter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.differences import changes
from tests.conftest import read_cases

CASES = read_cases("differences.txt")


@pytest.mark.parametrize(
    ("given", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_has_changed_is_drawn_and_judged(given, expected):
    old, _, new = given.strip().partition(" => ")
    found = [f"{'slight' if one.is_slight else 'matters'} {one}" for one in changes(old, new)]
    assert "\n".join(found) == expected


texts = st.lists(st.sampled_from("a bb ccc 12 x, . Ž".split()), max_size=12).map(" ".join)


@given(texts, texts)
def test_the_changes_turn_one_text_into_the_other(old, new):
    found = changes(old, new)
    assert bool(found) == (old.split() != new.split())
    left = [word for change in found for word in change.old]
    come = [word for change in found for word in change.new]
    assert sorted([*old.split(), *come]) == sorted([*new.split(), *left])


def test_texts_without_end_are_compared_in_no_time():
    old = " ".join(f"w{number % 7}" for number in range(60_000))
    new = " ".join(f"w{number % 5}" for number in range(60_000))
    started = time.perf_counter()
    assert changes(old, new)
    assert time.perf_counter() - started < 5
