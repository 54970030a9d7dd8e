"""Voices: six articles of five outlets may be four voices, and are never counted as more."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.stages.link import Showing, link
from briefs.voices import Voices, voices_of
from tests.conftest import NOW, Newsroom


def counted(written: str, same: Mapping[str, str] | None = None) -> tuple[int, int, int, int]:
    """The count of articles that are written as `1=Reuters`; `1=` has no known outlet."""
    found = voices_of(dict(word.split("=") for word in written.split()), same or {})
    return found.articles, found.outlets, found.independent, found.unnamed


@pytest.mark.parametrize(
    ("written", "same", "expected"),
    [
        ("", {}, (0, 0, 0, 0)),
        ("1=A 2=B 3=C", {}, (3, 3, 3, 0)),
        ("1=A 2=a 3=B", {}, (3, 2, 2, 0)),
        ("1=A 2=A 3=B 4=C 5=D 6=E", {"5": "4", "4": "4"}, (6, 5, 5 - 1, 0)),
        ("1=A 2=B 3=C", {"1": "1", "2": "1", "3": "1"}, (3, 3, 1, 0)),
        ("1=A 2=B", {"1": "0", "2": "0"}, (2, 2, 1, 0)),
        ("1=A 2=", {}, (2, 1, 1, 1)),
        ("1= 2=", {}, (2, 0, 0, 2)),
    ],
)
def test_articles_outlets_and_voices_are_counted(
    written: str, same: dict[str, str], expected: tuple[int, int, int, int]
) -> None:
    assert expected == counted(written, same)


def test_outlets_with_reports_of_their_own_stay_voices_though_all_carry_one_agency_text() -> None:
    same = {"4": "4", "5": "4", "6": "4"}
    assert counted("1=A 2=B 3=C 4=A 5=B 6=C", same) == (6, 3, 3, 0)


def test_an_outlet_that_only_carries_what_another_may_have_written_is_no_voice() -> None:
    assert counted("1=A 2=A 3=B", {"2": "2", "3": "2"}) == (3, 2, 1, 0)


def test_shared_texts_that_share_an_outlet_are_one_voice() -> None:
    same = {"1": "1", "2": "1", "3": "3", "4": "3"}
    assert counted("1=A 2=B 3=B 4=C", same) == (4, 3, 1, 0)


def test_an_outlet_is_the_same_one_whatever_its_case() -> None:
    assert voices_of({"1": "Example Post", "2": "Example post"}, {}) == Voices(2, 1, 1, 0)
    assert voices_of({"1": None, "2": "Example post"}, {}) == Voices(2, 1, 1, 1)


@given(
    st.lists(st.sampled_from("ABC"), min_size=1, max_size=5),
    st.lists(st.integers(0, 2), min_size=5, max_size=5),
)
def test_the_order_never_matters_and_voices_never_outnumber_outlets(
    outlets: list[str], groups: list[int]
) -> None:
    articles = [(str(number), outlet) for number, outlet in enumerate(outlets)]
    same = {str(number): f"group {group}" for number, group in enumerate(groups)}
    found = {voices_of(dict(order), same) for order in permutations(articles)}
    assert len(found) == 1
    voices = found.pop()
    assert 1 <= voices.independent <= voices.outlets <= voices.articles


def test_what_same_as_joins_holds_both_ways_and_from_one_to_the_next(newsroom: Newsroom) -> None:
    newsroom.write("articles/a.yaml", _record("a", "b", "A") + _record("b", "", "B"))
    newsroom.write("articles/c.yaml", _record("c", "b", "C") + _record("d", "", "D"))
    loaded = newsroom.load()
    assert loaded.config is not None
    publication, problems = link(loaded.corpus, loaded.config, loaded.shelf, Showing(NOW))
    assert not problems
    assert publication.same_articles == {"a": "a", "b": "a", "c": "a"}
    found = voices_of({"a": "A", "c": "C", "d": "D"}, publication.same_articles)
    assert found == Voices(3, 3, 2, 0)


def _record(id: str, same: str, outlet: str) -> str:
    return f"- {{id: {id}, title: {id}, outlet: {outlet}, same_as: [{same}]}}\n"
