"""Executors: where work runs. One name, one way to map a function over items.

In:  `serial`, `processes` or `dask:<address>`, and the items.
Out: the results in the order of the items, so that they never depend on who made them.

Where processes can be forked, workers inherit the function and the items with this process's
whole memory: only results travel. Elsewhere, and on Dask, items are pickled and must carry what
they read.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from briefs.diagnostics import EnvironmentFault

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkersError(EnvironmentFault):
    """Workers cannot be had, or have died; the message says which."""


class Workers(Protocol):
    """Somebody who works through a list of items."""

    shares_memory: bool
    """Whether a function sees this process's memory and disk, so that nothing need be pickled."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, in order. Raises what the function raises, and WorkersError."""
        ...


class Serial:
    """This process alone: tracebacks stay plain, and small sites start fast."""

    shares_memory = True

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, one after the other."""
        return map(function, items)


_inherited: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def _call_inherited(index: int) -> Any:
    """What a forked worker does: its function and items are those of the parent at the fork."""
    assert _inherited is not None  # noqa: S101 (set before every fork, below)
    function, items = _inherited
    return function(items[index])


class Forked:
    """Forked processes of this machine, as many as it has cores."""

    shares_memory = True

    def __init__(self, count: int) -> None:
        self._count = count

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results; a single item is worked on here, where it costs no fork."""
        if len(items) < 2:
            yield from map(function, items)
            return
        global _inherited  # noqa: PLW0603 (what a fork inherits is what stands in a module)
        _inherited = function, items
        context = multiprocessing.get_context("fork")
        try:
            with ProcessPoolExecutor(min(self._count, len(items)), mp_context=context) as pool:
                yield from pool.map(_call_inherited, range(len(items)))
        except BrokenProcessPool:
            raise WorkersError("a worker process was killed; was memory short?") from None
        finally:
            _inherited = None


class Remote:
    """Any `concurrent.futures.Executor` whose workers share neither memory nor disk with us."""

    shares_memory = False

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, as they come back in order."""
        return self._executor.map(function, items)


def workers_for(name: str | None) -> Workers:
    """The workers of a name; None means forked processes where this machine has them.

    Raises WorkersError if a name is unknown, or its cluster cannot be reached.
    """
    if name is None:
        name = "processes" if _cores() > 1 else "serial"
    if name == "serial":
        return Serial()
    if name == "processes":
        return _processes()
    if name.startswith("dask:"):
        return _dask(name.removeprefix("dask:"))
    raise WorkersError(f'there is no executor "{name}": write serial, processes or dask:<address>')


def _processes() -> Workers:
    """Forked processes, or new ones on systems that cannot fork safely."""
    if os.name == "posix" and os.uname().sysname != "Darwin":
        return Forked(_cores())
    return Remote(ProcessPoolExecutor(_cores()))


def _dask(address: str) -> Workers:
    """The workers of a Dask cluster (extra `dask`)."""
    try:
        from distributed import Client
    except ImportError:
        raise WorkersError("Dask is not installed: pip install 'briefs[dask]'") from None
    try:
        client: Any = Client(address, timeout="10s")  # type: ignore[no-untyped-call]  # it has none
    except (OSError, ValueError, TimeoutError) as problem:
        raise WorkersError(f"no Dask scheduler answers at {address}: {problem}") from None
    return Remote(client.get_executor(pure=False))


def chunks(items: Iterable[Item], size: int) -> list[list[Item]]:
    """Items in lists of a size, so that sending one is worth its while."""
    listed = list(items)
    return [listed[at : at + size] for at in range(0, len(listed), size)]


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
