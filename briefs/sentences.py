"""Sentences: where one ends, and which citations stand in it.

In:  the HTML of a prose, with marks for citations.
Out: its sentences as plain text, each with the indices of its citations; and its first ones.

A citation that follows the full stop belongs to the sentence that it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from briefs.citations import ANALYSIS_MARK, MARK

_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|pre|hr|section|dl|dt|dd)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_FOOTNOTE = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref".*?</a>'
)
_MARKS = f"(?:{MARK.pattern}|{ANALYSIS_MARK})"
_STOP = re.compile(
    rf"""(?:(?P<stop>[.!?…؟۔।॥։။።។]+)["'”’“»)\]]*(?: »)?{_MARKS}*(?=\s|$)\s*"""
    rf"""|[。！？][\"'”’」』）]*{_MARKS}*\s*)"""
)
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


@dataclass(frozen=True)
class Sentence:
    """One sentence of a prose: its plain text, and which of the prose's citations stand in it.

    `citations` counts from 0 in the prose's order; `is_marked` tells of a `[*]`.
    """

    text: str
    citations: tuple[int, ...] = ()
    is_marked: bool = False


def split(html: str) -> Iterator[Sentence]:
    """The sentences of a prose, block by block."""
    if "footnote" in html:
        html = _FOOTNOTE.sub("", html)
    for block in _blocks(html):
        text = " ".join(unescape(_TAG.sub("", block)).split())
        for piece in _pieces(text):
            sentence = _sentence(piece)
            if sentence.text or sentence.citations:
                yield sentence


def _blocks(html: str) -> Iterator[str]:
    """What stands between the tags of blocks."""
    start = 0
    for tag in _BLOCK.finditer(html):
        if tag.start() > start and html[start : tag.start()] != "\n":
            yield html[start : tag.start()]
        start = tag.end()
    yield html[start:]


BLURB = 280
"""Characters of a blurb: whole sentences up to here, at least one."""


def blurb(html: str) -> str:
    """The first sentences of a prose as plain text, at least one, cut at a word if it is long."""
    text = ""
    for sentence in split(html):
        longer = f"{text} {sentence.text}".strip()
        if text and len(longer) > BLURB:
            break
        text = longer
    if len(text) > 2 * BLURB:
        text = text[: 2 * BLURB].rsplit(" ", 1)[0] + "…"
    return text


def _pieces(text: str) -> Iterator[str]:
    """A block cut after each sentence, its marks still inside."""
    start = 0
    for stop in _STOP.finditer(text):
        if not _ends(text, start, stop):
            continue
        yield text[start : stop.end()]
        start = stop.end()
    if start < len(text):
        yield text[start:]


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


def _sentence(piece: str) -> Sentence:
    """A piece with its marks taken out and remembered."""
    citations = tuple(int(mark[1]) for mark in MARK.finditer(piece))
    bare = " ".join(MARK.sub("", piece).replace(ANALYSIS_MARK, "").split())
    return Sentence(bare, citations, ANALYSIS_MARK in piece)
