"""Page: docs/performance.md, which is `page.md` with the measurements in it.

In:  `Results`, the peers' versions, facts about the machine.
Out: the file.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import tables
from bench.install import Peer, python_version
from bench.results import CHECK, EDIT, SAME, TEMPLATE, Results

PAGE = Path(__file__).with_name("page.md")


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
        goals=tables.goal_table(results),
        times=tables.time_table(results),
        ratios=tables.ratio_table(results),
        output=tables.output_table(results),
        rewritten=tables.rewritten_list(results),
        stages=tables.stage_tables(results),
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
