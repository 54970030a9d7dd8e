"""Standing: where nothing has changed nothing is done, and what has changed is built in earnest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefs import cli, files, pipeline, standing
from briefs.cli import main
from briefs.errands import Errand
from briefs.stages import render
from tests.conftest import HOME, Newsroom

CLUSTER = "clusters/2025-02-06-chip-race.md"
SECOND = "---\nheadline: Second\ndate: 2025-02-05\n{}---\nText [51155].\n"
LIGHT = {"click", "dataclasses", "inspect", "json", "pathlib", "re", "typing", "hashlib"}
HEAVY = {"yaml", "pydantic", "jinja2", "markdown_it", "lxml", "weasyprint", "feedgen", "rich"}


class Desk:
    """A newsroom that builds by the command line, and counts the builds in earnest."""

    def __init__(self, newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
        self.newsroom = newsroom
        self.builds = 0
        self._capsys = capsys

    def run(self, *options: str) -> tuple[int, str, str]:
        """A build: its exit code, what it printed without seconds, what it complained of."""
        fixed = ["build", "-C", str(self.newsroom.root), "--pdf", "never"]
        code = cli.main([*fixed, "--clock", "2026-01-01T00:00Z", *options])
        printed = self._capsys.readouterr()
        return code, printed.out.partition(" in ")[0], printed.err

    def is_built(self, *options: str) -> bool:
        """Whether a build is one in earnest."""
        before = self.builds
        assert self.run(*options)[0] == 0
        return self.builds > before


@pytest.fixture
def desk(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A newsroom that was built once. Times of files are trusted at once."""
    monkeypatch.setattr("briefs.folders.is_settled", lambda _: True)
    newsroom.write("clusters/second.md", SECOND.format("substories: [Nothing yet]\n"))
    newsroom.write("assets/a.txt", "asset")
    made = Desk(newsroom, capsys)
    build = pipeline.build

    def counted(*rest: Any, **named: Any) -> Any:
        made.builds += 1
        return build(*rest, **named)

    monkeypatch.setattr(pipeline, "build", counted)
    assert made.is_built()
    return made


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """What a file system knows of every file and folder."""
    return {
        str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns, path.lstat().st_size)
        for path in folder.parent.rglob("*")
    }


def test_where_nothing_has_changed_nothing_is_built_or_written(desk: Desk) -> None:
    before = state(desk.newsroom.root)
    assert not desk.is_built()
    assert not desk.is_built()
    assert before == state(desk.newsroom.root)


def test_no_file_of_content_is_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def watched(file: Path, path: str, *rest: Any) -> Any:
        read.append(path)
        return real(file, path, *rest)

    real = files.read_bytes
    monkeypatch.setattr("briefs.files.read_bytes", watched)
    assert not desk.is_built()
    assert not read
    desk.newsroom.edit("clusters/second.md", "Nothing yet", "Nothing now")
    assert desk.is_built()
    assert {*read} == {"content/clusters/second.md"}
    read.clear()
    assert not desk.is_built()
    assert not read


@pytest.mark.parametrize(
    ("options", "is_coloured", "told"),
    [
        ([], False, "warning[substory-open]"),
        ([], True, "\x1b[33m\x1b[1mwarning[substory-open]\x1b[0m"),
        (["--format", "github", "-q"], False, "substory-open"),
        (["-b", "https://example.net/"], False, "warning[substory-open]"),
    ],
    ids=["drawn", "coloured", "annotated", "asked otherwise"],
)
def test_the_same_is_said_again(
    desk: Desk,
    options: list[str],
    is_coloured: bool,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first of these builds makes everything; the last one does nothing."""
    if is_coloured:
        monkeypatch.delenv("NO_COLOR")
        monkeypatch.setenv("FORCE_COLOR", "1")
    desk.newsroom.edit("clusters/second.md", "Nothing yet", "Nothing\u00a0yet, né \u202f")
    shutil.rmtree(desk.newsroom.output)
    code, printed, complained = desk.run(*options)
    assert told in printed + complained
    assert code == 0
    assert desk.run(*options) == (code, printed, complained)
    assert desk.builds == 2


def test_quiet_and_verbose_are_obeyed(desk: Desk) -> None:
    code, printed, complained = desk.run("-q")
    assert (code, printed) == (0, "")
    assert "warning[substory-open]" in complained
    assert "it is new" not in desk.run("-v")[2]
    assert desk.builds == 1


def test_refused_content_is_looked_at_again_each_time(desk: Desk) -> None:
    desk.newsroom.edit(CLUSTER, "3 nm [51155].", "3 nm [51515].")
    first = desk.run()
    assert first[0] == 1
    assert desk.run() == first
    assert desk.builds == 3
    desk.newsroom.edit(CLUSTER, "3 nm [51515].", "3 nm [51155].")
    assert desk.is_built()


def in_a_fresh_process(program: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """What a program says and does that nothing has been imported for."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )


def test_a_fresh_process_that_has_nothing_to_do_imports_nothing_heavy(desk: Desk) -> None:
    program = (
        "import sys; from briefs.cli import main\n"
        "code = main(sys.argv[1:])\n"
        f"heavy = {HEAVY!r} & set(sys.modules)\n"
        "print(code, sorted(heavy), 'briefs.pipeline' in sys.modules)"
    )
    given = ["build", "-C", str(desk.newsroom.root), "--pdf", "never", "--clock", "2026-01-01"]
    for expected in ("True", "False"):
        done = in_a_fresh_process(program, given)
        assert "warning[substory-open]" in done.stderr
        line = done.stdout.splitlines()[-1]
        if expected == "True":
            # Its libraries may lie elsewhere than this one's; then it has to build once.
            continue
        assert line == f"0 [] {expected}"


def test_to_find_out_that_there_is_nothing_to_do_next_to_nothing_is_imported(
    desk: Desk, tmp_path: Path
) -> None:
    program = (
        "import sys; before = {*sys.modules}\n"
        "from briefs.cli import main\n"
        "code = main(sys.argv[1:])\n"
        f"print(code, sorted(({HEAVY!r} | {LIGHT!r}) & ({{*sys.modules}} - before)))"
    )
    given = ["build", "-C", str(desk.newsroom.root), "--pdf", "never"]
    for _ in range(2):
        done = in_a_fresh_process(program, given)
    assert "warning[substory-open]" in done.stderr
    assert " files reused) → " in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[-1] == "0 []"


def edit(newsroom: Newsroom) -> None:
    newsroom.edit(CLUSTER, "Zhejiang", "Shanghai")


def edit_and_turn_back_the_clock(newsroom: Newsroom) -> None:
    """The same size, and the same time of change: as unpacking an archive leaves a file."""
    file = newsroom.content / CLUSTER
    times = file.stat()
    newsroom.edit(CLUSTER, "Zhejiang", "Shanghai")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def replace_by_another(newsroom: Newsroom) -> None:
    """An editor that writes a new file beside the old one, and renames it."""
    file = newsroom.content / CLUSTER
    other = file.with_name("new.tmp")
    other.write_text(file.read_text("utf-8").replace("Zhejiang", "Shanghai"), "utf-8")
    other.replace(file)


def add(newsroom: Newsroom) -> None:
    newsroom.write("clusters/third.md", SECOND.format(""))


def add_to_a_list(newsroom: Newsroom) -> None:
    newsroom.write("articles/more.csv", "id,title\na1,One\n")


def remove(newsroom: Newsroom) -> None:
    newsroom.remove("clusters/second.md")


def rename(newsroom: Newsroom) -> None:
    (newsroom.content / "pages/about.md").rename(newsroom.content / "pages/us.md")


def set_an_asset(newsroom: Newsroom) -> None:
    newsroom.write("assets/a.txt", "other")


def set_a_template(newsroom: Newsroom) -> None:
    own = newsroom.root / "templates" / "static" / "more.css"
    own.parent.mkdir(parents=True)
    own.write_text("p { color: red }", "utf-8")


def lose_a_file(newsroom: Newsroom) -> None:
    (newsroom.output / "about" / "index.html").unlink()


def spoil_a_file(newsroom: Newsroom) -> None:
    """As long as it was, so that only its time tells."""
    file = newsroom.output / "about" / "index.html"
    file.write_bytes(b"x" * len(file.read_bytes()))


def lose_the_site(newsroom: Newsroom) -> None:
    shutil.rmtree(newsroom.output)


CHANGES = [
    edit,
    edit_and_turn_back_the_clock,
    replace_by_another,
    add,
    add_to_a_list,
    remove,
    rename,
    set_an_asset,
    set_a_template,
    lose_a_file,
    spoil_a_file,
    lose_the_site,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_it_is_built_in_earnest(
    desk: Desk, change: Callable[[Newsroom], None]
) -> None:
    change(desk.newsroom)
    assert desk.is_built()
    assert not desk.is_built()
    again = desk.newsroom.files()
    shutil.rmtree(desk.newsroom.output)
    shutil.rmtree(desk.newsroom.root / ".cache")
    assert desk.is_built()
    assert again == desk.newsroom.files()


@pytest.mark.parametrize(
    "change", [lose_a_file, spoil_a_file, lose_the_site, edit], ids=lambda change: change.__name__
)
def test_where_another_process_looks_at_a_large_output_the_same_is_found(
    desk: Desk, change: Callable[[Newsroom], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    errands: list[object] = []

    def watched(do: Callable[[], bool]) -> Errand:
        errands.append(do)
        return Errand(do)

    monkeypatch.setattr(standing, "FEW", 0)
    monkeypatch.setattr(standing, "errand", watched)
    assert not desk.is_built()
    change(desk.newsroom)
    assert desk.is_built()
    assert not desk.is_built()
    assert len(errands) == 3
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_file_that_was_touched_is_looked_into_and_is_as_it_was_made(desk: Desk) -> None:
    """Its time alone is no change: the bytes are those of the manifest."""
    (desk.newsroom.output / "about" / "index.html").touch()
    assert not desk.is_built()


@pytest.mark.parametrize("at", range(0, 2000, 400))
def test_what_is_damaged_is_no_report(desk: Desk, at: int) -> None:
    (file,) = (desk.newsroom.root / ".cache/briefs").glob("standing-*")
    data = bytearray(file.read_bytes())
    data[at % len(data)] ^= 1
    file.write_bytes(data)
    assert desk.is_built()


def test_a_template_behind_a_link_is_looked_at_too(desk: Desk, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    (shared / "static").mkdir(parents=True)
    (shared / "static" / "more.css").write_text("p { color: red }", "utf-8")
    (desk.newsroom.root / "templates").symlink_to(shared, target_is_directory=True)
    assert desk.is_built()
    (shared / "static" / "more.css").write_text("p { color: tan }", "utf-8")
    assert desk.is_built()
    assert "tan" in desk.newsroom.read("assets/more.css")


@pytest.mark.parametrize(
    "options",
    [
        ["-D"],
        ["-F"],
        ["--strict", "--drafts"],
        ["-b", "https://example.net/elsewhere/"],
        ["--pdf", "auto"],
        ["--clock", "2025-12-31"],
    ],
    ids=" ".join,
)
def test_another_request_is_built_in_earnest(desk: Desk, options: list[str]) -> None:
    desk.newsroom.edit("clusters/second.md", "substories: [Nothing yet]\n", "")
    assert desk.is_built()
    assert desk.is_built(*options)
    assert not desk.is_built(*options)
    if options[0] != "--clock":
        assert desk.is_built()


@pytest.mark.parametrize("options", [["--clock", "2026-01-02"], ["-q"], ["-v"]], ids=" ".join)
def test_what_changes_no_byte_needs_no_build(desk: Desk, options: list[str]) -> None:
    assert not desk.is_built(*options)


@pytest.mark.parametrize("front", ["publish_at", "expires_at"])
def test_when_a_moment_has_come_it_is_built_in_earnest(desk: Desk, front: str) -> None:
    desk.newsroom.write("clusters/second.md", SECOND.format(f"{front}: 2026-03-01T12:00Z\n"))
    assert desk.is_built()
    page = desk.newsroom.output / "clusters" / "second"
    assert page.exists() == (front == "expires_at")
    assert not desk.is_built("--clock", "2026-03-01T11:59Z")
    assert desk.is_built("--clock", "2026-03-01T12:00Z")
    assert page.exists() == (front == "publish_at")
    assert not desk.is_built("--clock", "2027-01-01")
    assert desk.is_built("--clock", "2026-03-01T11:59Z"), "the clock went back"
    assert page.exists() == (front == "expires_at")


def test_a_date_in_the_future_is_a_moment_too(desk: Desk) -> None:
    desk.newsroom.write("clusters/third.md", SECOND.format("").replace("2025-02-05", "2026-03-01"))
    assert desk.is_built()
    assert not desk.is_built("--clock", "2026-02-28T23:59Z")
    assert desk.is_built("--clock", "2026-03-01")
    assert (desk.newsroom.output / "clusters" / "third").exists()


def test_when_a_package_is_installed_or_removed_it_is_built_in_earnest(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    monkeypatch.setattr("briefs.folders.libraries", lambda: libraries)
    assert desk.is_built()
    assert not desk.is_built()
    (libraries / "yaml").mkdir()
    assert desk.is_built()


def test_when_briefs_itself_has_changed_it_is_built_in_earnest(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "package" / "briefs"
    code.mkdir(parents=True)
    (code / "standing.py").write_text("# one", "utf-8")
    (code / "_templates").mkdir()
    monkeypatch.setattr(standing, "__file__", str(code / "standing.py"))
    assert desk.is_built()
    assert not desk.is_built()
    (code / "standing.py").write_text("# two", "utf-8")
    assert desk.is_built()
    assert not desk.is_built()
    (code / "_templates" / "page.html").write_text("x", "utf-8")
    assert desk.is_built()


def test_a_file_that_changes_while_it_is_read_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves after the content was read, and before the build has ended."""
    desk.newsroom.edit("pages/about.md", "this", "that")
    make = render.render

    def slowly(*rest: Any) -> Any:
        made = make(*rest)
        desk.newsroom.edit("pages/about.md", "that", "those")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "render", slowly)
        assert desk.is_built()
    assert "writes that" in desk.newsroom.read("about/index.html")
    assert desk.is_built()
    assert "writes those" in desk.newsroom.read("about/index.html")


def test_what_has_just_changed_is_not_yet_trusted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefs.folders.is_settled", lambda file: "about" not in file[0])
    desk.newsroom.edit("pages/about.md", "this", "that")
    assert desk.is_built()
    assert desk.is_built()


def test_two_output_folders_stand_apart(desk: Desk, tmp_path: Path) -> None:
    other = ["-o", str(tmp_path / "other")]
    assert desk.is_built(*other)
    assert not desk.is_built(*other)
    assert not desk.is_built()


def test_pango_that_comes_later_is_noticed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefs.folders.is_settled", lambda _: True)
    monkeypatch.setattr("briefs.pdf.is_available", lambda: False)
    arguments = ["build", "-q", "-C", str(newsroom.root), "--clock", "2026-01-01"]
    assert main(arguments) == 0
    assert not [*newsroom.output.rglob("*.pdf")]
    monkeypatch.undo()
    assert main(arguments) == 0
    assert [*newsroom.output.rglob("*.pdf")]
