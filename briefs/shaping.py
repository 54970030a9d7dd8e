"""Shaping: plain data made an authored value where all of it has its shape.

In:  a record's mapping, and the authored type that it should become.
Out: the value, or None where anything is amiss; what that is, `schema.py` finds out.

Most records are sound, and the library that tells what is wrong with one takes longer to import
than a hundred stories to read. The fields and their shapes are those of `model.py` in either case:
`tests/test_shaping.py` holds that a value which is made here is the one that pydantic makes.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from briefs.shapes import Checked, ShapeError

Kind = TypeVar("Kind")

_Shape = Callable[[Any], Any]
"""Makes a value of a field of what was written. Raises ShapeError."""


def shaped(kind: type[Kind], data: Mapping[str, Any]) -> Kind | None:
    """The value that a mapping is, if each of its keys is known and has its shape."""
    try:
        value: Kind = _shape_of(kind)(data)  # type: ignore[arg-type]  # types are hashable
    except (ShapeError, KeyError):
        # A key that has no shape is none that is known.
        return None
    return value


def _amiss() -> ShapeError:
    return ShapeError("wrong-type", "this has another shape")


@cache
def _shape_of(kind: Any) -> _Shape:
    """What reads a value of a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        parses = [one.parse for one in inner[1:] if isinstance(one, Checked)]
        return parses[0]
    if origin in {Union, types.UnionType}:
        return _perhaps(*(one for one in inner if one is not types.NoneType))
    if origin is tuple:
        return _each(inner[0])
    if origin is Literal:
        return _one_of(inner)
    if hasattr(kind, "__pydantic_config__"):
        return _mapping(kind)
    return _made_already(kind)


def _perhaps(kind: Any) -> _Shape:
    """A value of a type, or nothing."""
    shape = _shape_of(kind)
    return lambda value: None if value is None else shape(value)


def _each(kind: Any) -> _Shape:
    """A list of values of a type."""
    shape = _shape_of(kind)

    def read(value: Any) -> Any:
        if type(value) is not list:
            raise _amiss()
        return tuple([shape(item) for item in value])

    return read


def _one_of(known: tuple[str, ...]) -> _Shape:
    """One of some words."""

    def read(value: Any) -> Any:
        if value not in known:
            raise _amiss()
        return value

    return read


def _made_already(kind: type) -> _Shape:
    """A value that nobody writes: a place."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise _amiss()
        return value

    return read


def _mapping(kind: Any) -> _Shape:
    """Keys and values of an authored type."""
    hints = get_type_hints(kind, include_extras=True)
    parts = dataclasses.fields(kind)
    shapes = {part.name: _shape_of(hints[part.name]) for part in parts}
    usual = {part.name: part.default for part in parts if part.default is not dataclasses.MISSING}
    needed = frozenset(shapes.keys() - usual.keys())
    new = kind.__new__

    def read(data: Any) -> Any:
        if type(data) is not dict or not needed <= data.keys():
            raise _amiss()
        made = new(kind)
        # The constructor of a frozen value sets each field by a call of its own.
        fields = made.__dict__
        fields.update(usual)
        for key, value in data.items():
            fields[key] = shapes[key](value)
        return made

    return read
