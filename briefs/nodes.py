"""Nodes: strict YAML and JSON, as plain data whose scalars are the text that was written.

In:  the text of a file.
Out: mappings, lists and texts, or the one problem that stops reading.

Most YAML is plain (`plain_yaml.py`); the library for any other is imported where there is some.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefs import plain_yaml
from briefs.diagnostics import Diagnostic, Span, error
from briefs.shapes import HIDDEN


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Diagnostic | None]:
    """Read one YAML document; `first_line` is the line of the file on which the text begins."""
    plain = plain_yaml.mapping_of(text)
    if plain is not None:
        return plain, None
    from briefs import events

    return events.read(text, path, first_line)


def read_json(text: str, path: str, line: int = 1) -> tuple[Any, Diagnostic | None]:
    """Read one JSON value (RFC 8259); numbers stay the text that was written."""
    if len(text) > 1000 and text.count("[") + text.count("{") > 1000:
        return None, error("json-syntax", "this record holds too many lists", Span(path, line, 1))
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as problem:
        span = Span(path, line, problem.pos + 1)
        return None, error("json-syntax", f"this is not JSON: {problem.msg}", span)
    except _DuplicateKey as problem:
        at = [match.start() for match in re.finditer(re.escape(json.dumps(str(problem))), text)]
        span = Span(path, line, (at[1] if len(at) > 1 else 0) + 1, len(str(problem)) + 2)
        return None, error("duplicate-key", f'"{problem}" is written twice in one record', span)
    except (ValueError, RecursionError) as problem:
        return None, error("json-syntax", f"this is not JSON: {problem}", Span(path, line, 1))
    if "\\" in text and (found := HIDDEN.search("".join(_texts(value)))):
        message = f"the invisible character U+{ord(found[0]):04X} is not allowed"
        return None, error("bad-character", message, Span(path, line, 1), "delete its escape")
    return value, None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each."""
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKey(next(key for key in keys if keys.count(key) > 1))
    return value


def _no_constant(word: str) -> None:
    """JSON has no NaN and no Infinity."""
    raise ValueError(f"{word} is no JSON value")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=_no_constant
)


def _texts(value: Any) -> Iterator[str]:
    """All texts of a value, its keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


class _DuplicateKey(Exception):
    """A key that stands twice in one JSON object."""
