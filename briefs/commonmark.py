"""CommonMark: the Markdown that is not plain, set by a parser.

In:  Markdown whose citations are masked.
Out: its HTML, the addresses that it may not link, and the pictures without a text.

This module alone knows markdown-it-py. Raw HTML is text here, and a link leads to http, https,
mailto or a path of this site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefs import citations
from briefs.permalinks import ROOT
from briefs.shapes import is_web_address

_OTHER_ADDRESS = re.compile(
    rf"mailto:[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+|"
    rf"{ROOT}(?:[A-Za-z0-9_-][^/\\\s\"'<>?#]*(?:/[A-Za-z0-9_-][^/\\\s\"'<>?#]*)*/?)?"
    r"(?:\?[^\\\s\"'<>#]*)?(?:#[A-Za-z0-9_-]+)?|#[A-Za-z0-9_-]+"
)


def render(masked: citations.Masked, name: str) -> tuple[str, list[str], list[str]]:
    """The HTML, the addresses refused, the pictures without a text; `name` is for footnotes."""
    parser = _parser(has_footnotes="[^" in masked.text)
    parser.masked = masked
    parser.refused, parser.unlabelled = [], []
    html = str(parser.markdown.render(masked.text, {"docId": name} if name else {}))
    return html, parser.refused, parser.unlabelled


class _Parser:
    """One markdown-it parser, with what the prose that it is reading has masked and refused."""

    masked: citations.Masked
    refused: list[str]
    unlabelled: list[str]

    def __init__(self, *, has_footnotes: bool) -> None:
        self.markdown = MarkdownIt("commonmark", {"html": False, "typographer": False})
        self.markdown.disable(["html_inline", "html_block"])
        if has_footnotes:
            self.markdown.use(footnote_plugin)
        self.markdown.core.ruler.push("headings", _lower_headings)
        self.markdown.core.ruler.push("checkboxes", _draw_checkboxes)
        self.markdown.validateLink = self._allows  # type: ignore[method-assign]  # its own hook
        normalize = self.markdown.normalizeLink
        self.markdown.normalizeLink = lambda url: (  # type: ignore[method-assign]  # its own hook
            _from_root(normalize(citations.unmask(url, self.masked)))
        )
        rules: dict[str, Any] = self.markdown.renderer.rules  # type: ignore[attr-defined]  # RendererHTML's
        for kind in ("code_inline", "code_block", "fence"):
            rules[kind] = self._as_written(rules[kind])
        rules["image"] = self._image

    def _as_written(self, rule: Callable[..., str]) -> Callable[..., str]:
        """A rule that prints code as it was written, its brackets too."""

        def print_code(*rest: Any) -> str:
            return citations.unmask(rule(*rest), self.masked)

        return print_code

    def _image(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """An image of this site with its text; anything else was refused as a link."""
        token = tokens[index]
        source = str(token.attrGet("src"))
        if not source.startswith(ROOT):
            self.refused.append(source)
        alt = citations.unmask(token.content, self.masked).strip()
        if not alt:
            self.unlabelled.append(source.replace(ROOT, "/"))
        return f'<img src="{escapeHtml(source)}" alt="{escapeHtml(alt)}">'

    def _allows(self, url: str) -> bool:
        """Whether markdown-it may make a link of this address."""
        fine = is_web_address(url) or _OTHER_ADDRESS.fullmatch(url)
        if not fine:
            self.refused.append(url.replace(ROOT, "/"))
        return bool(fine)


@cache
def _parser(*, has_footnotes: bool) -> _Parser:
    """One parser a process and kind: making one costs as much as reading a page."""
    return _Parser(has_footnotes=has_footnotes)


def _from_root(url: str) -> str:
    """Mark a path of this site, so that each output can put its own address before it."""
    return ROOT + url[1:] if url.startswith("/") else url


def _lower_headings(state: Any) -> None:
    """The page's headline is the one h1: the highest heading of a prose is h2, the next h3."""
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}), 2)}
    for token in headings:
        token.tag = f"h{min(6, ranks[token.tag])}"


def _draw_checkboxes(state: Any) -> None:
    """Draw `[ ]` and `[x]` at the start of a list item as boxes that cannot be changed."""
    for before, token in zip(state.tokens[1:], state.tokens[2:], strict=False):
        if token.type == "inline" and before.type == "paragraph_open" and before.level >= 2:
            box = re.match(r"\[([ xX])\] ", token.content)
            if box and token.children and token.children[0].type == "text":
                said = 'aria-label="to do"' if box[1] == " " else 'aria-label="done" checked'
                drawn = Token("html_inline", "", 0)
                drawn.content = f'<input type="checkbox" disabled {said}>'
                token.children[0].content = token.children[0].content[3:]
                token.children.insert(0, drawn)
