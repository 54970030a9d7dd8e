"""Passages: the sentences of a text as elements of its HTML.

In:  HTML, where each sentence begins and ends in it, and the attributes that it gets.
Out: the same HTML with a `span` around each sentence.

Emphasis may begin in one sentence and end in another. Such a sentence becomes several elements, of
which the first alone has its id and its number: the HTML stays well-formed, and no word changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_CLOSING = re.compile(r"(?:\s*</[a-z0-9]+>)+\s*")
_VOID = frozenset({"br", "img", "input"})
_WHOLE = re.compile(r"(?>(?:[^<]*+<([a-z0-9]++)[^>]*+>[^<]*+</\1>)+)[^<]*+")
"""A sentence with elements that begin and end in it, one after the other."""


class Passage(NamedTuple):
    """A sentence: where it begins and ends, its id, its number, and its classes."""

    start: int
    end: int
    id: str
    number: int
    classes: str


def wrap(html: str, passages: Iterable[Passage]) -> str:
    """The HTML with its passages, which stand in order, as elements."""
    pieces: list[str] = []
    done = 0
    for start, end, id, number, classes in passages:
        opening = f'<span id="{id}" class="{classes}" data-number="{number}">'
        text = html[start:end]
        if "<" not in text or _WHOLE.fullmatch(text):
            pieces += (html[done:start], opening, text, "</span>")
            done = end
            continue
        for first, last in _stretches(html, start, end):
            pieces += (html[done:first], opening, html[first:last], "</span>")
            opening = f'<span class="{classes}">'
            done = last
    pieces.append(html[done:])
    return "".join(pieces)


def _stretches(html: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts that hold whole elements."""
    closed_before = _CLOSING.match(html, start, end)
    first = closed_before.end() if closed_before else start
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(html, first, end):
        if tag[2] in _VOID:
            continue
        if not tag[1]:
            opened.append(tag)
        elif opened:
            opened.pop()
        else:
            yield from _if_any(html, first, tag.start())
            first = tag.end()
    while opened and (closing := _TAG.match(html, end)) and closing[1]:
        opened.pop()
        end = closing.end()
    for tag in opened:
        yield from _if_any(html, first, tag.start())
        first = tag.end()
    yield from _if_any(html, first, end)


def _if_any(html: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A part, unless there is nothing in it to be seen."""
    if html[start:end].strip():
        yield start, end
