"""The same content gives the same bytes: in another folder, zone, locale, hash seed, umask, hour.

Two processes that differ in all of that build copies of one newsroom, PDFs included.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
CLUSTER = "clusters/2025-02-06-chip-race.md"
WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "COLUMNS": "40"},
)


def test_two_machines_give_the_same_bytes(newsroom, tmp_path):
    newsroom.write("assets/map.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.edit(CLUSTER, "tags: [Shanghai]", "tags: [Istanbul, İzmir, 上海, résumé, b, a, Ä, Z]")
    newsroom.edit(CLUSTER, "Zhejiang aims", "Łódź, Iğdır and 上海 aim")
    for number in range(5):
        newsroom.write(
            f"clusters/s{number}.md",
            f"---\nheadline: Story {number}\ndate: 2025-02-0{number + 1}\ntags: [a, b]\n"
            f"topics: [T{number}]\n---\nText [43531].\n",
        )
    builds = []
    roots = []
    for index, world in enumerate(WORLDS):
        root = tmp_path / f"world-{index}" / ("deeper/" * index) / "copy"
        names = sorted(path for path in newsroom.content.rglob("*") if path.is_file())
        for name in names[:: 1 - 2 * index]:  # Files come onto a disk in any order.
            target = root / "content" / name.relative_to(newsroom.content)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, target)
            os.utime(target, (index * 1e9, index * 1e9))
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
        options = ["-q", "--pdf", "always", "--clock", f"2026-0{index + 1}-01T0{index}:00Z"]
        where = ["-C", str(root)] if index else ["-C", os.path.relpath(root, tmp_path)]
        builds.append(
            subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "briefs", "build", *options, *where],
                cwd="/" if index else tmp_path,
                env={**kept, **world, "PYTHONPATH": str(HOME)},
                umask=0o077 if index else 0o022,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        roots.append(root / "site")
    sites = []
    for build, root in zip(builds, roots, strict=True):
        out, error = build.communicate()
        assert (build.returncode, out) == (0, b""), error.decode()
        files = (path for path in root.rglob("*") if path.is_file())
        sites.append({path.relative_to(root).as_posix(): path.read_bytes() for path in files})
    assert sorted(sites[0]) == sorted(sites[1])
    assert [path for path in sites[0] if sites[0][path] != sites[1][path]] == []
    assert sum(path.endswith(".pdf") for path in sites[0]) == 2
