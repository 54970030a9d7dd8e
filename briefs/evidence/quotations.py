"""Quotations: what stands in quotation marks, and the parts of it that an article must say.

In:  a sentence.
Out: the stretches in quotation marks of any common style; of each, its words in parts: an ellipsis
     or an editor's [insertion] stands for words of the article that are left out.

An apostrophe, feet and inches and '90s open nothing. Double marks that a neighbouring sentence
opens or closes reach to the beginning or the end of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefs.evidence.folding import fold, words

_CLOSERS = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_SINGLE = "‘‚'"
_MARK = re.compile(r"""[“”„«»‹「」『』‘‚"]|(?<![^\s(\["“—–-])'(?=[^\W\d])""")
_GAP = re.compile(r"\[[^\[\]]*\]|…|\.\s?\.\s?\.")
_INSIDE_A_WORD = re.compile(r"\[([^\W\d_]{1,3})\](?=\w)|(?<=\w)\[[^\W\d_]{1,3}\]")
_SINGLE_END = re.compile(r"(?<=\S)['’](?=[\s.,;:!?)\]”\"»—–-]|$)")


class Quoted(NamedTuple):
    """A stretch in quotation marks: its place without the marks."""

    start: int
    end: int


def quotations_in(sentence: str) -> Iterator[Quoted]:
    """The outermost quotations of a sentence, in order."""
    position = 0
    while found := _MARK.search(sentence, position):
        mark, start = found[0], found.end()
        quoted = _closed(sentence, mark, start) or _open(sentence, mark, start, position)
        if quoted is None:
            position = start
            continue
        position = max(start, quoted.end + 1)
        if words(sentence[quoted.start : quoted.end]):
            yield quoted


def _closed(sentence: str, mark: str, start: int) -> Quoted | None:
    """What stands between an opening mark, which ends at `start`, and the one that closes it."""
    before, after = sentence[: start - 1][-1:], sentence[start : start + 1]
    if mark in _SINGLE:
        end = _single_end(sentence, start)
        return Quoted(start, end) if end else None
    if mark in '"”»' and (before.isalnum() or (not after or after.isspace())):
        return None
    depth, closers = 1, _CLOSERS[mark]
    for place in re.finditer(f"[{mark}{closers}]", sentence[start:]):
        is_closer = place[0] in closers
        depth += -1 if is_closer else 1
        if depth == 0:
            return Quoted(start, start + place.start())
    return None


def _single_end(sentence: str, start: int) -> int | None:
    """Where single marks close: not at the apostrophe of "workers'" if another mark follows."""
    found = _SINGLE_END.search(sentence, start)
    if found and sentence[found.start() - 1] == "s" and found.end() < len(sentence):
        opener = re.compile("[‘‚]|(?<=[ (])'").search(sentence, found.end())
        limit = opener.start() if opener else len(sentence)
        found = _SINGLE_END.search(sentence, found.end(), limit) or found
    return found.start() if found else None


def _open(sentence: str, mark: str, start: int, position: int) -> Quoted | None:
    """A quotation of which only one mark stands in this sentence."""
    before, after = sentence[: start - 1][-1:], sentence[start : start + 1]
    if mark in _SINGLE:
        return None
    if mark in "“„«「『‹" or (
        mark == '"' and after and not after.isspace() and not before.isalnum()
    ):
        return Quoted(start, len(sentence)) if after else None
    is_inch = mark == '"' and before.isdigit()
    return None if position or is_inch or not before.strip() else Quoted(0, start - 1)


def parts_of(quoted: str) -> tuple[str, ...]:
    """The folded parts of a quotation that an article must say in this order."""
    plain = _INSIDE_A_WORD.sub(r"\1", quoted)
    return tuple(fold(found) for part in _GAP.split(plain) if (found := words(part)))


def says(folded: str, parts: tuple[str, ...]) -> bool:
    """Whether a folded text has all parts, in their order."""
    position = 0
    for part in parts:
        found = folded.find(part, position)
        if found < 0:
            return False
        position = found + len(part) - 1
    return True
