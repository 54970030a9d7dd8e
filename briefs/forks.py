"""Forks: processes that begin as copies of this one, and work through a list with it.

In:  a function and items, which the copies inherit with this process's whole memory.
Out: the results, in the order of the items; they alone travel, pickled, each through a pipe.

A copy is handed the number of an item, and the next one for each result. It ends when nobody hands
it anything more: also when this process is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from select import select
from typing import Any, NamedTuple, NoReturn

AHEAD = 2
"""Items that a copy is handed at a time, so that it never waits for the next."""

_NUMBER = struct.Struct("<Q")
_SET_PIPE_SIZE = 1031
_ROOM = 1 << 20
"""Bytes of a pipe, so that a copy goes on while nobody reads; Linux allows no more to everyone."""


class ForkError(Exception):
    """A copy has died."""


class _Copy(NamedTuple):
    """A forked process: where it is handed numbers, and where its results come from."""

    pid: int
    tickets: int
    results: int


class Team:
    """Some copies at work. They begin at once; `results` gathers what they make."""

    def __init__(self, count: int, function: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self._copies: list[_Copy] = []
        self._waiting = iter(range(len(items)))
        for _ in range(count):
            self._copies.append(self._fork(function, items))
        for _ in range(AHEAD):
            for copy in self._copies:
                self._hand_next(copy)

    def _fork(self, function: Callable[[Any], Any], items: Sequence[Any]) -> _Copy:
        tickets, hand = os.pipe()
        read, results = os.pipe()
        pid = os.fork()
        if pid == 0:
            for copy in self._copies:
                os.close(copy.tickets)
                os.close(copy.results)
            os.close(hand)
            os.close(read)
            _work(function, items, tickets, results)
        os.close(tickets)
        os.close(results)
        widen(read)
        return _Copy(pid, hand, read)

    def _hand_next(self, copy: _Copy) -> None:
        number = next(self._waiting, None)
        if number is not None:
            # One that has died is found out when its results are missed.
            with suppress(BrokenPipeError):
                os.write(copy.tickets, _NUMBER.pack(number))

    def results(self, total: int) -> Iterator[Any]:
        """What the copies make of the items, in order. Raises what they raise, and ForkError."""
        made: dict[int, Any] = {}
        try:
            for number in range(total):
                while number not in made:
                    made |= self._receive()
                result, problem = made.pop(number)
                if problem is not None:
                    raise problem
                yield result
        finally:
            self._end(is_done=number == total - 1 and not made)

    def _receive(self) -> dict[int, Any]:
        """Results that have come; waits for one."""
        found = {}
        ready, _, _ = select([copy.results for copy in self._copies], [], [])
        for copy in self._copies:
            if copy.results in ready:
                number, result, problem = receive(copy.results)
                found[number] = result, problem
                self._hand_next(copy)
        return found

    def _end(self, *, is_done: bool) -> None:
        """Let the copies go: those that are at work still are not waited for."""
        for copy in self._copies:
            os.close(copy.tickets)
            os.close(copy.results)
            if not is_done:
                os.kill(copy.pid, signal.SIGKILL)
        for copy in self._copies:
            os.waitpid(copy.pid, 0)


def _read(pipe: int, length: int) -> bytes:
    """So many bytes of a pipe. Raises ForkError if it ends before."""
    pieces = []
    while length:
        piece = os.read(pipe, min(length, _ROOM))
        if not piece:
            raise ForkError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def send(pipe: int, data: bytes) -> None:
    """Send bytes, with their number before them."""
    rest = memoryview(_NUMBER.pack(len(data)) + data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def receive(pipe: int) -> Any:
    """What was sent, pickled by a copy of this process. Raises ForkError if nothing comes."""
    (length,) = _NUMBER.unpack(_read(pipe, _NUMBER.size))
    return pickle.loads(_read(pipe, length))  # noqa: S301 (no stranger holds this pipe)


def widen(pipe: int) -> None:
    """Give a pipe more room, where that can be done."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.fcntl(pipe, _SET_PIPE_SIZE, _ROOM)


def _work(
    function: Callable[[Any], Any], items: Sequence[Any], tickets: int, results: int
) -> NoReturn:
    """What a copy does for all its life."""
    try:
        while ticket := os.read(tickets, _NUMBER.size):
            (number,) = _NUMBER.unpack(ticket)
            outcome: tuple[int, Any, Exception | None]
            try:
                outcome = number, function(items[number]), None
            except Exception as problem:  # noqa: BLE001 (it is raised again where it is asked for)
                outcome = number, None, problem
            send(results, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL))
    finally:
        # Nothing of the process that it is a copy of may be done twice.
        os._exit(0)
