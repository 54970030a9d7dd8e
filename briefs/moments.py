"""Moments: dates as editors write them.

In:  `2025-02-06`, `2025-02-06T07:00`, `2025-02-06 07:00:00+01:00` (ISO 8601, RFC 3339).
Out: a `Moment`, which knows whether a time and a zone were written.

No clock is read here or anywhere below the command line: "now" is one value passed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

_FORM = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


@dataclass(frozen=True)
class Moment:
    """A day, or a moment of it, as written; `at` is naive where no zone was written."""

    day: date
    at: datetime | None = None

    @property
    def has_time(self) -> bool:
        """Whether a time of day was written."""
        return self.at is not None

    def resolve(self, zone: tzinfo) -> datetime:
        """The aware moment; a day means its midnight, both in the publication's zone."""
        at = self.at or datetime.combine(self.day, time())
        return at if at.tzinfo else at.replace(tzinfo=zone)


def parse_moment(text: str) -> Moment:
    """Read a date or a date with a time.

    Raises ValueError, with a sentence for the editor, if the form or the day does not exist.
    """
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(f'"{text}" is not a date: write 2025-02-06 or 2025-02-06T07:00Z')
    try:
        day = date.fromisoformat(form["day"])
        if form["time"] is None:
            return Moment(day)
        zone = form["zone"] or ""
        at = datetime.fromisoformat(f"{form['day']}T{form['time']}{zone.replace('Z', '+00:00')}")
        # Years 1 and 9999 leave no room for other zones, and no feed can print them.
        at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f'"{text}" does not exist in the calendar') from None
    return Moment(day, at)


@lru_cache(maxsize=65536)
def resolve_iso(text: str, zone: tzinfo) -> datetime:
    """The aware moment, in a zone, of a moment's ISO 8601 text; a day means its midnight."""
    at = datetime.fromisoformat(text)
    return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)
