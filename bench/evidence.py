"""Evidence: `python -m bench evidence`: how often the evidence check is right.

In:  `tests/labelled/evidence.jsonl`: a sentence a line, what is stored of the articles that it
     cites, and what is true of each of its claims.
Out: precision and recall of the alarm "not found", and every case in which the check is wrong, on
     standard output; with `--write`, in docs/evidence.md.

Precision is the share of alarms that are right; recall is the share of faults that are alarmed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import headlines, links
from bench.published import Table, write
from briefs.evidence import Testimony, claims_of, verdict

HOME = Path(__file__).resolve().parent.parent
LABELLED = HOME / "tests" / "labelled" / "evidence.jsonl"
PAGE = HOME / "docs" / "evidence.md"
HEADS = ("part", "kind", "claims", "faults", "alarms", "right", "precision", "recall")
KINDS = ("figure", "quotation", "name")
PARTS = ("tuned on", "held back")
NOT_FOUND = "not_found"
UNSEEN = "not seen as a claim"
NO_CLAIM = "no claim"


@dataclass(frozen=True)
class Judged:
    """One claim: what is true of it, and what the check says."""

    part: str
    kind: str
    text: str
    sentence: str
    true: str
    said: str

    @property
    def is_wrong(self) -> bool:
        """Whether the check errs in a way that an editor would notice."""
        return self.true != self.said and NOT_FOUND in {self.true, self.said}


@dataclass(frozen=True)
class Score:
    """The alarms of one kind, counted."""

    claims: int
    faults: int
    alarms: int
    right: int

    @property
    def precision(self) -> float:
        """The share of alarms that are right."""
        return self.right / self.alarms if self.alarms else 1.0

    @property
    def recall(self) -> float:
        """The share of faults that are alarmed."""
        return self.right / self.faults if self.faults else 1.0


def judge(path: Path = LABELLED) -> list[Judged]:
    """Every claim of the labelled sentences, in their order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [judged for line in lines for judged in _judge_one(json.loads(line))]


def _judge_one(case: dict[str, Any]) -> Iterator[Judged]:
    """The claims that are labelled, and those that the check sees beside them."""
    sentence, part = case["sentence"], case["part"]
    articles = [
        Testimony(article.get("title"), article.get("excerpt"), article.get("text"))
        for article in case["articles"]
    ]
    seen = [(claim, verdict(claim, articles).state) for claim in claims_of(sentence)]
    taken: set[int] = set()
    for label in case["claims"]:
        kind, text = label["kind"], label["text"]
        start = sentence.index(text)
        end = start + len(text)
        said = UNSEEN
        for index, (claim, state) in enumerate(seen):
            is_beside = claim.start >= end or claim.start + len(claim.text) <= start
            if claim.kind == kind and not is_beside:
                taken.add(index)
                # Of a name that the check sees in two parts, the worse verdict is the answer.
                said = state if said in {UNSEEN, "found"} else said
        yield Judged(part, kind, text, sentence, label["label"], said)
    for index, (claim, state) in enumerate(seen):
        if index not in taken:
            yield Judged(part, claim.kind, claim.text, sentence, NO_CLAIM, state)


def score(judged: Iterable[Judged]) -> Score:
    """The alarms among these claims, counted."""
    of_all = list(judged)
    return Score(
        claims=sum(one.true != NO_CLAIM for one in of_all),
        faults=sum(one.true == NOT_FOUND for one in of_all),
        alarms=sum(one.said == NOT_FOUND for one in of_all),
        right=sum(one.true == one.said == NOT_FOUND for one in of_all),
    )


def table() -> Table:
    """The scores of each part and kind."""
    judged = judge()
    parts = {**{part: [one for one in judged if one.part == part] for part in PARTS}, "all": judged}
    rows = [
        _row(part, kind, score(one for one in of_part if one.kind == kind))
        for part, of_part in parts.items()
        for kind in KINDS
    ]
    wrong = [_told(one) for one in judged if one.is_wrong]
    return Table("sentences", HEADS, rows, wrong)


def _row(part: str, kind: str, found: Score) -> list[str]:
    counts = [str(number) for number in (found.claims, found.faults, found.alarms, found.right)]
    return [part, kind, *counts, f"{found.precision:.3f}", f"{found.recall:.3f}"]


def _told(one: Judged) -> str:
    words = "false alarm" if one.said == NOT_FOUND else "missed"
    return f"{words} ({one.part}), {one.kind} `{one.text}`: {one.sentence}"


TABLES: tuple[Callable[[], Table], ...] = (table, headlines.table, links.table)
"""Every set of labelled cases whose figures docs/evidence.md prints between marks of its own."""


def main(arguments: Sequence[str]) -> int:
    """Print the tables; with `--write`, put them into docs/evidence.md."""
    parser = argparse.ArgumentParser(prog="briefs bench evidence", description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="put them into docs/evidence.md")
    options = parser.parse_args(arguments)
    tables = [make() for make in TABLES]
    sys.stdout.write("\n\n".join(f"{one.name}\n\n{one.markdown}" for one in tables) + "\n")
    if options.write:
        write(PAGE, tables)
    return 0
