"""Outlines: lists of addresses, as OPML or as lines.

In:  a paste.
Out: its rows.

XML is read as if a stranger had sent it: a document type, an entity or deep nesting is refused
before anything of it is used, and nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from briefs.diagnostics import Span
from briefs.importing.columns import Cell, Row
from briefs.importing.pastes import Paste, RefusedPaste, refusal

MAX_DEPTH = 32
_MACHINE = frozenset({"type", "version", "isComment", "isBreakpoint", "created"})
"""Attributes that say something to programs alone."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_BULLET = re.compile(r"[\s>*•·–—-]*(?:[0-9]{1,4}[.)]\s+)?")
_LINK = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<url>https?://[^\s()]+)\)")


@dataclass
class _Folder:
    """An outline that is open: its name, if it holds others, and whether an article was met."""

    name: str
    is_used: bool = False


class _Reader:
    """What expat meets in one document."""

    def __init__(self, paste: Paste) -> None:
        self.paste = paste
        self.rows: list[Row] = []
        self._folders: list[_Folder] = []
        self._depth = 0
        self._is_head = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _span(self) -> Span:
        column = self.parser.CurrentColumnNumber + 1
        return Span(self.paste.name, self.parser.CurrentLineNumber, column)

    def _refuse(self, *_: object) -> int:
        message = "a document type or an entity is not read here"
        raise refusal("xml-doctype", message, self._span(), "delete the DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refusal("xml-syntax", "this is nested too deeply", self._span())
        self._is_head = self._is_head or name.lower() == "head"
        if name.lower() != "outline":
            return
        address = attributes.get("url") or attributes.get("htmlUrl")
        if attributes.get("xmlUrl"):
            message = "this outline is a feed, and no article"
            raise refusal("not-an-article", message, self._span(), "take its line out of the list")
        self._folders.append(_Folder("" if address else attributes.get("text", "").strip()))
        if address:
            self.rows.append(self._row(attributes))
            for folder in self._folders:
                folder.is_used = True

    def _row(self, attributes: dict[str, str]) -> Row:
        """An outline with an address, and the folders that it is in."""
        given = {key: text for key, text in attributes.items() if text.strip()}
        text, title = given.pop("text", ""), given.pop("title", "")
        if text and title and text.split() != title.split():
            raise refusal("wrong-type", "text and title differ", self._span(), "keep one of them")
        cells = [Cell("title", (title or text,))] if title or text else []
        topics = [folder.name for folder in self._folders if folder.name]
        address, page = given.pop("url", ""), given.pop("htmlUrl", "")
        if address and page and address != page:
            raise refusal("wrong-type", "url and htmlUrl differ", self._span(), "keep one of them")
        cells.append(Cell("url", (address or page,)))
        for key, words in given.items():
            if key.lower() in {"category", "topics"}:
                topics += re.split(r"[,;]", words)
            elif key not in _MACHINE:
                cells.append(Cell(key, (words,)))
        if topics:
            cells.append(Cell("topics", tuple(topics), is_list=True))
        return Row(self._span(), tuple(cells))

    def _data(self, data: str) -> None:
        if data.strip() and not self._is_head:
            message = "text between outlines belongs to no article"
            raise refusal("not-an-article", message, self._span(), "delete it")

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._is_head = self._is_head and name.lower() != "head"
        if name.lower() == "outline" and not self._folders.pop().is_used:
            help = "delete the outline, or give it a url"
            raise refusal("not-an-article", "this outline has no address", self._span(), help)


def read_opml(paste: Paste) -> list[Row]:
    """The outlines of an OPML document that have an address. Raises RefusedPaste."""
    reader = _Reader(paste)
    try:
        reader.parser.Parse(paste.text.encode(), True)
    except expat.ExpatError as problem:
        span = Span(paste.name, problem.lineno, problem.offset + 1)
        words = expat.errors.messages[problem.code]
        raise refusal("xml-syntax", f"this is not XML: {words}", span) from None
    return reader.rows


def read_addresses(paste: Paste) -> Iterator[Row]:
    """Lines with an address, and a title beside it or on the line above. Raises RefusedPaste."""
    above: tuple[Span, str] | None = None
    for number, line in enumerate(paste.text.split("\n"), 1):
        span = Span(paste.name, number, 1)
        if not line.strip():
            continue
        row = _of_line(line, span)
        if row is None:
            if above is not None:
                raise _without(above[0])
            above = span, line
        elif above is not None:
            if any(cell.name == "title" for cell in row.cells):
                raise _without(above[0])
            title = _title_of(above[1])
            yield Row(above[0], (Cell("title", (title,)), *row.cells), f"{above[1]}\n{line}")
            above = None
        else:
            yield row
    if above is not None:
        raise _without(above[0])


def _without(span: Span) -> RefusedPaste:
    help = "write the title and the address on one line, or one below the other"
    return refusal("not-an-article", "this line has no address", span, help)


def _of_line(line: str, span: Span) -> Row | None:
    """The title and the address of a line; None if it has no address. Raises RefusedPaste."""
    link = _LINK.search(line)
    found = link or _ADDRESS.search(line)
    if found is None:
        return None
    url = link["url"] if link else found[0].rstrip(".,;)")
    before = line[: found.start()] + (link["title"] if link else "")
    after = line[found.start() + (len(found[0]) if link else len(url)) :]
    if _ADDRESS.search(after) or (re.search(r"\w", before) and re.search(r"\w", after)):
        message = "this line holds more than one title and one address"
        raise refusal("not-an-article", message, span, "write one article a line")
    title = Cell("title", (_title_of(before if re.search(r"\w", before) else after),))
    address = Cell("url", (url,))
    cells = (address, title) if re.search(r"\w", after) else (title, address)
    return Row(span, tuple(cell for cell in cells if cell.items[0]), line)


def _title_of(text: str) -> str:
    """The words of a line without its bullet and the signs around them."""
    bullet = _BULLET.match(text)
    rest = text[bullet.end() if bullet else 0 :].strip(" \t:|–—-,;<>[]")
    return rest if re.search(r"\w", rest) else ""
