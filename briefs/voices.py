"""Voices: how many speak in a list of articles.

In:  articles with their outlets found, and which of them editors declare to be one report.
Out: articles, outlets and independent voices: "6 articles, 5 outlets, 4 independent".

A *text* is one article, or all that `same_as` makes one. An outlet that holds a text which no other
outlet carries is a voice of its own. Each remaining text is one more voice, unless an outlet that
is already counted carries it, since nobody knows who wrote it; of those that share an outlet, one
counts. So the count errs to the low side, and is the same whatever the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefs.resolution import ResolvedArticle, outlet_of


@dataclass(frozen=True)
class Voices:
    """A count of voices. `unnamed` are articles whose outlet is not known.

    They count as articles alone: each of them may be by an outlet that is counted already.
    """

    articles: int
    outlets: int
    independent: int
    unnamed: int


def voices_of(articles: Iterable[ResolvedArticle], same: Mapping[str, str]) -> Voices:
    """Count the voices of some articles; `same` is `Publication.same_articles`."""
    outlets = {resolved.article.id: _key(resolved) for resolved in articles}
    carriers: dict[str, set[str]] = {}
    for id, outlet in outlets.items():
        if outlet:
            carriers.setdefault(same.get(id, id), set()).add(outlet)
    return Voices(
        articles=len(outlets),
        outlets=len(set(outlets.values()) - {""}),
        independent=_independent(carriers.values()),
        unnamed=sum(not outlet for outlet in outlets.values()),
    )


def _key(resolved: ResolvedArticle) -> str:
    """An outlet's name, whatever its case; empty if it is not known."""
    return (outlet_of(resolved) or "").casefold()


def _independent(texts: Iterable[set[str]]) -> int:
    """How many voices there are at least, of texts by the outlets that carry them."""
    shared = [carriers for carriers in texts if len(carriers) > 1]
    counted = {outlet for carriers in texts if len(carriers) == 1 for outlet in carriers}
    groups: list[set[str]] = []
    for carriers in shared:
        if counted.isdisjoint(carriers):
            joined = [group for group in groups if not group.isdisjoint(carriers)]
            groups = [group for group in groups if group.isdisjoint(carriers)]
            groups.append(carriers.union(*joined))
    return len(counted) + len(groups)
