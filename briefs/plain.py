"""Plain: the Markdown of most stories, set without a parser.

In:  Markdown whose citations are masked.
Out: the HTML that markdown-it would make of it, or None where the text is not plain.

Plain are paragraphs and flat lists whose lines hold words, emphasis of whole words and links to web
addresses. What is plain is decided by what stands there, never guessed at: `tests/test_plain.py`
compares with markdown-it on texts that try to mislead.
"""

from __future__ import annotations

import re

_NEVER = ("\\", "`", "<", ">", "&", "~", "\r")
"""Signs that are in no plain text."""

_ODD_LINE = re.compile(r"\n(?:(?<=[^\S\n]\n)|(?>(?:- )?)(?:[^\S\n]|[#+=:|-]|[0-9]+[.)])|\n\n)")
"""A line that begins a block of another kind or has white space at an end; two empty lines."""

_WORDS = r"[^*_\[\]\n]"
_EDGE = r"[^\W_]"
"""A letter or a digit: next to one, whether a star opens or closes hangs on its other side."""

_EMPHASIZED = rf"({_EDGE}(?:{_WORDS}*{_EDGE})?)"
_AFTER = r"(?=[\s.,;:?)⸢]|\Z)"
_ADDRESS = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._?=#-]{0,1000})?"
_SPAN = re.compile(
    rf"\*\*(?<![^\s(]\*\*){_EMPHASIZED}\*\*{_AFTER}"
    rf"|\*(?<![^\s(]\*){_EMPHASIZED}\*{_AFTER}"
    rf"|_(?<![^\s(]_){_EMPHASIZED}_{_AFTER}"
    rf"|\[(?<!!\[)({_WORDS}+)\]\(({_ADDRESS})\)"
)
"""Emphasis of whole words, or a link; each kind begins with its sign, and `re` looks for these."""


def html_of(text: str) -> str | None:
    """The HTML of a plain text; None of any other."""
    text = text.strip("\n")
    for sign in _NEVER:
        if sign in text:
            return None
    if not text or _ODD_LINE.search(f"\n{text}\n"):
        return None
    lines = _spans(text.replace('"', "&quot;"))
    return None if lines is None else _blocks(lines)


def _spans(text: str) -> str | None:
    """The text with its emphasis and links set; None if a sign of them is left over."""
    pieces = _SPAN.split(text)
    # The five groups of an expression stand between the words before and after it.
    words = "".join(pieces[::6])
    if "*" in words or "_" in words or "[" in words or "]" in words:
        return None
    parts = [pieces[0]]
    for at in range(1, len(pieces), 6):
        strong, starred, underlined, label, address, words = pieces[at : at + 6]
        if strong:
            parts.append(f"<strong>{strong}</strong>{words}")
        elif label:
            parts.append(f'<a href="{address}">{label}</a>{words}')
        else:
            parts.append(f"<em>{starred or underlined}</em>{words}")
    return "".join(parts)


_PARAGRAPH_ENDS = "</p>\n"
_LIST_ENDS = "</ul>\n"


def _blocks(lines: str) -> str | None:
    """The paragraphs and flat lists that lines make; None if they make anything else."""
    parts: list[str] = []
    open_end = last_end = ""
    for line in lines.split("\n"):
        if not line:
            parts.append(open_end)
            last_end, open_end = open_end, ""
        elif line.startswith("- "):
            # A second list after an empty line would belong to the first, and part its items.
            if open_end == _PARAGRAPH_ENDS or (not open_end and last_end == _LIST_ENDS):
                return None
            parts += ("" if open_end else "<ul>\n", f"<li>{line[2:]}</li>\n")
            open_end = _LIST_ENDS
        elif open_end == _LIST_ENDS:
            return None
        else:
            parts += ("\n" if open_end else "<p>", line)
            open_end = _PARAGRAPH_ENDS
    parts.append(open_end)
    return "".join(parts)
