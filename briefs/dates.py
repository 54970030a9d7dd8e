"""Dates in words, the same on every machine: no locale is asked.

In:  days and moments.
Out: `6 February 2025`, `February 2025`, RFC 3339.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

MONTHS = (
    "January February March April May June July August September October November December".split()
)


@lru_cache(maxsize=4096)
def long_date(day: date) -> str:
    """`6 February 2025`."""
    return f"{day.day} {month_name(day)}"


def month_name(day: date) -> str:
    """`February 2025`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def rfc3339(moment: datetime) -> str:
    """`2025-02-06T07:00:00+01:00` (RFC 3339, section 5.6), whole seconds."""
    return moment.isoformat("T", "seconds")
