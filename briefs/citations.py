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
from itertools import count
from typing import NamedTuple

from briefs.model import Bracketed, Citation

MARK = re.compile("⸢\ufdd0([0-9]+)\ufdd1⸣")
"""A citation; its group is the index in `Masked.cited`, later in `Prose.cited`."""

_ANALYSIS = "*"
"""`[*]` marks a sentence that is analysis or common knowledge on purpose."""

ANALYSIS_MARK = "\ufdd2"
"""What `[*]` becomes; outputs leave it out."""

_ANALYSIS_MASKED = f"⸢\ufdd0{ANALYSIS_MARK}\ufdd1⸣"
"""What it is until Markdown has been read."""

MARKS = f"(?:⸢\ufdd0[0-9]+\ufdd1⸣|{ANALYSIS_MARK})*"
"""Any marks that stand side by side, as an expression without groups."""

_BRACKET = re.compile(r"\[(?:(?<!\\\[)([0-9]{1,18})\](?!\()|([^\[\]\n\\]{1,400})\])")
"""A bracket; its first group are digits that are a citation without doubt."""

_LINK_TAIL = re.compile(
    r"""\(\s*(?:<[^<>\n]*>|(?:[^\s()<][^\s()]*(?:\([^\s()]*\)[^\s()]*)*)?)"""
    r"""(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
_DIGITS = re.compile(r"[0-9]{1,18}")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class Masked(NamedTuple):
    """Prose whose citations are marks, and what the nth mark stands for.

    `spans` are the offset and the length of each citation, one after the other; `written` is the
    text that was there: of a bracket of several citations, all at the first.
    """

    text: str
    cited: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()
    written: tuple[str, ...] = ()
    loose: tuple[Bracketed, ...] = ()


def mask(text: str, listed: frozenset[str]) -> Masked:
    """Turn the citations of a prose into marks.

    `[51155]` (digits 0-9, or an id in `listed`), `[@any-id]`, `[a, b]`, `[@a; @b]` and `[*]` are
    citations. A link's text, a checkbox, a footnote and an escaped bracket are not.
    """
    cited: list[str] = []
    spans: list[int] = []
    written: list[str] = []
    loose: list[Bracketed] = []

    def replace(match: re.Match[str]) -> str:
        start = match.start()
        digits, inner = match.groups()
        if digits:
            cited.append(digits)
            spans.extend((start + 1, len(digits)))
            written.append(match[0])
            return _mark_of(len(written) - 1)
        if _is_escaped(text, start) or _LINK_TAIL.match(text, match.end()):
            return match[0]
        if inner == _ANALYSIS:
            return _ANALYSIS_MASKED
        found = _read(inner, start + 1, listed)
        if not found:
            if _WORD.fullmatch(inner):
                loose.append(Bracketed(inner, start))
            return match[0]
        for citation in found:
            cited.append(citation.article)
            spans.extend((citation.offset, citation.length))
        first = len(written)
        written.extend([match[0], *[""] * (len(found) - 1)])
        return "".join(map(_mark_of, range(first, len(written))))

    masked = _BRACKET.sub(replace, text)
    return Masked(masked, tuple(cited), tuple(spans), tuple(written), tuple(loose))


def _mark_of(index: int) -> str:
    """The mark of the citation with this index."""
    return f"⸢\ufdd0{index}\ufdd1⸣"


def _is_escaped(text: str, start: int) -> bool:
    """Whether an odd number of backslashes stands before a bracket."""
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _read(inner: str, start: int, listed: frozenset[str]) -> list[Citation]:
    """The citations inside a bracket whose text begins at `start`; none if it is no citation."""
    found = []
    for item in re.finditer(r"[^,;]+", inner):
        written = item[0].strip()
        id = written.removeprefix("@")
        is_id = _DIGITS.fullmatch(id) or id in listed or (id != written and _WORD.fullmatch(id))
        if not is_id:
            return []
        offset = start + item.start() + item[0].index(written)
        found.append(Citation(id, offset, len(written)))
    return found


def unmask(text: str, masked: Masked) -> str:
    """Put the written brackets back, where Markdown made code or an attribute of them."""
    text = text.replace(_ANALYSIS_MASKED, f"[{_ANALYSIS}]")
    return MARK.sub(lambda mark: masked.written[int(mark[1])], text)


def renumber(html: str, masked: Masked) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """Number the marks that a parser left in the HTML in the reader's order.

    What is cited and its spans are in this order then.
    """
    order = [int(index) for index in MARK.findall(html)]
    numbers = count()
    html = MARK.sub(lambda _: _mark_of(next(numbers)), html)
    cited = tuple([masked.cited[index] for index in order])
    spans = tuple([masked.spans[at] for index in order for at in (2 * index, 2 * index + 1)])
    return html, cited, spans


def settle(html: str) -> str:
    """Take away the space before each mark: it would part the number from its word.

    `[*]` becomes `ANALYSIS_MARK`, which `sentences.py` sees and no reader.
    """
    for space in (" ", "\n"):
        html = html.replace(f"{space}⸢\ufdd0", "⸢\ufdd0")
    return html.replace(_ANALYSIS_MASKED, ANALYSIS_MARK)


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
