"""Headlines: how often the rules on sameness are right about the labelled pairs.

In:  `tests/labelled/headlines.jsonl`: pairs of headlines or titles that a person has judged.
Out: a row for each rule and part of the set, with all pairs that it got wrong.

Thresholds are chosen on the part `tune`; the part `test` was written to be looked at only then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.published import Table
from briefs.copies import copies
from briefs.model import Article
from briefs.resolution import ResolvedArticle
from briefs.rules.headlines import repetitions

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "labelled" / "headlines.jsonl"

Pair = Mapping[str, str]


HEADS = ["rule", "part", "pairs", "alike", "said", "precision", "recall"]
PARTS = {"tune": "tuned on", "test": "held back"}


@dataclass(frozen=True)
class Row:
    """How a rule did on one part of the pairs; `wrong` are the ids of those that it got wrong."""

    name: str
    part: str
    pairs: int
    true_positives: int
    false_positives: int
    false_negatives: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of what it said that is right."""
        said = self.true_positives + self.false_positives
        return self.true_positives / said if said else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that it said."""
        there = self.true_positives + self.false_negatives
        return self.true_positives / there if there else 1.0


def read_pairs() -> dict[str, Pair]:
    """The pairs, by id."""
    lines = PAIRS.read_text("utf-8").splitlines()
    return {pair["id"]: pair for pair in map(json.loads, lines)}


def score() -> Iterator[Row]:
    """A row for each rule and part."""
    pairs = [*read_pairs().values()]
    for name, judge in (("repeated-headline", _is_repeated), ("likely-syndicated", _is_copied)):
        for part in PARTS:
            chosen = [
                pair for pair in pairs if pair["part"] == part and _RULE_OF[pair["kind"]] == name
            ]
            said = {pair["id"] for pair in chosen if judge(pair)}
            there = {pair["id"] for pair in chosen if pair["label"] == "same"}
            yield Row(
                name=name,
                part=part,
                pairs=len(chosen),
                true_positives=len(said & there),
                false_positives=len(said - there),
                false_negatives=len(there - said),
                wrong=tuple(sorted(said ^ there)),
            )


def rows() -> Iterator[list[str]]:
    """The scores as rows of a table, below `HEADS`."""
    for row in score():
        yield [
            f"`{row.name}`",
            PARTS[row.part],
            str(row.pairs),
            str(row.true_positives + row.false_negatives),
            str(row.true_positives + row.false_positives),
            f"{row.precision:.3f}",
            f"{row.recall:.3f}",
        ]


def wrong() -> Iterator[str]:
    """Every pair that a rule got wrong, in words."""
    pairs = read_pairs()
    for row in score():
        for pair in map(pairs.__getitem__, row.wrong):
            how = "missed" if pair["label"] == "same" else "false alarm"
            kind = f"`{row.name}`, {pair['kind']}"
            yield f'{how} ({PARTS[row.part]}), {kind}: "{pair["a"]}" and "{pair["b"]}"'


def table() -> Table:
    """What docs/evidence.md prints of the rules on sameness."""
    return Table("headlines", HEADS, [*rows()], [*wrong()])


_RULE_OF = {
    "repeated": "repeated-headline",
    "retitled": "repeated-headline",
    "follow-up": "repeated-headline",
    "shared-words": "repeated-headline",
    "syndicated": "likely-syndicated",
    "independent": "likely-syndicated",
}
"""Which rule a kind of pair is a question to."""


def _is_repeated(pair: Pair) -> bool:
    """Whether the second headline is said to repeat the first, an edition before."""
    return any(repetitions([("a", 0, pair["a"]), ("b", 1, pair["b"])], window=1))


def _is_copied(pair: Pair) -> bool:
    """Whether articles of these titles in two outlets are said to be one report."""
    articles = (
        Article(side, pair[side], outlet=side, excerpt=pair.get(f"{side}_excerpt"))
        for side in ("a", "b")
    )
    return bool(copies(ResolvedArticle(article, None, None, ()) for article in articles))
