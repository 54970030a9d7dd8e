"""Plain: the Markdown of most stories, set without a parser.

In:  Markdown whose citations are masked.
Out: the HTML that markdown-it would make of it, or None where the text is not plain.

Plain are paragraphs and flat lists whose lines hold words, emphasis of whole words and links to web
addresses. What is plain is decided by what stands there, never guessed at: `tests/test_plain.py`
compares with markdown-it on texts that try to mislead.
"""

from __future__ import annotations

import re

_WORDS = r"[^\\`*_\[\]<>&~\n\r]"
"""A character that means nothing to Markdown inside a line."""

_EDGE = r"[^\W_]"
"""A letter or a digit: next to one, whether a star opens or closes hangs on its other side."""

_EMPHASIS = "|".join(
    rf"(?<![^\s(]){mark}{_EDGE}(?:{_WORDS}*{_EDGE})?{mark}(?=[\s.,;:?)⸢]|\Z)"
    for mark in (r"\*\*", r"\*", "_")
)
_ADDRESS = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._?=#-]{0,1000})?"
_LINK = rf"(?<!!)\[{_WORDS}+\]\({_ADDRESS}\)"


_LINE = rf"(?![\s#>+=:|-]|[0-9]+[.)])(?>(?:{_WORDS}++|{_EMPHASIS}|{_LINK})+)(?<!\s)"
"""A line that begins no block of another kind, without white space at its ends."""

_PARAGRAPH = re.compile(rf"(?>{_LINE}(?:\n{_LINE})*)")
_LIST = re.compile(rf"(?>- {_LINE}(?:\n- {_LINE})*)")

_SPAN = re.compile(rf"(\*\*|\*|_)([^*_]+)\1|\[([^\]]+)\]\(({_ADDRESS})\)")
_TAGS = {"**": "strong", "*": "em", "_": "em"}


def html_of(text: str) -> str | None:
    """The HTML of a plain text; None of any other."""
    parts = []
    after_list = False
    for block in text.strip("\n").split("\n\n"):
        if _PARAGRAPH.fullmatch(block):
            parts.append(f"<p>{_spans(block)}</p>\n")
            after_list = False
        # A second list after an empty line would belong to the first, and part its items.
        elif not after_list and _LIST.fullmatch(block):
            items = "".join(f"<li>{_spans(line[2:])}</li>\n" for line in block.split("\n"))
            parts.append(f"<ul>\n{items}</ul>\n")
            after_list = True
        else:
            return None
    return "".join(parts)


def _spans(text: str) -> str:
    """Emphasis and links of text that is known to be plain."""
    escaped = text.replace('"', "&quot;")
    if "*" in text or "_" in text or "[" in text:
        return _SPAN.sub(_span, escaped)
    return escaped


def _span(found: re.Match[str]) -> str:
    mark, words, label, address = found.groups()
    if mark:
        return f"<{_TAGS[mark]}>{words}</{_TAGS[mark]}>"
    return f'<a href="{address}">{label}</a>'
