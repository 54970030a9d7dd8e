"""Links: how often the suggestions for open sub-stories are right, on a labelled set.

In:  `tests/labelled/links.jsonl`, clusters whose sub-stories have known targets.
Out: for each part of the set and each band, how many suggestions are right and how many wrong.

Thresholds were chosen on the part `tuned`; the part `held out` is only counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefs.alignment import Asked, Candidate
from briefs.likeness import Headlines
from briefs.linking import suggest

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "labelled" / "links.jsonl"


@dataclass(frozen=True)
class Answer:
    """What one sub-story leads to, and what was suggested; without that, `band` is "none"."""

    about: str
    is_held_out: bool
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
    """Counts of one part and one band. In the band "none" what is wrong was missed."""

    part: str
    band: str
    right: int
    wrong: int


def answers(path: Path = LABELLED) -> Iterator[Answer]:
    """What is suggested for each labelled sub-story."""
    for line in path.read_text("utf-8").splitlines():
        yield from _answers_of(json.loads(line))


def _answers_of(case: dict[str, Any]) -> Iterator[Answer]:
    headlines = {one["id"]: one["headline"] for one in case.get("clusters", ())}
    index = Headlines(headlines)
    found = suggest(
        [Asked(one["headline"]) for one in case["substories"]],
        [Candidate(one["id"], one["title"], one.get("cited", "")) for one in case["articles"]],
        lambda headline: index.near(headline, ()),
        headlines,
    )
    for at, one in enumerate(case["substories"]):
        offer = found.get(at)
        prefix = "cluster:" if offer and offer.target.key == "cluster" else ""
        yield Answer(
            about=case["about"],
            is_held_out=case["held_out"],
            headline=one["headline"],
            target=one["target"],
            suggested=f"{prefix}{offer.target.id}" if offer else None,
            band=offer.band if offer else "none",
            grade=offer.grade if offer else "",
            never_clear=one.get("never_clear", False),
        )


def rows(path: Path = LABELLED) -> list[Row]:
    """The counts, part by part and band by band."""
    given = [*answers(path)]
    counted = []
    for part, is_held_out in (("tuned", False), ("held out", True)):
        for band in ("clear", "possible", "none"):
            right = [
                one.is_right for one in given if one.is_held_out == is_held_out and one.band == band
            ]
            counted.append(Row(part, band, sum(right), len(right) - sum(right)))
    return counted
