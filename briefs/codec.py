"""Codec: authored values as JSON and back, for the memo of `load`.

In:  a frozen dataclass of texts, numbers, moments, tuples and other such values.
Out: JSON in which a dataclass is the list of its fields, on one line; and the value again, by its
     type.

It is data alone: reading it can make only the types that are asked for. This module alone knows
orjson.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import itemgetter
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

Kind = TypeVar("Kind")


def encode(value: Any) -> bytes:
    """A value as JSON, in which no line ends."""
    try:
        return orjson.dumps(value, _plain, orjson.OPT_PASSTHROUGH_DATACLASS)
    except orjson.JSONEncodeError:
        # The name of a file may be no UTF-8, which Python's own can write.
        return _CAREFUL.encode(value).encode()


def plain_of(data: bytes) -> Any:
    """JSON's plain data. Raises ValueError if this is no JSON."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data)


def _plain(value: Any) -> Any:
    """What JSON does not know, in terms of what it knows."""
    getter = _GETTERS.get(type(value))
    if getter is None:
        if isinstance(value, tuple):
            return [*value]
        if isinstance(value, date):
            return value.isoformat()
        names = [part.name for part in dataclasses.fields(value)]
        getter = _GETTERS[type(value)] = _getter(names)
    return getter(value.__dict__)


def _getter(names: list[str]) -> Callable[[dict[str, Any]], Any]:
    """The function that takes some values out of a dictionary, in order."""
    if len(names) == 1:
        return lambda fields: [fields[names[0]]]
    return itemgetter(*names)


_GETTERS: dict[type, Callable[[dict[str, Any]], Any]] = {}
"""What takes the values of a dataclass out of it, for those that have been met."""

_CAREFUL = json.JSONEncoder(default=_plain, separators=(",", ":"), check_circular=False)


def decode(kind: type[Kind], data: bytes) -> Kind:
    """A value of a type, from its JSON. Raises ValueError or TypeError if it is no such."""
    return read_plain(kind, plain_of(data))


def read_plain(kind: type[Kind], plain: Any) -> Kind:
    """A value of a type, from JSON's plain data, which is used up. Raises as `decode`."""
    reader: Callable[[Any], Kind] = _reader(kind)  # type: ignore[arg-type]  # types are hashable
    return reader(plain)


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
    if len(kinds) > 1 and all(map(dataclasses.is_dataclass, kinds)):
        readers = {len(dataclasses.fields(kind)): _reader(kind) for kind in kinds}
        return lambda value: None if value is None else readers[len(value)](value)
    read = _reader(kinds[0])
    if read is _as_it_is:
        return read
    return lambda value: None if value is None else read(value)


def _tuple(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if read is _as_it_is:
        return tuple
    return lambda value: tuple([read(item) for item in value])


def _dataclass(kind: Any) -> Callable[[Any], Any]:
    """A dataclass from the list of its fields, without its slow frozen constructor."""
    hints = get_type_hints(kind, include_extras=True)
    names = [part.name for part in dataclasses.fields(kind)]
    readers = [(index, _reader(hints[name])) for index, name in enumerate(names)]
    readers = [(index, read) for index, read in readers if read is not _as_it_is]
    count = len(names)
    # One that is not frozen sets all its fields in one call; then it becomes what was asked for.
    twin = dataclasses.make_dataclass(kind.__name__, names)
    become = object.__setattr__

    def read(value: Any) -> Any:
        if len(value) != count:
            raise ValueError(f"this is no {kind.__name__}")
        for index, one in readers:
            value[index] = one(value[index])
        made = twin(*value)
        become(made, "__class__", kind)
        return made

    return read
