"""Days: dates as sentences write them.

In:  a levelled text, and where a digit or the name of a month stands in it.
Out: year, month and day, of which some may be missing; or none.

The month "may" is read only where it is written with a capital.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMES = (
    "january february march april may june july august september october november december".split()
)
MONTHS = {name: index + 1 for index, name in enumerate(_NAMES)} | {
    name[:3]: index + 1 for index, name in enumerate(_NAMES)
}
MONTHS["sept"] = 9
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_AFTER_MONTH = re.compile(
    rf"(?P<m>{_MONTH})\.?(?: (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.%:]|,\d|-[a-z]))?"
    r"(?:,? (?P<y>(?:19|20)\d\d)(?!\d))?(?![a-z])"
)
_AFTER_DAY = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)?[ -](?P<m>{_MONTH})(?![a-z])\.?"
    r"(?:,?[ -](?P<y>(?:19|20)\d\d)(?!\d))?"
)
_NUMBERS = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
    r"|(?P<cy>(?:19|20)\d\d) ?年(?: ?(?P<cm>\d{1,2}) ?月(?: ?(?P<cd>\d{1,2}) ?日)?)?"
    r"|(?P<om>\d{1,2}) ?月 ?(?P<od>\d{1,2}) ?日"
)


class Day(NamedTuple):
    """A date at its place; what is not said of it is 0."""

    year: int
    month: int
    day: int
    end: int

    def agrees(self, other: Day) -> bool:
        """Whether an article's date says all that this one says, or is silent on the year alone."""
        return (
            self.month == other.month
            and self.day in {0, other.day}
            and (self.year == other.year or 0 in {self.year, other.year})
        )


def day_at(text: str, start: int, written: str) -> Day | None:
    """The date that begins here; `written` is the text with its capitals."""
    if text[start].isdigit():
        found = _NUMBERS.match(text, start) or _AFTER_DAY.match(text, start)
        month_at = found.start("m") if found else -1
    else:
        found = _AFTER_MONTH.match(text, start)
        month_at = start
    if found is None:
        return None
    named = found.groupdict()
    if month_at >= 0 and not text[month_at].isdigit() and written[month_at].islower():
        return None
    month = named.get("m") or named.get("cm") or named.get("om") or "0"
    year = named.get("y") or named.get("cy") or "0"
    day = named.get("d") or named.get("cd") or named.get("od") or "0"
    return _checked(int(year), int(month) if month.isdigit() else MONTHS[month], int(day), found)


def _checked(year: int, month: int, day: int, found: re.Match[str]) -> Day | None:
    if month > 12 or day > 31 or (month == 0 and year == 0):
        return None
    return Day(year, month, day, found.end())
