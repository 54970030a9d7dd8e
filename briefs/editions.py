"""Editions: clusters gathered into dated issues, by the cadence or by an editor's file.

In:  clusters with their dates, the cadence, and what editors say of single editions.
Out: the editions, newest first, and the edition of each cluster.

A file's `order` claims its clusters whatever their date; all others fall into the edition of their
day, ISO week (ISO 8601) or month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple

from briefs import slips
from briefs.dates import long_date, month_name
from briefs.diagnostics import Diagnostic, Note, Place, error, warning
from briefs.model import EditionNotes
from briefs.publication import Edition

Dates = Mapping[str, datetime]
"""The clusters that are shown, newest first, each with its moment in the publication's zone."""


def edition_of(day: date, cadence: str) -> str:
    """The id of the edition of a day: `2025-02-06`, `2025-w06` or `2025-02`."""
    if cadence == "weekly":
        year, week, _ = day.isocalendar()
        return f"{year}-w{week:02d}"
    return day.strftime("%Y-%m") if cadence == "monthly" else day.isoformat()


def first_day(id: str, cadence: str) -> date | None:
    """The first day of an edition; None if the id is no day, week or month of the cadence."""
    forms = {"daily": r"\d{4}-\d{2}-\d{2}", "weekly": r"\d{4}-w\d{2}", "monthly": r"\d{4}-\d{2}"}
    if not re.fullmatch(forms[cadence], id, re.ASCII):
        return None
    try:
        if cadence == "weekly":
            return date.fromisocalendar(int(id[:4]), int(id[6:]), 1)
        return date.fromisoformat(id if cadence == "daily" else f"{id}-01")
    except ValueError:
        return None


def name_of(day: date, cadence: str) -> str:
    """What an edition is called in words: its day, week or month."""
    if cadence == "weekly":
        return f"Week of {long_date(day)}"
    return month_name(day) if cadence == "monthly" else long_date(day)


def gather(
    dates: Dates,
    hidden: frozenset[str],
    notes: Sequence[EditionNotes],
    cadence: str,
    headlines: Mapping[str, str],
) -> tuple[dict[str, Edition], list[Diagnostic]]:
    """The editions, newest first. `hidden` clusters may be ordered, but are not shown."""
    problems: list[Diagnostic] = []
    claimed = _claims(dates, hidden, notes, headlines, problems)
    edition_on = lru_cache(maxsize=None)(partial(edition_of, cadence=cadence))
    members: dict[str, list[str]] = {}
    for id, moment in dates.items():
        edition = claimed.get(id) or edition_on(moment.date())
        members.setdefault(edition, []).append(id)
    issues = [_Issue(id, ids, dates[ids[0]], first_day(id, cadence)) for id, ids in members.items()]
    issues.sort(key=_rank, reverse=True)
    notes_by_id = {note.id: note for note in notes}
    ids = [None, *(issue.id for issue in issues), None]
    editions = {
        issue.id: _edition(issue, notes_by_id.get(issue.id), cadence, (older, newer))
        for issue, newer, older in zip(issues, ids, ids[2:], strict=False)
    }
    problems += [
        _empty(note, cadence)
        for note in notes
        if note.id not in members and not hidden.intersection(note.order)
    ]
    return editions, problems


def _claims(
    dates: Dates,
    hidden: frozenset[str],
    notes: Sequence[EditionNotes],
    headlines: Mapping[str, str],
    problems: list[Diagnostic],
) -> dict[str, str]:
    """Which edition claims which cluster by its order."""
    claimed: dict[str, str] = {}
    places: dict[str, Place] = {}
    for note in notes:
        for index, id in enumerate(note.order):
            where = note.place.at("order", index)
            if id not in dates and id not in hidden:
                found = slips.meant(id, (dates,), headlines.__getitem__)
                help = slips.question(found, headlines.__getitem__)
                problems.append(
                    error("unknown-cluster", f'there is no cluster "{id}"', where, help)
                )
            elif id in claimed:
                first = (Note("it is first ordered at", places[id]),)
                message = f'cluster "{id}" is ordered twice'
                problems.append(error("ordered-twice", message, where, notes=first))
            else:
                claimed[id] = note.id
                places[id] = where
    return claimed


class _Issue(NamedTuple):
    """What makes an edition: its clusters, newest first, their newest date, and its first day."""

    id: str
    clusters: list[str]
    newest: datetime
    day: date | None


def _rank(issue: _Issue) -> tuple[date, datetime, str]:
    """Where an edition stands among others."""
    return issue.day or issue.newest.date(), issue.newest, issue.id


def _edition(
    issue: _Issue, note: EditionNotes | None, cadence: str, beside: tuple[str | None, str | None]
) -> Edition:
    """One edition; its clusters stand in the editor's order, then newest first.

    `beside` it are the older and the newer one.
    """
    id, clusters, newest, day = issue
    if note and note.order:
        order = {cluster: index for index, cluster in enumerate(note.order)}
        clusters = sorted(clusters, key=lambda cluster: order.get(cluster, len(order)))
    name = name_of(day, cadence) if day else long_date(newest.date())
    return Edition(
        id=id,
        title=(note.title if note else None) or name,
        name=name,
        day=day or newest.date(),
        date=newest,
        clusters=tuple(clusters),
        number=note.number if note else None,
        intro=note.intro if note else None,
        previous=beside[0],
        next=beside[1],
        notes=note.place if note else None,
    )


def _empty(note: EditionNotes, cadence: str) -> Diagnostic:
    """An edition that no cluster is in."""
    if first_day(note.id, cadence) is None and not note.order:
        example = edition_of(date(2025, 2, 6), cadence)
        return error(
            "unknown-edition",
            f'"{note.id}" is no {cadence} edition, and its file orders no clusters',
            note.place,
            f"name the file as the cadence does, such as {example}.md, or give it an `order`",
        )
    return warning("empty-edition", f'no cluster is in the edition "{note.id}"', note.place)
