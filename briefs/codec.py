"""Codec: authored values as JSON and back, for the memo of `load`.

In:  a frozen dataclass of texts, numbers, moments, tuples and other such values.
Out: JSON in which a dataclass is the list of its fields; and the value again, by its type.

It is data alone: reading it can make only the types that are asked for.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def encode(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """What JSON does not know, in terms of what it knows."""
    if isinstance(value, date):
        return value.isoformat()
    kind = type(value)
    if kind not in _NAMES:
        _NAMES[kind] = [part.name for part in dataclasses.fields(value)]
    fields = value.__dict__
    return [fields[name] for name in _NAMES[kind]]


_NAMES: dict[type, list[str]] = {}
"""The fields of dataclasses that have been met."""


def decode(kind: type[Kind], text: str) -> Kind:
    """A value of a type, from its JSON. Raises ValueError or TypeError if the text is no such."""
    reader: Callable[[Any], Kind] = _reader(kind)  # type: ignore[arg-type]  # types are hashable
    return reader(json.loads(text))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """The function that turns JSON's plain data into a value of a type."""
    origin = get_origin(kind)
    read: Callable[[Any], Any] | None = None
    if origin is Annotated:
        read = _reader(get_args(kind)[0])
    elif origin in {Union, types.UnionType}:
        read = _union([one for one in get_args(kind) if one is not type(None)])
    elif origin is tuple:
        read = _tuple(_reader(get_args(kind)[0]))
    elif kind in {date, datetime}:
        read = kind.fromisoformat
    elif dataclasses.is_dataclass(kind):
        read = _dataclass(kind)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        read = kind
    elif origin is Literal or kind in {str, int, bool}:
        read = _as_it_is
    if read is None:
        raise TypeError(f"{kind} has no place in a memo")
    return read


def _as_it_is(value: Any) -> Any:
    """A value that JSON holds as it is."""
    return value


def _union(kinds: list[Any]) -> Callable[[Any], Any]:
    """None, or a value of one of some types; dataclasses are told apart by their number of fields.

    Texts and numbers, as in the keys of places, both read as they are.
    """
    if all(dataclasses.is_dataclass(kind) for kind in kinds):
        readers = {len(dataclasses.fields(kind)): _reader(kind) for kind in kinds}
        return lambda value: None if value is None else readers[len(value)](value)
    read = _reader(kinds[0])
    return lambda value: None if value is None else read(value)


def _tuple(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: tuple([read(item) for item in value])


def _dataclass(kind: Any) -> Callable[[Any], Any]:
    """A dataclass from the list of its fields, without its slow frozen constructor."""
    hints = get_type_hints(kind, include_extras=True)
    names = [part.name for part in dataclasses.fields(kind)]
    readers = [_reader(hints[name]) for name in names]
    make = kind.__new__

    def read(value: Any) -> Any:
        if len(value) != len(names):
            raise ValueError(f"this is no {kind.__name__}")
        made = make(kind)
        made.__dict__.update(
            zip(names, [one(item) for one, item in zip(readers, value, strict=True)], strict=True)
        )
        return made

    return read
