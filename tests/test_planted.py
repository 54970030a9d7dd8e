"""Planted faults: one mistake at a time, put into clean content by machine, is found on its line.

`tests/planted/` is clean: whatever is reported is the fault. Every figure, word of a quotation and
digit of a citation in it is made wrong once.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from briefs.diagnostics import Diagnostic
from briefs.locator import Locator
from tests.conftest import HERE, Newsroom

CLEAN = HERE / "planted" / "content"
CLUSTERS = sorted(CLEAN.glob("clusters/*"))
SAID = "".join(file.read_text("utf-8") for file in CLEAN.glob("articles/*"))
IDS = {file.stem for file in CLEAN.glob("articles/*")}

CITATION = re.compile(r"\[\d+\]")
FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d(?![\w.,])")
QUOTATION = re.compile(r'"[^"]+"')


class Fault(NamedTuple):
    """A text of a file made wrong: the line that must be named, with which code."""

    file: str
    text: str
    line: int
    code: str
    help: str = ""


def told(text: str) -> int:
    """Where the prose of a cluster begins."""
    return text.index("summary: |") if "summary: |" in text else text.index("\n---\n")


def line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def figures(text: str) -> Iterator[tuple[int, str]]:
    """Each figure of a prose with another first digit, such that no article says that number.

    A wrong figure that a cited article gives of something else cannot be told from a right one.
    """
    marks = [found.span() for found in [*CITATION.finditer(text), *QUOTATION.finditer(text)]]
    for found in FIGURE.finditer(text, told(text)):
        start = found.start()
        if not any(first <= start < last for first, last in marks):
            digit = next(
                digit
                for digit in "123456789"
                if digit != text[start] and f" {digit}{found[0][1:]}" not in SAID
            )
            yield start, put(text, start, start + 1, digit)


def quotations(text: str) -> Iterator[tuple[int, str]]:
    """Each quotation with another word in it, word by word."""
    for quoted in QUOTATION.finditer(text, told(text)):
        for word in re.finditer(r"\w{3,}", quoted[0]):
            start, end = quoted.start() + word.start(), quoted.start() + word.end()
            yield quoted.start(), put(text, start, end, "hardly")


def ids(text: str) -> Iterator[tuple[int, str, str]]:
    """Each citation with two digits swapped, and the id that was meant."""
    for found in CITATION.finditer(text, told(text)):
        id = found[0][1:-1]
        for at in range(len(id) - 1):
            swapped = id[:at] + id[at + 1] + id[at] + id[at + 2 :]
            if swapped not in IDS:
                yield found.start() + 1, put(text, *found.span(), f"[{swapped}]"), id


def faults() -> Iterator[Fault]:
    for file in CLUSTERS:
        name = file.relative_to(CLEAN).as_posix()
        text = file.read_text("utf-8")
        for at, wrong in figures(text):
            yield Fault(name, wrong, line_of(text, at), "figure-not-found")
        for at, wrong in quotations(text):
            yield Fault(name, wrong, line_of(text, at), "quotation-not-found")
        for at, wrong, id in ids(text):
            yield Fault(name, wrong, line_of(text, at), "unknown-article", f"{id}")


@pytest.fixture
def clean(newsroom: Newsroom) -> Newsroom:
    shutil.rmtree(newsroom.content)
    shutil.copytree(CLEAN, newsroom.content)
    return newsroom


def found(newsroom: Newsroom) -> list[tuple[str, int, Diagnostic]]:
    """The problems of the content, by file and line."""
    locate = Locator(newsroom.root)
    problems = newsroom.check().diagnostics
    spans = [(locate(problem.where)[0], problem) for problem in problems]
    return [(span.path, span.line, problem) for span, problem in spans]


def test_the_content_is_clean(clean: Newsroom) -> None:
    assert clean.diagnostics() == []


def test_every_wrong_figure_word_and_digit_is_found_on_its_line(clean: Newsroom) -> None:
    planted = list(faults())
    assert {fault.code for fault in planted} == {
        "figure-not-found",
        "quotation-not-found",
        "unknown-article",
    }
    missed = []
    for fault in planted:
        good = (CLEAN / fault.file).read_text("utf-8")
        clean.write(fault.file, fault.text)
        hits = [
            problem
            for path, line, problem in found(clean)
            if (path, line, problem.code) == (f"content/{fault.file}", fault.line, fault.code)
        ]
        if not any(fault.help in problem.help for problem in hits):
            missed.append(fault)
        clean.write(fault.file, good)
    assert missed == []
    assert len(planted) > 60


def copied(newsroom: Newsroom, name: str, new: str, *changes: tuple[str, str]) -> None:
    """A file of content, written again under another name with some changes."""
    text = (newsroom.content / name).read_text("utf-8")
    for old, better in changes:
        assert old in text
        text = text.replace(old, better)
    newsroom.write(new, text)


REWORDINGS = {
    "the-same": lambda words: words,
    "shouted": lambda words: [word.upper() for word in words],
    "with-a-mark": lambda words: [*words[:-1], f"{words[-1]}!"],
    "one-small-word-less": lambda words: [
        word for word in words if word not in {"the", "on", "for"}
    ],
    "turned-round": lambda words: [*words[2:], *words[:2]],
}


@pytest.mark.parametrize("reworded", REWORDINGS.values(), ids=REWORDINGS)
@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.stem)
def test_a_headline_that_is_told_again_is_found(
    clean: Newsroom, file: Path, reworded: Callable[[list[str]], list[str]]
) -> None:
    headline = re.search(r"^headline: (.*)$", file.read_text("utf-8"), re.MULTILINE)
    date = re.search(r"^date: (.*)$", file.read_text("utf-8"), re.MULTILINE)
    assert headline
    assert date
    again = f"clusters/2025-03-26-again{file.suffix}"
    copied(
        clean,
        f"clusters/{file.name}",
        again,
        (headline[0], f"headline: {' '.join(reworded(headline[1].split()))}"),
        (date[0], "date: 2025-03-26"),
    )
    said = {problem.code: (path, line) for path, line, problem in found(clean)}
    assert said.keys() == {"repeated-headline", "thread-likely"}
    text = (clean.content / again).read_text("utf-8")
    assert said["repeated-headline"] == (f"content/{again}", line_of(text, text.index("headline:")))


@pytest.mark.parametrize("file", sorted(CLEAN.glob("articles/*")), ids=lambda file: file.stem)
def test_an_article_that_is_there_twice_is_found(clean: Newsroom, file: Path) -> None:
    url = re.search(r"^url: https://(.*)$", file.read_text("utf-8"), re.MULTILINE)
    assert url
    copied(
        clean,
        f"articles/{file.name}",
        "articles/99.md",
        (f"id: {file.stem}", "id: 99"),
        (url[0], f"url: http://www.{url[1]}/?utm_source=feed#top"),
    )
    text = (clean.content / "articles/99.md").read_text("utf-8")
    line = line_of(text, text.index("url:"))
    assert [(path, at, problem.code) for path, at, problem in found(clean)] == [
        ("content/articles/99.md", line, "same-article")
    ]


@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.stem)
def test_substories_whose_articles_are_swapped_are_found(clean: Newsroom, file: Path) -> None:
    text = file.read_text("utf-8")
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith("    articles: [")]
    for one, other in pairwise(places):
        lines[one], lines[other] = lines[other], lines[one]
    clean.write(f"clusters/{file.name}", "\n".join(lines))
    hits = [problem.code for _, line, problem in found(clean) if line in {p + 1 for p in places}]
    assert "substory-swapped" in hits
