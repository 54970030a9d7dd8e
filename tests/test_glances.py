"""Glances: what is remembered of them says what looking again would say, whatever was edited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefs import swaps
from briefs.entries import cluster_entry
from briefs.glances import NAME, Glances
from briefs.model import Cluster, Prose, SubStory
from briefs.moments import parse_moment
from briefs.publication import LinkedCluster
from briefs.stages.check import glance
from tests.conftest import NOW, Newsroom

HEADLINES = (
    "Port buys six tall cranes",
    "Union of pilots rejects pay offer",
    "Six tall cranes leave the old port",
)
names = st.sampled_from("abcd")
lines = st.sampled_from(HEADLINES)


def cluster(
    id: str,
    headline: str,
    *told: SubStory,
    articles: tuple[str, ...] = (),
    draft: bool = False,
) -> Cluster:
    """A cluster as an editor writes it."""
    day = parse_moment("2025-02-06")
    return Cluster(
        id, id, headline, day, Prose("Told."), articles=articles, substories=told, draft=draft
    )


stories = st.builds(
    lambda id, headline, told, articles, draft: cluster(
        id, headline, *told, articles=articles, draft=draft
    ),
    names,
    lines,
    st.lists(st.builds(SubStory, lines, names), max_size=4),
    st.sampled_from([(), (), ("51155",)]),
    st.sampled_from([False, False, True]),
)
edits = st.one_of(stories, names)
"""A cluster that is written, or the name of one that is removed."""


def linked(clusters: Iterable[Cluster]) -> dict[str, LinkedCluster]:
    """Clusters as `link` leaves them, as far as a glance can see."""
    entries = {
        one.id: cluster_entry(one, repr(one).encode(), 0) for one in clusters if not one.draft
    }
    return {
        id: LinkedCluster(
            entry,
            NOW,
            NOW,
            "",
            (),
            (),
            tuple(one if one in entries and one != id else None for one in entry.targets),
            None,
            None,
        )
        for id, entry in entries.items()
    }


FIRST, SECOND, THIRD = HEADLINES
SWAPPED = [SubStory(FIRST, "b"), SubStory(SECOND, "a")]
THREE = [cluster("a", FIRST), cluster("b", SECOND), cluster("c", SECOND)]


# With so few that are looked at, one that comes or goes lets another be looked at.
@patch.object(swaps, "MOST", 2)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[*THREE, cluster("d", FIRST, SubStory(THIRD, "c"), *SWAPPED), "c"])
@example(steps=[*THREE[:2], cluster("d", FIRST, *SWAPPED, SubStory(THIRD, "c")), THREE[2]])
@example(steps=[*THREE, cluster("d", FIRST, *SWAPPED), "a", THREE[0]])
@given(steps=st.lists(edits, min_size=3, max_size=12))
def test_step_by_step_is_as_if_nothing_were_remembered(
    steps: list[Cluster | str], tmp_path: Path
) -> None:
    (tmp_path / NAME).unlink(missing_ok=True)
    written: dict[str, Cluster] = {}
    for step in steps:
        if isinstance(step, str):
            written.pop(step, None)
        else:
            written[step.id] = step
        clusters = linked(written.values())
        is_doubtful = glance(clusters)
        found = Glances(tmp_path, "code").doubtful(clusters, is_doubtful)
        assert found == [one for one in clusters.values() if is_doubtful(one)]


def story(newsroom: Newsroom, id: str, headline: str, *told: tuple[str, str]) -> None:
    """A cluster with sub-stories."""
    lines = "".join(f"  - {{headline: {line}, cluster: {target}}}\n" for line, target in told)
    text = f"---\nheadline: {headline}\ndate: 2025-02-06\nsubstories:\n{lines}---\nTold [51155].\n"
    newsroom.write(f"clusters/{id}.md", text)


@pytest.fixture
def swapped(newsroom: Newsroom) -> Newsroom:
    """A newsroom in which two sub-stories have each other's targets."""
    story(newsroom, "a", HEADLINES[0], (HEADLINES[2], "b"))
    story(newsroom, "b", HEADLINES[1], (HEADLINES[2], "a"))
    story(newsroom, "c", HEADLINES[2], (f"{HEADLINES[0]} now", "b"), (f"{HEADLINES[1]} now", "a"))
    return newsroom


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\n[]", b'0\n[["a"],["b"],[]]', None])
def test_a_problem_is_told_again_also_where_the_memory_is_damaged(
    swapped: Newsroom, damage: bytes | None
) -> None:
    found = swapped.check().diagnostics
    assert [problem.code for problem in found] == ["substory-swapped"]
    if damage is not None:
        (swapped.root / ".cache" / "briefs" / NAME).write_bytes(damage)
    assert found == swapped.check().diagnostics


def test_other_code_looks_at_everything_again(tmp_path: Path) -> None:
    clusters = linked([cluster("a", FIRST)])
    looked: list[LinkedCluster] = []

    def look(one: LinkedCluster) -> bool:
        looked.append(one)
        return False

    for code, times in ("code", 1), ("code", 1), ("other", 2):
        Glances(tmp_path, code).doubtful(clusters, look)
        assert len(looked) == times
