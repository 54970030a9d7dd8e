"""Goals: the promises of speed and memory, and whether a run kept them.

In:  `Results`.
Out: a goal each, with what was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.results import COLD, EDIT, SAME, Key, Results
from bench.tools import BRIEFS

SMALL, BIG, HUGE = 1_000, 10_000, 100_000
HUGE_MEMORY = 4e9
DEMO = 0


@dataclass(frozen=True)
class Goal:
    """A promise: a measured number that may not be above a limit. None was not measured."""

    words: str
    limit: float
    found: float | None
    unit: str = "x"

    @property
    def row(self) -> list[str]:
        """The goal as cells of a table."""
        if self.found is None:
            return [self.words, f"≤ {self.limit:g}{self._unit}", "not measured", ""]
        part = self.found / self.limit
        verdict = "met" if part <= 1 else f"**missed** by {(part - 1) * 100:.0f} %"
        cells = [self.words, f"≤ {self.limit:g}{self._unit}", f"{self.found:.3g}{self._unit}"]
        return [*cells, verdict]

    @property
    def _unit(self) -> str:
        return "" if self.unit == "x" else f" {self.unit}"


def goals(results: Results) -> list[Goal]:
    """All promises, with what was found."""
    ratio = results.ratio
    ours, hugo = results.tree(BIG, BRIEFS), results.tree(BIG, "hugo")
    memory = ours / hugo if ours and hugo else None
    huge = results.tree(HUGE, BRIEFS)
    size = f"{BIG:,} clusters"
    return [
        Goal(f"cold, {size}, x Hugo", 0.9, ratio(BIG, COLD, "hugo")),
        Goal(f"cold, {size}, x Eleventy", 0.5, ratio(BIG, COLD, "eleventy")),
        Goal(f"cold, {size}, x Pelican", 0.17, ratio(BIG, COLD, "pelican")),
        Goal(f"no change, {size}, x Hugo", 0.02, ratio(BIG, SAME, "hugo")),
        Goal(f"one word edited, {size}, x Hugo", 0.08, ratio(BIG, EDIT, "hugo")),
        Goal(f"peak memory of all processes, {size}, x Hugo", 0.4, memory),
        Goal("nothing to do on the demo content", 0.2, results.wall(Key(DEMO, BRIEFS, SAME)), "s"),
        Goal(f"cold, {SMALL:,} clusters, x Hugo", 1.3, ratio(SMALL, COLD, "hugo")),
        Goal(f"time a cluster, {HUGE:,} clusters, x that at {BIG:,}", 1.15, _growth(results)),
        Goal(
            f"peak memory, {HUGE:,} clusters",
            HUGE_MEMORY / 1e9,
            huge / 1e9 if huge else None,
            "GB",
        ),
    ]


def _growth(results: Results) -> float | None:
    """The time a cluster takes among many, by what it takes among fewer."""
    big = results.wall(Key(BIG, BRIEFS, COLD))
    huge = results.wall(Key(HUGE, BRIEFS, COLD))
    return (huge / HUGE) / (big / BIG) if big and huge else None
