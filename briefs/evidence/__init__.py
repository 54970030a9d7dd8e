"""Evidence: whether the articles that a sentence cites say what the sentence says.

In:  a sentence as plain text, and what is stored of the articles that it cites.
Out: its claims (figures, quotations, proper names) with a verdict on each, and the stretches that
     a text generator left behind.

Words and numbers are compared, nothing is understood: no model, no network, no disk.
docs/evidence.md says what counts as found, and how often that is right.
"""

from briefs.evidence.claims import Claim, Kind, claims_of
from briefs.evidence.residue import Residue, may_hold_residue, residue
from briefs.evidence.testimony import Testimony
from briefs.evidence.verdicts import Verdict, verdict

__all__ = [
    "Claim",
    "Kind",
    "Residue",
    "Testimony",
    "Verdict",
    "claims_of",
    "may_hold_residue",
    "residue",
    "verdict",
]
