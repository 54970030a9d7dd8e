"""Slips: which known id an unknown one was meant to be.

In:  an id that nothing has, the known ids in circles (its cluster's, its edition's, all), their
     titles, and what is said where the id stands.
Out: up to three ids with their titles, the likeliest first, as a question; never a correction.

Ids of digits are all alike, so only one slip is forgiven there: two digits swapped, which is the
commonest, one wrong, one missing or too many. An id of words may be a third wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from briefs import suggest
from briefs.keywords import words_of

LIMIT = 3
"""Ids that are suggested for one."""

Title = Callable[[str], str]
"""Gives the title of an article, or the headline of a cluster."""


def meant(id: str, circles: Sequence[Collection[str]], title: Title, said: str = "") -> list[str]:
    """The ids that this one was likely meant to be.

    A nearer circle comes before all slips of a farther one; then the commoner slip; then the title
    that shares most words with what is said.
    """
    found: list[str] = []
    words = words_of(said)
    for circle in circles:
        ranked = sorted(
            (rank, -len(words & words_of(title(known))), known)
            for known, rank in _near(id, circle)
            if known not in found
        )
        found += [known for _, _, known in ranked]
        if len(found) >= LIMIT:
            break
    return found[:LIMIT]


def question(ids: Sequence[str], title: Title) -> str:
    """`did you mean 51155, "China Targets 3nm AI Chips"?`; empty if there are none."""
    if not ids:
        return ""
    named = [f'{id}, "{title(id)}"' for id in ids]
    last = f"; or {named[-1]}" if len(named) > 1 else named[-1]
    return f"did you mean {'; '.join(named[:-1])}{last}?"


def _near(id: str, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """The known ids that are a slip away, each with the rank of the slip, from the commonest."""
    if not (id.isascii() and id.isdigit()):
        yield from suggest.near(id, known)
        return
    ranks: dict[str, int] = {}
    for rank, slips in enumerate((_swapped(id), _mistyped(id), _miscounted(id))):
        for slip in slips:
            ranks.setdefault(slip, rank)
    yield from ((slip, rank) for slip, rank in ranks.items() if slip in known and slip != id)


def _swapped(id: str) -> Iterator[str]:
    """Two neighbouring digits have changed places."""
    for at in range(len(id) - 1):
        yield f"{id[:at]}{id[at + 1]}{id[at]}{id[at + 2 :]}"


def _mistyped(id: str) -> Iterator[str]:
    """One digit is another."""
    for at in range(len(id)):
        yield from (f"{id[:at]}{digit}{id[at + 1 :]}" for digit in "0123456789")


def _miscounted(id: str) -> Iterator[str]:
    """A digit is missing, or there is one too many."""
    for at in range(len(id) + 1):
        yield from (f"{id[:at]}{digit}{id[at:]}" for digit in "0123456789")
    yield from (f"{id[:at]}{id[at + 1 :]}" for at in range(len(id)))
