"""Citations: everything about the `[id]` marks in prose.

In:  prose as written, and the ids that its cluster lists.
Out: the prose with each citation turned into a mark that Markdown passes over, the citations, and
     later the marks turned into numbered links.

A number is given once, here (`number`), in order of first appearance; every output prints the same
one. A mark is `⸢`, a noncharacter, the citation's index, a noncharacter, `⸣`: punctuation outside,
so that emphasis beside it works as beside brackets; inside, what no content file can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefs.model import Bracketed, Citation

MARK = re.compile("⸢\ufdd0([0-9]+)\ufdd1⸣")
"""One masked bracket; its group is the index in `Masked.brackets`."""

ANALYSIS = "*"
"""`[*]` marks a sentence that is analysis or common knowledge on purpose."""

ANALYSIS_MARK = "\ufdd2"
"""What `[*]` becomes; outputs leave it out."""

_BRACKET = re.compile(r"\[([^\[\]\n\\]{1,400})\]")
_LINK_TAIL = re.compile(
    r"""\(\s*(?:<[^<>\n]*>|(?:[^\s()<][^\s()]*(?:\([^\s()]*\)[^\s()]*)*)?)"""
    r"""(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
_DIGITS = re.compile(r"[0-9]{1,18}")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class Bracket(NamedTuple):
    """One masked bracket: the text that was there, and the citations that it stands for."""

    written: str
    citations: tuple[Citation, ...]


class Masked(NamedTuple):
    """Prose whose citations are marks, and what the marks stand for."""

    text: str
    brackets: tuple[Bracket, ...] = ()
    loose: tuple[Bracketed, ...] = ()


def mask(text: str, listed: frozenset[str]) -> Masked:
    """Turn the citations of a prose into marks.

    `[51155]` (digits 0-9, or an id in `listed`), `[@any-id]`, `[a, b]`, `[@a; @b]` and `[*]` are
    citations. A link's text, a checkbox, a footnote and an escaped bracket are not.
    """
    brackets: list[Bracket] = []
    loose: list[Bracketed] = []

    def replace(match: re.Match[str]) -> str:
        inner, start = match[1], match.start()
        if _is_escaped(text, start) or _LINK_TAIL.match(text, match.end()):
            return match[0]
        found = _read(inner, start + 1, listed)
        if found is None:
            if _WORD.fullmatch(inner):
                loose.append(Bracketed(inner, start))
            return match[0]
        brackets.append(Bracket(match[0], found))
        return f"⸢\ufdd0{len(brackets) - 1}\ufdd1⸣"

    return Masked(_BRACKET.sub(replace, text), tuple(brackets), tuple(loose))


def _is_escaped(text: str, start: int) -> bool:
    """Whether an odd number of backslashes stands before a bracket."""
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _read(inner: str, start: int, listed: frozenset[str]) -> tuple[Citation, ...] | None:
    """The citations inside a bracket whose text begins at `start`; None if it is no citation."""
    if inner == ANALYSIS:
        return (Citation(ANALYSIS, start - 1, 3),)
    if _DIGITS.fullmatch(inner):
        return (Citation(inner, start, len(inner)),)
    found = []
    for item in re.finditer(r"[^,;]+", inner):
        written = item[0].strip()
        id = written.removeprefix("@")
        is_id = _DIGITS.fullmatch(id) or id in listed or (id != written and _WORD.fullmatch(id))
        if not is_id:
            return None
        offset = start + item.start() + item[0].index(written)
        found.append(Citation(id, offset, len(written)))
    return tuple(found) or None


def unmask(text: str, masked: Masked) -> str:
    """Put the written brackets back, where Markdown made code or an attribute of them."""
    return MARK.sub(lambda mark: masked.brackets[int(mark[1])].written, text)


def settle(html: str, masked: Masked) -> tuple[str, tuple[Citation, ...]]:
    """Renumber the marks that Markdown left in the HTML, one a citation, in the reader's order.

    `[*]` becomes `ANALYSIS_MARK`, which `sentences.py` sees and no reader.
    """
    citations: list[Citation] = []

    def replace(match: re.Match[str]) -> str:
        marks = []
        for citation in masked.brackets[int(match[1])].citations:
            if citation.article == ANALYSIS:
                marks.append(ANALYSIS_MARK)
            else:
                marks.append(f"⸢\ufdd0{len(citations)}\ufdd1⸣")
                citations.append(citation)
        return "".join(marks)

    # The space that an editor leaves before a bracket would part the number from its word.
    for space in (" ", "\n"):
        html = html.replace(f"{space}⸢\ufdd0", "⸢\ufdd0")
    return MARK.sub(replace, html), tuple(citations)


def number(cited: Iterable[str]) -> dict[str, int]:
    """Number articles from 1 in the order in which they are first cited."""
    return {article: number for number, article in enumerate(dict.fromkeys(cited), 1)}


def fill(html: str, signs: Sequence[str]) -> str:
    """Replace the nth mark (from 0) by the nth sign, and leave `[*]` out."""
    # Words and the numbers of marks take turns.
    parts = MARK.split(html)
    parts[1::2] = [signs[int(index)] for index in parts[1::2]]
    return "".join(parts).replace(ANALYSIS_MARK, "")


def anchor(slug: str, kind: str, ordinal: int | str) -> str:
    """The id of a citation (`c`), reference (`r`), sub-story (`s`), correction (`k`) of a cluster.

    `q` is a cited sentence, in pages and digests alone; the others are the same in every output.
    It is made of a-z, 0-9 and hyphens alone. Without an ordinal it is what all anchors of
    one kind begin with.
    """
    return f"{slug}-{kind}{ordinal}"
