"""Workers: who works through a list of items.

In:  a function and the items.
Out: the results in the order of the items, so that they never depend on who made them.

Where processes can be forked, workers inherit the function and the items with this process's
whole memory: only results travel. Elsewhere items are pickled and must carry what they read; no
more of them are pickled than workers can take up soon.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
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

    def close(self) -> None:
        """Let the workers go."""
        ...


class Serial:
    """This process alone: tracebacks stay plain, and small sites start fast."""

    shares_memory = True

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, one after the other."""
        return map(function, items)

    def close(self) -> None:
        """There is nobody to let go."""


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

    def close(self) -> None:
        """Each pool has ended with its items."""


AHEAD = 64
"""Items that are with workers at a time, or have come back before their turn."""


class Remote:
    """Any `concurrent.futures.Executor` whose workers share neither memory nor disk with us."""

    shares_memory = False

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, as they come back in order; an item is asked for when it can be sent."""
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(self._executor.submit(function, item))
                if len(waiting) == AHEAD:
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        finally:
            for future in waiting:
                future.cancel()

    def _result(self, future: Future[Result]) -> Result:
        try:
            return future.result()
        except BrokenExecutor:
            raise WorkersError("a worker process was killed; was memory short?") from None

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown()
