"""Report: the measurements as tables of Markdown.

In:  `Results`, the peers' versions, facts about the machine.
Out: the tables of the terminal; docs/performance.md, which is `page.md` with these tables in it.
"""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.install import Peer, python_version
from bench.results import CHECK, COLD, EDIT, MEMORY, SAME, SCENARIOS, TEMPLATE, Key, Results, stages
from bench.sites import Census, Difference, kind_of
from bench.tools import BRIEFS

SMALL, BIG, HUGE = 1_000, 10_000, 100_000
HUGE_MEMORY = 4e9
PAGE = Path(__file__).with_name("page.md")
DEMO = 0


@dataclass(frozen=True)
class Setting:
    """What a run was asked for and where it took place."""

    command: str
    peers: Sequence[Peer]
    absent: Mapping[str, str]
    filesystem: str
    cores: int
    rounds: int
    seed: int
    date: str | None = None


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


def tables(results: Results) -> str:
    """All tables, for a terminal."""
    parts = [
        "## Goals\n",
        goal_table(results),
        "\n## Times\n",
        time_table(results),
        "\n## Ratios\n",
        ratio_table(results),
        "\n## Output\n",
        output_table(results),
        "\n## Rewritten after an edit\n",
        rewritten_list(results),
        "\n## Where the time goes\n",
        stage_tables(results),
    ]
    return "\n".join(parts) + "\n"


def goal_table(results: Results) -> str:
    """The promises."""
    rows = [goal.row for goal in goals(results)]
    return _table(["what", "goal", "measured", ""], rows)


def time_table(results: Results) -> str:
    """Every tool and scenario: medians, all runs, CPU, memory, and the machine's speed."""
    rows = []
    for size in sorted({key.size for key in results.rounds}):
        tools = results.tools(size)
        for scenario in SCENARIOS:
            rows += [_time_row(results, Key(size, tool, scenario)) for tool in tools]
    heads = [
        "clusters",
        "build",
        "tool",
        "wall s",
        "runs",
        "CPU s",
        "largest MB",
        "all MB",
        "calib",
    ]
    return _table(heads, [row for row in rows if row])


def _time_row(results: Results, key: Key) -> list[str]:
    runs = results.runs(key)
    if not runs:
        return []
    tree = results.tree(key.size, key.tool) if key.scenario == COLD else None
    return [
        f"{key.size:,}" if key.size else "demo",
        key.scenario,
        key.tool,
        f"{median(run.wall for run in runs):.3f}",
        " ".join(f"{run.wall:.3g}" for run in runs),
        f"{median(run.cpu for run in runs):.2f}",
        f"{max(run.peak for run in runs) / 1e6:,.0f}",
        f"{tree / 1e6:,.0f}" if tree else "",
        f"{median(run.calib for run in runs):.0f}",
    ]


def ratio_table(results: Results) -> str:
    """Our times and our memory by the peers'."""
    rows = []
    for size in results.sizes():
        peers = [name for name in results.tools(size) if not name.startswith(BRIEFS)]
        for scenario in (COLD, SAME, EDIT):
            for peer in peers:
                wall = results.ratio(size, scenario, peer)
                cpu = results.cpu_ratio(size, scenario, peer)
                if wall is not None and cpu is not None:
                    rows.append([f"{size:,}", scenario, peer, f"{wall:.3f}", f"{cpu:.3f}", ""])
        for peer in peers:
            ours, theirs = results.tree(size, BRIEFS), results.tree(size, peer)
            if ours and theirs:
                rows.append([f"{size:,}", MEMORY, peer, "", "", f"{ours / theirs:.3f}"])
    return _table(["clusters", "build", "beside", "wall x", "CPU x", "memory x"], rows)


def output_table(results: Results) -> str:
    """What each tool wrote."""
    rows = []
    for (size, tool), census in sorted(results.censuses.items()):
        differing = results.differing.get((size, tool))
        rows.append(
            [
                f"{size:,}" if size else "demo",
                tool,
                f"{census.files:,}",
                f"{census.size / 1e6:.1f}",
                _kinds(census),
                "" if differing is None or tool == BRIEFS else f"{differing}",
            ]
        )
    heads = ["clusters", "tool", "files", "MB", "of these", "sampled pages that tell otherwise"]
    return _table(heads, rows)


def _kinds(census: Census) -> str:
    common = [(kind, count) for kind, count in census.kinds.items() if count > 1]
    single = sorted(kind for kind, count in census.kinds.items() if count == 1)
    counted = [f"{kind} {count:,}" for kind, count in sorted(common, key=lambda item: -item[1])]
    return ", ".join([*counted, *single])


def rewritten_list(results: Results) -> str:
    """Which files each tool wrote after an edit."""
    lines = []
    for key, found in results.rewritten.items():
        total = results.censuses[key.size, key.tool].files
        lines.append(
            f"- {key.size:,} clusters, {key.scenario}, {key.tool}: {len(found.written):,} of"
            f" {total:,} files written, {len(found.changed):,} with other content"
            f"{_names(found)}"
        )
    return "\n".join(lines)


def _names(found: Difference) -> str:
    if not found.changed:
        return ""
    if len(found.changed) <= 12:
        return ": " + ", ".join(f"`{_short(path)}`" for path in found.changed)
    kinds = Counter(map(kind_of, found.changed))
    return ": " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common(6))


def _short(path: str) -> str:
    """A path without `index.html`; of long names, the beginning."""
    parts = path.removesuffix("/index.html").split("/")
    return "/".join(part if len(part) <= 24 else f"{part[:20]}…" for part in parts)


def stage_tables(results: Results) -> str:
    """Seconds by stage, as `briefs build -v` tells them."""
    rows: list[list[str]] = []
    names: list[str] = []
    found = []
    for size in sorted({key.size for key in results.rounds}):
        for tool in (name for name in results.tools(size) if name.startswith(BRIEFS)):
            for scenario in SCENARIOS:
                key = Key(size, tool, scenario)
                seconds = stages(results.runs(key))
                names += [name for name in seconds if name not in names and name != "rest"]
                if seconds:
                    found.append((key, seconds))
    names.append("rest")
    for key, seconds in found:
        title = f"{key.size:,}" if key.size else "demo"
        cells = [f"{seconds[name]:.2f}" if name in seconds else "" for name in names]
        variant = key.tool.removeprefix(BRIEFS).strip(", ")
        rows.append([title, f"{key.scenario}, {variant}" if variant else key.scenario, *cells])
    return _table(["clusters", "build", *names], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown whose columns also stand in line on a terminal."""
    cells = [list(heads), *map(list, rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(heads))]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "| " + " | ".join(cells) + " |"


def write_page(path: Path, results: Results, setting: Setting) -> None:
    """Write docs/performance.md."""
    path.write_text(_page(results, setting), encoding="utf-8")


def _page(results: Results, setting: Setting) -> str:
    versions = ", ".join(f"{peer.name.capitalize()} {peer.version}" for peer in setting.peers)
    absent = "".join(
        f"\n{name.capitalize()} was left out: {why}." for name, why in setting.absent.items()
    )
    dated = f"Measured on {setting.date}. " if setting.date else ""
    hardware = f"{setting.cores} cores ({_processor()}), {_memory()}, {setting.filesystem}"
    return PAGE.read_text(encoding="utf-8").format(
        dated=dated,
        command=setting.command,
        versions=versions or "no peers",
        absent=absent,
        python=python_version(),
        hardware=hardware,
        system=_system(),
        rounds=setting.rounds,
        seed=setting.seed,
        goals=goal_table(results),
        times=time_table(results),
        ratios=ratio_table(results),
        output=output_table(results),
        rewritten=rewritten_list(results),
        stages=stage_tables(results),
        template=TEMPLATE,
        check=CHECK,
        same=SAME,
        edit=EDIT,
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GiB of memory"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
