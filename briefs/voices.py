"""Voices: how many speak in a list of articles.

In:  articles with their outlets, and which of them editors declare to be one report.
Out: articles, outlets and independent voices: "6 articles, 5 outlets, 4 independent".

A *text* is one article, or all that `same_as` makes one. An outlet that holds a text which no other
outlet carries is a voice of its own. Each remaining text is one more voice, unless an outlet that
is already counted carries it, since nobody knows who wrote it; of those that share an outlet, one
counts. So the count errs to the low side, and is the same whatever the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Voices(NamedTuple):
    """A count of voices. `unnamed` are articles whose outlet is not known.

    They count as articles alone: each of them may be by an outlet that is counted already.
    """

    articles: int
    outlets: int
    independent: int
    unnamed: int


def voices_of(outlets: Mapping[str, str | None], same: Mapping[str, str]) -> Voices:
    """Count the voices of some articles, each with its outlet, if that is known.

    `same` is `Publication.same_articles`.
    """
    # The name of an outlet is the same one, whatever its case.
    named = {id: outlet.casefold() for id, outlet in outlets.items() if outlet}
    shared: dict[str, set[str]] = {}
    counted = set()
    for id, outlet in named.items():
        if id in same:
            shared.setdefault(same[id], set()).add(outlet)
        else:
            counted.add(outlet)
    return Voices(
        articles=len(outlets),
        outlets=len({*named.values()}),
        independent=_independent(counted, shared.values()) if shared else len(counted),
        unnamed=len(outlets) - len(named),
    )


def _independent(counted: set[str], texts: Iterable[set[str]]) -> int:
    """How many voices there are at least: those that are counted, and those of some other texts.

    A text is the outlets that carry it.
    """
    counted = counted.union(*(carriers for carriers in texts if len(carriers) == 1))
    groups: list[set[str]] = []
    for carriers in texts:
        if counted.isdisjoint(carriers):
            joined = [group for group in groups if not group.isdisjoint(carriers)]
            groups = [group for group in groups if group.isdisjoint(carriers)]
            groups.append(carriers.union(*joined))
    return len(counted) + len(groups)
