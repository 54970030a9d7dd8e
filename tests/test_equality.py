"""Equality of pages in the benchmark: what it passes over, and that it passes over nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.corpus import Corpus
from bench.equality import differing, sample

CORPUS = Corpus(1)
PATHS = sample(CORPUS)
PAGE = (
    '<!doctype html><html lang="en"><head><link rel="stylesheet" href="{style}"></head>\n'
    '<body><main id="main_content" tabindex="-1">{main}</main></body></html>'
)
OURS = """
<p class="facts"><span>7 of 28</span> <span>5 articles</span></p>
<p><span id="a-q1" class="r1 r2">One <strong>bold</strong> end<sup class="cite">1</sup>.</span>+</p>
<dialog popover id="card_1"><button popovertarget="card_1">Close</button></dialog>
"""


def _write(folder: Path, main: str, style: str) -> Path:
    """The same page in place of all pages of a corpus of one cluster."""
    for path in PATHS:
        (folder / path).mkdir(parents=True, exist_ok=True)
        page = PAGE.format(main=main, style=style)
        (folder / path / "index.html").write_text(page, encoding="utf-8")
    return folder


def _differ(tmp_path: Path, ours: str, theirs: str) -> int:
    here = _write(tmp_path / "ours", ours, "/assets/style.0123456789abcdef.css")
    return len(differing(CORPUS, here, _write(tmp_path / "theirs", theirs, "/assets/style.css")))


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("\n<p>", "<p>\n  "),
        ('id="a-q1" class="r1 r2"', "class='r1 r2'   id=a-q1"),
        ("</span> <span>5", "</span>\n\n<span>5"),
        ("+", "&#43;"),
    ],
)
def test_the_same_written_otherwise(tmp_path: Path, written: str, otherwise: str) -> None:
    assert written in OURS
    assert _differ(tmp_path, OURS, OURS.replace(written, otherwise)) == 0


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("bold", "bald"),
        ("<strong>bold</strong>", "bold"),
        (' class="r1 r2"', ' class="r1"'),
        (" popover ", " "),
        ("</span> <span>5", "</span><span>5"),
        ("One <strong>", "One<strong>"),
        ('<sup class="cite">1</sup>', ""),
    ],
)
def test_a_difference(tmp_path: Path, written: str, otherwise: str) -> None:
    assert written in OURS
    assert _differ(tmp_path, OURS, OURS.replace(written, otherwise)) == len(PATHS)


def _list(cards: int, pager: str) -> str:
    items = "".join(
        f'<li><article class="card"><h2>{number}</h2></article>\n</li>' for number in range(cards)
    )
    return f"<p>45 stories</p><ul>{items}</ul>{pager}<p>End</p>"


PAGER = '<nav class="pager" aria-label="Older stories, newer stories"><a href="2/">2</a></nav>'


def test_what_is_compared() -> None:
    first = [path.partition("/")[0] for path in PATHS]
    assert {*first} == {"", "archive", "clusters", "editions", "tags", "topics"}


def test_long_lists_share_their_first_cards(tmp_path: Path) -> None:
    assert _differ(tmp_path, _list(45, ""), _list(30, PAGER)) == 0


@pytest.mark.parametrize("cards", [20, 29])
def test_short_lists_are_the_same_to_the_end(tmp_path: Path, cards: int) -> None:
    assert _differ(tmp_path, _list(45, ""), _list(cards, PAGER)) == len(PATHS)


@pytest.mark.parametrize("written", ["45 stories", "<h2>29<", "<p>End"])
def test_long_lists_differ(tmp_path: Path, written: str) -> None:
    theirs = _list(30, PAGER)
    assert written in theirs
    assert _differ(tmp_path, _list(45, ""), theirs.replace(written, "<h2>X<")) == len(PATHS)
