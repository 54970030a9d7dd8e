"""Swaps: two sub-stories of one cluster that lead to each other's targets.

In:  a `Publication`.
Out: each pair of linked sub-stories whose targets fit each other's headlines clearly better.

Most clusters are seen to be right by their entries alone, and are not read whole: their sub-stories
bear the headlines of the clusters that they lead to, or stand in the order of first citations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from briefs.alignment import Alignment, Asked, Candidate
from briefs.diagnostics import Place
from briefs.entries import ClusterEntry
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


def swaps(publication: Publication) -> Iterator[tuple[Swapped, Swapped]]:
    """The pairs of sub-stories that seem to have each other's targets."""
    headlines = {id: linked.entry.headline for id, linked in publication.clusters.items()}
    plain = lru_cache(maxsize=None)(_plain_words)
    for linked in publication.clusters.values():
        if len(linked.entry.targets) > 1 and _may_be_swapped(linked, headlines, plain):
            yield from _swaps_of(publication, linked, headlines)


def _plain_words(line: str) -> set[str]:
    return set(line.casefold().split())


def _may_be_swapped(
    linked: LinkedCluster, headlines: Mapping[str, str], plain: Callable[[str], set[str]]
) -> bool:
    """Whether the entry of a cluster leaves room for two swapped sub-stories.

    Where all lead to clusters it tells by the plain words of the headlines, which takes less time
    than anything else that is done to a cluster.
    """
    entry = linked.entry
    odd = [
        (heading, headlines[target])
        for heading, target in zip(entry.substories, linked.targets, strict=True)
        if target is not None and heading.casefold() != headlines[target].casefold()
    ][:MOST]
    if entry.told:
        return bool(odd) or not _is_in_order(entry)
    mine = [_plain_words(heading) for heading, _ in odd]
    theirs = [plain(headline) for _, headline in odd]
    fits = [[len(one & other) for other in theirs] for one in mine]
    for one, other in combinations(range(len(odd)), 2):
        gains = (fits[one][other] - fits[one][one], fits[other][one] - fits[other][other])
        if min(gains) > 0 and sum(gains) > 2:
            return True
    return False


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
