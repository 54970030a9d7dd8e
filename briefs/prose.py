"""Prose: Markdown read once, into HTML in which citations are marks.

In:  Markdown as written, and the ids that its cluster lists.
Out: `Prose`, and the problems of its links, as offsets in the text.

This module alone knows markdown-it-py. Raw HTML is text here, a link leads to http, https, mailto
or a path of this site, and no link definition can touch a citation, which is masked before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefs import citations, plain, sentences
from briefs.model import Prose, ProseLink
from briefs.permalinks import ROOT
from briefs.shapes import UNPRINTABLE, is_web_address, unprintable

_OTHER_ADDRESS = re.compile(
    rf"mailto:[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+|"
    rf"{ROOT}(?:[A-Za-z0-9_-][^/\\\s\"'<>?#]*(?:/[A-Za-z0-9_-][^/\\\s\"'<>?#]*)*/?)?"
    r"(?:\?[^\\\s\"'<>#]*)?(?:#[A-Za-z0-9_-]+)?|#[A-Za-z0-9_-]+"
)


@dataclass(frozen=True)
class Flaw:
    """A problem of a prose: a code, a message, a help, and the stretch of text that has it."""

    code: str
    message: str
    help: str
    offset: int
    length: int


@dataclass(frozen=True)
class Reading:
    """A prose, and what is wrong with it."""

    prose: Prose
    flaws: tuple[Flaw, ...]


def read(text: str, listed: frozenset[str] | None = frozenset(), name: str = "") -> Reading:
    """Read Markdown; `name` keeps the anchors of its footnotes apart from other prose's.

    `listed` are the articles that its cluster lists; None where brackets are never citations.
    """
    masked = citations.Masked(text) if listed is None else citations.mask(text, listed)
    rendered, refused, unlabelled = _render(masked, name)
    html, found = citations.settle(rendered, masked)
    prose = Prose(
        html=html,
        citations=found,
        sentences=tuple(chain.from_iterable(sentences.stretches(html))),
        links=_links(html, text),
        brackets=masked.loose,
    )
    flaws = (
        *_refusals(refused, text),
        *_unlabelled(unlabelled, text),
        *_nested(html, prose),
        *_unprintable(text),
    )
    return Reading(prose, flaws)


def _render(masked: citations.Masked, name: str) -> tuple[str, list[str], list[str]]:
    """The HTML of Markdown, the addresses that it may not link, the pictures without a text."""
    text = masked.text
    html = plain.html_of(text)
    if html is not None:
        return html, [], []
    parser = _parser(has_footnotes="[^" in text)
    parser.masked = masked
    parser.refused, parser.unlabelled = [], []
    html = str(parser.markdown.render(text, {"docId": name} if name else {}))
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


_HREF = re.compile(f'(?:href|src)="((?:{ROOT}|#)[^"]*)"')


def _links(html: str, text: str) -> tuple[ProseLink, ...]:
    """The links to this site and to anchors of the prose, each once, with where it is written."""
    if 'href="' not in html and 'src="' not in html:
        return ()
    found: dict[str, ProseLink] = {}
    for match in _HREF.finditer(html):
        target = match[1].replace(ROOT, "/")
        if not target.startswith(("#fn-", "#fnref-", "#fn", "#fnref")):
            found.setdefault(target, ProseLink(target, _places_of(target, text)[0]))
    return tuple(found.values())


def _places_of(address: str, text: str) -> list[int]:
    """Where an address stands as that of a link; where it stands at all, else at the beginning."""
    form = rf"(?:\]\(\s*<?|\]:\s*<?|<){re.escape(address)}"
    found = [match.end() - len(address) for match in re.finditer(form, text)]
    return found or [max(0, text.find(address))]


def _unlabelled(sources: list[str], text: str) -> list[Flaw]:
    """The pictures without a text for who cannot see them."""
    return [
        Flaw(
            "image-no-alt",
            f"the picture {source} has no text for who cannot see it",
            f"say what it shows: ![a map of the mines]({source})",
            offset,
            len(source),
        )
        for source in dict.fromkeys(sources)
        for offset in _places_of(source, text)
    ]


def _unprintable(text: str) -> list[Flaw]:
    """Words and letters that no page could hold."""
    if text.isascii() and (len(text) <= 2000 or max(map(len, text.split()), default=0) <= 2000):
        return []
    return [
        Flaw("unprintable", unprintable(found[0]), "", found.start(), 20)
        for found in UNPRINTABLE.finditer(text)
    ]


def _refusals(refused: list[str], text: str) -> list[Flaw]:
    """The addresses that may not be linked."""
    return [
        Flaw(
            "bad-link",
            f'"{address}" cannot be linked',
            "link to http, https or mailto, or to a path from the root of this site, "
            "such as /about/; a picture is a file of content/assets/, such as /assets/map.png",
            offset,
            len(address),
        )
        for address in dict.fromkeys(refused)
        if address
        for offset in _places_of(address, text)
    ]


def _nested(html: str, prose: Prose) -> list[Flaw]:
    """Citations inside the text of a link: a link cannot hold another."""
    linked = (part.partition("</a>")[0] for part in html.split("<a ")[1:])
    return [
        Flaw(
            "citation-in-link",
            f"the citation of {citation.article} is inside the text of a link",
            "put it after the link: [text](https://…) [id]",
            citation.offset,
            citation.length,
        )
        for text in linked
        for mark in citations.MARK.finditer(text)
        for citation in (prose.citations[int(mark[1])],)
    ]
