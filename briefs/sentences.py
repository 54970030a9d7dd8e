"""Sentences: where one ends, and which citations stand in it.

In:  the HTML of a prose, with marks for citations.
Out: its sentences as plain text, each with the indices of its citations and where it stands in the
     HTML; and its first ones.

Headings and code are no sentences. Where one ends, `stops.py` knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from briefs import stops
from briefs.citations import ANALYSIS_MARK, MARK
from briefs.model import Prose

_TAG = (
    r"<(?:/?(?:p|li|ul|ol|blockquote|hr|section|dl|dt|dd)\b[^>]*>"
    r"|(?:h[1-6]|pre)\b.*?</(?:h[1-6]|pre)>)\s*"
)
"""A tag of a block; or a heading or code, with all that stands in it."""

_BETWEEN = re.compile(f"{_TAG}(?:{_TAG})*", re.DOTALL)
"""What stands between two blocks of text."""

_SPEAKING_TAG = re.compile(r'="[^"]*\s')
"""A tag that says something, in which a sentence may end."""

_MARKUP = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref".*?</a>|'
    r"<[^>]*>|&(?P<letter>[^;\s]*);"
)
"""What readers see otherwise than it is written: signs of footnotes, tags, escaped letters.

Each of them begins with a character, outside of any group: `re` then looks for these alone.
"""

_ANY_TAG = re.compile("<[^>]*>")
_FOOTNOTE = 'class="footnote-'
"""In the tags of all signs of footnotes."""


class Sentence(NamedTuple):
    """One sentence of a prose: its plain text, and which of the prose's citations stand in it.

    `citations` counts from 0 in the prose's order; `is_marked` tells of a `[*]`.
    """

    text: str
    citations: tuple[int, ...]
    is_marked: bool


def split(html: str) -> Iterator[Sentence]:
    """The sentences of a prose, block by block."""
    bounds = bounds_in(html)
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        yield read(html[start:end])


def bounds_in(html: str) -> list[int]:
    """Where the first sentence of a prose begins and ends, where the second does, and so on.

    An element of the HTML may begin in one of them and end in another.
    """
    bounds: list[int] = []
    has_speaking_tags = _SPEAKING_TAG.search(html)
    for start, end in _blocks(html):
        known = None if has_speaking_tags else _everyday(html, start, end)
        bounds += _careful(html, start, end) if known is None else known
    return bounds


def _everyday(html: str, start: int, end: int) -> list[int] | None:
    """The bounds in a block all of whose stops are everyday ones; None of any other."""
    first, last = html[start], html[end - 1]
    if first in ("<", ANALYSIS_MARK) or first.isspace() or last == ">" or last.isspace():
        return None
    bounds = [start]
    for sign in stops.SIGN.finditer(html, start, end):
        if sign["everyday"] is None:
            return None
        bounds += (sign.end(), sign.end("gap"))
    bounds.append(end)
    return bounds


def _careful(html: str, start: int, end: int) -> Iterator[int]:
    """The bounds in a block, each of whose stops is looked at as readers see it."""
    text, shifts = _plain(html[start:end])
    for first, last in stops.cuts(text):
        piece = text[first:last]
        said = piece.strip()
        if not said or (ANALYSIS_MARK in said and not said.replace(ANALYSIS_MARK, "").strip()):
            continue
        begins = first + piece.index(said)
        ends = begins + len(said)
        if shifts is not None:
            begins, ends = shifts.of(begins), shifts.of(ends)
        yield start + begins
        yield start + ends


def read(html: str) -> Sentence:
    """A sentence, from the stretch of HTML that it is."""
    html = _without_markup(html)
    citations = tuple(map(int, MARK.findall(html))) if "⸢" in html else ()
    return Sentence(_without_marks(html), citations, ANALYSIS_MARK in html)


def words(html: str) -> str:
    """A sentence as plain text alone, from the stretch of HTML that it is."""
    return _without_marks(_without_markup(html))


def _without_markup(html: str) -> str:
    """What readers see of HTML, and the marks."""
    if "&" in html or _FOOTNOTE in html:
        return _MARKUP.sub(_letter, html)
    return _ANY_TAG.sub("", html) if "<" in html else html


def _without_marks(text: str) -> str:
    """A text without its marks, with single spaces."""
    if "⸢" in text:
        text = MARK.sub("", text)
    if ANALYSIS_MARK in text:
        text = text.replace(ANALYSIS_MARK, "")
    text = text.strip()
    # No white space but the space is printable, and few texts hold any, or two spaces.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _letter(markup: re.Match[str]) -> str:
    """What readers see of an escaped letter, or of a tag."""
    return "" if markup["letter"] is None else unescape(markup[0])


def _blocks(html: str) -> Iterator[tuple[int, int]]:
    """Where text stands between the tags of blocks, headings and code left out."""
    start = 0
    for tags in _BETWEEN.finditer(html):
        if start < tags.start():
            yield start, tags.start()
        start = tags.end()
    if start < len(html):
        yield start, len(html)


class _Shifts(NamedTuple):
    """How far a text that was written in HTML lies behind where it is written.

    `after` are offsets in the text, in order, beyond each of which `sums` grows.
    """

    after: list[int]
    sums: list[int]

    def of(self, offset: int) -> int:
        """Where an offset of the text lies in its HTML: before the tags that stand there."""
        return offset + self.sums[bisect_left(self.after, offset)]


def _plain(html: str) -> tuple[str, _Shifts | None]:
    """The text of a block, and its shifts if it has any."""
    if "<" not in html and "&" not in html:
        return html, None
    pieces: list[str] = []
    after = []
    hidden = []
    start = length = 0
    for found in _MARKUP.finditer(html):
        letter = _letter(found)
        length += found.start() - start
        pieces += (html[start : found.start()], letter)
        after.append(length)
        hidden.append(len(found[0]) - len(letter))
        length += len(letter)
        start = found.end()
    pieces.append(html[start:])
    return "".join(pieces), _Shifts(after, [*accumulate(hidden, initial=0)])


BLURB = 280
"""Characters of a blurb: whole sentences up to here, at least one."""


def blurb(prose: Prose) -> str:
    """The first sentences of a prose as plain text, at least one, cut at a word if it is long."""
    text = ""
    for start, end in zip(prose.sentences[::2], prose.sentences[1::2], strict=True):
        longer = f"{text} {words(prose.html[start:end])}".strip()
        if text and len(longer) > BLURB:
            break
        text = longer
    if len(text) > 2 * BLURB:
        text = text[: 2 * BLURB].rsplit(" ", 1)[0] + "…"
    return text
