"""Swaps: two sub-stories of one cluster that lead to each other's targets.

In:  a `Publication`.
Out: each pair of linked sub-stories whose targets fit each other's headlines clearly better.

Most clusters are seen to be right by their entries alone, and are not read whole: their sub-stories
bear the headlines of the clusters that they lead to, or stand in the order of first citations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from briefs.alignment import Alignment, Asked, Candidate
from briefs.diagnostics import Place
from briefs.entries import ClusterEntry
from briefs.keywords import words_of
from briefs.leads import MOST, cited_for
from briefs.model import Cluster, SubStory
from briefs.publication import LinkedCluster, Publication

EACH, BOTH = 0.1, 0.5
"""How much better each of the two must fit, and both together, in likeness of 0 to 1."""


@dataclass(frozen=True)
class Swapped:
    """One of two sub-stories: where its target stands, and the line that should be there."""

    headline: str
    place: Place
    line: str


PlainLine = tuple[str, frozenset[str]]
"""A line without capitals, and what stands between its blanks."""


class _Plain(dict[str, PlainLine]):
    """The headlines of clusters as plain lines, made when they are asked for."""

    def __init__(self, headlines: Mapping[str, str]) -> None:
        self._headlines = headlines

    def __missing__(self, id: str) -> PlainLine:
        line = self._headlines[id].casefold()
        self[id] = line, frozenset(line.split())
        return self[id]


def swaps(publication: Publication) -> Iterator[tuple[Swapped, Swapped]]:
    """The pairs of sub-stories that seem to have each other's targets."""
    headlines = {id: linked.entry.headline for id, linked in publication.clusters.items()}
    plain = _Plain(headlines)
    for linked in publication.clusters.values():
        if len(linked.targets) > 1 and _may_be_swapped(linked, headlines, plain):
            yield from _swaps_of(publication, linked, headlines)


def _may_be_swapped(
    linked: LinkedCluster, headlines: Mapping[str, str], plain: Mapping[str, PlainLine]
) -> bool:
    """Whether the entry of a cluster leaves room for two swapped sub-stories.

    Where all lead to clusters it tells by the plain words of the headlines, which takes less time
    than anything else that is done to a cluster.
    """
    entry = linked.entry
    odd = [
        (heading.split(), plain[target][1])
        for heading, target in zip(map(str.casefold, entry.substories), linked.targets, strict=True)
        if target is not None and heading != plain[target][0]
    ][:MOST]
    if entry.told:
        return bool(odd) or not _is_in_order(entry)
    for (mine, its), (others, their) in combinations(odd, 2):
        # Most share nothing crosswise, and to see that takes no set of one's own words.
        if their.isdisjoint(mine) or its.isdisjoint(others):
            continue
        gain = len(their.intersection(mine)) - len(its.intersection(mine))
        their_gain = len(its.intersection(others)) - len(their.intersection(others))
        if gain > 0 and their_gain > 0 and gain + their_gain > 2:
            return _have_keywords_crosswise(linked, headlines)
    return False


def _have_keywords_crosswise(linked: LinkedCluster, headlines: Mapping[str, str]) -> bool:
    """Whether two sub-stories share words with each other's targets that tell lines apart.

    Those that do not are not swapped; they have such as "the" in common.
    """
    words = [
        (words_of(heading), words_of(headlines[target]))
        for heading, target in zip(linked.entry.substories, linked.targets, strict=True)
        if target is not None
    ][:MOST]
    return any(
        not (mine.isdisjoint(their) or others.isdisjoint(its))
        for (mine, its), (others, their) in combinations(words, 2)
    )


def _is_in_order(entry: ClusterEntry) -> bool:
    """Whether the sub-stories name their articles in the order in which these are first cited."""
    known = {id: at for at, id in enumerate(dict.fromkeys([*entry.cited, *entry.listed]))}
    places = [known.get(id, len(known)) for id in entry.told]
    return all(one <= other for one, other in pairwise(places))


def _swaps_of(
    publication: Publication, linked: LinkedCluster, headlines: Mapping[str, str]
) -> Iterator[tuple[Swapped, Swapped]]:
    """The pairs of one cluster."""
    cluster = publication.shelf.cluster(linked.entry)
    candidates = _candidates(publication, linked, cluster, headlines)
    rows = [*candidates][:MOST]
    asked = [
        Asked(cluster.substories[row].headline, cluster.substories[row].articles, is_open=False)
        for row in rows
    ]
    for one, other in pairs_of(Alignment(asked, [candidates[row] for row in rows])):
        first, second = rows[one], rows[other]
        yield _swapped(cluster, first, second), _swapped(cluster, second, first)


def pairs_of(table: Alignment) -> Iterator[tuple[int, int]]:
    """The rows that seem to be swapped, where each row leads to the column of its number."""
    for one, other in combinations(range(len(table.rows)), 2):
        gains = (_gain(table, one, other), _gain(table, other, one))
        if min(gains) >= EACH and sum(gains) >= BOTH:
            yield one, other


def _gain(table: Alignment, row: int, other: int) -> float:
    """How much better another sub-story's target fits."""
    return table.pairs(row)[other].words - table.pairs(row)[row].words


def _candidates(
    publication: Publication,
    linked: LinkedCluster,
    cluster: Cluster,
    headlines: Mapping[str, str],
) -> dict[int, Candidate]:
    """What each linked sub-story leads to, by its index; several articles count as one."""
    said = cited_for(cluster) if linked.entry.told else {}
    found = {}
    for index, (substory, target) in enumerate(
        zip(cluster.substories, linked.targets, strict=True)
    ):
        known = [id for id in substory.articles if id in publication.articles]
        if target is not None:
            found[index] = Candidate(target, headlines[target])
        elif known:
            titles = [publication.shelf.article(publication.articles[id]).title for id in known]
            sentences = " ".join(said.get(id, "") for id in known)
            found[index] = Candidate(known[0], " ".join(titles), sentences)
    return found


def _swapped(cluster: Cluster, row: int, other: int) -> Swapped:
    substory = cluster.substories[row]
    key = "cluster" if substory.cluster else "articles"
    return Swapped(
        substory.headline,
        cluster.place.at("substories", row, key),
        _line(cluster.substories[other]),
    )


def _line(substory: SubStory) -> str:
    """The target of a sub-story, as it is written."""
    if substory.cluster:
        return f"cluster: {substory.cluster}"
    return f"articles: [{', '.join(substory.articles)}]"
