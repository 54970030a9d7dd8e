"""Errands: what another process does meanwhile is told by one word, and leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from briefs import errands
from briefs.errands import Errand, Here, errand


def fail() -> bool:
    raise KeyError


def die() -> bool:
    os._exit(9)


def is_alone() -> bool:
    """Whether this process has no other one, not even one that has ended."""
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return True


@pytest.mark.parametrize(
    ("do", "went_well"),
    [(lambda: True, True), (lambda: False, False), (fail, False), (die, False)],
    ids=["well", "badly", "raised", "died"],
)
def test_it_is_told_whether_it_went_well(
    do: Callable[[], bool], went_well: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    one = Errand(do)
    assert went_well == one.went_well() == one.went_well()
    one.drop()
    assert is_alone()


def test_one_that_is_dropped_ends_at_once() -> None:
    asked, answer = os.pipe()
    one = Errand(lambda: bool(os.read(asked, 1)))
    one.drop()
    assert not one.went_well()
    assert is_alone()
    os.close(asked)
    os.close(answer)


@pytest.mark.parametrize("cores", [1, 2])
def test_where_there_is_one_core_this_process_does_it(
    cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "cores", lambda: cores)
    here = os.getpid()
    one = errand(lambda: os.getpid() == here)
    assert one.went_well() == (cores == 1) == isinstance(one, Here)
    one.drop()
