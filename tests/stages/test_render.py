"""Render: jobs become artifacts in their order, those that need others' lengths after them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pytest

from briefs.diagnostics import Place, Severity, Span
from briefs.fingerprints import fingerprint
from briefs.jobs import Job, ignore_progress
from briefs.pdf import PdfError
from briefs.stages.render import Press, render
from briefs.templates import templates
from briefs.workers import Serial


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
    return Job(path, make, partial(Letter, text), {}, kind, f"the file {path}", **rest)


class Far(Serial):
    """Workers that have neither our memory nor our disk."""

    shares_memory = False


@pytest.fixture(params=[Serial, Far], ids=["near", "far"])
def rendered(request):
    """Renders jobs: the bytes that were put in place by path, the paths in order, the problems."""

    def act(jobs, lengths=None, progress=ignore_progress):
        put: dict[str, bytes] = {}
        press = Press(templates(()), put.__setitem__)
        artifacts, problems = render(jobs, press, request.param(), lengths or {}, progress)
        for artifact in artifacts:
            content = put[artifact.path]
            assert (artifact.print, artifact.size) == (fingerprint(content), len(content))
            assert artifact.content is None
        return put, [artifact.path for artifact in artifacts], problems

    return act


def test_each_job_becomes_its_artifact(rendered):
    put, paths, problems = rendered([job("a", text="one"), job("b", text="two")])
    assert put == {"a": b"one", "b": b"two"}
    assert (paths, problems) == (["a", "b"], [])


def test_many_jobs_keep_their_order(rendered):
    jobs = [job(str(number), text=str(number)) for number in range(250)]
    assert rendered(jobs)[1] == [each.path for each in jobs]


@pytest.mark.parametrize(("count", "last"), [(1, 1), (100, 100), (101, 10), (5000, 10)])
def test_the_last_tasks_are_short_so_that_all_workers_end_together(count, last):
    sizes: list[int] = []

    class Watched(Serial):
        def map(self, function, items):
            sizes.extend(map(len, items))
            return super().map(function, items)

    jobs = [job(str(number)) for number in range(count)]
    render(jobs, Press(templates(()), lambda *_: None), Watched(), {}, ignore_progress)
    assert sum(sizes) == count
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= last


def test_a_job_is_told_the_lengths_that_it_needs_of_files_new_and_kept(rendered):
    jobs = [
        job("feed", make=say_lengths, needs=("new.pdf", "kept.pdf")),
        job("new.pdf", text="12345", kind="digest"),
    ]
    put, _, _ = rendered(jobs, {"kept.pdf": 7, "other.pdf": 8})
    assert put["feed"] == b"{'new.pdf': 5, 'kept.pdf': 7}"


def test_a_job_is_handed_the_files_of_content_that_it_reads(rendered, tmp_path):
    (tmp_path / "a").write_bytes(b"\0\xff")
    put, _, _ = rendered([job("copy", make=say_files, reads=(("a", str(tmp_path / "a")),))])
    assert put == {"copy": b"\0\xff"}


def test_a_digest_that_cannot_be_made_is_a_problem_and_the_rest_is_made(rendered):
    jobs = [job("bad.pdf", make=refuse, kind="digest", where=Place("content/x.md")), job("a")]
    _, paths, (problem,) = rendered(jobs)
    assert (problem.severity, problem.code) == (Severity.ERROR, "digest-failed")
    assert problem.message == "the file bad.pdf cannot be made: it cannot hold this; nor that"
    assert problem.where == Place("content/x.md")
    assert paths == ["a"]


def test_what_needs_a_digest_that_failed_is_not_tried(rendered):
    feed = job("feed", say_lengths, needs=("bad.pdf",))
    _, paths, (problem,) = rendered([job("bad.pdf", make=refuse, kind="digest"), feed])
    assert (paths, problem.code) == ([], "digest-failed")
    assert problem.where == Span("content/site.yaml", 1, 1)


def test_any_other_exception_is_a_bug_of_ours_and_is_not_hidden(rendered):
    with pytest.raises(ZeroDivisionError):
        rendered([job("a", make=break_down)])


def test_progress_counts_up_to_all_files(rendered):
    told = []
    jobs = [job(str(number)) for number in range(250)]
    rendered(jobs, progress=lambda made, total: told.append((made, total)))
    assert told[-1] == (250, 250)
    assert told == sorted(told)


def test_nothing_to_do_makes_nothing(rendered):
    assert rendered([]) == ({}, [], [])
