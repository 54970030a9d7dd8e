"""Workers: who works through a list of items.

In:  a function and the items.
Out: the results in the order of the items, so that they never depend on who made them.

Where processes can be forked, workers inherit the function and the items with this process's
whole memory: only results travel. Elsewhere items are pickled and must carry what they read; no
more of them are pickled than workers can take up soon.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefs.diagnostics import EnvironmentFault
from briefs.forks import ForkError, Team

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

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


class Forked:
    """Forked processes of this machine, as many as it has cores, which begin at once.

    Fewer items than `least` are worked on here when they are asked for: that costs no fork.
    """

    shares_memory = True

    def __init__(self, count: int, least: int = 2) -> None:
        self._count = count
        self._least = least

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, in order."""
        if len(items) < self._least:
            return map(function, items)
        return self._gathered(Team(min(self._count, len(items)), function, items), len(items))

    @staticmethod
    def _gathered(team: Team, total: int) -> Iterator[Result]:
        try:
            yield from team.results(total)
        except ForkError:
            raise WorkersError("a worker process was killed; was memory short?") from None

    def close(self) -> None:
        """Each team has ended with its items."""


class Meanwhile:
    """Other workers, beside whom this process does something of its own."""

    def __init__(self, workers: Workers, do: Callable[[], object]) -> None:
        self._workers = workers
        self._do = do
        self.shares_memory = workers.shares_memory

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, in order; processes are forked before the thread is there."""
        return self._gathered(self._workers.map(function, items))

    def _gathered(self, results: Iterator[Result]) -> Iterator[Result]:
        from threading import Thread

        thread = Thread(target=self._do)
        thread.start()
        try:
            yield from results
        finally:
            # A process that has threads is not forked.
            thread.join()

    def close(self) -> None:
        """Let the workers go."""
        self._workers.close()


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
        from concurrent.futures import BrokenExecutor

        try:
            return future.result()
        except BrokenExecutor:
            raise WorkersError("a worker process was killed; was memory short?") from None

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown()
