"""Render: jobs become artifacts in their order, those that need others' lengths after them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from briefs.diagnostics import Place, Severity, Span
from briefs.executors import SerialExecutor
from briefs.jobs import Job, ignore_progress
from briefs.pdf import PdfError
from briefs.stages.render import render
from briefs.templates import templates


@dataclass(frozen=True)
class Letter:
    """What a made-up job reads."""

    text: str = ""


def say(view, typesetter, supplies):
    return view.text.encode()


def say_lengths(view, typesetter, supplies):
    return repr(dict(supplies.lengths)).encode()


def say_files(view, typesetter, supplies):
    return b"".join(supplies.files.values())


def refuse(view, typesetter, supplies):
    raise PdfError("it cannot hold this", "nor that")


def break_down(view, typesetter, supplies):
    raise ZeroDivisionError


def job(path, make=say, text="", kind="page", **rest):
    return Job(path, make, Letter(text), kind, f"the file {path}", **rest)


def rendered(jobs, lengths=None, progress=ignore_progress):
    return render(jobs, templates(()), SerialExecutor(), lengths or {}, progress)


def test_each_job_becomes_its_artifact():
    artifacts, problems = rendered([job("a", text="one"), job("b", text="two")])
    assert [(made.path, made.content) for made in artifacts] == [("a", b"one"), ("b", b"two")]
    assert problems == []


def test_many_jobs_keep_their_order():
    jobs = [job(str(number), text=str(number)) for number in range(100)]
    artifacts, _ = rendered(jobs)
    assert [each.path for each in jobs] == [made.path for made in artifacts]


def test_a_job_is_told_the_lengths_that_it_needs_of_files_new_and_kept():
    jobs = [
        job("feed", make=say_lengths, needs=("new.pdf", "kept.pdf")),
        job("new.pdf", text="12345", kind="digest"),
    ]
    artifacts, _ = rendered(jobs, {"kept.pdf": 7, "other.pdf": 8})
    made = {artifact.path: artifact.content for artifact in artifacts}
    assert made["feed"] == b"{'new.pdf': 5, 'kept.pdf': 7}"


def test_a_job_is_handed_the_files_of_content_that_it_reads(tmp_path):
    (tmp_path / "a").write_bytes(b"\0\xff")
    artifacts, _ = rendered([job("copy", make=say_files, reads=(("a", str(tmp_path / "a")),))])
    assert artifacts[0].content == b"\0\xff"


def test_a_digest_that_cannot_be_made_is_a_problem_at_its_place_and_the_rest_is_made():
    jobs = [job("bad.pdf", make=refuse, kind="digest", place=Place("content/x.md")), job("a")]
    artifacts, problems = rendered(jobs)
    (problem,) = problems
    assert (problem.severity, problem.code) == (Severity.ERROR, "digest-failed")
    assert problem.message == "the file bad.pdf cannot be made: it cannot hold this; nor that"
    assert Place("content/x.md") == problem.where
    assert [made.path for made in artifacts] == ["a"]


def test_what_needs_a_digest_that_failed_is_not_tried():
    jobs = [
        job("bad.pdf", make=refuse, kind="digest"),
        job("feed", say_lengths, needs=("bad.pdf",)),
    ]
    artifacts, problems = rendered(jobs)
    assert (artifacts, [problem.code for problem in problems]) == ([], ["digest-failed"])
    assert Span("content/site.yaml", 1, 1) == problems[0].where


def test_any_other_exception_is_a_bug_of_ours_and_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        rendered([job("a", make=break_down)])


def test_progress_counts_up_to_all_files():
    told = []
    jobs = [job(str(number)) for number in range(70)]
    rendered(jobs, progress=lambda made, total: told.append((made, total)))
    assert told[-1] == (70, 70)
    assert told == sorted(told)


def test_nothing_to_do_makes_nothing():
    assert rendered([]) == ([], [])
