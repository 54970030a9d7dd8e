"""Rules on the ledger: how much of a cluster rests on articles.

In:  a `Publication`, whose policy says what is demanded.
Out: diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.diagnostics import Diagnostic, error, graded
from briefs.ledger import BARE, tally
from briefs.publication import Publication
from briefs.statements import statements_of


def bare_sentences(publication: Publication) -> Iterator[Diagnostic]:
    """`sentence-uncited`: a sentence has no citation, and no `[*]` says that it needs none."""
    level = publication.config.policy.uncited
    if level == "off":
        return
    for linked in publication.clusters.values():
        if BARE not in linked.entry.ledger_rows:
            continue
        for statement in statements_of(publication.shelf.cluster(linked.entry)):
            if statement.is_bare:
                yield graded(
                    "sentence-uncited",
                    level,
                    "this sentence cites no article",
                    statement.where,
                    "cite one, or mark it `[*]` if it is analysis or common knowledge",
                )


def low_coverage(publication: Publication) -> Iterator[Diagnostic]:
    """`coverage-low`: fewer sentences of a cluster are cited or marked than demanded."""
    wanted = publication.config.policy.min_coverage
    for linked in publication.clusters.values() if wanted else ():
        counts = tally(linked.entry.ledger, linked.entry.cited)
        if counts.coverage < wanted:
            yield error(
                "coverage-low",
                f"{counts.cited + counts.marked} of {counts.sentences} sentences are cited or "
                f"marked, {counts.coverage:.0f} %; the policy demands {wanted} %",
                publication.shelf.cluster(linked.entry).place.at("headline"),
                "cite more of them, or mark `[*]` what is analysis or common knowledge",
            )
