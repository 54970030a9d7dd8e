"""Prose: Markdown read once, into HTML in which citations are marks.

In:  Markdown as written, and the ids that its cluster lists.
Out: `Prose`, and the problems of its links, as offsets in the text.

No link definition can touch a citation, which is masked before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefs import citations, plain, sentences
from briefs.model import Prose, ProseLink
from briefs.permalinks import ROOT, slug_of
from briefs.shapes import unprintable, unprintable_in


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
    html, cited, spans, refused, unlabelled = _render(masked, name)
    html = citations.settle(html)
    prose = Prose(
        html=html,
        cited=cited,
        sentences=tuple(sentences.bounds_in(html)),
        links=_links(html, text),
        brackets=masked.loose,
        spans=spans,
    )
    flaws = (
        *_refusals(refused, text),
        *_unlabelled(unlabelled, text),
        *_nested(html, prose),
        *_unprintable(text),
    )
    return Reading(prose, flaws)


def _render(
    masked: citations.Masked, name: str
) -> tuple[str, tuple[str, ...], tuple[int, ...], list[str], list[str]]:
    """HTML, what it cites in the reader's order and where, what is refused, and bare pictures."""
    html = plain.html_of(masked.text)
    if html is not None:
        return html, masked.cited, masked.spans, [], []
    # Most stories are plain, and the parser takes longer to import than they to read.
    from briefs import commonmark

    rendered, refused, unlabelled = commonmark.render(masked, slug_of(name) if name else "")
    return *citations.renumber(rendered, masked), refused, unlabelled


_HREF = re.compile(f'(?:href|src)="((?:{ROOT}|#)[^"]*)"')


def _links(html: str, text: str) -> tuple[ProseLink, ...]:
    """The links to this site and to anchors of the prose, each once, with where it is written."""
    if ROOT not in html and "#" not in html:
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
    return [
        Flaw("unprintable", unprintable(found[0]), "", found.start(), 20)
        for found in unprintable_in(text)
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


_LINKED = re.compile(r"<a (.*?)</a>", re.DOTALL)


def _nested(html: str, prose: Prose) -> list[Flaw]:
    """Citations inside the text of a link: a link cannot hold another."""
    labels = [label for label in _LINKED.findall(html) if "⸢" in label]
    written = prose.citations if labels else ()
    return [
        Flaw(
            "citation-in-link",
            f"the citation of {citation.article} is inside the text of a link",
            "put it after the link: [text](https://…) [id]",
            citation.offset,
            citation.length,
        )
        for label in labels
        for mark in citations.MARK.finditer(label)
        for citation in (written[int(mark[1])],)
    ]
