"""Plain YAML: the front matter of most stories, read without a parser.

In:  YAML.
Out: what libyaml would read in it (`events.py`), or None where the text is not plain.

Plain are `key: value` lines whose values are texts of one line, lists of such texts, and lists of
keys and values, in brackets or below. What is plain is decided by what stands there, never guessed
at: `tests/test_plain_yaml.py` compares with libyaml on texts that try to mislead.
"""

from __future__ import annotations

import re
from typing import Any

from briefs.shapes import hidden_in

MAX_LENGTH = 100_000
"""The most characters of a plain text: what is larger may hold more than may be read."""

NOTHING = frozenset({"~", "null", "Null", "NULL"})
"""What stands for nothing where no quotes are around it."""

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,80}+"
_ENTRY = re.compile(rf"({_KEY}):(?: ++([^\n]++)| *+((?>(?:\n[ -][^\n]*+)*)))(?:\n++|\Z)")
"""A key at the margin with its value, or with the lines below that are no such keys."""

_PAIR = re.compile(rf"({_KEY}): ++(.++)")
"""A key and its value in one line."""

_NO_WORD = frozenset(["", *" -?:,[]{}#&*!|>'\"%@`"])
"""What no text without quotes begins with here: most of these mean something there."""

_NO_END = frozenset(" :")
"""What none ends with."""

_WORD = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?>(?:[^\n:?#,\[\]{}]*[^\s:?#,\[\]{}])?)"
_TEXT = re.compile(rf"\"[^\"\\\n]*+\"|'[^'\n]*+'|{_WORD}")
"""A text in brackets: there, more signs mean something than elsewhere."""

_FLOWING = rf"({_KEY}): ({_TEXT.pattern}|\[[^\[\]{{}}\n]*+\])"
_MAPPING = re.compile(rf"\{{ ?{_FLOWING}(?:, {_FLOWING})? ?\}}")
"""One or two pairs in brackets: a sub-story has no more."""


class _NotPlainError(Exception):
    """A text that takes a parser."""


def mapping_of(text: str) -> dict[str, Any] | None:
    """The keys and values of a plain text; None of any other."""
    if len(text) > MAX_LENGTH or "\t" in text or "\r" in text or hidden_in(text):
        return None
    try:
        return _read(text) or None
    except _NotPlainError:
        return None


def _read(text: str) -> dict[str, Any]:
    """The pairs at the margin. Raises _NotPlainError."""
    whole: dict[str, Any] = {}
    at = 0
    while at < len(text):
        found = _ENTRY.match(text, at)
        if found is None or found[1] in whole:
            raise _NotPlainError
        key, written, below = found.groups()
        whole[key] = _value(written) if written else _block(below)
        at = found.end()
    return whole


def _block(below: str) -> Any:
    """What stands in the lines below a key: items, pairs, or nothing."""
    if not below:
        return None
    lines = below[1:].split("\n")
    margin = " " * (len(lines[0]) - len(lines[0].lstrip(" ")))
    if lines[0].startswith("- ", len(margin)):
        return _items(lines, margin)
    pairs: dict[str, Any] = {}
    for line in lines:
        if not line.startswith(margin):
            raise _NotPlainError
        _add(pairs, line[len(margin) :])
    return pairs


def _items(lines: list[str], margin: str) -> list[Any]:
    """The items of a list; one that has several pairs goes on below its first."""
    items: list[Any] = []
    pairs: dict[str, Any] | None = None
    for line in lines:
        sign, written = line[: len(margin) + 2], line[len(margin) + 2 :]
        if sign == f"{margin}- ":
            pairs = {} if _PAIR.fullmatch(written) else None
            items.append(_value(written) if pairs is None else pairs)
        elif pairs is None or sign != f"{margin}  ":
            raise _NotPlainError
        if pairs is not None:
            _add(pairs, written)
    return items


def _add(pairs: dict[str, Any], line: str) -> None:
    """Add the pair of a line."""
    found = _PAIR.fullmatch(line)
    if found is None or found[1] in pairs:
        raise _NotPlainError
    pairs[found[1]] = _value(found[2])


def _value(written: str) -> Any:
    """A value that stands in one line, to its end. Raises _NotPlainError."""
    first, last = written[:1], written[-1:]
    if first in {'"', "'"}:
        inner = written[1:-1]
        if len(written) < 2 or last != first or first in inner or "\\" in inner:
            raise _NotPlainError
        return inner
    if first == "[":
        return _list(written)
    if first == "{":
        return _mapping(written)
    if first in _NO_WORD or last in _NO_END or ": " in written or " #" in written:
        raise _NotPlainError
    return None if written in NOTHING else written


def _list(written: str) -> list[str | None]:
    """The texts of a list in brackets."""
    found = _TEXT.findall(written)
    # Whatever else stands there is missing in what was found.
    if f"[{', '.join(found)}]" != written:
        raise _NotPlainError
    return [*map(_text, found)]


def _mapping(written: str) -> dict[str, Any]:
    """The pairs of a mapping in brackets, whose values are texts and lists of texts."""
    found = _MAPPING.fullmatch(written)
    if found is None or found[1] == found[3]:
        raise _NotPlainError
    key, value, second, last = found.groups()
    if second is None:
        return {key: _flowing(value)}
    return {key: _flowing(value), second: _flowing(last)}


def _flowing(written: str) -> Any:
    """A value in a mapping in brackets."""
    return _list(written) if written[0] == "[" else _text(written)


def _text(written: str) -> str | None:
    """A text in a list or a mapping in brackets, with or without quotes."""
    if written[0] in {'"', "'"}:
        return written[1:-1]
    return None if written in NOTHING else written
