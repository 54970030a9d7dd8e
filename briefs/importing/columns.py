"""Columns: rows of somebody's table → records of articles.

In:  rows, each with its place, the names of its cells and their texts.
Out: a draft a row. A name that is not ours is a guess; a cell that no key can hold is refused, so
     that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from briefs import schema
from briefs.diagnostics import Span
from briefs.importing.dated import read_date
from briefs.importing.drafts import Claim, Draft, Findings, Rule
from briefs.importing.pastes import refusal
from briefs.model import Article
from briefs.permalinks import slug_of
from briefs.records import LIST_KEYS

KEYS = tuple(schema.keys_of(Article))
_OTHER_NAMES = {
    "title": "headline name text heading",
    "url": "link href uri address permalink htmlurl weburl",
    "outlet": "source publisher site publication medium newspaper sourcename",
    "published": "date publishedat pubdate publisheddate publicationdate datepublished time",
    "authors": "author by byline creator writers",
    "topics": "topic category categories section sections",
    "tags": "tag keyword keywords labels hashtags",
    "excerpt": "summary description abstract dek snippet",
    "text": "body content fulltext articlebody",
    "language": "lang locale",
    "archive": "archiveurl archived",
    "id": "articleid identifier",
}
OTHER_NAMES = {name: key for key, names in _OTHER_NAMES.items() for name in names.split()}
FLAGS = frozenset({"featured", "republish"})
TRUE, FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


@dataclass(frozen=True)
class Cell:
    """One cell: the name of its column, and its text or its texts."""

    name: str
    items: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True)
class Row:
    """One row, and where it stands.

    `text` is all of it, where its cells stand in running text; `header` is the row of names.
    """

    span: Span
    cells: tuple[Cell, ...]
    text: str = ""
    header: Span | None = None


@dataclass
class _Record:
    """The record that a row becomes."""

    span: Span
    values: dict[str, Any] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    made: set[str] = field(default_factory=set)


def read_rows(rows: Iterable[Row], findings: Findings) -> None:
    """Make drafts of rows. Raises RefusedPaste."""
    columns: dict[str, str] = {}
    ids: dict[str, int] = {}
    found: list[tuple[Row, _Record]] = []
    for row in rows:
        record = _Record(row.span)
        for cell in row.cells:
            if cell.name not in columns:
                columns[cell.name] = _key_of(cell.name, row.header or row.span, columns, findings)
            _read_cell(record, columns[cell.name], cell, findings)
        ids.setdefault(record.values.get("id", ""), 0)
        found.append((row, record))
    for row, record in found:
        _complete(record, ids, findings)
        values = {key: record.values[key] for key in KEYS if key in record.values}
        source = (row.text,) if row.text else tuple(i for cell in row.cells for i in cell.items)
        claims = tuple(_with_marks(row.text, record.claims) if row.text else record.claims)
        made = frozenset(record.made)
        findings.drafts.append(Draft(Article, values, source, claims, row.span, made))


def _with_marks(text: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of cells that stand in running text, and of the signs between them."""
    at = 0
    for claim in claims:
        start = text.index(claim.text, at)
        yield Claim(text[at:start], (), Rule.MARK)
        yield claim
        at = start + len(claim.text)
    yield Claim(text[at:], (), Rule.MARK)


def _key_of(name: str, span: Span, columns: dict[str, str], findings: Findings) -> str:
    """The key that a column is. Raises RefusedPaste if no key is like it, or one is twice."""
    plain = re.sub(r"[\W_]+", "", name.casefold())
    exact = name.strip() if name.strip() in KEYS else None
    key = exact or next((key for key in KEYS if key.replace("_", "") == plain), None)
    key = key or OTHER_NAMES.get(plain)
    if key is None:
        help = f"delete it or rename it; known here: {', '.join(KEYS)}"
        raise refusal("unknown-column", f'nothing of an article is called "{name}"', span, help)
    if key in columns.values():
        other = next(other for other, taken in columns.items() if taken == key)
        message = f'"{other}" and "{name}" are both {key}'
        raise refusal("unknown-column", message, span, "delete or rename one of them")
    if exact is None:
        findings.guess(span, "column", 0.9, f'"{name}" is {key}')
    return key


def _read_cell(record: _Record, key: str, cell: Cell, findings: Findings) -> None:
    """Put a cell where it belongs. Raises RefusedPaste."""
    if key in LIST_KEYS:
        _read_list(record, key, cell, findings)
    elif cell.is_list:
        message = f'"{cell.name}" is a list, and {key} is one text'
        raise refusal("wrong-type", message, record.span, "write one text")
    elif key in FLAGS:
        _read_flag(record, key, cell)
    elif key == "published":
        day = read_date(cell.items[0])
        if day is None:
            message = f'"{cell.items[0].strip()}" is no date, or may be two'
            raise refusal("bad-date", message, record.span, "write it like 2025-02-06")
        record.values[key] = day
        record.claims.append(Claim(cell.items[0], (key,), Rule.DATE))
        if day != cell.items[0].strip():
            message = f'"{cell.items[0].strip()}" is {day}'
            findings.guess(record.span, "date", 0.98, message)
    else:
        text = cell.items[0].strip()
        record.values[key] = text if key in {"text", "excerpt"} else " ".join(text.split())
        record.claims.append(Claim(cell.items[0], (key,)))


def _read_list(record: _Record, key: str, cell: Cell, findings: Findings) -> None:
    """The items of a cell; in one text they are parted by semicolons, or else by commas."""
    items: Sequence[str] = cell.items
    if not cell.is_list:
        sign = ";" if ";" in cell.items[0] else ","
        items = re.split(f"({sign})", cell.items[0])
        if sign == "," and len(items) > 1:
            message = f"the commas part {key}"
            findings.guess(record.span, "list", 0.8 if key != "authors" else 0.6, message)
    kept: list[str] = []
    for index, item in enumerate(items):
        if not item.strip() or (not cell.is_list and index % 2):
            record.claims.append(Claim(item, (), Rule.MARK))
        else:
            record.claims.append(Claim(item, (key, len(kept))))
            kept.append(" ".join(item.split()))
    if kept:
        record.values[key] = kept


def _read_flag(record: _Record, key: str, cell: Cell) -> None:
    """A flag, in one of the words for yes and no. Raises RefusedPaste."""
    word = cell.items[0].strip().lower()
    if word not in TRUE | FALSE:
        message = f'"{cell.items[0].strip()}" is neither true nor false'
        raise refusal("wrong-type", message, record.span)
    if word in TRUE:
        record.values[key] = True
    record.claims.append(Claim(cell.items[0], (key,), Rule.FLAG))


def _complete(record: _Record, ids: dict[str, int], findings: Findings) -> None:
    """Give a record the title and the id that its row has not. Raises RefusedPaste.

    `ids` holds all ids, and for each the number up to which its name is taken.
    """
    values, span = record.values, record.span
    if "title" not in values:
        if "url" not in values:
            raise refusal("no-headline", "this article has neither a title nor a url", span)
        values["title"] = _title_of(values["url"])
        record.made.add("title")
        findings.guess(span, "headline", 0.3, f'the title is "{values["title"]}", from the address')
    if "id" not in values:
        wanted = slug_of(values["title"])
        number = ids.get(wanted, 0) + 1
        while _numbered(wanted, number) in ids:
            number += 1
        values["id"] = _numbered(wanted, number)
        ids[wanted] = ids[values["id"]] = number
        record.made.add("id")
        message = f'the id is "{values["id"]}", made of the title'
        findings.guess(span, "id", 0.7 if number == 1 else 0.4, message)


def _numbered(id: str, number: int) -> str:
    """The nth id of a name."""
    return id if number == 1 else f"{id}-{number}"


def _title_of(url: str) -> str:
    """The words of an address: those of its last piece, or its host."""
    parts = urlsplit(url)
    pieces = [piece for piece in parts.path.split("/") if re.search(r"[^\W\d_]{3}", piece)]
    last = re.sub(r"\.[a-z]{2,5}\Z", "", pieces[-1]) if pieces else ""
    words = re.sub(r"[-_+]+", " ", unquote(last, errors="strict") if last else "").strip()
    return words[:1].upper() + words[1:] if words else url
