"""Examined: what was found in a cluster that was held against the articles that it cites.

In:  nothing; `examining.py` and `copies.py` fill it in.
Out: values that can be remembered, and read where nothing is examined anew.
"""

from __future__ import annotations

from typing import NamedTuple

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


class Copy(NamedTuple):
    """Two articles that are likely one report, by their `title` or their `opening`."""

    one: str
    other: str
    by: str
    score: int


class Examined(NamedTuple):
    """What became of the claims of a cluster's sentences that cite articles.

    `copies` are pairs of its articles that are likely one report.
    """

    found: int
    not_found: int
    no_text: int
    findings: list[Finding]
    copies: list[Copy]
