"""Sentences: where one ends, and which citations stand in it.

In:  the HTML of a prose, with marks for citations.
Out: its sentences as plain text, each with the indices of its citations and where it stands in the
     HTML; and its first ones.

A citation that follows the full stop belongs to the sentence that it follows. Headings and code are
no sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from briefs.citations import ANALYSIS_MARK, MARK
from briefs.model import Prose

_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|pre|hr|section|dl|dt|dd)\b[^>]*>")
_NO_SENTENCES = re.compile("<(?:h[1-6]|pre)[ >]")
_MARKUP = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref".*?</a>|'
    r"<[^>]*>|&(?P<letter>[^;\s]*);"
)
"""What readers see otherwise than it is written: signs of footnotes, tags, escaped letters.

Each of them begins with a character, outside of any group: `re` then looks for these alone.
"""

_TAG = re.compile("<[^>]*>")
_FOOTNOTE = 'class="footnote-'
"""In the tags of all signs of footnotes."""

_MARKS = f"(?:{MARK.pattern}|{ANALYSIS_MARK})"
_MAY_STOP = re.compile("[.!?…؟۔।॥։။።។。！？]")
_STOP = re.compile(
    rf"""(?:(?P<stop>[.!?…؟۔।॥։။።។]+)["'”’“»)\]]*(?: »)?{_MARKS}*(?=\s|$)\s*"""
    rf"""|[。！？][\"'”’」』）]*{_MARKS}*\s*)"""
)
_EVERYDAY = re.compile(rf"\.{_MARKS}*+(?:\s++(?=[A-Z])|\Z)")
"""A full stop that ends nearly every sentence: a capital letter follows, or nothing."""

_BEFORE_A_NAME = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col capt sgt rev hon st mt fig figs vol ed eds vs al "
    "approx e.g i.e cf ca viz mme mlle sra srta dra hr frau bzw".split()
)
"""Abbreviations that end no sentence: something always follows."""

_BEFORE_A_FIGURE = frozenset("no nos p pp nr art".split())
"""Abbreviations before a figure, and words before anything else: "No. It was not."."""

_ANYWHERE = frozenset(
    "etc inc corp co ltd bros dept est jr sr jan feb mar apr jun jul aug sep sept oct nov dec mon "
    "tue wed thu fri sat sun ph.d".split()
)
"""Abbreviations that may also end a sentence: the next word tells."""

_ABBREVIATIONS = _BEFORE_A_NAME | _BEFORE_A_FIGURE | _ANYWHERE

_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[^\W\d_]")
_ORDINAL = re.compile(
    r"(?:^|\s)(?:der|die|das|dem|den|des|im|zum|vom|beim|bis) \d{1,3}$|(?:^|\s)\d{1,2}$",
    re.IGNORECASE,
)
_GERMAN_MONTHS = frozenset(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_SPEAKER = re.compile(
    r"(?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:said|says|asked|asks|wrote|writes|cried|replied|added|told|shouted)\b"
)
_FOLLOWER = re.compile(r"[\"'“‘«(\[]*(\w*)")
_CLOSERS = "\"'”’“»"
_OPENERS = frozenset(
    "The This That These Those It Its In On At By For From With A An And But Or So As If When "
    "While After Before Since Although Though However He She They We You I There Here What Who "
    "Why How Such Some Many Most Both Each Its Their Our His Her Analysts Officials".split()
)


class Sentence(NamedTuple):
    """One sentence of a prose: its plain text, and which of the prose's citations stand in it.

    `citations` counts from 0 in the prose's order; `is_marked` tells of a `[*]`.
    """

    text: str
    citations: tuple[int, ...]
    is_marked: bool


def split(html: str) -> Iterator[Sentence]:
    """The sentences of a prose, block by block."""
    for start, end in stretches(html):
        yield read(html[start:end])


def stretches(html: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a prose begin and end, block by block.

    An element of the HTML may begin in one of them and end in another.
    """
    for start, end in _blocks(html):
        text, shifts = _plain(html[start:end])
        for first, last in _cuts(text):
            piece = text[first:last]
            said = piece.strip()
            if not said or (ANALYSIS_MARK in said and not said.replace(ANALYSIS_MARK, "").strip()):
                continue
            begins = first + piece.index(said)
            ends = begins + len(said)
            if shifts is not None:
                begins, ends = shifts.of(begins), shifts.of(ends)
            yield start + begins, start + ends


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
    return _TAG.sub("", html) if "<" in html else html


def _without_marks(text: str) -> str:
    """A text without its marks, with single spaces."""
    if "⸢" in text:
        text = MARK.sub("", text)
    if ANALYSIS_MARK in text:
        text = text.replace(ANALYSIS_MARK, "")
    return " ".join(text.split())


def _letter(markup: re.Match[str]) -> str:
    """What readers see of an escaped letter, or of a tag."""
    return "" if markup["letter"] is None else unescape(markup[0])


def _blocks(html: str) -> Iterator[tuple[int, int]]:
    """Where text stands between the tags of blocks, headings and code left out."""
    start = 0
    opened = ""
    for tag in _BLOCK.finditer(html):
        between = html[start : tag.start()]
        if between and not between.isspace() and not _NO_SENTENCES.match(opened):
            yield start, tag.start()
        start = tag.end()
        opened = tag[0]
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
        longer = f"{text} {read(prose.html[start:end]).text}".strip()
        if text and len(longer) > BLURB:
            break
        text = longer
    if len(text) > 2 * BLURB:
        text = text[: 2 * BLURB].rsplit(" ", 1)[0] + "…"
    return text


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block begin and end, their marks still inside."""
    for space in "\n\t\xa0":
        text = text.replace(space, " ")
    start = done = 0
    for sign in _MAY_STOP.finditer(text):
        at = sign.start()
        if at < done:
            continue
        stop = _EVERYDAY.match(text, at)
        if stop is None or not _is_everyday(text, start, stop):
            stop = _STOP.match(text, at)
            if stop is None:
                continue
            done = stop.end()
            if not _ends(text, start, stop):
                continue
        done = stop.end()
        yield start, done
        start = done
    if start < len(text):
        yield start, len(text)


def _is_everyday(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence, as it stands after a common word: `_ends` in short."""
    at = stop.start()
    if stop.end() == len(text) or text.endswith("⸣", start, at):
        return True
    word = text[max(start, text.rfind(" ", start, at) + 1) : at]
    return len(word) > 1 and word.isalpha() and word.lower() not in _ABBREVIATIONS


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a stop ends the sentence that begins at `start`."""
    stop = found.start()
    if found.end() == len(text):
        return True
    if not found["stop"]:
        # In Japanese, a quotation may go on with "said he".
        return not (found[0].endswith(("」", "』")) and text.startswith("と", found.end()))
    follower = _FOLLOWER.match(text, found.end())
    next_word = follower[1] if follower else ""
    # "iPhone" may begin a sentence, "phone" may not.
    if next_word[:1].islower() and next_word.islower():
        return False
    if found["stop"] != ".":
        is_quoted = text[found.end("stop")] in _CLOSERS
        return not (is_quoted and _SPEAKER.match(text, found.end()))
    if text.startswith(".", found.end()):
        return False
    word = text[max(start, text.rfind(" ", start, stop) + 1) : stop].lstrip("([\"'“‘«„")
    return _ends_after(word, next_word, text[max(start, stop - 12) : stop])


def _ends_after(word: str, next_word: str, before: str) -> bool:
    """Whether a full stop after this word ends a sentence if that word comes next."""
    plain = word.lower()
    if plain in _BEFORE_A_NAME:
        return False
    if plain in _BEFORE_A_FIGURE:
        return not next_word[:1].isdigit()
    if plain in _ANYWHERE or _ACRONYM.fullmatch(word):
        return next_word in _OPENERS
    if word.isdigit() and (found := _ORDINAL.search(before)):
        return found[0].strip().isdigit() and next_word not in _GERMAN_MONTHS
    return True
