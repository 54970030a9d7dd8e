"""Executors: who does the work never shows in what comes out."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest

from briefs import executors, pipeline
from briefs.config import PdfMode
from briefs.executors import SerialExecutor, open_executor


def square(number: int) -> int:
    return number * number


def fail(number: int) -> int:
    raise KeyError(number)


def process(number: int) -> int:
    return os.getpid()


@pytest.fixture(params=[1, 3], ids=["serial", "processes"])
def executor(request, monkeypatch):
    monkeypatch.setattr(executors, "_cores", lambda: request.param)
    with open_executor(tasks=8) as opened:
        yield opened


def test_results_keep_their_order(executor):
    assert [number**2 for number in range(100)] == list(executor.map(square, range(100)))


def test_what_a_task_raises_reaches_the_caller(executor):
    with pytest.raises(KeyError, match="7"):
        list(executor.map(fail, [7]))


@pytest.mark.parametrize(
    ("cores", "tasks", "is_serial"), [(1, 9, True), (4, 0, True), (4, 1, True), (4, 2, False)]
)
def test_a_pool_is_opened_only_where_it_gives_more_than_it_costs(
    monkeypatch, cores, tasks, is_serial
):
    monkeypatch.setattr(executors, "_cores", lambda: cores)
    with open_executor(tasks) as opened:
        assert is_serial == isinstance(opened, SerialExecutor)
        assert is_serial == ({os.getpid()} == set(opened.map(process, range(4))))


def test_serial_and_processes_give_the_same_bytes_pdfs_included(newsroom, monkeypatch):
    """Here every page, feed and digest is made by a pool once, and by this process once."""
    newsroom.write("assets/data.bin", bytes(range(256)))
    for number in range(40):
        newsroom.write(
            f"clusters/s{number}.md",
            f"---\nheadline: Story {number}\ndate: 2025-02-{1 + number % 9:02d}\ntags: [T]\n---\n"
            f"Text of {number} [43531].\n",
        )
    outcomes = []
    for cores in (1, 3):
        monkeypatch.setattr(executors, "_cores", lambda cores=cores: cores)
        monkeypatch.setattr(pipeline, "open_executor", lambda **_: open_executor(8))
        newsroom.build(pdf=PdfMode.ALWAYS)
        outcomes.append({**newsroom.files(), "": newsroom.read(".briefs/manifest.json")})
        newsroom.output.rename(newsroom.root / f"by-{cores}")
    assert sum(path.endswith(".pdf") for path in outcomes[0]) == 2
    assert outcomes[0] == outcomes[1]


def test_a_task_that_fails_in_a_pool_fails_the_build_and_changes_nothing(newsroom, monkeypatch):
    newsroom.build()
    before = newsroom.files()
    newsroom.edit("pages/about.md", "Who writes this.", "Who wrote this.")
    own = newsroom.root / "templates/pages"
    own.mkdir(parents=True)
    (own / "page.html").write_text("{{ nothing.of.this.name }}")

    @contextmanager
    def pool(tasks):
        monkeypatch.setattr(executors, "_cores", lambda: 2)
        with open_executor(8) as opened:
            yield opened

    monkeypatch.setattr(pipeline, "open_executor", pool)
    with pytest.raises(Exception, match="nothing"):
        newsroom.build()
    assert before == newsroom.files()
