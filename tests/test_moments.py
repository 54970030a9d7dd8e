"""Moments: the dates that editors may write, and no others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.dates import long_date, month_name, rfc3339
from briefs.moments import Moment, parse_moment

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-06", "2025-02-06T00:00:00+01:00"),
        ("2025-07-06", "2025-07-06T00:00:00+02:00"),
        ("2025-02-06T07:00", "2025-02-06T07:00:00+01:00"),
        ("2025-02-06 07:00", "2025-02-06T07:00:00+01:00"),
        ("2025-02-06T07:00Z", "2025-02-06T07:00:00+00:00"),
        ("2025-02-06 07:00:30 -05:00", "2025-02-06T07:00:30-05:00"),
        (" 2024-02-29 ", "2024-02-29T00:00:00+01:00"),
    ],
)
def test_a_date_means_its_moment_in_the_zone_of_the_publication(text: str, expected: str) -> None:
    assert expected == parse_moment(text).resolve(PARIS).isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "6 February 2025",
        "06/02/2025",
        "2025-2-6",
        "20250206",
        "2025-W06",
        "2025-02",
        "2025-02-06T07",
        "2025-02-06T7:00",
        "2025-02-06T07:00:00.5",
        "2025-02-06T07:00:00 CET",
        "2025-02-06Z",
        "٢٠٢٥-٠٢-٠٦",
        "2025-02-06\n2025-02-07",
    ],
)
def test_another_form_is_refused_with_the_right_one(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date: write 2025-02-06"):
        parse_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-13-01",
        "2025-00-10",
        "0000-01-01",
        "2023-02-29",
        "2025-02-06T24:00",
        "2025-02-06T25:00Z",
        "2025-02-06T10:60",
        "2025-02-06T10:00+99:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:00-14:00",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not exist in the calendar"):
        parse_moment(text)


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:+Z-]*)?"))
def test_any_text_is_a_moment_or_is_refused_with_a_sentence(text: str) -> None:
    refusal = ""
    parsed: Moment | None
    try:
        parsed = parse_moment(text)
    except ValueError as problem:
        refusal = str(problem)
        parsed = None
    if parsed is None:
        assert refusal.startswith(f'"{text}" ')
    else:
        assert isinstance(parsed.resolve(PARIS).utcoffset(), timedelta)


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_out_and_back_is_the_same(day: date) -> None:
    assert Moment(day) == parse_moment(day.isoformat())


@given(
    st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30)),  # noqa: DTZ001 (the zone is added)
    st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_out_and_back_is_the_same(naive: datetime, minutes: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert moment == parse_moment(rfc3339(moment)).resolve(UTC)


def test_dates_are_words_of_one_language_everywhere() -> None:
    assert long_date(date(2025, 2, 6)) == "6 February 2025"
    assert month_name(date(2025, 12, 1)) == "December 2025"
