"""Tables: the measurements as tables of Markdown.

In:  `Results`.
Out: each table by itself, for a page; all of them, for a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from bench.goals import goals
from bench.results import COLD, EDIT, MEMORY, SAME, SCENARIOS, Key, Results, stages
from bench.sites import Census, Difference, kind_of
from bench.tools import BRIEFS


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
                f"{census.page:,}",
                _kinds(census),
                "" if differing is None or tool == BRIEFS else f"{differing}",
            ]
        )
    heads = ["clusters", "tool", "files", "MB", "bytes a cluster's page", "of these"]
    heads += ["sampled pages that differ"]
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
    return ": " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common(12))


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
