"""Broken sites: each is refused with the exact words that an editor sees, and touches nothing.

A case is a folder of `broken/`: files that are laid over the healthy site of `_base/`, options of
the command line if it needs any, and `expected.txt`: standard error, then the exit code. Options
that begin with a word are those of another verb than `build`. What git cannot hold everywhere, such
as a symbolic link, and what is taken away, is done by hand here.
"""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefs import cli
from briefs.files import MAX_BYTES
from tests.conftest import BASE, HERE, HOME

BROKEN = HERE / "broken"
CASES = sorted(folder.name for folder in BROKEN.iterdir() if not folder.name.startswith("_"))


def _link(content: Path) -> None:
    (content / "pages" / "passwords.md").symlink_to("/etc/passwd")


def _link_folder(content: Path) -> None:
    (content / "clusters" / "elsewhere").symlink_to("/etc", target_is_directory=True)


def _grow(content: Path) -> None:
    (content / "pages" / "about.md").write_bytes(b"x" * (MAX_BYTES[".md"] + 1))


def _lose(content: Path) -> None:
    (content / "site.yaml").unlink()


def _rename(content: Path) -> None:
    _let_go(content)
    file = content / "clusters" / "2025-02-06-chip-race.md"
    file.rename(file.with_name("2025-02-06-race-for-chips.md"))


def _delete(content: Path) -> None:
    _let_go(content)
    (content / "clusters" / "2025-02-06-chip-race.md").unlink()


def _let_go(content: Path) -> None:
    """Take away what names the cluster by its id, and put another in its week."""
    (content / "editions" / "2025-w06.md").unlink()
    text = "---\nheadline: Copper Is Dear\ndate: 2025-02-05\n---\nIts price has risen [43531].\n"
    (content / "clusters" / "2025-02-05-copper.md").write_text(text)


BY_HAND: dict[str, Callable[[Path], None]] = {
    "symlink": _link,
    "symlink-folder": _link_folder,
    "too-large": _grow,
    "missing-site": _lose,
    "identity-lost": _rename,
    "item-vanished": _delete,
}


@pytest.fixture(scope="session")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base, built."""
    root = tmp_path_factory.mktemp("healthy") / "project"
    shutil.copytree(BASE, root)
    assert cli.main(arguments(root)) == 0
    return root


def arguments(root: Path, options: str = "") -> list[str]:
    """The command line of a build; a later `--pdf` wins over an earlier one."""
    words = options.split()
    fixed = ["-C", str(root), "--clock", "2026-01-01T00:00Z"]
    if words and not words[0].startswith("-"):
        return [words[0], *fixed, *words[1:]]
    return ["build", *fixed, "--pdf", "never", *words]


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """When each entry of a folder was last changed, and its bytes."""
    return {
        str(entry): (entry.lstat().st_mtime_ns, entry.read_bytes() if entry.is_file() else b"")
        for entry in [folder, *sorted(folder.rglob("*"))]
    }


def lay(case: Path, healthy: Path, root: Path) -> str:
    """Make a project of the healthy one and a case's files; the case's options."""
    shutil.copytree(healthy, root, symlinks=True)
    shutil.copytree(case, root, dirs_exist_ok=True)
    (root / "expected.txt").unlink(missing_ok=True)
    if make := BY_HAND.get(case.name):
        make(root / "content")
    options = root / "options.txt"
    return options.read_text("utf-8") if options.exists() else ""


@pytest.mark.parametrize("name", CASES)
def test_broken_content_is_refused_in_words_and_changes_nothing(
    name: str,
    healthy: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    update: bool,
) -> None:
    root = tmp_path / "project"
    options = lay(BROKEN / name, healthy, root)
    before = state(root / "site")

    code = cli.main(arguments(root, options))

    printed = capsys.readouterr()
    drawn = printed.err.replace(f"{root}{os.sep}", "") + f"exit {code}\n"
    expected = BROKEN / name / "expected.txt"
    if update:
        expected.write_text(drawn, "utf-8", newline="\n")
    wanted = expected.read_text("utf-8") if expected.exists() else ""
    assert wanted == drawn, "\n" + "\n".join(difflib.ndiff(wanted.split("\n"), drawn.split("\n")))
    assert drawn.endswith("\nexit 1\n")
    assert not printed.out
    assert before == state(root / "site")


@pytest.mark.parametrize("name", CASES)
def test_a_broken_case_lays_something_over_the_base(name: str) -> None:
    files = {path.name for path in (BROKEN / name).rglob("*") if path.is_file()}
    assert files - {"expected.txt"} or name in BY_HAND, f"{name} has lost its case"


def test_what_is_made_by_hand_has_a_case() -> None:
    assert set(BY_HAND) <= set(CASES)


def test_the_command_says_and_exits_the_same_as_a_process(healthy: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    lay(BROKEN / "several", healthy, root)
    done = subprocess.run(
        [sys.executable, "-m", "briefs", *arguments(root)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    drawn = done.stderr.replace(f"{root}{os.sep}", "") + f"exit {done.returncode}\n"
    assert (BROKEN / "several" / "expected.txt").read_text("utf-8") == drawn


def test_checking_finds_the_same_and_makes_nothing(
    healthy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    lay(BROKEN / "several", healthy, root)
    shutil.rmtree(root / "site")
    assert cli.main(["check", "-C", str(root), "--clock", "2026-01-01"]) == 1
    expected = (BROKEN / "several" / "expected.txt").read_text("utf-8").rsplit("\n", 3)[0]
    assert expected == capsys.readouterr().err.rstrip("\n")
    assert not (root / "site").exists()
