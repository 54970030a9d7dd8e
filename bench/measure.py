"""Measure: one run of a command as a whole process.

In:  a command, its folder and its environment.
Out: a `Run`: wall time, CPU time, memory, and how fast the machine was at that moment.

Times and memory are taken in different runs (`measure`, `measure_memory`): to look at memory every
20 ms may cost a tenth of a core, and looks become rarer where it would cost more.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at memory."""

LIMIT = 3600.0
"""Seconds after which a run is ended."""


class RunError(Exception):
    """A command that failed, and the end of what it said."""


@dataclass(frozen=True)
class Run:
    """One run. `cpu` is that of the process and of all children it waited for, in seconds.

    `peak` is that of the largest process (resident), in bytes; `tree` that of all processes
    together (proportional, so that shared pages count once), 0 if nobody looked.
    """

    wall: float
    cpu: float
    peak: int
    calib: float
    said: str
    tree: int = 0


def calibrate() -> float:
    """The milliseconds that a fixed loop takes, the best of three: it drifts with the machine."""
    return min(_loop() for _ in range(3)) * 1000


def _loop() -> float:
    started = time.perf_counter()
    total = 0
    for number in range(500_000):
        total += number
    return time.perf_counter() - started


def measure(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Run:
    """Run a command. Raises RunError if it fails."""
    return _run(command, folder, env, None)


def measure_memory(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Run:
    """Run a command and look at the memory of all its processes. Raises RunError if it fails."""
    return _run(command, folder, env, _Watch())


def _run(command: Sequence[str], folder: Path, env: Mapping[str, str], watch: _Watch | None) -> Run:
    log = folder.parent / f"{folder.name}.log"
    calib = calibrate()
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (the commands of tools.py)
            command,
            cwd=folder,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        guard = threading.Timer(LIMIT, _end_group, [process.pid])
        guard.start()
        if watch:
            watch.start(process.pid)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _end_group(process.pid)
            raise
        finally:
            guard.cancel()
        wall = time.perf_counter() - started
    # Popen has to be told, or it would wait for a process that is gone.
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8", errors="replace")
    log.unlink()
    if process.returncode:
        end = "\n".join(said.splitlines()[-12:])
        raise RunError(f"{' '.join(command)}: exit {process.returncode}\n{end}")
    cpu = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * 1024
    return Run(wall, cpu, peak, calib, said, watch.stop() if watch else 0)


def _end_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


class _Watch:
    """Looks at the memory of a process and its descendants until the first is gone."""

    def __init__(self) -> None:
        self._peak = 0
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, pid: int) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._look, args=(pid,), daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The most bytes that were ever seen together."""
        self._is_over.set()
        if self._thread:
            self._thread.join()
        return self._peak

    def _look(self, pid: int) -> None:
        spent = 0.0
        while not self._is_over.wait(max(EVERY, 9 * spent)):
            started = time.perf_counter()
            self._peak = max(self._peak, sum(map(_memory, _descendants(pid))))
            spent = time.perf_counter() - started


def _descendants(pid: int) -> list[int]:
    """A process and all processes below it; of those that end meanwhile, some or none."""
    found, index = [pid], 0
    while index < len(found):
        for file in Path(f"/proc/{found[index]}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, file.read_text().split())
        index += 1
    return found


_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_RSS = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


def _memory(pid: int) -> int:
    """The proportional memory of a process, or all that is resident where the kernel says no."""
    for name, pattern in (("smaps_rollup", _PSS), ("status", _RSS)):
        with suppress(OSError):
            found = pattern.search(Path(f"/proc/{pid}/{name}").read_text())
            if found:
                return int(found[1]) * 1024
    return 0
