"""Claims: what a sentence says that can be looked up word for word.

In:  a sentence as plain text, its citations taken out.
Out: its figures, quotations and proper names, in the order in which they stand.

What stands in quotation marks is one claim: its figures and names are not asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefs.evidence.figures import Figure, figures_in, is_range
from briefs.evidence.folding import level
from briefs.evidence.hedges import Hedge, hedge_of
from briefs.evidence.names import names_in
from briefs.evidence.quotations import Quoted, parts_of, quotations_in

Kind = Literal["figure", "quotation", "name"]

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:com|org|net|io|gov|cn)\b")


@dataclass(frozen=True)
class Claim:
    """One figure, quotation or name, exactly as it stands in the sentence from `start` on.

    The other fields are what matching needs: `figures` with their `hedge` (two where the claim is
    a range), or `words`: of a quotation its folded parts, of a name its words.
    """

    kind: Kind
    text: str
    start: int
    words: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    hedge: Hedge = Hedge.NONE


def claims_of(sentence: str) -> tuple[Claim, ...]:
    """Every figure, quotation and proper name of a sentence."""
    quoted = list(quotations_in(sentence))
    taken = [*quoted, *(Quoted(*found.span()) for found in _ADDRESS.finditer(sentence))]
    found = [
        *(_quotation(sentence, place) for place in quoted),
        *_figures(sentence, taken),
        *(
            Claim("name", sentence[name.start : name.end], name.start, name.words)
            for name in names_in(sentence)
            if _is_free(taken, name.start, name.end)
        ),
    ]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.kind)))


def _quotation(sentence: str, place: Quoted) -> Claim:
    text = sentence[place.start : place.end]
    return Claim("quotation", text, place.start, parts_of(text))


def _figures(sentence: str, taken: list[Quoted]) -> Iterator[Claim]:
    """The figures; the two ends of a range are one claim."""
    low = level(sentence)
    found = [figure for figure in figures_in(sentence) if _is_free(taken, *figure[2:4])]
    index = 0
    while index < len(found):
        first = last = found[index]
        if index + 1 < len(found) and is_range(low, first, found[index + 1]):
            last = found[index + 1]
        index += 1 if last is first else 2
        if first.is_claim:
            text = sentence[first.start : last.end]
            figures = (first,) if last is first else (first, last)
            hedge = hedge_of(low, first.start, last.end)
            yield Claim("figure", text, first.start, (), figures, hedge)


def _is_free(taken: list[Quoted], start: int, end: int) -> bool:
    """Whether a stretch lies outside of quotations and addresses."""
    return all(end <= place.start or start >= place.end for place in taken)
