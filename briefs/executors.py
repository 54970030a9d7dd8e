"""Executors: one name, one kind of workers.

In:  `serial`, `processes` or `dask:<address>`, as `executor` of site.yaml has it.
Out: the workers, who are let go with `close`.
"""

from __future__ import annotations

from collections.abc import Callable

from briefs.aside import Aside, Reductions
from briefs.errands import can_fork, cores
from briefs.workers import Forked, Remote, Serial, Workers, WorkersError


def workers_for(name: str | None, least: int = 2) -> Workers:
    """The workers of a name; None means forked processes where this machine has them.

    Fewer items than `least` are not worth a process; 1 where the caller has other things to do.
    Raises WorkersError if a name is unknown, or its cluster cannot be reached.
    """
    if name is None:
        name = "processes" if cores() > 1 else "serial"
    if name == "serial":
        return Serial()
    if name == "processes":
        return _processes(least)
    if name.startswith("dask:"):
        # It takes longer to import than most builds take.
        from briefs.dask_workers import connect_to

        return connect_to(name.removeprefix("dask:"))
    raise WorkersError(f'there is no executor "{name}": write serial, processes or dask:<address>')


def aside(get_ready: Callable[[], object], reductions: Reductions) -> Aside | None:
    """A process that gets ready meanwhile, where another core is there to do so."""
    return Aside(get_ready, reductions) if can_fork() and cores() > 1 else None


def _processes(least: int) -> Workers:
    """Forked processes, or new ones on systems that cannot fork safely."""
    if can_fork():
        return Forked(cores(), least)
    from concurrent.futures import ProcessPoolExecutor

    return Remote(ProcessPoolExecutor(cores()))
