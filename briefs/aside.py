"""Aside: a process that gets ready for its work while this one finds out what there is to do.

In:  what it does to get ready; later a function and items, which are sent to it.
Out: results, in order.

To set a handful of pages takes a fraction of the time in which the libraries for it are imported
and the templates compiled: so one other core does that meanwhile. It is a fork (`forks.py`) with
the files of this process, but with its memory of when it was forked.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any, NoReturn, TypeVar

from briefs.forks import ForkError, receive, send, widen
from briefs.workers import WorkersError

Item = TypeVar("Item")
Result = TypeVar("Result")

Reductions = Mapping[Any, Callable[[Any], Any]]
"""How values of some types are pickled for who has our files: by a function and its arguments."""


class Aside:
    """Workers of one process, which is there already."""

    shares_memory = False

    def __init__(self, get_ready: Callable[[], object], reductions: Reductions) -> None:
        self._reductions = reductions
        tasks, self._tasks = os.pipe()
        self._results, results = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._tasks)
            os.close(self._results)
            _serve(get_ready, tasks, results)
        os.close(tasks)
        os.close(results)
        widen(self._tasks)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, in order. Raises what the function raises, and WorkersError."""
        for item in items:
            try:
                send(self._tasks, self._pickled((function, item)))
                result, problem = receive(self._results)
            except (ForkError, BrokenPipeError):
                raise WorkersError("a worker process was killed; was memory short?") from None
            if problem is not None:
                raise problem
            yield result

    def _pickled(self, task: Any) -> bytes:
        file = BytesIO()
        pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = self._reductions
        pickler.dump(task)
        return file.getvalue()

    def close(self) -> None:
        """Let the process go, whatever it does."""
        os.close(self._tasks)
        os.close(self._results)
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _serve(get_ready: Callable[[], object], tasks: int, results: int) -> NoReturn:
    """What the process does for all its life; it ends when nobody is left to send it anything."""
    try:
        # What cannot be got ready is told by the task that needs it.
        with suppress(Exception):
            get_ready()
        while True:
            function, item = receive(tasks)
            try:
                outcome: Any = function(item), None
            except Exception as problem:  # noqa: BLE001 (it is raised again where it is asked for)
                outcome = None, problem
            send(results, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL))
    finally:
        # Nothing of the process that it is a copy of may be done twice.
        os._exit(0)
