"""Links: how often what is said of sub-stories is right, on a labelled set.

In:  `tests/labelled/links.jsonl`, clusters whose sub-stories have known targets.
Out: for each part of the set, how many suggestions of each band are right and how many wrong, and
     how many pairs are found that were swapped, each pair in turn, and how many that were not.

Thresholds were chosen on the part `tuned on`; the part `held back` is only counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.published import Table
from briefs.alignment import Alignment, Asked, Candidate
from briefs.likeness import Headlines
from briefs.linking import suggest
from briefs.swaps import pairs_of

HEADS = ("part", "said", "right", "wrong", "share right")
LABELLED = Path(__file__).resolve().parent.parent / "tests" / "labelled" / "links.jsonl"
PARTS = ("tuned on", "held back")


@dataclass(frozen=True)
class Answer:
    """What one sub-story leads to, and what was suggested; without that, `band` is "none"."""

    part: str
    about: str
    headline: str
    target: str | None
    suggested: str | None
    band: str
    grade: str
    never_clear: bool

    @property
    def is_right(self) -> bool:
        """Whether it is right; without a suggestion, whether there was nothing to find."""
        return self.suggested == self.target


@dataclass(frozen=True)
class Row:
    """Counts of one part. Where nothing was said, wrong is what was missed."""

    part: str
    said: str
    right: int
    wrong: int


def rows(path: Path = LABELLED) -> list[Row]:
    """The counts, part by part: the bands of suggestions, then the swapped pairs."""
    cases = _cases(path)
    given = [answer for case in cases for answer in _answers_of(case)]
    counted = []
    for part in PARTS:
        for band in ("clear", "possible", "none"):
            right = [one.is_right for one in given if (one.part, one.band) == (part, band)]
            counted.append(Row(part, band, sum(right), len(right) - sum(right)))
        counted += _swap_rows(part, [case for case in cases if _part(case) == part])
    return counted


def table() -> Table:
    """The counts, and every answer that is wrong."""
    cells = [
        [row.part, row.said, str(row.right), str(row.wrong), f"{_share(row):.3f}"] for row in rows()
    ]
    wrong = [
        f"{one.band} ({one.part}): {one.headline} → {one.suggested}, should be {one.target}"
        for one in answers()
        if not one.is_right
    ]
    return Table("links", HEADS, cells, wrong)


def _share(row: Row) -> float:
    return row.right / (row.right + row.wrong) if row.right + row.wrong else 1.0


def answers(path: Path = LABELLED) -> Iterator[Answer]:
    """What is suggested for each labelled sub-story."""
    for case in _cases(path):
        yield from _answers_of(case)


def _cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _part(case: dict[str, Any]) -> str:
    return PARTS[case["held_out"]]


def _articles(case: dict[str, Any]) -> list[Candidate]:
    return [Candidate(one["id"], one["title"], one.get("cited", "")) for one in case["articles"]]


def _answers_of(case: dict[str, Any]) -> Iterator[Answer]:
    headlines = {one["id"]: one["headline"] for one in case.get("clusters", ())}
    index = Headlines(headlines)
    found = suggest(
        [Asked(one["headline"]) for one in case["substories"]],
        _articles(case),
        lambda headline: index.near(headline, ()),
        headlines,
    )
    for at, one in enumerate(case["substories"]):
        offer = found.get(at)
        prefix = "cluster:" if offer and offer.target.key == "cluster" else ""
        yield Answer(
            part=_part(case),
            about=case["about"],
            headline=one["headline"],
            target=one["target"],
            suggested=f"{prefix}{offer.target.id}" if offer else None,
            band=offer.band.value if offer else "none",
            grade=offer.grade if offer else "",
            never_clear=one.get("never_clear", False),
        )


def _swap_rows(part: str, cases: list[dict[str, Any]]) -> Iterator[Row]:
    """Each pair of sub-stories swapped in turn; then all as they are."""
    found = missed = raised = quiet = 0
    for case in cases:
        headlines, targets = _linked(case)
        pairs = [*combinations(range(len(targets)), 2)]
        said = {*_said(headlines, targets)}
        raised, quiet = raised + len(said), quiet + len(pairs) - len(said)
        for one, other in pairs:
            swapped = [*targets]
            swapped[one], swapped[other] = targets[other], targets[one]
            is_found = (one, other) in {*_said(headlines, swapped)}
            found, missed = found + is_found, missed + (not is_found)
    yield Row(part, "swapped", found, raised)
    yield Row(part, "not swapped", quiet, missed)


def _linked(case: dict[str, Any]) -> tuple[list[str], list[Candidate]]:
    """The headlines that lead somewhere, and what they lead to."""
    clusters = [
        Candidate(f"cluster:{one['id']}", one["headline"]) for one in case.get("clusters", ())
    ]
    known = {one.id: one for one in [*_articles(case), *clusters]}
    linked = [one for one in case["substories"] if one["target"]]
    return [one["headline"] for one in linked], [known[one["target"]] for one in linked]


def _said(headlines: list[str], targets: list[Candidate]) -> Iterator[tuple[int, int]]:
    return pairs_of(Alignment([Asked(line, is_open=False) for line in headlines], targets))
