"""Swaps: what is seen by plain words is what the long way finds among them."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from briefs import swaps
from briefs.alignment import Alignment, Asked, Candidate
from briefs.entries import cluster_entry
from briefs.model import Cluster, Prose, SubStory
from briefs.moments import parse_moment
from briefs.publication import LinkedCluster
from tests.conftest import NOW

WORDS = "The the of chip chips two 2 ports port PORT ſhips ships rise rose İn in u.s. usa".split()
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def linked(headline: str, headings: list[str], targets: list[str]) -> LinkedCluster:
    """A cluster of which nothing matters here but its headline and its sub-stories."""
    told = tuple(SubStory(*one) for one in zip(headings, targets, strict=True))
    day = parse_moment("2025-02-06")
    cluster = Cluster("a", "a", headline, day, Prose(""), substories=told)
    entry = cluster_entry(cluster, b"", 0)
    return LinkedCluster(entry, NOW, NOW, "", (), (), tuple(targets), None, None)


def has_room(headings: list[str], headlines: list[str]) -> bool:
    """Whether plain words leave room for two swapped sub-stories, looked at one by one."""
    odd = [
        (heading.casefold(), line.casefold())
        for heading, line in zip(headings, headlines, strict=True)
        if heading.casefold() != line.casefold()
    ]
    for (mine, its), (others, their) in combinations(odd, 2):
        gain = fit(mine, their) - fit(mine, its)
        their_gain = fit(others, its) - fit(others, their)
        if min(gain, their_gain) > 0 and gain + their_gain > 2:
            return True
    return False


def fit(one: str, other: str) -> int:
    return len({*one.split()} & {*other.split()})


@given(st.data())
def test_no_swap_is_passed_over_by_the_quick_look(data: st.DataObject) -> None:
    lines = data.draw(st.lists(LINES, min_size=2, max_size=4))
    headings = [f"{line} {data.draw(LINES)}" for line in data.draw(st.permutations(lines))]
    clusters = {f"t{number}": linked(line, [], []) for number, line in enumerate(lines)}
    is_seen = swaps.glance(clusters)(linked("A", headings, [*clusters]))
    asked = [Asked(heading, is_open=False) for heading in headings]
    table = Alignment(
        asked, [Candidate(id, line) for id, line in zip(clusters, lines, strict=True)]
    )
    if is_seen:
        assert has_room(headings, lines)
    else:
        assert not (has_room(headings, lines) and any(swaps.pairs_of(table)))
