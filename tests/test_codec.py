"""Codec: authored values go out as JSON and come back the same; all else is refused."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import model
from briefs.codec import decode, encode
from briefs.diagnostics import Diagnostic

AUTHORED = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and hasattr(kind, "__pydantic_config__")
]
KINDS = [*AUTHORED, model.Asset, Diagnostic]

# Half of a character stands in the name of a file that is no UTF-8.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.just("\udc80.md")
zones = st.integers(-14 * 60, 14 * 60).map(lambda late: timezone(timedelta(minutes=late)))
moments = st.datetimes() | st.datetimes(timezones=zones)


@cache
def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any values of a type, by its annotations."""
    origin, arguments = get_origin(kind), get_args(kind)
    composed: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
        Annotated: lambda: values_of(arguments[0]),
        Union: lambda: st.one_of(*map(values_of, arguments)),
        types.UnionType: lambda: st.one_of(*map(values_of, arguments)),
        tuple: lambda: st.lists(values_of(arguments[0]), max_size=2).map(tuple),
        Literal: lambda: st.sampled_from(arguments),
    }
    if origin in composed:
        return composed[origin]()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        fields = {part.name: values_of(hints[part.name]) for part in dataclasses.fields(kind)}
        make: Any = kind
        return st.builds(make, **fields)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: texts,
        # No number that is written, and no place, has more than nine digits.
        int: st.integers(-(2**63), 2**63 - 1),
        bool: st.booleans(),
        date: st.dates(),
        datetime: moments,
        type(None): st.none(),
    }
    return plain[kind]


def fields_of(value: Any) -> Any:
    """All that a value holds, also what takes no part in equality."""
    if dataclasses.is_dataclass(value):
        parts = dataclasses.fields(value)
        return type(value), [fields_of(getattr(value, part.name)) for part in parts]
    if isinstance(value, tuple):
        return tuple(map(fields_of, value))
    return type(value), value


def test_all_authored_types_are_tried() -> None:
    assert {"Cluster", "Article", "Config", "Page"} <= {kind.__name__ for kind in AUTHORED}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(st.data())
def test_out_and_back_a_value_is_the_same(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    text = encode(value)
    again: Any = decode(kind, text)
    assert again == value
    assert fields_of(again) == fields_of(value)
    assert hash(again) == hash(value)
    assert encode(again) == text
    assert not {*b"\n\t"} & {*text}, "bodies are kept one a line, rows between tabs"


def test_several_values_come_back_as_a_tuple() -> None:
    found = (model.Topic("a", "A"), model.Topic("b", "B", ("é", "芯"), "a"))
    assert decode(tuple[model.Topic, ...], encode(found)) == found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(texts, inner, max_size=6),
    max_leaves=30,
)


def decode_or_refuse(kind: type, text: str) -> None:
    """Read a text that may be anything: no other exception may come of it."""
    try:
        decode(kind, text.encode("utf-8", "surrogatepass"))
    except (ValueError, TypeError, LookupError):
        return


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(json_values)
def test_a_wrong_shape_is_refused_as_such(kind: type, value: Any) -> None:
    decode_or_refuse(kind, json.dumps(value))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(st.data())
def test_a_value_with_one_wrong_field_is_refused_as_such(kind: type, data: st.DataObject) -> None:
    """The shape is right but for one place, where something else stands."""
    plain = json.loads(encode(data.draw(values_of(kind))))
    plain[data.draw(st.integers(0, len(plain) - 1))] = data.draw(json_values)
    decode_or_refuse(kind, json.dumps(plain))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_field_too_many_or_too_few_is_refused(kind: type) -> None:
    count = len(dataclasses.fields(kind))
    for length in (0, count - 1, count + 1):
        with pytest.raises((ValueError, TypeError, LookupError)):
            decode(kind, json.dumps(["x"] * length).encode())


@pytest.mark.parametrize("text", ["", "{", "[[[", "null", "1", '"x"', "[]", "{}", "\x00"])
def test_a_text_that_is_no_value_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        decode(model.Cluster, text.encode())
