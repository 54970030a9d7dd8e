"""The command: what it is given, what it says, and its exit codes."""

from __future__ import annotations

import pytest

from tests.importing.conftest import ARTICLE, CLUSTER

DATE = ("--date", "6 February 2025")


def test_standard_input_is_read(desk):
    done = desk.paste(CLUSTER, *DATE, name="-")
    assert done.code == 0
    assert done.out.startswith("-:1:1: guess[kind] 0.99: this is a cluster\n")


def test_a_dry_run_shows_the_file_and_writes_nothing(desk):
    done = desk.paste(CLUSTER, *DATE, "--dry-run", "--id", "ports")
    assert (done.code, done.files) == (0, {})
    assert "Would write content/clusters/2025-02-06-ports.md:\n---\nheadline: " in done.out
    written = desk.paste(CLUSTER, *DATE, "--id", "ports")
    assert written.files["clusters/2025-02-06-ports.md"] in done.out


def test_json_has_an_object_for_each_guess_note_and_file(desk):
    objects = desk.paste(CLUSTER, *DATE, "--format", "json", "--id", "ports").objects
    assert {one.get("severity", "file") for one in objects} == {"guess", "note", "file"}
    assert objects[0] == {
        "severity": "guess",
        "path": "paste.txt",
        "line": 1,
        "col": 1,
        "code": "kind",
        "confidence": 0.99,
        "message": "this is a cluster",
    }
    assert objects[-1] == {
        "file": "content/clusters/2025-02-06-ports.md",
        "is_stub": False,
    }


def test_json_has_the_problems_too(desk):
    done = desk.paste(CLUSTER, "--format", "json")
    assert done.code == 1
    assert [(one["severity"], one["code"]) for one in done.objects[-1:]] == [("error", "no-date")]


def test_the_same_paste_says_the_same_each_time(desk):
    said = [desk.paste(CLUSTER, *DATE, "--dry-run", "--stubs").out for _ in range(2)]
    assert said[0] == said[1]


def test_a_problem_is_drawn_with_the_line_of_the_paste(desk):
    error = desk.paste(CLUSTER.replace("Nobody", "\u202eNobody"), *DATE).error
    assert error.startswith("paste.txt:3:619: error[bad-character]: ")
    assert "\u202e" not in error
    assert "| … most of it for ferries [7340]. \ufffdNobody has said yet" in error


def test_the_kind_can_be_said(desk):
    done = desk.paste("A Port\n\nA port said no.", "--kind", "cluster", *DATE)
    assert [*done.files] == ["clusters/2025-02-06-a-port.md"]
    assert "guess[kind]" not in done.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "06/02/2025"], "is no date, or may be two"),
        (["--id", "a b"], '"a b" is not an id'),
        (["--kind", "poem"], "poem"),
        (["--id", "7", "--date", "2025-02-06"], "--date is of a cluster, and there is none here"),
        (["no-such-file"], "no-such-file: No such file"),
        (["a", "b", "--id", "c"], "--id is of one file, and here are several"),
        (["/"], "/: Is a directory"),
    ],
)
def test_a_mistake_in_the_command_is_named(desk, options, said):
    done = desk.paste(ARTICLE, *options)
    assert (done.code, done.files) == (2, {})
    assert said in done.error


def test_one_id_is_not_given_to_two_records(desk):
    done = desk.paste("id,title\n1,One\n2,Two\n", "--id", "x", name="a.csv")
    assert (done.code, done.files) == (2, {})


def test_a_folder_that_leads_elsewhere_is_not_written_into(desk, tmp_path):
    desk.newsroom.remove("clusters")
    (tmp_path / "elsewhere").mkdir()
    (desk.newsroom.content / "clusters").symlink_to(tmp_path / "elsewhere")
    done = desk.paste(CLUSTER, *DATE)
    assert done.code == 1
    assert "content/clusters is a symbolic link" in done.error
    assert not [*(tmp_path / "elsewhere").iterdir()]
