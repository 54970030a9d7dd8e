"""Events: strict YAML as libyaml tells it, event by event.

In:  YAML.
Out: mappings, lists and texts, or the one problem that stops reading; and, on demand, the span of
     any value by its keys.

This module alone knows PyYAML, and of it only libyaml's *events*: its composer crashes the process
on deep nesting. There are no anchors, aliases, merge keys or tags, so no input grows when read;
`no`, `010` and `1:30` stay texts. `null`, `~` and nothing at all are None.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from yaml import YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stubs leave it out
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from briefs.diagnostics import Diagnostic, Key, Span, error
from briefs.shapes import HIDDEN

MAX_DEPTH = 16
MAX_NODES = 200_000


@dataclass(frozen=True)
class Stretch:
    """Where a value stands in its text: line and column from 0, and what kind of scalar it is."""

    line: int
    column: int
    end_line: int
    end_column: int
    is_block: bool = False


Trace = Callable[[tuple[Key, ...], Stretch, bool], None]
"""Told of each key (True) and value (False) with its place, when somebody asks for one."""

Stretches = dict[tuple[tuple[Key, ...], bool], Stretch]
"""Where values stand, by their keys, and where the keys themselves do: then the flag is set."""


class _Refused(Exception):
    """A problem that stops reading, with its place (line and column from 0)."""

    def __init__(self, code: str, message: str, line: int, column: int, help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column, self.help = (
            code,
            message,
            line,
            column,
            help,
        )


def read(text: str, path: str, first_line: int) -> tuple[Any, Diagnostic | None]:
    """Read one document; `first_line` is the line of the file on which the text begins."""
    try:
        return _Reader(text, None).read(), None
    except _Refused as refusal:
        span = Span(path, first_line + refusal.line, refusal.column + 1)
        return None, error(refusal.code, refusal.message, span, refusal.help)


def stretches(text: str) -> Stretches:
    """Where all values and keys stand: in one pass, since a problem seldom comes alone."""
    found: Stretches = {}

    def trace(at: tuple[Key, ...], stretch: Stretch, is_key: bool) -> None:
        found[at, is_key] = stretch

    # What was seen before a refusal is still in its place.
    with suppress(_Refused):
        _Reader(text, trace).read()
    return found


def nearest(found: Stretches, keys: tuple[Key, ...], *, at_key: bool) -> Stretch | None:
    """Where a value (or its key) stands; the nearest parent's place if it is not there."""
    if (keys, at_key) in found:
        return found[keys, at_key]
    parents = (keys[:length] for length in range(len(keys) - at_key, -1, -1))
    return next((found[at, False] for at in parents if (at, False) in found), None)


class _Reader:
    """Reads one document from libyaml's events."""

    def __init__(self, text: str, trace: Trace | None) -> None:
        self._parser = CParser(text)
        self._trace = trace
        self._nodes = 0

    def read(self) -> Any:
        """The document's value. Raises _Refused."""
        try:
            self._parser.get_event()
            start = self._parser.get_event()
            if not isinstance(start, DocumentStartEvent):
                return None
            if start.version or start.tags:
                raise self._refusal("yaml-directive", "YAML directives are not read here", start)
            value = self._value(self._parser.get_event(), (), 0)
            self._parser.get_event()
            again = self._parser.get_event()
            if isinstance(again, DocumentStartEvent):
                raise self._refusal(
                    "yaml-document", "a second document begins here: one file holds one", again
                )
        except YAMLError as problem:
            raise _explained(problem) from None
        return value

    def _refusal(self, code: str, message: str, event: Any, help: str = "") -> _Refused:
        return _Refused(code, message, event.start_mark.line, event.start_mark.column, help)

    def _refuse_hidden(self, event: Any) -> None:
        """Refuse escapes of characters that a file may not hold."""
        if event.style == '"' and (found := HIDDEN.search(event.value)):
            message = f"the invisible character U+{ord(found[0]):04X} is not allowed"
            raise self._refusal("bad-character", message, event, "delete its escape")

    def _value(self, event: Any, keys: tuple[Key, ...], depth: int) -> Any:
        """The value that begins with this event."""
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise self._refusal("yaml-size", "this is nested too deeply or holds too much", event)
        if isinstance(event, AliasEvent):
            raise self._refusal(
                "yaml-alias", f"the alias *{event.anchor} is not read here", event, _QUOTE
            )
        if event.anchor is not None:
            raise self._refusal(
                "yaml-anchor", f"the anchor &{event.anchor} is not read here", event, _QUOTE
            )
        if event.tag is not None:
            raise self._refusal("yaml-tag", f"the tag {event.tag} is not read here", event, _QUOTE)
        if isinstance(event, ScalarEvent):
            self._refuse_hidden(event)
            value: Any = _scalar(event)
            end = event
        elif isinstance(event, MappingStartEvent):
            value, end = self._mapping(event, keys, depth)
        elif isinstance(event, SequenceStartEvent):
            value, end = self._sequence(keys, depth)
        else:  # pragma: no cover (libyaml has no other event here)
            raise self._refusal("yaml-syntax", "a value is missing here", event)
        if self._trace is not None:
            self._trace(keys, _stretch(event, end), False)
        return value

    def _mapping(self, start: Any, keys: tuple[Key, ...], depth: int) -> tuple[dict[str, Any], Any]:
        """The pairs up to the mapping's end, and its last event."""
        pairs: dict[str, Any] = {}
        while not isinstance(event := self._parser.get_event(), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                raise self._refusal("yaml-key", "a key must be a plain word", event, _QUOTE)
            key = event.value
            self._refuse_hidden(event)
            if key == "<<" and not event.style:
                raise self._refusal("yaml-merge", "merge keys are not read here", event)
            if key in pairs:
                raise self._refusal(
                    "duplicate-key", f'"{key}" is written twice in one mapping', event
                )
            if self._trace is not None:
                self._trace((*keys, key), _stretch(event, event), True)
            pairs[key] = self._value(self._parser.get_event(), (*keys, key), depth + 1)
        return pairs, event

    def _sequence(self, keys: tuple[Key, ...], depth: int) -> tuple[list[Any], Any]:
        """The items up to the sequence's end, and its last event."""
        items: list[Any] = []
        while not isinstance(event := self._parser.get_event(), SequenceEndEvent):
            items.append(self._value(event, (*keys, len(items)), depth + 1))
        return items, event


_QUOTE = 'if it is text, put quotes around it: "…"'


def _scalar(event: Any) -> str | None:
    """A scalar's text; None for a plain `null`, `~` or nothing."""
    text: str = event.value
    if not event.style and text in {"", "~", "null", "Null", "NULL"}:
        return None
    return text


def _stretch(start: Any, end: Any) -> Stretch:
    """The place of a value from its first and last event."""
    return Stretch(
        start.start_mark.line,
        start.start_mark.column,
        end.end_mark.line,
        end.end_mark.column,
        is_block=getattr(start, "style", None) == "|",
    )


def _explained(problem: YAMLError) -> _Refused:
    """libyaml's complaint as a sentence, with the cure for the everyday mistake."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    words = str(getattr(problem, "problem", None) or problem)
    return _Refused(
        "yaml-syntax", f"this is not YAML: {words}", line, column, _HINTS.get(words, _USUAL)
    )


_USUAL = (
    'a text that holds ": " or " #", or begins with [ { * & ! | > % @ `, needs quotes around it'
)
_HINTS = {
    "found character that cannot start any token": (
        "indent with spaces, not tabs; a text that begins with @, % or ` needs quotes around it"
    ),
    "mapping values are not allowed in this context": (
        'a text that holds ": " needs quotes around it, such as "Breaking: chips"'
    ),
}
