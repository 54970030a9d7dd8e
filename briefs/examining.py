"""Examining: one cluster held against the articles that it cites.

In:  a whole cluster, and those of its articles that are known.
Out: how many of its claims were found, and a finding for each that was not; all of it JSON's own
     kinds of value, so that it can be remembered.

What a finding matters is not decided here: rules do that, by the policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from briefs.copies import copies
from briefs.evidence import (
    Claim,
    Testimony,
    Verdict,
    claims_of,
    may_hold_residue,
    residue,
    verdict,
)
from briefs.examined import RESIDUE, Examined, Finding
from briefs.ledger import Line, lines_of
from briefs.model import Cluster
from briefs.references import proses_of
from briefs.resolution import ResolvedArticle

TestimonyOf = Callable[[str], Testimony | None]
"""Gives the testimony of an article; None if there is no such article."""


def examine(
    cluster: Cluster, testimony_of: TestimonyOf, articles: Iterable[ResolvedArticle] = ()
) -> Examined:
    """Hold each claim of a cluster against the articles that its sentence cites.

    `articles` are all that it rests on, which are held against each other.
    """
    states: Counter[str] = Counter()
    findings: list[Finding] = []
    proses = [prose for prose, _ in proses_of(cluster)]
    cited = [id for prose in proses for id in prose.cited]
    lines = [*lines_of(proses)]
    if may_hold_residue(line.text for line in lines):
        findings += chain.from_iterable(map(_residue, lines))
    for line in lines:
        if line.citations and (claims := claims_of(line.text)):
            ids = dict.fromkeys(cited[ordinal - 1] for ordinal in line.citations)
            known = {id: one for id in ids if (one := testimony_of(id))}
            for claim in claims:
                said = verdict(claim, [*known.values()])
                states[said.state] += 1
                if said.state == "not_found":
                    findings.append(_finding(line.number, claim, said, [*known]))
    findings.sort(key=lambda finding: (finding.sentence, finding.kind))
    counts = (states["found"], states["not_found"], states["no_text"])
    return Examined(*counts, findings, copies(articles))


def _residue(line: Line) -> Iterator[Finding]:
    """What a text generator left behind in a sentence."""
    return (Finding(RESIDUE, line.number, one.text, one.what) for one in residue(line.text))


def _finding(sentence: int, claim: Claim, said: Verdict, articles: Sequence[str]) -> Finding:
    """A claim that is not found in some articles."""
    return Finding(
        kind=claim.kind,
        sentence=sentence,
        words=claim.text,
        nearest=said.nearest or "",
        article="" if said.nearest_in is None else articles[said.nearest_in],
        is_partial=said.only_excerpts,
    )
