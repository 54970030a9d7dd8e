"""The labelled headlines: what a warning says of them is right, on the part that chose nothing too.

The figures stand in docs/evidence.md; here stand the floors below which they may not fall.
"""

from __future__ import annotations

import json

from bench.headlines import PAIRS, score

LEAST = {
    "repeated-headline": (0.95, 0.6),
    "likely-syndicated": (0.95, 0.9),
}


def test_precision_and_recall_hold_on_both_parts() -> None:
    rows = list(score())
    assert [(row.name, row.part) for row in rows] == [
        (name, part) for name in LEAST for part in ("tune", "test")
    ]
    for row in rows:
        precision, recall = LEAST[row.name]
        assert row.precision >= precision, row
        assert row.recall >= recall, row
        assert row.true_positives >= 10, row


def test_the_pairs_are_many_judged_and_partly_held_out() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    assert len({pair["id"] for pair in pairs}) == len(pairs) >= 100
    assert {pair["label"] for pair in pairs} == {"same", "different"}
    assert sum(pair["part"] == "test" for pair in pairs) * 3 >= len(pairs)
