"""Results: what was measured, and what follows from it.

In:  runs, one by one.
Out: medians, ratios to a peer taken round by round, seconds by stage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.measure import Run
from bench.sites import Census, Difference
from bench.tools import BRIEFS

COLD, SAME, EDIT, TEMPLATE, CHECK = "cold", "no change", "one word", "one template", "check"
MEMORY = "memory"
SCENARIOS = (COLD, SAME, EDIT, TEMPLATE, CHECK)


@dataclass(frozen=True)
class Key:
    """What was run: a tool, on so many clusters, after what had happened."""

    size: int
    tool: str
    scenario: str


@dataclass
class Results:
    """Everything measured. `rounds` holds the runs of each round."""

    rounds: dict[Key, list[list[Run]]] = field(default_factory=lambda: defaultdict(list))
    censuses: dict[tuple[int, str], Census] = field(default_factory=dict)
    rewritten: dict[Key, Difference] = field(default_factory=dict)
    differing: dict[tuple[int, str], int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, key: Key, runs: Sequence[Run]) -> None:
        """The runs of one round."""
        self.rounds[key].append(list(runs))

    def runs(self, key: Key) -> list[Run]:
        """All runs, whatever their round."""
        return [run for runs in self.rounds.get(key, []) for run in runs]

    def wall(self, key: Key) -> float | None:
        """The median of the wall times."""
        return median([run.wall for run in self.runs(key)]) if self.runs(key) else None

    def tree(self, size: int, tool: str) -> int | None:
        """The most memory of all processes of a cold build together."""
        runs = self.runs(Key(size, tool, MEMORY))
        return max(run.tree for run in runs) if runs else None

    def ratio(self, size: int, scenario: str, peer: str) -> float | None:
        """Our time by the peer's, in the median of the rounds.

        Each round makes a ratio of its own, so that a machine that slows down harms both.
        """
        return self._ratio(size, scenario, peer, lambda run: run.wall)

    def cpu_ratio(self, size: int, scenario: str, peer: str) -> float | None:
        """The same of CPU time, with which the machine's other work meddles less."""
        return self._ratio(size, scenario, peer, lambda run: run.cpu)

    def _ratio(
        self, size: int, scenario: str, peer: str, read: Callable[[Run], float]
    ) -> float | None:
        ours = self.rounds.get(Key(size, BRIEFS, scenario), [])
        theirs = self.rounds.get(Key(size, peer, scenario), [])
        pairs = zip(ours, theirs, strict=False)
        ratios = [median(map(read, first)) / median(map(read, second)) for first, second in pairs]
        return median(ratios) if ratios else None

    def sizes(self) -> list[int]:
        """The sizes of the races."""
        return sorted({key.size for key in self.rounds if key.scenario == MEMORY})

    def tools(self, size: int) -> list[str]:
        """The tools of a race, ours first."""
        names = {key.tool for key in self.rounds if key.size == size and key.scenario == COLD}
        return sorted(names, key=lambda name: (name != BRIEFS, self.wall(Key(size, name, COLD))))


_STAGES = re.compile(r"^ +(?:[\w -]+ [\d.]+ s, )*[\w -]+ [\d.]+ s$", re.MULTILINE)
_STAGE = re.compile(r"([\w -]+?) ([\d.]+) s")


def stages(runs: Sequence[Run]) -> dict[str, float]:
    """The seconds of each stage, in the median, and the `rest` of the wall time.

    The rest is the start of Python, imports and the end of the process.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for run in runs:
        line = _STAGES.findall(run.said)
        seconds = {name.strip(): float(value) for name, value in _STAGE.findall("".join(line[-1:]))}
        if not seconds:
            continue
        for name, value in seconds.items():
            found[name].append(value)
        found["rest"].append(max(0.0, run.wall - sum(seconds.values())))
    return {name: median(values) for name, values in found.items()}
