"""Dated: dates that stand in a paste, in any form that means one day only.

In:  a text.
Out: the date in the form of content files, or nothing: a date is never invented, and one that may
     be read in two ways, such as 06/02/2025, is not read at all.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from briefs.dates import MONTHS
from briefs.moments import parse_moment

_LABEL = re.compile(r"(?:date|dated|published|posted|updated)\b(?:\s+on\b)?\s*:?\s*", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|[nr]d|th)?"
_FORMS = [
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>[0-9]{{4}})", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+(?P<year>[0-9]{{4}})", re.IGNORECASE),
]
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2})\.[0-9]+(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def read_date(text: str) -> str | None:
    """A date as content files write it; None if this is no date, or may be two."""
    words = " ".join(text.split())
    fraction = _ISO.fullmatch(words)
    try:
        return _as_written(fraction[1] + (fraction[2] or "") if fraction else words)
    except ValueError:
        return _in_words(words) or _of_mail(words)


def _as_written(words: str) -> str:
    """A date that has its form already. Raises ValueError."""
    form = re.sub(r"([+-][0-9]{2})([0-9]{2})\Z", r"\1:\2", words) if "T" in words else words
    parse_moment(form)
    return form


def read_date_line(line: str) -> str | None:
    """The date of a line that holds a date and no more, a label aside."""
    words = line.strip()
    label = _LABEL.match(words)
    return read_date(words[label.end() :] if label else words) if len(words) < 60 else None


def _in_words(words: str) -> str | None:
    """`6 February 2025`, `Feb. 6, 2025`, `Thursday, February 6th, 2025`."""
    for form in _FORMS:
        found = form.fullmatch(words)
        names = [
            month for month in MONTHS if found and month.lower().startswith(found["month"].lower())
        ]
        if found and len(names) == 1:
            month = MONTHS.index(names[0]) + 1
            try:
                return date(int(found["year"]), month, int(found["day"])).isoformat()
            except ValueError:
                return None
    return None


def _of_mail(words: str) -> str | None:
    """`Thu, 06 Feb 2025 07:00:00 GMT` (RFC 5322), as feeds write it."""
    if not re.search(r"[0-9]{2}:[0-9]{2}", words):
        return None
    try:
        moment: datetime = parsedate_to_datetime(words)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    shown = moment.isoformat(timespec="seconds")
    try:
        return _as_written(shown)
    except ValueError:
        return None
