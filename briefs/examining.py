"""Examining: one cluster held against the articles that it cites.

In:  a whole cluster, and those of its articles that are known.
Out: how many of its claims were found, and a finding for each that was not; all of it JSON's own
     kinds of value, so that it can be remembered.

What a finding matters is not decided here: rules do that, by the policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from briefs.evidence import Testimony, claims_of, residue, verdict
from briefs.model import Cluster
from briefs.statements import statements_of

RESIDUE = "residue"


class Finding(NamedTuple):
    """A claim that no cited article holds, or what a text generator left behind.

    `kind` is a claim's kind or `RESIDUE`; `sentence` counts from 1; `words` stand in it as they are
    here. `nearest` is what the article `article` says that is most like the claim, or what residue
    is. `is_partial`: of some cited article only an excerpt is stored.
    """

    kind: str
    sentence: int
    words: str
    nearest: str = ""
    article: str = ""
    is_partial: bool = False


class Examined(NamedTuple):
    """What became of the claims of a cluster's sentences that cite articles."""

    found: int
    not_found: int
    no_text: int
    findings: list[Finding]


TestimonyOf = Callable[[str], Testimony | None]
"""Gives the testimony of an article; None if there is no such article."""


def examine(cluster: Cluster, testimony_of: TestimonyOf) -> Examined:
    """Hold each claim of a cluster against the articles that its sentence cites."""
    states: Counter[str] = Counter()
    findings: list[Finding] = []
    for statement in statements_of(cluster):
        number, text = statement.line.number, statement.line.text
        findings += (Finding(RESIDUE, number, one.text, one.what) for one in residue(text))
        if statement.articles and (claims := claims_of(text)):
            known = {id: one for id in statement.articles if (one := testimony_of(id))}
            for claim in claims:
                said = verdict(claim, [*known.values()])
                states[said.state] += 1
                if said.state == "not_found":
                    where = "" if said.nearest_in is None else [*known][said.nearest_in]
                    findings.append(
                        Finding(
                            kind=claim.kind,
                            sentence=number,
                            words=claim.text,
                            nearest=said.nearest or "",
                            article=where,
                            is_partial=said.only_excerpts,
                        )
                    )
    return Examined(states["found"], states["not_found"], states["no_text"], findings)
