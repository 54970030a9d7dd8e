"""Verdicts: whether the articles that a sentence cites say what it claims.

In:  a claim, and the testimony of each cited article.
Out: `found`, `not_found` or `no_text`, and what helps the editor to see why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefs.evidence.claims import Claim
from briefs.evidence.testimony import Testimony

State = Literal["found", "not_found", "no_text"]


@dataclass(frozen=True)
class Verdict:
    """What the cited articles say to a claim; articles are told by their index, from 0.

    `nearest` is what the article `nearest_in` says that is most like a claim which is not found.
    `only_excerpts`: of an article that may say it, an excerpt alone is stored.
    """

    state: State
    found_in: tuple[int, ...] = ()
    nearest: str | None = None
    nearest_in: int | None = None
    only_excerpts: bool = False


def verdict(claim: Claim, testimonies: Sequence[Testimony]) -> Verdict:
    """Whether any of the cited articles says this."""
    found = tuple(index for index, one in enumerate(testimonies) if one.says(claim))
    if found:
        return Verdict("found", found)
    if not all(one.has_words for one in testimonies) or not testimonies:
        return Verdict("no_text")
    only_excerpts = not all(one.has_text for one in testimonies)
    for index, one in enumerate(testimonies):
        nearest = one.nearest(claim)
        if nearest:
            return Verdict("not_found", (), nearest, index, only_excerpts)
    return Verdict("not_found", only_excerpts=only_excerpts)
