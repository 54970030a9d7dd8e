"""build.py: it sets up what is missing, once, and speaks plainly to a Python that is too old.

Nothing is installed here: the two steps that would are replaced, in a copy of the script.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).resolve().parent.parent
SCRIPT = HOME / "build.py"


@pytest.fixture
def script(tmp_path, monkeypatch):
    """build.py in a folder of its own, with lock files, and a record of the steps that it takes."""
    shutil.copyfile(SCRIPT, tmp_path / "build.py")
    for name in ("requirements.lock", "requirements-test.lock"):
        (tmp_path / name).write_text(f"# {name}\n")
    monkeypatch.delenv("BRIEFS_SETUP", raising=False)
    spec: Any = importlib.util.spec_from_file_location(
        "bootstrap_under_test", tmp_path / "build.py"
    )
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.steps = []

    def make_venv():
        module.steps.append("venv")
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.touch()

    def provide_pango(*, just_look):
        module.steps.append("pango")
        return "system"

    monkeypatch.setattr(module, "make_venv", make_venv)
    monkeypatch.setattr(module, "install", lambda lock: module.steps.append(lock.name))
    monkeypatch.setattr(module, "provide_pango", provide_pango)
    monkeypatch.setattr(module, "pango_in_sight", lambda: True)
    monkeypatch.setattr(module, "start", lambda python, args: module.steps.append((python, args)))
    return module


def steps(script, *args):
    """The steps that a start takes, without the last, which is the command line itself."""
    script.steps.clear()
    script.main(list(args))
    *taken, (python, given) = script.steps
    assert (str(script.PYTHON), list(args)) == (python, given)
    return taken


def test_an_old_python_can_read_the_script():
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_says_what_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 6, 9, "final", 0))
    with pytest.raises(SystemExit) as end:
        exec(compile(SCRIPT.read_text("utf-8"), str(SCRIPT), "exec"), {"__name__": "__main__"})
    assert end.value.code == 3
    assert "build.py: Python 3.11 or newer is needed; this is 3.6" in capsys.readouterr().err


def test_nothing_but_the_standard_library_is_imported():
    found = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    assert set() == found - set(sys.stdlib_module_names)


def test_without_set_up_the_running_python_is_used_as_it_is(newsroom):
    folders = {path.name for path in HOME.iterdir()}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "check", "-q", "-C", "."],
        cwd=newsroom.root,
        env={**os.environ, "BRIEFS_SETUP": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert folders >= {path.name for path in HOME.iterdir()} - {"__pycache__"}


def test_the_exit_code_is_that_of_the_command(newsroom):
    newsroom.remove("site.yaml")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "check", "-q", "-C", str(newsroom.root)],
        env={**os.environ, "BRIEFS_SETUP": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1


def test_the_first_start_sets_up_and_the_second_does_not(script):
    assert steps(script, "build") == ["venv", "requirements.lock", "pango"]
    assert steps(script, "build") == []
    assert steps(script, "check", "-C", "somewhere") == []


def test_tests_need_more_and_what_they_need_is_added_once(script):
    steps(script, "build")
    assert steps(script, "test") == ["requirements-test.lock", "pango"]
    assert steps(script, "-C", "here", "test") == []
    assert steps(script, "build") == []


def test_a_changed_lock_file_sets_up_anew(script):
    steps(script, "build")
    (script.ROOT / "requirements.lock").write_text("# changed\n")
    assert steps(script, "build") == ["venv", "requirements.lock", "pango"]


@pytest.mark.parametrize("stamp", ["", "no json", "[]", '{"locks": {}}'])
def test_a_set_up_that_did_not_end_is_done_again(script, stamp):
    steps(script, "build")
    script.STAMP.write_text(stamp)
    assert steps(script, "build") == ["venv", "requirements.lock", "pango"]


def test_a_folder_that_was_moved_is_set_up_anew(script, monkeypatch):
    steps(script, "build")
    monkeypatch.setattr(script, "made_for", lambda: "another place")
    assert "venv" in steps(script, "build")


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ({"here": ["pango", "subset"]}, ("system", [])),
        ({"here": ["pango"], "apt": ["subset"]}, ("system", ["apt"])),
        ({"here": ["pango"]}, ("system", ["apt", "hand"])),
        ({"apt": ["pango", "subset"]}, ("system", ["apt"])),
        ({"hand": ["pango", "subset"]}, ("native", ["apt", "hand"])),
        ({}, ("missing", ["apt", "hand"])),
    ],
)
def test_pango_is_looked_for_with_what_cuts_fonts_down(script, monkeypatch, found, outcome):
    have, done = {*found.get("here", [])}, []
    monkeypatch.undo()

    def bring(way):
        done.append(way)
        have.update(found.get(way, []))

    monkeypatch.setattr(script, "system_pango", lambda: bring("apt"))
    monkeypatch.setattr(script, "native_pango", lambda: bring("hand"))
    monkeypatch.setattr(script, "native_libraries", lambda: found.get("hand"))
    # WeasyPrint warns of the library that it could do without; -W makes an error of that.
    needed = {True: {"pango", "subset"}, False: {"pango"}}
    monkeypatch.setattr(script, "weasyprint_loads", lambda *w: have >= needed[bool(w)])
    assert (script.provide_pango(just_look=False), done) == outcome


def test_a_failure_is_one_line_and_the_next_start_tries_again(script, monkeypatch, capsys):
    def fail(lock):
        raise script.SetupError("the disk is full")

    whole = script.install
    monkeypatch.setattr(script, "install", fail)
    assert script.main(["build"]) == 3
    assert capsys.readouterr().err == "build.py: set-up failed: the disk is full\n"
    monkeypatch.setattr(script, "install", whole)
    assert "requirements.lock" in steps(script, "build")


def test_set_up_only_stops_before_the_command(script, monkeypatch):
    monkeypatch.setenv("BRIEFS_SETUP", "only")
    assert script.main(["test"]) == 0
    assert script.steps == ["venv", "requirements-test.lock", "pango"]


def test_two_set_ups_at_once_wait_for_each_other(script):
    with script.one_at_a_time(), (script.NATIVE / "lock").open("a") as other:
        assert not script.try_lock(other.fileno())
    with (script.NATIVE / "lock").open("a") as other:
        assert script.try_lock(other.fileno())


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("NewConnectionError: failed", "the package index is out of reach"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "a package is not the one that was locked"),
        ("noise\nERROR: something else\nmore", "something else"),
        ("last line", "last line"),
        ("", "no reason given"),
    ],
)
def test_the_cause_of_a_failed_installation_is_found_in_its_log(script, log, words):
    assert words == script.cause(log)


def test_the_command_runs_with_this_package_and_not_with_a_namesake(script, monkeypatch):
    taken: list[Any] = []

    def become(*given):
        taken.extend(given)
        raise SystemExit

    monkeypatch.undo()
    monkeypatch.setattr(os, "execve", become)
    monkeypatch.setenv("PYTHONHOME", "/bent")
    with pytest.raises(SystemExit):
        script.start("/a/python", [])
    python, command, environment = taken
    assert python == "/a/python"
    assert command == ["/a/python", "-P", "-m", "briefs", "build"]
    assert str(script.ROOT) == environment["PYTHONPATH"].split(os.pathsep)[0]
    assert "PYTHONHOME" not in environment
