"""Rules on headlines: whether one says again what stood in an earlier edition.

In:  a `Publication`.
Out: diagnostics.

Most headlines share nothing: only those that have two of their rarest words in common are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from operator import itemgetter
from typing import NamedTuple

from briefs import repeats
from briefs.dates import long_date
from briefs.diagnostics import Diagnostic, Note, warning
from briefs.publication import Publication

RARE = 4
"""The rarest words of a headline, of which a repetition has at least two."""

CROWD = 12
"""The newest headlines with two words that are compared; more would make a hostile site slow."""


Route = int
"""Two words in one number."""


class _Headline(NamedTuple):
    """A headline in words, with the number of its edition from the oldest.

    `routes` are those pairs of its rarest words that another headline has as well, each word by its
    rank among those that are shared.
    """

    cluster: str
    edition: int
    words: tuple[str, ...]
    routes: list[Route]


class Repetition(NamedTuple):
    """A cluster whose headline repeats that of an earlier one."""

    cluster: str
    earlier: str
    score: float


def repeated_headlines(publication: Publication) -> Iterator[Diagnostic]:
    """`repeated-headline`: a headline is too near one of its edition or of the last editions."""
    window = publication.config.policy.repeat_window
    headlines = (
        (id, number, publication.clusters[id].entry.headline)
        for number, edition in enumerate(reversed([*publication.editions.values()]))
        for id in edition.clusters
    )
    for found in repetitions(headlines, window) if window else ():
        cluster, earlier = (
            publication.shelf.cluster(publication.clusters[id].entry)
            for id in (found.cluster, found.earlier)
        )
        linked = publication.clusters[found.earlier]
        said = f'"{earlier.headline}" of {long_date(linked.date.date())}'
        shared = cluster.thread if cluster.thread and cluster.thread == earlier.thread else None
        thread = (
            f'; both are of the thread "{shared}", whose readers see it twice' if shared else ""
        )
        where = earlier.place.at("headline")
        yield warning(
            "repeated-headline",
            f"this headline is {found.score:.0f} of 100 like {said}{thread}",
            cluster.place.at("headline"),
            "say what is new in it, or leave one of the two out",
            (Note(f'that one, in the edition "{linked.edition}", stands at', where),),
        )


def repetitions(headlines: Iterable[tuple[str, int, str]], window: int) -> Iterator[Repetition]:
    """Each headline that repeats one of its own edition, or of so many before, with the nearest.

    Headlines come with their clusters, and with their editions counted from the oldest.
    """
    holders: dict[Route, list[_Headline]] = {}
    same: dict[tuple[str, ...], _Headline] = {}
    for headline in _read(headlines):
        oldest = headline.edition - window
        equal = same.get(headline.words)
        same[headline.words] = headline
        if equal is not None and equal.edition >= oldest and len(headline.words) > 1:
            yield Repetition(headline.cluster, equal.cluster, 100)
        elif headline.routes and (near := _near(headline, holders, oldest)):
            scored = [(repeats.repetition(headline.words, one.words), one) for one in near]
            score, best = max(scored, key=itemgetter(0))
            if score >= repeats.ENOUGH:
                yield Repetition(headline.cluster, best.cluster, score)
        for route in headline.routes:
            holders.setdefault(route, []).append(headline)


def _read(headlines: Iterable[tuple[str, int, str]]) -> Iterator[_Headline]:
    """Headlines in words that may repeat one another, with the pairs by which others are found.

    Left out are those none of whose pairs another has: no other can even have the same words.
    """
    read = [(id, number, repeats.words_of(line)) for id, number, line in headlines]
    count = Counter(chain.from_iterable([words for _, _, words in read]))
    # The words themselves part those that are equally rare, so that every run does the same.
    shared = sorted([(times, word) for word, times in count.items() if times > 1])
    rank = {word: index for index, (_, word) in enumerate(shared, 1)}
    routes = [_routes(words, rank) for _, _, words in read]
    used = Counter(chain.from_iterable(routes))
    leading = {route for route, times in used.items() if times > 1}
    for (id, number, words), mine in zip(read, routes, strict=True):
        if not mine or not leading.isdisjoint(mine):
            yield _Headline(id, number, tuple(words), [one for one in mine if one in leading])


def _routes(words: Sequence[str], rank: Mapping[str, int]) -> list[Route]:
    """The pairs of the rarest words of a headline."""
    rarest = sorted(filter(None, {*map(rank.get, words)}))[:RARE]
    after_last = len(rank) + 1
    return [one * after_last + other for one, other in combinations(rarest, 2)]


def _near(
    headline: _Headline, holders: Mapping[Route, Sequence[_Headline]], oldest: int
) -> list[_Headline]:
    """Headlines of the last editions that have two of the rarest words of one; the newest first."""
    found: dict[str, _Headline] = {}
    for route in headline.routes:
        if route in holders:
            for other in holders[route][: -CROWD - 1 : -1]:
                if other.edition < oldest:
                    break
                found[other.cluster] = other
    return [*found.values()]
