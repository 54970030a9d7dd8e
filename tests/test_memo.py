"""The memo and what lies beside it may be damaged, lost or another's: no byte of the site changes.

Each case damages one file of `.cache`, and builds: what comes out is what a build without any
cache makes, and nothing is said of it.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from briefs import cli, folders
from briefs.memo import FileReading, Memo, State
from briefs.workers import Serial
from tests.conftest import Newsroom

PAGE = "---\ntitle: About\n---\nWho writes {}.\n"
CLOCK = "2026-01-01T00:00Z"
LATER = "2026-06-01T00:00Z"

Damage = Callable[[bytes], bytes]


def flips(data: bytes, count: int = 40) -> Iterator[bytes]:
    """The data with one bit turned, at places all over it, and in many places at once."""
    dice = random.Random(len(data))
    for _ in range(count):
        made = bytearray(data)
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
        yield bytes(made)
    for _ in range(5):
        made = bytearray(data)
        for _ in range(max(1, len(made) // 100)):
            made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
        yield bytes(made)


def cuts(data: bytes) -> Iterator[bytes]:
    """The data, ending early at many lengths; and longer than it was."""
    lengths = {0, 1, 15, 16, 99, 100, 101, len(data) // 2, len(data) - 1}
    lengths |= {len(data) * part // 10 for part in range(10)}
    for length in sorted(lengths):
        if length < len(data):
            yield data[:length]
    yield data + b"\0" * 100


def foreign(data: bytes) -> Iterator[bytes]:
    """Files of somebody else."""
    yield b""
    yield b"not for us\n" * 100
    yield b"\xff" * 5000
    yield b"[]"
    yield b"[1,2,3,4,5,6]"
    yield b"[" * 100_000
    yield b"SQLite format 3\0" + b"\0" * 4080
    yield data[::-1]


def numbers(data: bytes) -> Iterator[bytes]:
    """The data with each of its numbers, as far as it is a text, made another or none."""
    found = [*re.finditer(rb"(?<=[\[,])[0-9]+(?=[\],])", data)][:40]
    for match in found:
        for other in (b"9" * len(match[0]), b"0", b'"x"', b"null", b"[]", b"1e999"):
            yield data[: match.start()] + other + data[match.end() :]


KINDS = {"flips": flips, "cuts": cuts, "foreign": foreign}


@pytest.fixture
def old(newsroom: Newsroom) -> Newsroom:
    """A newsroom with problems of each kind, whose files are old enough to be remembered."""
    newsroom.write(
        "clusters/second.md",
        "---\nheadline: Second\ndate: 2025-02-05\nexpires_at: 2026-05-01\n"
        "substories: [Nothing yet]\n---\nÀ [51155].\n",
    )
    newsroom.write("articles/more.csv", "id,title\na1,One\na2,Two\n")
    for file in newsroom.content.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return newsroom


@pytest.fixture(autouse=True)
def _files_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's time at once: a test cannot wait until its files are old."""
    monkeypatch.setattr("briefs.folders.is_settled", lambda _: True)


def run(newsroom: Newsroom, clock: str = CLOCK) -> int:
    """Build as the command line does."""
    return cli.main(["build", "-q", "-C", str(newsroom.root), "--pdf", "never", "--clock", clock])


def afresh(newsroom: Newsroom, clock: str = CLOCK) -> dict[str, bytes]:
    """What a build without output and cache makes."""
    for folder in (
        newsroom.output,
        newsroom.output.with_name(".site.next"),
        newsroom.root / ".cache",
    ):
        shutil.rmtree(folder, ignore_errors=True)
    assert run(newsroom, clock) == 0
    return newsroom.files()


def cached(newsroom: Newsroom, kind: str) -> Path:
    """The one file of a kind in the cache."""
    (file,) = newsroom.request().cache.glob(f"{kind}*")
    return file


def damaged(file: Path, kind: str) -> Iterator[bytes]:
    """All damages of a kind to a file, each laid before it is given; then the file as it was."""
    data = file.read_bytes()
    for made in KINDS[kind](data):
        file.write_bytes(made)
        yield made
    file.write_bytes(data)


@contextmanager
def kept(newsroom: Newsroom) -> Iterator[None]:
    """Put the project back as it was, whatever is done to it."""
    copy = newsroom.root.with_name("copy")
    shutil.copytree(newsroom.root, copy, symlinks=True)
    yield
    shutil.rmtree(newsroom.root)
    copy.rename(newsroom.root)


@pytest.mark.parametrize("name", ["memo", "bodies"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_memo_changes_no_byte(
    old: Newsroom, name: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = afresh(old)
    said = capsys.readouterr()
    cached(old, name)
    # What was damaged is made anew, and by then may have another number.
    for _ in damaged(cached(old, name), kind):
        for folder in (old.output, old.output.with_name(".site.next")):
            shutil.rmtree(folder, ignore_errors=True)
        assert run(old) == 0
        assert capsys.readouterr() == said
        assert old.files() == expected


@pytest.mark.parametrize("name", ["memo", "bodies"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_memo_changes_no_byte_of_an_edit(old: Newsroom, name: str, kind: str) -> None:
    """Only what is stale is made, and the rest of the content is read out of the memo."""
    old.write("pages/about.md", PAGE.format("that"))
    expected = afresh(old)
    old.write("pages/about.md", PAGE.format("this"))
    afresh(old)
    old.write("pages/about.md", PAGE.format("that"))
    data = cached(old, name).read_bytes()
    for made in KINDS[kind](data):
        with kept(old):
            cached(old, name).write_bytes(made)
            assert run(old) == 0
            assert old.files() == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_history_changes_no_byte(
    old: Newsroom, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["this", "that"]
    expected = {}
    for word in words:
        old.write("pages/about.md", PAGE.format(word))
        expected[word] = afresh(old)
    capsys.readouterr()
    for number, _ in enumerate(damaged(cached(old, "history"), kind)):
        word = words[number % 2]
        old.write("pages/about.md", PAGE.format(word))
        assert run(old) == 0
        assert "Traceback" not in capsys.readouterr().err
        assert old.files() == expected[word]
        assert cli.main(["explain", "about/index.html", "-C", str(old.root)]) == 0
        assert "about/index.html" in capsys.readouterr().out


@pytest.mark.parametrize("kind", [*KINDS, "numbers"])
def test_a_damaged_standing_changes_no_byte(
    old: Newsroom, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What expires meanwhile must go, whatever the file says of how long it holds."""
    later = afresh(old, LATER)
    expected = afresh(old)
    assert later != expected
    capsys.readouterr()
    data = cached(old, "standing").read_bytes()
    for made in {**KINDS, "numbers": numbers}[kind](data):
        with kept(old):
            cached(old, "standing").write_bytes(made)
            assert run(old) == 0, capsys.readouterr().err
            assert old.files() == expected
            cached(old, "standing").write_bytes(made)
            assert run(old, LATER) == 0, capsys.readouterr().err
            assert old.files() == later
            assert "Traceback" not in capsys.readouterr().err


def test_a_cache_that_is_lost_is_made_anew(old: Newsroom) -> None:
    expected = afresh(old)
    for name in ("memo", "bodies", "history", "standing"):
        file = cached(old, name)
        file.unlink()
        assert run(old) == 0
        assert old.files() == expected
    shutil.rmtree(old.root / ".cache")
    assert run(old) == 0
    assert old.files() == expected


def test_a_cache_that_cannot_be_written_is_done_without(old: Newsroom) -> None:
    expected = afresh(old)
    shutil.rmtree(old.root / ".cache")
    (old.root / ".cache").write_text("mine", "utf-8")
    shutil.rmtree(old.output)
    assert run(old) == 0
    assert old.files() == expected
    assert (old.root / ".cache").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["memo", "bodies", "history", "standing"])
def test_a_folder_in_the_place_of_a_file_of_the_cache_is_no_fault(old: Newsroom, name: str) -> None:
    expected = afresh(old)
    file = cached(old, name)
    file.unlink()
    file.mkdir()
    (file / "x").write_text("x", "utf-8")
    old.write("pages/about.md", PAGE.format("that"))
    old.write("pages/about.md", PAGE.format("this"))
    shutil.rmtree(old.output)
    assert run(old) == 0
    assert old.files().keys() == expected.keys()


def test_a_memo_of_other_code_is_not_believed(old: Newsroom) -> None:
    expected = afresh(old)
    file = cached(old, "memo")
    head, _, _ = file.read_bytes().partition(b"\n")
    about = json.loads(head) | {"code": "another", "sum": 0}
    file.write_bytes(json.dumps(about).encode() + b"\n")
    shutil.rmtree(old.output)
    assert run(old) == 0
    assert old.files() == expected


class Counting(Serial):
    """Counts the files that are read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def map(self, function: Any, items: Any) -> Any:
        self.read = [name for _, names in items for name in names]
        return super().map(function, items)


def test_what_was_read_is_not_read_again(newsroom: Newsroom) -> None:
    memo, workers = Memo(newsroom.request().cache, "code"), Counting()
    newsroom.load(memo, workers)
    assert len(workers.read) == len(list(newsroom.content.rglob("*.*")))
    again = newsroom.load(memo, workers)
    assert not workers.read
    newsroom.edit("pages/about.md", "this", "that")
    newsroom.load(memo, workers)
    assert workers.read == ["pages/about.md"]
    newsroom.remove("pages/about.md")
    found = newsroom.load(memo, workers)
    assert (workers.read, found.corpus.pages) == ([], ())
    assert found.corpus.clusters == again.corpus.clusters


def test_a_file_that_has_just_changed_is_not_trusted(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On some disks a second edit soon after the first leaves the same time."""
    monkeypatch.setattr("briefs.folders.is_settled", lambda file: "about" not in file[0])
    memo, workers = Memo(newsroom.request().cache, "code"), Counting()
    newsroom.load(memo, workers)
    newsroom.load(memo, workers)
    assert workers.read == ["pages/about.md"]


@pytest.mark.parametrize(
    ("changed", "age", "is_settled"),
    [
        (1_700_000_000_123_456_789, 10, False),
        (1_700_000_000_123_456_789, 10**9, True),
        (1_700_000_000_000_000_000, 10**9, False),
        (1_700_000_000_000_000_000, 4 * 10**9, True),
        (1_700_000_000_123_456_789, -(10**9), False),
    ],
)
def test_a_time_is_trusted_once_no_later_change_can_bear_it(
    changed: int, age: int, is_settled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("time.time_ns", lambda: changed + age)
    assert is_settled == folders.is_settled(("a", 1, changed))


def test_the_problems_of_a_file_are_remembered_with_it(newsroom: Newsroom) -> None:
    newsroom.edit("articles/51155.yaml", "title:", "titl:")
    memo, workers = Memo(newsroom.request().cache, "code"), Counting()
    first = newsroom.load(memo)
    again = newsroom.load(memo, workers)
    assert not workers.read
    assert again.diagnostics == first.diagnostics
    assert again.corpus == first.corpus
    assert first.diagnostics


def test_what_stands_in_a_file_whose_name_is_no_text_is_remembered(newsroom: Newsroom) -> None:
    for name in (b"clusters/2025-02-05-\xff.md", b"clusters/\xfe.txt"):
        file = Path(os.fsdecode(os.fsencode(newsroom.content) + b"/" + name))
        file.write_text("---\nheadline: Odd\ndate: 2025-02-05\n---\nIt is so [51155].\n", "utf-8")
    memo, workers = Memo(newsroom.request().cache, "code"), Counting()
    first = newsroom.load(memo)
    again = newsroom.load(memo, workers)
    assert not workers.read
    assert again.diagnostics == first.diagnostics
    assert again.corpus == first.corpus
    odd = next(entry for entry in again.corpus.clusters if entry.headline == "Odd")
    assert again.shelf.cluster(odd).place.path == odd.path


def test_a_memo_keeps_replaces_and_forgets(tmp_path: Path) -> None:
    memo = Memo(tmp_path, "code")
    state = State(3, 5)
    one, two = FileReading("a", b"[1]", b"[]", b"x"), FileReading("b", b"[2]", b"[]", b"y\nz")
    memo.keep([[(state, one), (state, two)]], [])
    assert memo.known() == {"a": state, "b": state}
    memo.keep([[(state, one._replace(rows=b"[3]"))]], ["b"])
    assert memo.known() == {"a": state}
    assert memo.take(["a"]) == {"a": [[3], []]}
    assert memo.bodies("a") == b"x"
    with pytest.raises(LookupError):
        memo.bodies("b")
    memo.close()
    assert list(Memo(tmp_path, "code").known()) == ["a"]
    assert not Memo(tmp_path, "other").known()


def test_a_memo_does_not_grow_with_each_edit(tmp_path: Path) -> None:
    memo = Memo(tmp_path, "code")
    other = FileReading("b", b"[]", b"[]", b"kept")
    memo.keep([[(State(1, 1), other)]], [])
    for number in range(40):
        memo.known()
        body = b"%03d" % number * 50_000
        memo.keep([[(State(1, number), FileReading("a", b"[]", b"[]", body))]], [])
        assert (memo.bodies("a"), memo.bodies("b")) == (body, b"kept")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2_000_000


def test_two_builds_that_share_a_memo_do_not_harm_each_other(tmp_path: Path) -> None:
    one, other = Memo(tmp_path, "code"), Memo(tmp_path, "code")
    for memo in (one, other):
        assert not memo.known()
    for memo, word in ((one, b"x"), (other, b"y")):
        memo.keep([[(State(1, 1), FileReading("a", b"[]", b"[]", word))]], [])
    assert (one.bodies("a"), other.bodies("a")) == (b"x", b"y")
    third, fourth = Memo(tmp_path, "code"), Memo(tmp_path, "code")
    assert third.known() == fourth.known() == {"a": State(1, 1)}
    for memo, word in ((third, b"longer"), (fourth, b"text")):
        memo.keep([[(State(1, 2), FileReading("b", b"[]", b"[]", word))]], [])
    assert (third.bodies("b"), fourth.bodies("b")) == (b"longer", b"text")
    assert (third.bodies("a"), fourth.bodies("a")) == (b"y", b"y")
