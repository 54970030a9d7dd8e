"""Executors: who does the work never shows in what comes out."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest

from briefs import executors, hands, pipeline
from briefs.aside import Aside
from briefs.config import PdfMode
from briefs.executors import workers_for
from briefs.workers import Forked, Meanwhile, Remote, Serial, WorkersError


def square(number: int) -> int:
    return number * number


def fail(number: int) -> int:
    raise KeyError(number)


def die(number: int) -> int:
    os._exit(9)


def die_making(view, typesetter, supplies) -> bytes:
    os._exit(9)


def process(_number: int) -> int:
    return os.getpid()


@pytest.fixture(params=["serial", "forked", "remote"])
def workers(request):
    """Each kind of workers."""
    if request.param == "serial":
        yield Serial()
    elif request.param == "forked":
        yield Forked(3)
    else:
        with ProcessPoolExecutor(2) as pool:
            yield Remote(pool)


def test_results_keep_their_order(workers):
    assert list(workers.map(square, range(100))) == [number**2 for number in range(100)]


def test_nothing_to_do_gives_nothing(workers):
    assert list(workers.map(square, [])) == []


def test_what_a_task_raises_reaches_the_caller(workers):
    with pytest.raises(KeyError, match="7"):
        list(workers.map(fail, [7, 8]))


def test_forked_processes_need_nothing_pickled():
    """They inherit what they work on: a function that no other process could be sent."""
    base = 10
    assert list(Forked(2).map(lambda number: number + base, range(4))) == [10, 11, 12, 13]


def test_a_single_task_costs_no_fork():
    assert list(Forked(4).map(process, [1])) == [os.getpid()]
    assert os.getpid() not in set(Forked(4).map(process, [1, 2]))
    assert os.getpid() not in set(Forked(4, least=1).map(process, [1]))


def test_a_worker_that_dies_is_a_matter_of_the_environment():
    with pytest.raises(WorkersError, match="a worker process was killed"):
        list(Forked(2).map(die, range(3)))


def test_large_results_and_many_items_pass_through():
    found = Forked(3).map(lambda number: bytes([number % 256]) * 300_000, range(60))
    assert [(data[0], len(data)) for data in found] == [(n % 256, 300_000) for n in range(60)]


def test_a_process_aside_works_raises_and_dies_as_others_do():
    state = {"ready": False}
    workers = Aside(partial(state.update, ready=True), {})
    assert list(workers.map(square, [1, 2, 3])) == [1, 4, 9]
    with pytest.raises(KeyError, match="7"):
        list(workers.map(fail, [7]))
    with pytest.raises(WorkersError, match="a worker process was killed"):
        list(workers.map(die, [1]))
    workers.close()
    assert state == {"ready": False}


def test_what_fails_while_getting_ready_is_told_by_the_task_that_needs_it():
    workers = Aside(partial(fail, 1), {})
    assert list(workers.map(square, [2])) == [4]
    workers.close()


def test_this_process_does_something_of_its_own_meanwhile():
    done = []
    workers = Meanwhile(Forked(2), lambda: done.append(os.getpid()))
    found = [*workers.map(process, range(4))]
    assert done == [os.getpid()]
    assert os.getpid() not in found
    with pytest.raises(KeyError, match="7"):
        list(Meanwhile(Forked(2), done.clear).map(fail, [7, 8]))
    assert not done


def test_whoever_stops_asking_leaves_no_process_behind():
    found = Forked(2).map(process, range(1000))
    children = {next(found), next(found)}
    del found
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


@pytest.mark.parametrize(("cores", "kind"), [(1, Serial), (4, Forked)])
def test_without_a_name_the_machine_decides(monkeypatch, cores, kind):
    monkeypatch.setattr(executors, "cores", lambda: cores)
    assert isinstance(workers_for(None), kind)
    assert isinstance(workers_for("serial"), Serial)
    assert isinstance(workers_for("processes"), Forked)


@pytest.mark.parametrize("name", ["threads", "", "dask"])
def test_workers_that_cannot_be_had_are_named(name):
    with pytest.raises(WorkersError):
        workers_for(name)


def test_every_kind_of_workers_gives_the_same_bytes_pdfs_included(newsroom, monkeypatch):
    """Here every page, feed and digest is made by this process once, and by others twice."""
    newsroom.write("assets/data.bin", bytes(range(256)))
    for number in range(40):
        newsroom.write(
            f"clusters/s{number}.md",
            f"---\nheadline: Story {number}\ndate: 2025-02-{1 + number % 9:02d}\ntags: [T]\n---\n"
            f"Text of {number} [43531].\n",
        )
    monkeypatch.setattr("briefs.stages.render.CHUNK", 20)
    outcomes = []
    with ProcessPoolExecutor(2) as pool:
        for kind in (Serial(), Forked(3), Remote(pool)):
            for module in (pipeline, hands):
                monkeypatch.setattr(module, "workers_for", lambda *_, kind=kind, **__: kind)
            output = newsroom.root / type(kind).__name__ / "site"
            newsroom.build(pdf=PdfMode.ALWAYS, output=output)
            files = (path for path in output.rglob("*") if path.is_file())
            outcomes.append({str(path.relative_to(output)): path.read_bytes() for path in files})
    assert sum(path.endswith(".pdf") for path in outcomes[0]) == 2
    assert outcomes[0] == outcomes[1]
    assert outcomes[0] == outcomes[2]


def test_a_failure_in_another_process_fails_the_build_and_changes_nothing(newsroom, monkeypatch):
    newsroom.build()
    before = newsroom.files()
    newsroom.edit("pages/about.md", "Who writes this.", "Who wrote this.")
    newsroom.write("pages/other.md", "---\ntitle: Other\n---\nMore.\n")
    monkeypatch.setattr("briefs.stages.render.CHUNK", 1)
    for module in (pipeline, hands):
        monkeypatch.setattr(module, "workers_for", lambda *_, **__: Forked(2))
    monkeypatch.setattr(hands, "aside", lambda *_: None)
    monkeypatch.setattr("briefs.desk.set_view", die_making)
    with pytest.raises(WorkersError):
        newsroom.build()
    assert newsroom.files() == before
