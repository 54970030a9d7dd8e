"""Editions: a cluster falls into the edition of its day, unless an editor's file claims it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.editions import edition_of, first_day, gather, name_of
from briefs.model import EditionNotes

HEADLINES = {letter: f"Story {letter}" for letter in "abcdefgh"}


def at(*days: str) -> dict[str, datetime]:
    """Clusters a, b, c … of these days."""
    return {
        letter: datetime.fromisoformat(day).replace(tzinfo=UTC)
        for letter, day in zip("abcdefgh", days, strict=False)
    }


@pytest.mark.parametrize(
    ("day", "cadence", "id", "first", "name"),
    [
        ("2025-02-06", "daily", "2025-02-06", "2025-02-06", "6 February 2025"),
        ("2025-02-06", "weekly", "2025-w06", "2025-02-03", "Week of 3 February 2025"),
        ("2025-02-06", "monthly", "2025-02", "2025-02-01", "February 2025"),
        ("2024-12-30", "weekly", "2025-w01", "2024-12-30", "Week of 30 December 2024"),
        ("2021-01-03", "weekly", "2020-w53", "2020-12-28", "Week of 28 December 2020"),
    ],
)
def test_a_day_is_in_the_edition_of_the_cadence(
    day: str, cadence: str, id: str, first: str, name: str
) -> None:
    assert id == edition_of(date.fromisoformat(day), cadence)
    assert date.fromisoformat(first) == first_day(id, cadence)
    assert name == name_of(date.fromisoformat(first), cadence)


@given(
    st.dates(date(1900, 1, 8), date(2200, 1, 1)), st.sampled_from(["daily", "weekly", "monthly"])
)
def test_the_first_day_of_an_edition_is_in_it(day: date, cadence: str) -> None:
    first = first_day(edition_of(day, cadence), cadence)
    assert first is not None
    assert first <= day
    assert edition_of(first, cadence) == edition_of(day, cadence)


@pytest.mark.parametrize("id", ["2025-w54", "2025-w00", "2025-02-06", "week-six", "٢٠٢٥-w06", ""])
def test_an_id_of_another_form_is_no_week(id: str) -> None:
    assert first_day(id, "weekly") is None


def test_editions_come_newest_first_with_their_neighbours() -> None:
    dates = at("2025-02-13", "2025-02-06", "2025-02-05")
    editions, problems = gather(dates, frozenset(), [], "weekly", HEADLINES)
    assert not problems
    assert list(editions) == ["2025-w07", "2025-w06"]
    newest, oldest = editions.values()
    assert newest.clusters == ("a",)
    assert oldest.clusters == ("b", "c")
    assert (newest.previous, newest.next) == ("2025-w06", None)
    assert (oldest.previous, oldest.next) == (None, "2025-w07")


def test_an_order_comes_first_and_claims_clusters_of_other_days() -> None:
    dates = at("2025-02-13", "2025-02-06", "2025-02-05")
    notes = [EditionNotes("2025-w06", title="Chips", number=4, order=("c", "a"))]
    editions, problems = gather(dates, frozenset(), notes, "weekly", HEADLINES)
    assert not problems
    assert [(one.id, one.clusters) for one in editions.values()] == [("2025-w06", ("c", "a", "b"))]
    assert (editions["2025-w06"].title, editions["2025-w06"].number) == ("Chips", 4)


def test_a_file_of_another_name_makes_an_edition_by_its_order() -> None:
    notes = [EditionNotes("special-report", order=("a",))]
    editions, problems = gather(at("2025-02-06"), frozenset(), notes, "weekly", HEADLINES)
    assert not problems
    assert editions["special-report"].title == "6 February 2025"


@pytest.mark.parametrize(
    ("notes", "codes"),
    [
        ([EditionNotes("2025-w01")], ["empty-edition"]),
        ([EditionNotes("special")], ["unknown-edition"]),
        ([EditionNotes("2025-w06", order=("z",))], ["unknown-cluster"]),
        ([EditionNotes("2025-w06", order=("a", "a"))], ["ordered-twice"]),
        ([EditionNotes("2025-w06", order=("draft",))], []),
        ([EditionNotes("2025-w09", order=("draft",))], []),
    ],
)
def test_what_is_wrong_with_a_file_is_said(notes: list[EditionNotes], codes: list[str]) -> None:
    _, problems = gather(at("2025-02-06"), frozenset({"draft"}), notes, "weekly", HEADLINES)
    assert codes == [problem.code for problem in problems]


def test_without_clusters_there_are_no_editions() -> None:
    assert gather({}, frozenset(), [], "daily", HEADLINES) == ({}, [])
