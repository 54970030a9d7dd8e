"""All formats: whatever content holds, no text of it becomes a part of the format."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from briefs.cli import main
from briefs.commands.check import FORMATS
from briefs.diagnostics import LONGEST, Note, Span, error
from briefs.report import ClusterTally
from briefs.reporting.findings import find
from tests.conftest import HOME

HOSTILE = [
    "one\ntwo",
    "one\r\n::error file=content/site.yaml,line=1::forged",
    "%0A::stop-commands::x%25",
    "##[add-mask]x ##vso[task.complete]",
    "\x1b[31mred\x1b]0;title\x07\x9b2J\x00\x7f",
    "\u202eright to left\u2066\u061c",
    "half \ud800 of a \udfff character",
    "lines\u2028of\u2029another\x85kind\x0b\x0c",
    "[link](https://evil.example/) {0} <script>alert(1)</script> ]]> &amp; \\",
    '{"severity": "error", "code": "forged"}',
    "x" * 10_000_000,
    "🙂" * 5_000,
]
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,]*)(?:,\w+=[^:,]*)*)::(.*)")
"""How the runner reads a line: a command, its properties, and the rest."""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("part", ["message", "help", "note", "source"])
@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_stay_texts(form, part, text, tmp_path) -> None:
    texts = dict.fromkeys(["message", "help", "note", "source"], "word") | {part: text}
    (tmp_path / "content").mkdir()
    source = f"{texts['source']}\n".encode("utf-8", "replace")
    (tmp_path / "content/x.md").write_bytes(source)
    span = Span("content/x.md", 1, 2, 3)
    problem = error("bad-link", texts["message"], span, texts["help"], (Note(texts["note"], span),))
    tally = ClusterTally("x", "2025-02-06", "content/x.md", *[1] * 9)
    lines = list(FORMATS[form](find([problem], tmp_path, [tally])))
    printed = "\n".join(lines)
    printed.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069]", printed)
    assert len(printed) < 4 * LONGEST * 12
    if form == "json":
        (said, counted) = map(json.loads, lines)
        assert (said["code"], counted["cluster"]) == ("bad-link", "x")
    elif form == "github":
        assert len(printed.split("\n")) == 1
        found = COMMAND.fullmatch(printed)
        assert found
        assert found[1] == "error"
        assert "line=1,col=2," in found[2]
        assert "title=bad-link" in found[2]
    else:
        assert len(json.loads(printed)["runs"][0]["results"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be made there")
@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_a_hostile_name_of_a_file_is_told_and_does_no_harm(form, newsroom, capfdbinary) -> None:
    names = [b"a\n::error::forged.md", b"na\xefve.txt", b"\x1b[31m.md", b"a,b:c%0A.md"]
    for name in names:
        path = bytes(newsroom.content / "clusters") + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123 (no other way to such a name)
            file.write(b"---\nno: end\n")
    arguments = ["check", "-C", str(newsroom.root), "--format", form, "--clock", "2026-01-01"]
    assert main(arguments) == 1
    out, err = (stream.decode("utf-8") for stream in capfdbinary.readouterr())
    printed = err if form == "text" else out
    assert "\x1b" not in printed
    assert "clusters" in printed
    starts = ("::error file=content/clusters/", "::error file=content/site")
    for line in printed.splitlines():
        assert form != "github" or line.startswith(starts)
        assert form != "text" or re.match(r"content/|  ", line)
        assert form != "json" or json.loads(line)["path"].startswith("content/")


@pytest.mark.parametrize("form", FORMATS)
def test_the_bytes_do_not_depend_on_the_locale_or_the_hash_seed(form, newsroom) -> None:
    newsroom.edit("clusters/2025-02-06-chip-race.md", "[51155][43531]", "[51155][@é] [51166]")
    printed = set()
    for number, name in enumerate(("C", "C.UTF-8")):
        done = subprocess.run(
            [sys.executable, "-m", "briefs", "check", "-C", newsroom.root, "--format", form],
            env={
                "PYTHONPATH": str(HOME),
                "LC_ALL": name,
                "PYTHONCOERCECLOCALE": "0",
                "PYTHONUTF8": "0",
                "PYTHONHASHSEED": str(number),
            },
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, b"")
        printed.add(done.stdout)
    assert len(printed) == 1
