"""Executors: where jobs run. One name, one `concurrent.futures.Executor`.

In:  `serial` or `processes`, and how much work there is.
Out: an executor whose `map` keeps order, so that results never depend on who made them.

Workers are forked after the imports where that is possible: a fresh interpreter would cost each of
them more than most builds take.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Result = TypeVar("Result")

ENOUGH = 2
"""Tasks from which on a pool gives more than it costs."""


class SerialExecutor(Executor):
    """Runs each call at once, in this process: tracebacks stay plain and small sites start fast."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Call a function now; its result or exception is in the future."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as problem:  # noqa: BLE001 (whatever it is, it belongs to the caller)
            future.set_exception(problem)
        return future


@contextmanager
def open_executor(tasks: int) -> Iterator[Executor]:
    """An executor for some heavy tasks: a pool if there is work for one, else this process."""
    workers = min(_cores(), tasks)
    if workers < ENOUGH:
        yield SerialExecutor()
        return
    forks = "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield pool


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
