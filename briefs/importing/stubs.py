"""Stubs: the records that a pasted cluster needs and nobody has written.

In:  what a cluster cites, its sub-headlines, and the articles that exist.
Out: a stub for each unknown article, with the sub-headline that is likely its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefs.importing.cases import FUNCTION_WORDS, plain
from briefs.importing.drafts import Stub
from briefs.importing.known import Known
from briefs.importing.markdown import Written
from briefs.importing.pastes import Paste
from briefs.importing.runs import Piece


def stubs_of(
    paste: Paste, written: Written, pieces: Sequence[Piece], known: Known
) -> tuple[Stub, ...]:
    """The articles that are cited and have no record."""
    texts = written.cited_for()
    titles = {piece.article: piece for piece in pieces if piece.article is not None}
    places: dict[str, int] = {}
    for word in re.finditer(r"[A-Za-z0-9][A-Za-z0-9._-]*", paste.text):
        places.setdefault(word[0], word.start())
    found = []
    for number, id in enumerate(written.cited):
        if id in known.articles:
            continue
        span = paste.span(places.get(id, 0), len(id))
        piece = titles.get(number)
        if piece is None:
            found.append(Stub(id, span))
            continue
        title = " ".join(paste.text[piece.start : piece.end].split())
        confidence = round(piece.confidence * (0.4 + 0.6 * _share(title, texts[number])), 2)
        found.append(Stub(id, span, title, confidence))
    return tuple(found)


def _share(title: str, text: str) -> float:
    """How many of a title's words of weight begin as words of a text do."""
    words = {plain(word)[:5] for word in title.split() if plain(word) not in FUNCTION_WORDS}
    there = {plain(word)[:5] for word in text.split()}
    return len(words & there) / len(words) if words else 0.0
