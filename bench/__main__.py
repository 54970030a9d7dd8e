"""Benchmark: `python -m bench`, from the project's folder; `python -m bench evidence`.

In:  sizes, rounds, which peers, a work folder.
Out: progress on standard error, tables on standard output, docs/performance.md if asked for.
"""

from __future__ import annotations

import argparse
import os
import pstats
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import evidence
from bench.corpus import Corpus
from bench.install import NAMES, InstallError, Peer, install
from bench.measure import RunError, measure
from bench.page import Setting, write_page
from bench.race import Course, say
from bench.results import Results
from bench.tables import tables
from bench.tools import BUILD, write_briefs

RAM = Path("/dev/shm")  # noqa: S108 (a folder below it gets a name of its own)
BYTES_A_CLUSTER = 60_000
"""Sources and twice the output of one tool, each file in whole blocks."""

SAMPLE_OF_DIGESTS = 100
COSTLIEST = 25


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="briefs bench", description=__doc__.split("\n", 1)[0])
    add = parser.add_argument
    add("--sizes", type=_sizes, default=[1_000, 10_000], metavar="N,N", help="clusters")
    add("--rounds", type=int, default=3, help="how often each tool runs (default: 3)")
    add("--peers", type=_peers, default=list(NAMES), metavar="NAMES", help="hugo,… or none")
    add("--peers-up-to", type=int, default=10_000, metavar="N", help="beyond, briefs runs alone")
    add("--work", type=Path, metavar="DIR", help="keeps installed peers (default: .cache/bench)")
    add("--sites", type=Path, metavar="DIR", help="holds projects (default: in memory, or --work)")
    add("--seed", type=int, default=1, help="makes another corpus (default: 1)")
    add("--cores", type=int, default=2, help="how many cores may be used (default: 2)")
    add("--write", type=Path, metavar="FILE", help="write docs/performance.md")
    add("--date", metavar="DATE", help="a date for that page")
    add("--profile", action="store_true", help="briefs' costliest functions in cold builds, too")
    add("--no-extras", action="store_true", help="no demo, article pages or digests")
    return parser


def _sizes(text: str) -> list[int]:
    return sorted({int(part.replace("_", "")) for part in text.split(",")})


def _peers(text: str) -> list[str]:
    names = [] if text == "none" else text.split(",")
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {unknown[0]}; known: {', '.join(NAMES)}, none")
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, or what `evidence` names; 0, or 1 if a tool failed."""
    given = sys.argv[1:] if arguments is None else [*arguments]
    if given[:1] == ["evidence"]:
        return evidence.main(given[1:])
    options = _parser().parse_args(given)
    work = (options.work or Path(".cache") / "bench").resolve()
    work.mkdir(parents=True, exist_ok=True)
    cores = _keep_to(options.cores)
    peers, absent = _install(options.peers, work / "tools")
    results = Results()
    sites = _make_sites(options, work)
    filesystem = _filesystem(sites)
    say(f"{cores} cores; projects in {sites} ({filesystem})")
    try:
        _run(options, Course(sites, options.rounds, options.seed, results), peers)
    except RunError as problem:
        say(str(problem))
        return 1
    finally:
        shutil.rmtree(sites, ignore_errors=True)
    sys.stdout.write(tables(results))
    if options.write:
        setting = Setting(
            command=_command(options),
            peers=peers,
            absent=absent,
            filesystem=filesystem,
            cores=cores,
            rounds=options.rounds,
            seed=options.seed,
            date=options.date,
        )
        write_page(options.write, results, setting)
        say(f"wrote {options.write}")
    return 0


def _run(options: argparse.Namespace, course: Course, peers: Sequence[Peer]) -> None:
    """Everything that was asked for, the small sizes first."""
    _warm_up(course)
    for size in options.sizes:
        course.race(size, peers if size <= options.peers_up_to else [])
    if not options.no_extras:
        course.race_demo()
        usual = max((size for size in options.sizes if size <= options.peers_up_to), default=1_000)
        never = ("--pdf", "never")
        course.race_variant("article pages on", usual, never, articles=True)
        for size in sorted({min(1_000, usual), usual}):
            course.race_variant("evidence on", size, never, evidence=True)
        course.race_variant("digests on", SAMPLE_OF_DIGESTS, ("--pdf", "always"))
        course.race_variant("digests off", SAMPLE_OF_DIGESTS, never)
    if options.profile:
        _profile(course, max(size for size in options.sizes))


def _warm_up(course: Course) -> None:
    """Let Python compile the package, and the machine read it once."""
    tool = write_briefs(Corpus(20, course.seed), course.folder / "warm-up")
    measure(tool.command, tool.folder, tool.env)
    shutil.rmtree(tool.folder)


def _profile(course: Course, size: int) -> None:
    """The functions of a cold build that take longest themselves, in the first process."""
    tool = write_briefs(Corpus(size, course.seed), course.folder / "profile")
    found = course.folder / "profile.out"
    python, *module = BUILD
    options = tool.command[len(BUILD) :]
    command = (python, "-m", "cProfile", "-o", str(found), *module, *options)
    say(f"{size:,} clusters: profiling a cold build")
    measure(command, tool.folder, tool.env)
    sys.stdout.write(f"## Costliest functions, {size:,} clusters, cold, first process\n\n")
    pstats.Stats(str(found), stream=sys.stdout).strip_dirs().sort_stats("tottime").print_stats(
        COSTLIEST
    )
    shutil.rmtree(tool.folder)


def _install(names: Sequence[str], folder: Path) -> tuple[list[Peer], dict[str, str]]:
    """The peers that can be installed; why the others cannot."""
    peers, absent = [], {}
    for name in names:
        try:
            peer = install(name, folder)
        except InstallError as problem:
            absent[name] = str(problem)
            say(f"{name} is left out: {problem}")
            continue
        say(f"{name} {peer.version}")
        peers.append(peer)
    return peers, absent


def _keep_to(cores: int) -> int:
    """Let this process and its children use so many cores; how many they have."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    available = sorted(os.sched_getaffinity(0))[:cores]
    os.sched_setaffinity(0, available)
    return len(available)


def _make_sites(options: argparse.Namespace, work: Path) -> Path:
    """A new folder for the projects: in memory if there is room, so that no disk has a say."""
    if options.sites:
        parent = options.sites.resolve()
        parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="briefs-bench-", dir=parent))
    tools = [1 + len(options.peers) * (size <= options.peers_up_to) for size in options.sizes]
    room = max(n * size for n, size in zip(tools, options.sizes, strict=True)) * BYTES_A_CLUSTER
    has_room = RAM.is_dir() and os.access(RAM, os.W_OK) and shutil.disk_usage(RAM).free > room
    return Path(tempfile.mkdtemp(prefix="briefs-bench-", dir=RAM if has_room else work))


def _filesystem(folder: Path) -> str:
    """The kind of file system that a folder lies on."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "file system unknown"
    mounts = {Path(line.split()[1]): line.split()[2] for line in lines}
    return next(mounts[place] for place in [folder, *folder.parents] if place in mounts)


def _command(options: argparse.Namespace) -> str:
    """The command that makes the same measurements again."""
    given = [f"--sizes {','.join(map(str, options.sizes))}"]
    if options.rounds != 3:
        given.append(f"--rounds {options.rounds}")
    if options.peers != list(NAMES):
        given.append(f"--peers {','.join(options.peers) or 'none'}")
    if options.seed != 1:
        given.append(f"--seed {options.seed}")
    if options.no_extras:
        given.append("--no-extras")
    return " ".join(["python3 build.py bench", *given, f"--write {options.write}"])


if __name__ == "__main__":
    sys.exit(main())
