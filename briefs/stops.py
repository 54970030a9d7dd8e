"""Stops: where a sentence of a text ends, and where a stop ends none.

In:  the text of a block, with marks for citations.
Out: where its sentences begin and end.

A citation that follows the full stop belongs to the sentence that it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from briefs.citations import MARKS

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

_NO_ABBREVIATION = "".join(
    rf"(?<!\b(?i:{'|'.join(map(re.escape, words))})\.)"
    for _, words in groupby(sorted(_ABBREVIATIONS, key=lambda word: (len(word), word)), key=len)
)
"""Looks back from a full stop: expressions that do are of one length each."""

_STOPS = ".!?…؟۔।॥։။።។"
_FULL_WIDTH_STOPS = "。！？"
_CLOSING = r"""["'”’“»)\]]*"""
_OPENING = r"""["'“‘«(\[]*"""

_STOP = re.compile(
    rf"""(?:(?P<stop>[{_STOPS}]+){_CLOSING}(?: »)?{MARKS}(?=\s|$)\s*"""
    rf"""|[{_FULL_WIDTH_STOPS}]["'”’」』）]*{MARKS}\s*)"""
)
_AFTER = (
    rf"(?:(?<=[^\W\d_]{{2}}\.){_NO_ABBREVIATION}"
    rf"|(?<=[0-9]{{4}}\.)|(?<=[^\w\s{_STOPS}{_FULL_WIDTH_STOPS}>;]\.))"
)
_EVERYDAY = rf"{_AFTER}{_CLOSING}(?>{MARKS})(?=(?P<gap>\s++){_OPENING}[A-Z])"
"""Goes on from a full stop that ends a sentence without doubt, since a capital letter comes next.

It follows a word that is no abbreviation, a year, or a sign such as that of a citation; `>` and `;`
end what readers do not see.
"""

SIGN = re.compile(
    rf"[{_STOPS}{_FULL_WIDTH_STOPS}]"
    rf"(?:(?P<everyday>{_EVERYDAY})|(?<=[{_FULL_WIDTH_STOPS}])|(?!\w|{MARKS}\Z))"
)
"""A sign that may end a sentence, other than the last one."""

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
_FOLLOWER = re.compile(rf"{_OPENING}(\w*)")
_CLOSERS = "\"'”’“»"
_OPENERS = frozenset(
    "The This That These Those It Its In On At By For From With A An And But Or So As If When "
    "While After Before Since Although Though However He She They We You I There Here What Who "
    "Why How Such Some Many Most Both Each Its Their Our His Her Analysts Officials".split()
)


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block begin and end, their marks still inside."""
    for space in "\n\t\xa0":
        text = text.replace(space, " ")
    start = done = 0
    for sign in SIGN.finditer(text):
        at = sign.start()
        if at < done:
            continue
        if sign["everyday"] is None:
            stop = _STOP.match(text, at)
            if stop is None:
                continue
            done = stop.end()
            if not _ends(text, start, stop):
                continue
        else:
            done = sign.end("gap")
        yield start, done
        start = done
    if start < len(text):
        yield start, len(text)


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
