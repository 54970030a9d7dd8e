"""The command line: what each option does, what is said, and the exit codes.

0 fine, 1 content, 2 usage, 3 environment, 70 our bug. `check` writes nothing.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from briefs import __version__, pdf, pipeline
from briefs.cli import main

HOME = Path(__file__).resolve().parent.parent
CLUSTER = "clusters/2025-02-06-chip-race.md"
SUMMARY = re.compile(
    r"Built [\d,]+ pages, 4 feeds in \d+\.\d s "
    r"\((\d+) of (\d+) files reused(, \d old files? removed)?\) → (.*)/\n"
)


@pytest.fixture
def run(newsroom, capsys):
    """Runs a command on the newsroom: its exit code, what it printed, what it complained of."""

    def act(command, *options):
        defaults = ["--clock", "2026-01-01", "-C", str(newsroom.root)]
        if command == "build" and "--pdf" not in options:
            defaults += ["--pdf", "never"]
        code = main([command, *defaults, *options])
        out, error = capsys.readouterr()
        return code, out, error

    return act


def break_content(newsroom):
    newsroom.edit(CLUSTER, "[51155][43531]", "[51156]")


class TestBuild:
    def test_it_says_what_it_built_in_one_line(self, run, newsroom, monkeypatch):
        code, out, error = run("build")
        assert (code, error) == (0, "")
        found = SUMMARY.fullmatch(out)
        assert found, out
        total = found[2]
        assert ("0", None, str(newsroom.output)) == (found[1], found[3], found[4])
        monkeypatch.chdir(newsroom.root)
        found = SUMMARY.fullmatch(run("build")[1])
        assert found
        assert (total, total, None, "site") == found.groups()

    def test_old_files_that_were_removed_are_counted(self, run, newsroom):
        newsroom.write("assets/old.txt", "old")
        run("build")
        newsroom.remove("assets/old.txt")
        assert ", 1 old file removed" in run("build")[1]

    def test_quiet_says_nothing(self, run):
        assert run("build", "-q") == (0, "", "")

    def test_quiet_still_says_what_is_wrong(self, run, newsroom):
        break_content(newsroom)
        code, out, error = run("build", "-q")
        assert (code, out) == (1, "")
        assert "error[unknown-article]" in error

    def test_verbose_says_why_each_file_is_made_and_how_long_it_took(self, run, newsroom):
        run("build")
        newsroom.edit(CLUSTER, "tags: [Shanghai]", "tags: [Beijing]")
        code, _, error = run("build", "-v")
        assert code == 0
        reasons, seconds = error.splitlines()[:-1], error.splitlines()[-1]
        assert any("it is new" in line and "tags/beijing/index.html" in line for line in reasons)
        assert any("story: clusters/chip-race/index.html" in line for line in reasons)
        assert not any("about/index.html" in line for line in reasons)
        assert re.fullmatch(
            r"  load [\d.]+ s, link [\d.]+ s, check [\d.]+ s, plan [\d.]+ s, render [\d.]+ s, "
            r"publish [\d.]+ s",
            seconds,
        )

    def test_content_errors_stop_it_and_leave_the_site_alone(self, run, newsroom):
        run("build")
        before = newsroom.files()
        break_content(newsroom)
        code, out, error = run("build")
        assert (code, out) == (1, "")
        assert f"Not built: 1 error; {newsroom.output} is as it was\n" == error.splitlines(True)[-1]
        assert before == newsroom.files()

    def test_warnings_stop_it_only_when_it_is_strict(self, run, newsroom):
        newsroom.edit(CLUSTER, "    articles: [43531]\n", "")
        code, _, error = run("build", "--strict")
        assert code == 1
        assert "Not built (--strict): 1 warning" in error
        assert not newsroom.output.exists()
        code, out, error = run("build")
        assert code == 0
        assert "warning[substory-open]" in error
        assert SUMMARY.fullmatch(out)

    def test_notes_never_stop_it(self, run, newsroom):
        newsroom.edit("articles/43531.md", "url: https://news.example/shanghai\n", "")
        code, _, error = run("build", "--strict")
        assert code == 0
        assert "note[article-no-url]" in error

    def test_drafts_are_shown_on_demand(self, run, newsroom):
        newsroom.edit(CLUSTER, "tags: [Shanghai]", "draft: true")
        newsroom.remove("editions")
        run("build")
        assert not (newsroom.output / "clusters").exists()
        run("build", "-D")
        assert (newsroom.output / "clusters/chip-race/index.html").is_file()

    def test_the_future_is_shown_on_demand_or_when_it_has_come(self, run, newsroom):
        page = newsroom.output / "clusters/chip-race/index.html"
        for options, is_there in (
            (("--clock", "2025-02-05"), False),
            (("--clock", "2025-02-05", "-F"), True),
            (("--clock", "2025-02-06T00:00Z"), True),
            (("--clock", "2025-02-06T00:30+01:00"), False),
        ):
            run("build", *options)
            assert is_there == page.exists(), options

    @pytest.mark.parametrize(
        ("address", "home"),
        [
            ("https://other.example", "https://other.example/"),
            ("http://127.0.0.1:8000/repo", "http://127.0.0.1:8000/repo/"),
        ],
    )
    def test_another_address_is_taken_this_time(self, run, newsroom, address, home):
        assert run("build", "-b", address)[0] == 0
        assert f'<link rel="canonical" href="{home}">' in newsroom.read("index.html")

    def test_another_output_folder_is_made_with_all_above_it(self, run, newsroom):
        output = newsroom.root / "some/where/else"
        assert run("build", "-o", str(output))[0] == 0
        assert (output / "index.html").is_file()
        assert not newsroom.output.exists()

    def test_without_arguments_it_builds(self, newsroom, monkeypatch, capsys):
        monkeypatch.chdir(newsroom.root)
        monkeypatch.setattr(pdf, "is_available", lambda: False)
        assert main([]) == 0
        assert SUMMARY.fullmatch(capsys.readouterr().out)


class TestPdf:
    @pytest.fixture(autouse=True)
    def _without(self, monkeypatch):
        monkeypatch.setattr(pdf, "is_available", lambda: False)

    def test_where_none_can_be_made_the_site_is_built_without_and_says_so(self, run, newsroom):
        code, out, error = run("build", "--pdf", "auto")
        assert code == 0
        assert SUMMARY.fullmatch(out)
        assert "briefs: no PDFs were made: WeasyPrint or Pango is missing" in error
        assert ".pdf" not in newsroom.read("clusters/chip-race/index.html")

    def test_demanded_and_not_to_be_had_is_a_matter_of_the_environment(self, run, newsroom):
        code, out, error = run("build", "--pdf", "always")
        assert (code, out) == (3, "")
        assert "briefs: --pdf always, but WeasyPrint or Pango is missing" in error
        assert not newsroom.output.exists()

    def test_not_wanted_is_not_missed(self, run):
        assert run("build", "--pdf", "never")[::2] == (0, "")


class TestCheck:
    def test_it_says_that_all_is_well_and_writes_nothing_but_what_may_be_lost(self, run, newsroom):
        before = sorted(newsroom.root.iterdir())
        code, out, error = run("check")
        assert (code, error) == (0, "")
        assert out.endswith(f"Checked {newsroom.content}: no problems\n")
        after = sorted(newsroom.root.iterdir())
        assert before == [path for path in after if path.name != ".cache"]

    def test_it_says_what_the_claims_of_each_edition_rest_on(self, run, newsroom):
        table = run("check")[1].splitlines()[:-1]
        assert [line.split()[:4] for line in table[1:]] == [
            ["edition", "clusters", "all", "cited"],
            ["2025-w06", "1", "2", "2"],
        ]
        newsroom.edit(CLUSTER, " [51155].", ". [*]")
        assert run("check")[1].splitlines()[2].split()[2:7] == ["2", "1", "1", "0", "100%"]

    def test_it_finds_all_problems_in_one_run(self, run, newsroom):
        break_content(newsroom)
        newsroom.edit("pages/about.md", "Who writes this.", "See [this](/nowhere/).")
        newsroom.edit("articles/51155.yaml", "outlet:", "outlt:")
        code, out, error = run("check")
        assert code == 1
        assert {"unknown-article", "unknown-key"} <= set(re.findall(r"error\[([a-z-]+)\]", error))
        assert re.search(r": \d errors", out)

    def test_articles_that_have_no_record_are_unknown_wherever_they_are_named(self, run, newsroom):
        newsroom.remove("articles")
        code, _, error = run("check")
        assert code == 1
        assert {"unknown-article"} == set(re.findall(r"error\[([a-z-]+)\]", error))

    @pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
    def test_strictness_makes_warnings_fail(self, run, newsroom, options, code):
        newsroom.edit(CLUSTER, "    articles: [43531]\n", "")
        assert code == run("check", *options)[0]
        assert "1 warning" in run("check", *options)[1]

    def test_quiet_prints_problems_alone(self, run, newsroom):
        assert run("check", "-q") == (0, "", "")
        break_content(newsroom)
        assert "error[unknown-article]" in run("check", "-q")[2]

    def test_problems_have_path_line_and_column_and_show_the_line(self, run, newsroom):
        break_content(newsroom)
        lines = run("check")[2].splitlines()
        assert re.fullmatch(
            rf"content/{CLUSTER}:11:38: error\[unknown-article\]: there is no article \"51156\"",
            lines[0],
        )
        assert lines[1].startswith("  11 | Provinces roll out investment plans [51156].")
        assert "^^^^^" in lines[2]
        assert 'help: did you mean 51155, "China Targets 3nm AI Chips"?' in lines[3]


class TestFormats:
    def test_json_is_all_that_is_printed(self, run, newsroom):
        break_content(newsroom)
        code, out, error = run("check", "--format", "json")
        assert (code, error) == (1, "")
        problem = json.loads(out.splitlines()[0])
        assert (problem["code"], problem["severity"]) == ("unknown-article", "error")
        assert (problem["path"], problem["line"], problem["col"]) == (f"content/{CLUSTER}", 11, 38)
        newsroom.edit(CLUSTER, "[51156]", "[51155][43531]")
        cluster = json.loads(run("check", "--format", "json")[1].splitlines()[-1])
        assert (cluster["cluster"], cluster["edition"]) == ("chip-race", "2025-w06")
        assert (cluster["path"], cluster["coverage"]) == (f"content/{CLUSTER}", 100)

    def test_github_annotates_the_lines(self, run, newsroom):
        break_content(newsroom)
        for command in ("check", "build"):
            code, out, error = run(command, "--format", "github")
            assert code == 1
            assert out.startswith(
                f"::error file=content/{CLUSTER},line=11,col=38,endColumn=43,title=unknown-article"
                f'::content/{CLUSTER}:11:38: there is no article "51156"%0Ahelp: did you mean 51155'
            )
            assert not error.startswith("content/")

    def test_github_keeps_what_a_build_says_for_people_out_of_it(self, run):
        code, out, error = run("build", "--format", "github")
        assert (code, out) == (0, "")
        assert SUMMARY.fullmatch(error)

    def test_sarif_is_one_log(self, run, newsroom):
        break_content(newsroom)
        code, out, error = run("check", "--format", "sarif", "-q")
        assert (code, error) == (1, "")
        (found,) = json.loads(out)["runs"]
        assert found["results"][0]["ruleId"] == "unknown-article"

    @pytest.mark.parametrize(
        ("form", "printed"), [("json", 0), ("github", 0), ("sarif", 1)], ids=str
    )
    def test_healthy_content_has_no_problem_in_any_format(self, run, form, printed):
        code, out, error = run("check", "--format", form)
        assert (code, error) == (0, "")
        assert "unknown" not in out
        assert out.count('"results": []') == printed

    def test_warnings_fail_when_it_is_strict_in_any_format(self, run, newsroom):
        newsroom.edit(CLUSTER, "    articles: [43531]\n", "")
        for form in ("json", "github", "sarif"):
            assert run("check", "--format", form)[0] == 0
            assert run("check", "--format", form, "--strict")[0] == 1


class TestOnly:
    def test_one_code_alone_is_shown_and_fails(self, run, newsroom):
        break_content(newsroom)
        newsroom.edit("articles/51155.yaml", "outlet:", "outlt:")
        code, out, error = run("check", "--only", "unknown-key")
        assert code == 1
        assert {"unknown-key"} == set(re.findall(r"error\[([a-z-]+)\]", error))
        assert " (unknown-key only): 1 error" in out
        code, out, _ = run("check", "--only", "unknown-key", "--only", "bad-link", "-q")
        assert (code, out) == (1, "")

    def test_other_problems_do_not_fail(self, run, newsroom):
        break_content(newsroom)
        code, out, error = run("check", "--only", "bad-link")
        assert (code, error) == (0, "")
        assert out.endswith(" (bad-link only): no problems\n")

    def test_a_code_that_is_none_is_a_mistake_of_the_command(self, run):
        code, _, error = run("check", "--only", "unknown-artcle")
        assert code == 2
        assert 'there is no code "unknown-artcle"; did you mean "unknown-article"?' in error


class TestExplain:
    def test_the_manual_is_printed_without_any_content(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        assert main(["check", "--explain", "bad-date"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("bad-date\n\nThe date has another form than")
        assert "\n    date: 2025-02-30        # February has no such day\n" in out
        assert "```" not in out

    def test_a_code_that_is_none_is_a_mistake_of_the_command(self, capsys):
        assert main(["check", "--explain", "bad-dat"]) == 2
        assert 'did you mean "bad-date"?' in capsys.readouterr().err

    def test_problems_tell_how_to_learn_more(self, run, newsroom):
        assert "--explain" not in run("check")[1]
        break_content(newsroom)
        assert run("check")[1].count("briefs check --explain CODE says more") == 1


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["build", "--no-such-option"],
            ["print"],
            ["build", "--clock", "yesterday"],
            ["build", "--clock", "2025-02-30"],
            ["build", "-b", "example.org"],
            ["build", "-b", "ftp://example.org/"],
            ["build", "--pdf", "sometimes"],
            ["build", "-C", "/no/such/folder"],
            ["check", "-o", "out"],
            ["check", "--format", "xml"],
            ["build", "--format", "json"],
        ],
        ids=" ".join,
    )
    def test_a_mistake_in_the_command_is_named(self, arguments, newsroom, monkeypatch, capsys):
        monkeypatch.chdir(newsroom.root)
        assert main(arguments) == 2
        error = capsys.readouterr().err
        assert "Error: " in error
        assert "Traceback" not in error
        assert not newsroom.output.exists()

    def test_a_folder_without_content_is_named(self, tmp_path, capsys):
        for command in ("build", "check"):
            assert main([command, "-C", str(tmp_path)]) == 2
            assert f"there is no content/ in {tmp_path}" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "output", [".", "..", "content", "content/site", "templates/x", "site/../content", "/"]
    )
    def test_an_output_folder_that_content_would_be_lost_in_is_refused(
        self, run, newsroom, output, monkeypatch
    ):
        monkeypatch.chdir(newsroom.root)
        before = sorted(newsroom.root.rglob("*"))
        code, _, error = run("build", "-o", output)
        assert code == 2
        assert "the output folder may not be" in error
        assert before == sorted(newsroom.root.rglob("*"))

    def test_an_output_that_is_a_file_is_refused(self, run, newsroom):
        newsroom.output.write_text("mine")
        for options in ((), ("-o", str(newsroom.output))):
            code, _, error = run("build", *options)
            assert newsroom.output.read_text() == "mine"
            assert code == 2
            assert "Traceback" not in error

    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_help_names_the_commands(self, option, capsys):
        assert main([option]) == 0
        out = capsys.readouterr().out
        assert {"build", "check", "test"} <= set(re.findall(r"^  (\w+)", out, re.MULTILINE))

    def test_the_version_is_that_of_the_package(self, capsys):
        assert main(["--version"]) == 0
        assert __version__ in capsys.readouterr().out


class TestTrouble:
    def test_what_is_not_foreseen_is_our_bug_and_is_said_to_be(self, run, monkeypatch):
        def fail(*_):
            raise ZeroDivisionError

        monkeypatch.setattr(pipeline, "build", fail)
        code, _, error = run("build")
        assert code == 70
        assert "ZeroDivisionError" in error
        assert "briefs: this is a bug of ours; please report it" in error

    def test_an_interruption_is_no_bug(self, run, monkeypatch):
        def interrupt(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(pipeline, "build", interrupt)
        code, _, error = run("build")
        assert (code, error.strip()) == (130, "briefs: interrupted; the output is as it was")

    def test_a_reader_that_goes_away_is_no_bug(self, newsroom):
        command = (
            f"{shlex.quote(sys.executable)} -m briefs check -C {shlex.quote(str(newsroom.root))}"
            " | true; exit ${PIPESTATUS[0]}"
        )
        done = subprocess.run(
            ["bash", "-c", command],
            env={**os.environ, "PYTHONPATH": str(HOME)},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


class TestColour:
    @pytest.mark.parametrize(
        ("variables", "is_coloured"),
        [
            ({}, False),
            ({"FORCE_COLOR": "1"}, True),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            ({"NO_COLOR": "1"}, False),
        ],
        ids=["a pipe", "forced", "forced and forbidden", "forbidden"],
    )
    def test_problems_are_coloured_where_that_is_wanted(
        self, run, newsroom, monkeypatch, variables, is_coloured
    ):
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        break_content(newsroom)
        error = run("check")[2]
        assert is_coloured == ("\x1b[" in error)


def test_the_module_is_the_same_command(newsroom):
    done = subprocess.run(
        [sys.executable, "-m", "briefs", "check", "-C", str(newsroom.root)],
        env={**os.environ, "PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(": no problems\n")
