"""Patching: the target of an open sub-story written into its file, and no other byte changed.

In:  the bytes of a content file, the place of a sub-story in it, and what it is to lead to.
Out: the bytes with the target; or a refusal, which says why.

Text is only put in between: comments, quotes, order, line ends and blanks stay. A few ways to write
are tried, the one in the style of the other sub-stories first; the file is then read again, and
must say what it said but for the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from briefs.diagnostics import Place
from briefs.linking import Target
from briefs.manuscript import Manuscript, Stretch
from briefs.records import Record
from briefs.rewriting import NotWrittenError


def write_target(data: bytes, place: Place, headline: str, target: Target) -> bytes:
    """Let the open sub-story at a place lead to a target.

    Raises NotWrittenError if it does not stand there, or no way to write it keeps all else.
    """
    manuscript = Manuscript(data, place.path)
    wanted = _with_target(manuscript.records(), place, headline, target)
    for edited in _ways(manuscript, place, headline, target):
        if edited.records() == wanted:
            return edited.data
    raise NotWrittenError("the target cannot be written without changing more than that")


def _substory(records: list[Record] | None, place: Place) -> tuple[list[Any], int]:
    """The list in which a sub-story stands, and its index there."""
    *owner, name, index = place.keys
    for record in records or ():
        listed = record.data.get(str(name))
        if [*record.place.keys] == owner and isinstance(listed, list) and int(index) < len(listed):
            return listed, int(index)
    raise NotWrittenError("the file has changed meanwhile")


def _with_target(
    records: list[Record] | None, place: Place, headline: str, target: Target
) -> list[Record] | None:
    """What the file is to say."""
    wanted = deepcopy(records)
    listed, index = _substory(wanted, place)
    item = listed[index]
    told = item if isinstance(item, dict) else {"headline": item}
    if told.get("headline") != headline or any(map(told.get, ("cluster", "articles", "text"))):
        raise NotWrittenError("the file has changed meanwhile")
    listed[index] = {**told, target.key: target.value}
    return wanted


def _ways(
    manuscript: Manuscript, place: Place, headline: str, target: Target
) -> Iterator[Manuscript]:
    """The file with the target, written in all ways that may do."""
    listed, index = _substory(manuscript.records(), place)
    item = manuscript.find(*place.keys)
    if isinstance(listed[index], dict):
        is_there = target.key in listed[index]
        yield _filled(manuscript, place, target) if is_there else _added(manuscript, place, target)
        return
    written, quoted = manuscript.at(item).rstrip(), _quoted(headline)
    others = [
        manuscript.at(manuscript.find(*place.keys[:-1], at))[:1]
        for at, other in enumerate(listed)
        if isinstance(other, dict)
    ]
    ways = [_as_flow, _as_block] if others and set(others) == {"{"} else [_as_block, _as_flow]
    for way in ways:
        yield way(manuscript, item, written, target)
        yield way(manuscript, item, quoted, target)


def _filled(manuscript: Manuscript, place: Place, target: Target) -> Manuscript:
    """A key that is there and holds nothing gets its value."""
    empty = manuscript.find(*place.keys, target.key)
    if not manuscript.at(empty).strip():
        key = manuscript.find(*place.keys, target.key, at_key=True)
        after = manuscript.text.index(":", key.end) + 1
        return manuscript.replaced(Stretch(after, after), f" {target.text}")
    return manuscript.replaced(empty, target.text)


def _added(manuscript: Manuscript, place: Place, target: Target) -> Manuscript:
    """A mapping gets one more key, after its headline."""
    headline = manuscript.find(*place.keys, "headline")
    if manuscript.at(manuscript.find(*place.keys)).startswith("{"):
        return manuscript.replaced(Stretch(headline.end, headline.end), f", {target.line}")
    key = manuscript.find(*place.keys, "headline", at_key=True)
    return manuscript.with_line(headline, " " * manuscript.column(key) + target.line)


def _as_flow(manuscript: Manuscript, item: Stretch, headline: str, target: Target) -> Manuscript:
    """A bare headline becomes `{headline: …, articles: […]}`."""
    return manuscript.replaced(
        Stretch(item.start, item.start + len(manuscript.at(item).rstrip())),
        f"{{headline: {headline}, {target.line}}}",
    )


def _as_block(manuscript: Manuscript, item: Stretch, headline: str, target: Target) -> Manuscript:
    """A bare headline becomes a key, and the target a key on the next line."""
    margin = " " * manuscript.column(item)
    named = Stretch(item.start, item.start + len(manuscript.at(item).rstrip()))
    edited = manuscript.replaced(named, f"headline: {headline}")
    whole = Stretch(item.start, item.start + len(f"headline: {headline}"))
    return edited.with_line(whole, f"{margin}{target.line}")


def _quoted(text: str) -> str:
    """A headline as it may stand anywhere in YAML."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
