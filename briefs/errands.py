"""Errands: what another process finds out or gets done while this one goes on.

In:  something that can be done without this process, and whether it went well.
Out: that, when it is asked for.

It is a fork, like the ones of `forks.py`, but nothing is sent to it and it says yes or no alone: so
it can be started before anything is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def can_fork() -> bool:
    """Whether processes can be forked here, safely."""
    return os.name == "posix" and sys.platform != "darwin"


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Errand:
    """One errand, under way in a process of its own."""

    def __init__(self, do: Callable[[], bool]) -> None:
        self._status: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            try:
                code = 0 if do() else 1
            finally:
                # Nothing of the process that it is a copy of may be done twice; and whatever
                # stopped it, an interruption as well, has no more to say than that it failed.
                os._exit(code)

    def went_well(self) -> bool:
        """Whether it went well; waits for its end."""
        if self._status is None:
            self._status = os.waitpid(self._pid, 0)[1]
        return self._status == 0

    def drop(self) -> None:
        """End it, whatever it does; nothing if it has ended."""
        if self._status is None:
            os.kill(self._pid, 9)
            self.went_well()


class Here:
    """An errand that this process does itself, when it is asked for."""

    def __init__(self, do: Callable[[], bool]) -> None:
        self.went_well = do

    def drop(self) -> None:
        """There is nothing to end."""


def errand(do: Callable[[], bool]) -> Errand | Here:
    """An errand, under way where another core is there for it."""
    return Errand(do) if can_fork() and cores() > 1 else Here(do)
