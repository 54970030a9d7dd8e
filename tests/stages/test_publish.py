"""Publish: the output is always one whole generation, whoever kills, crowds or starves a build.

A build that is killed is a child of this process which kills itself at its nth change of the disk:
so every moment that there is gets its turn, on a fast machine and on a slow one.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable

import pytest

from briefs import exchange
from briefs.cli import main
from briefs.stages import publish
from briefs.stages.publish import OutputError

CLUSTER = "clusters/2025-02-06-chip-race.md"
CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "ctypes.dlsym"}
STEPS = {"os.rename", "ctypes.dlsym"}
"""Changes of the output itself; of the others, which are many alike, one in EVERY is tried."""
EVERY = 3
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def in_child(act: Callable[[], int]) -> int:
    """The wait status of a child that does something and ends at once, whatever comes of it."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = act()
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def on_change(act: Callable[[str], None]) -> None:
    """Call something before each change of the disk that this process makes from now on."""

    def hear(event: str, arguments: tuple) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if writes or event in CHANGES:
            act(event)

    sys.addaudithook(hear)


def build_in_child(newsroom, act: Callable[[str], None]) -> int:
    """Build in a child that does something before each of its changes; its wait status."""

    def build() -> int:
        on_change(act)
        return 0 if newsroom.build().published else 1

    return in_child(build)


def moments(newsroom) -> list[int]:
    """The changes, counted from 0, at which a build of this newsroom is to be killed."""
    reading, writing = os.pipe()

    def tell(event: str) -> None:
        os.write(writing, f"{event}\n".encode())

    status = build_in_child(newsroom, tell)
    os.close(writing)
    with os.fdopen(reading) as heard:
        events = heard.read().split()
    assert status == 0
    assert STEPS & set(events)
    return [at for at, event in enumerate(events) if event in STEPS or at % EVERY == 0]


def kill_at(moment: int, newsroom) -> None:
    """Build in a child that kills itself before its nth change."""
    left = moment

    def count(event: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    assert build_in_child(newsroom, count) == signal.SIGKILL


def beside(newsroom) -> set[str]:
    """What lies beside the output that no finished build leaves there."""
    ours = {"content", "site", ".cache", ".site.lock", ".site.next"}
    return {path.name for path in newsroom.root.iterdir()} - ours


@pytest.fixture
def generations(newsroom):
    """A newsroom with an old generation on disk, and how to write the old and the new one."""

    def write(word: str) -> None:
        newsroom.edit(CLUSTER, newsroom.word, word)
        newsroom.word = word

    newsroom.word = "Zhejiang"
    newsroom.write("assets/a.txt", "a")
    newsroom.build()
    (newsroom.output / "CNAME").write_text("news.example")
    old = newsroom.files()
    write("Jiangsu")
    newsroom.build()
    new = newsroom.files()
    assert old != new
    return write, old, new


@pytest.mark.parametrize("swaps", [True, False], ids=["one step", "two steps"])
def test_a_build_killed_at_any_moment_leaves_one_whole_generation(
    newsroom, generations, swaps, monkeypatch
):
    write, old, new = generations
    # How young the files are decides what is noted of them: here it must not, to count alike.
    monkeypatch.setattr("briefs.folders.is_settled", lambda _: True)
    if not swaps:  # As on a system that cannot exchange two folders.
        monkeypatch.setattr(exchange, "_swap", lambda *_: False)
    write("Zhejiang")
    all_moments = moments(newsroom)
    assert len(all_moments) > 10
    write("Jiangsu")
    newsroom.build()
    seen = []
    for moment in all_moments:
        write("Zhejiang")
        kill_at(moment, newsroom)
        if swaps or newsroom.output.exists():
            assert newsroom.files() in (old, new), moment
        seen.append(newsroom.files() == old)
        newsroom.build()
        assert newsroom.files() == old
        assert beside(newsroom) == set()
        write("Jiangsu")
        newsroom.build()
        assert newsroom.files() == new
    assert set(seen) == {False, True}
    assert seen == sorted(seen), "once the next generation is there, it stays"


def test_a_build_killed_between_two_steps_is_mended_by_the_next(newsroom, generations):
    _, _, new = generations
    newsroom.output.rename(newsroom.root / ".site.old")
    report = newsroom.build()
    assert report.published.written == ()
    assert new == newsroom.files()
    assert set() == beside(newsroom)


def test_the_first_build_killed_leaves_nothing_or_all(newsroom, monkeypatch):
    monkeypatch.setattr("briefs.folders.is_settled", lambda _: True)
    newsroom.build()
    whole = newsroom.files()
    shutil.rmtree(newsroom.output)
    for moment in moments(newsroom):
        shutil.rmtree(newsroom.output)
        kill_at(moment, newsroom)
        assert not newsroom.output.exists() or newsroom.files() == whole
        newsroom.build()
        assert newsroom.files() == whole


def test_an_interrupted_build_cleans_up_behind_itself(newsroom, generations, monkeypatch):
    write, _, new = generations

    def interrupt(*_):
        raise KeyboardInterrupt

    write("Zhejiang")
    monkeypatch.setattr(publish, "exchange", interrupt)
    with pytest.raises(KeyboardInterrupt):
        newsroom.build()
    assert new == newsroom.files()
    assert set() == beside(newsroom)


class TestSpare:
    """The generation beside a large output: a first edit finds none, as after a build of all."""

    @pytest.fixture(autouse=True)
    def _large(self, newsroom, generations, monkeypatch):
        monkeypatch.setattr(publish, "LARGE", 0)
        shutil.rmtree(newsroom.root / ".site.next")

    def test_it_is_put_together_by_another_process(self, newsroom, generations, monkeypatch):
        write, old, new = generations
        linked = []
        link = publish._link

        def watched(source, target):
            linked.append(target.partition("/.site.next/")[2])
            link(source, target)

        monkeypatch.setattr(publish, "_link", watched)
        write("Zhejiang")
        report = newsroom.build()
        equal = report.reasons.keys() - {*report.published.written}
        assert newsroom.files() == old
        assert {*linked} == {"CNAME", *equal}
        assert newsroom.root.joinpath(".site.next/index.html").read_bytes() == new["index.html"]

    def test_where_it_cannot_be_put_together_files_are_linked_one_by_one(
        self, newsroom, generations, monkeypatch
    ):
        write, old, _ = generations
        (newsroom.output / "about/index.html").unlink()
        write("Zhejiang")
        newsroom.build()
        assert newsroom.files() == old
        assert beside(newsroom) == set()

    def test_killed_at_any_moment_it_is_no_generation(self, newsroom, generations):
        write, old, new = generations
        spare = newsroom.root / ".site.next"
        status = None
        moment = 0
        while status != 0:
            left = moment

            def count(_event: str) -> None:
                nonlocal left
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

            def put_together(count=count) -> int:
                on_change(count)
                return 0 if publish._look_after(newsroom.output, os.getpid()) else 1

            status = in_child(put_together)
            assert (spare / ".briefs/manifest.json").exists() == (status == 0)
            assert newsroom.files() == new
            write("Zhejiang")
            newsroom.build()
            assert newsroom.files() == old
            write("Jiangsu")
            newsroom.build()
            assert newsroom.files() == new
            shutil.rmtree(spare)
            moment += 7
        assert moment > 70

    def test_it_ends_with_the_build_that_began_it(self, newsroom):
        nobody = 0
        assert not publish._look_after(newsroom.output, nobody)
        assert not list(newsroom.root.glob(".site.next/*"))

    def test_a_build_that_is_refused_leaves_nobody_behind(self, newsroom, generations):
        write, old, new = generations
        write("Zhejiang")
        newsroom.edit("pages/about.md", "title:", "name:")
        assert newsroom.build().published is None
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        assert newsroom.files() == new
        newsroom.edit("pages/about.md", "name:", "title:")
        newsroom.build()
        assert newsroom.files() == old
        assert beside(newsroom) == set()


@pytest.mark.parametrize("large", [0, 1 << 30], ids=["by another process", "here"])
def test_what_was_lost_or_is_not_ours_is_found(newsroom, generations, monkeypatch, large):
    """Also where another process looks whether all is as it was left, and says no alone."""
    write, old, _ = generations
    monkeypatch.setattr(publish, "LARGE", large)
    for word, other in (("Zhejiang", "mine.txt"), ("Jiangsu", "about/mine.txt")):
        (newsroom.output / "about/index.html").unlink()
        (newsroom.output / other).write_text("mine", "utf-8")
        write(word)
        newsroom.build()
    (newsroom.output / "mine.txt").unlink()
    write("Zhejiang")
    newsroom.build()
    assert newsroom.files() == old | {"about/mine.txt": b"mine"}
    (newsroom.output / "about/mine.txt").unlink()
    write("Jiangsu")
    newsroom.build()
    write("Zhejiang")
    newsroom.build()
    assert newsroom.files() == old


class TestCrowds:
    def test_a_second_build_says_that_another_is_at_work(self, newsroom, generations, capsys):
        write, _, new = generations
        write("Zhejiang")
        with publish.only_build(newsroom.output):
            with pytest.raises(OutputError, match=r"another build is writing .*/site"):
                newsroom.build()
            assert main(["build", "--pdf", "never", "-C", str(newsroom.root)]) == 3
        assert "briefs: another build is writing" in capsys.readouterr().err
        assert new == newsroom.files()

    def test_of_builds_at_once_one_wins_whole(self, newsroom, generations, capfd):
        write, old, _ = generations
        write("Zhejiang")
        arguments = ["build", "-q", "--pdf", "never", "-C", str(newsroom.root)]
        arguments += ["--clock", "2026-01-01"]
        children = []
        for _ in range(6):
            child = os.fork()
            if child == 0:
                code = 99
                try:
                    code = main(arguments)
                finally:
                    os._exit(code)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert {0} <= set(codes) <= {0, 3}
        assert codes.count(3) == capfd.readouterr().err.count("another build is writing")
        assert old == newsroom.files()
        assert set() == beside(newsroom)


class TestRefusals:
    @pytest.mark.parametrize("size", [500, 3000])
    def test_a_full_disk_leaves_the_old_site_whole(self, newsroom, generations, capfd, size):
        write, _, new = generations
        write("Zhejiang")

        def act() -> int:
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            return main(["build", "--pdf", "never", "-C", str(newsroom.root)])

        assert os.waitstatus_to_exitcode(in_child(act)) == 3
        assert "File too large" in capfd.readouterr().err
        assert new == newsroom.files()
        assert set() == beside(newsroom)

    def test_a_folder_that_cannot_be_written_is_named(self, newsroom, monkeypatch, capsys):
        def refuse(self, *_, **__):
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr("pathlib.Path.mkdir", refuse)
        assert main(["build", "--pdf", "never", "-C", str(newsroom.root)]) == 3
        assert "briefs: Permission denied: " in capsys.readouterr().err
        assert not newsroom.output.exists()

    @pytest.mark.parametrize("path", ["index.html", "about/index.html", "feed.xml"])
    def test_a_foreign_file_in_the_way_is_named_and_kept(self, newsroom, path, capsys):
        file = newsroom.output / path
        file.parent.mkdir(parents=True)
        file.write_text("mine")
        assert main(["build", "--pdf", "never", "-C", str(newsroom.root)]) == 3
        error = capsys.readouterr().err
        assert f"{file} was not made by briefs and stands where a page should be" in error
        assert {path: b"mine"} == newsroom.files()
        assert set() == beside(newsroom)

    def test_a_foreign_folder_in_the_way_of_a_file_is_kept(self, newsroom, capsys):
        mine = newsroom.output / "robots.txt/mine.txt"
        mine.parent.mkdir(parents=True)
        mine.write_text("mine")
        assert main(["build", "--pdf", "never", "-C", str(newsroom.root)]) == 3
        assert "robots.txt" in capsys.readouterr().err
        assert newsroom.files() == {"robots.txt/mine.txt": b"mine"}

    def test_a_page_that_was_edited_by_hand_is_ours_all_the_same(self, newsroom, generations):
        _, _, new = generations
        (newsroom.output / "index.html").write_text("edited")
        newsroom.build()
        assert new == newsroom.files()


def test_an_output_reached_by_a_link_is_written_where_it_lies(newsroom):
    real = newsroom.root / "elsewhere/public"
    real.mkdir(parents=True)
    newsroom.output.symlink_to(real)
    options = ["--pdf", "never", "-q", "--clock", "2026-01-01"]
    assert main(["build", "-C", str(newsroom.root), *options]) == 0
    assert newsroom.output.is_symlink()
    assert (real / "index.html").is_file()


def test_files_can_be_read_by_a_server_of_another_user(newsroom):
    before = os.umask(0o022)
    try:
        newsroom.build()
    finally:
        os.umask(before)
    for path in newsroom.output.rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044, path
