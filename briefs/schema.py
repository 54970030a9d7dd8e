"""Schema: plain data checked against an authored type.

In:  a record's mapping, and the authored type that it should become.
Out: the value, or a diagnostic for every key that is unknown, missing or misshapen.

This module alone knows pydantic, which is asked about what is not sound (`shaping.py`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from briefs import model, suggest
from briefs.diagnostics import Diagnostic, Place, error
from briefs.shapes import ShapeError, shown
from briefs.shaping import shaped

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Kind = TypeVar("Kind")


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """Pydantic's reader of a type; making one takes as long as reading a hundred records."""
    from pydantic import TypeAdapter

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def check(
    kind: type[Kind], data: Mapping[str, Any], place: Place
) -> tuple[Kind | None, list[Diagnostic]]:
    """Make an authored value of a record.

    A key with nothing after it counts as not written; one that is not known is told and left out.
    """
    problems = []
    written = dict(data)
    if None in written.values():
        written = {key: value for key, value in data.items() if value is not None}
    if "place" in written:
        del written["place"]
        problems.append(_unknown(kind, "place", place.key("place")))
    if "place" in kind.__annotations__:
        written["place"] = place
    sound = shaped(kind, written)
    if sound is not None:
        return sound, problems
    value, found = _checked(kind, written, place)
    return value, problems + found


def _checked(
    kind: type[Kind], written: dict[str, Any], place: Place
) -> tuple[Kind | None, list[Diagnostic]]:
    """What pydantic makes of a record, and what it finds wrong with it."""
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(written), []
    except ValidationError as invalid:
        found = invalid.errors()
        problems = [_diagnostic(kind, item, place) for item in found]
        if not all(item["type"] in _UNKNOWN for item in found):
            return None, problems
        # What is left is sound, and may hold other mistakes, which are found in the same run.
        known = _without(written, [item["loc"] for item in found])
        return _adapter(kind).validate_python(known), problems


_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})


def _without(data: Any, keys: list[tuple[str | int, ...]]) -> Any:
    """Plain data without the values at some keys."""
    here = {path[0] for path in keys if len(path) == 1}
    inside: dict[str | int, list[tuple[str | int, ...]]] = {}
    for path in keys:
        if len(path) > 1:
            inside.setdefault(path[0], []).append(path[1:])
    if isinstance(data, list):
        return [_without(item, inside.get(index, [])) for index, item in enumerate(data)]
    if not isinstance(data, dict) or not keys:
        return data
    return {
        key: _without(value, inside.get(key, [])) for key, value in data.items() if key not in here
    }


_INSIDE: Mapping[str, type] = {
    "substories": model.SubStory,
    "corrections": model.Correction,
    "image": model.Image,
    "feeds": model.FeedSettings,
    "pages": model.PageSettings,
    "digest": model.DigestSettings,
    "policy": model.Policy,
}
"""The type of the mappings inside another type's field."""


def _diagnostic(kind: type, item: Any, place: Place) -> Diagnostic:
    """One of pydantic's errors as a diagnostic."""
    keys: tuple[str | int, ...] = item["loc"]
    where = place.at(*keys)
    owner = _INSIDE.get(str(keys[0]), kind) if len(keys) > 1 else kind
    if item["type"] in _UNKNOWN:
        return _unknown(owner, str(keys[-1]), place.key(*keys))
    if item["type"] in {"missing", "missing_argument"}:
        return error(
            "missing-key",
            f'"{keys[-1]}" is missing',
            place.at(*keys[:-1]),
            f"add a line `{keys[-1]}: …`",
        )
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, ShapeError):
        return error(cause.code, str(cause), where)
    return _wrong_type(item, where)


def keys_of(kind: type) -> list[str]:
    """The keys that an editor may write in a record of this type."""
    return [part.name for part in dataclasses.fields(kind) if part.name != "place"]


def _unknown(kind: type, key: str, where: Place) -> Diagnostic:
    known = keys_of(kind)
    help = suggest.did_you_mean(key, known) or f"known here: {', '.join(sorted(known))}"
    return error("unknown-key", f'"{key}" is not a key here', where, help)


_WANTED = {
    "tuple_type": "a list, such as [one, two]",
    "dataclass_type": "keys and values",
    "dataclass_exact_type": "keys and values",
}


def _wrong_type(item: Any, where: Place) -> Diagnostic:
    found = item["input"]
    if item["type"] == "literal_error":
        known = [
            word.strip(" '") for word in item["ctx"]["expected"].replace(" or ", ",").split(",")
        ]
        help = suggest.did_you_mean(str(found), known)
        message = f"expected one of {', '.join(known)}, found {shown(found)}"
        return error("wrong-type", message, where, help)
    wanted = _WANTED.get(item["type"], item["msg"].lower())
    return error("wrong-type", f"expected {wanted}, found {shown(found)}", where)
