"""Locks: one process at a time, however the one before it ended."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from briefs.locks import Locked, lock


def test_who_comes_second_is_told(tmp_path: Path) -> None:
    with lock(tmp_path / "lock"):
        with pytest.raises(Locked), lock(tmp_path / "lock"):
            pass
        with lock(tmp_path / "other"):
            pass
    with lock(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


def test_a_process_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        with lock(tmp_path / "lock"):
            os.write(write, b"!")
            signal.pause()
    os.read(read, 1)
    with pytest.raises(Locked), lock(tmp_path / "lock"):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with lock(tmp_path / "lock"):
        pass
    os.close(read)
    os.close(write)


def test_a_fork_that_lives_on_does_not_keep_it(tmp_path: Path) -> None:
    with lock(tmp_path / "lock"):
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            signal.pause()
    with lock(tmp_path / "lock"):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_lock_that_cannot_be_made_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(OSError, match="lock"), lock(tmp_path / "lock"):
        pass
