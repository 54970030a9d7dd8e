"""What is shaped at once is what pydantic would make; all else is left to it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from briefs.diagnostics import Place
from briefs.model import (
    Article,
    Cluster,
    Config,
    EditionNotes,
    Outlet,
    Page,
    Prose,
    Topic,
)
from briefs.shaping import shaped

KINDS = (Article, Cluster, Config, EditionNotes, Outlet, Page, Topic)
ADAPTERS: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in KINDS}

SOUND: dict[type, dict[str, Any]] = {
    Article: {"id": "a", "title": "A  b", "tags": ["x", "y"], "published": "2025-02-06"},
    Cluster: {
        "id": "a",
        "slug": "a",
        "headline": "A",
        "date": "2025-02-06T10:00",
        "summary": Prose("<p>A.</p>"),
        "articles": ["a", "51155"],
        "article_count": "3",
        "draft": "false",
        "substories": [{"headline": "B", "cluster": "b", "text": None}, {"headline": "C"}],
        "corrections": [{"at": "2025-02-07", "text": "So.", "kind": "update"}],
        "image": {"src": "/assets/a.png", "alt": "A"},
        "place": Place("x.md"),
    },
    Config: {
        "title": "A",
        "url": "https://example.org",
        "feeds": {"items": "3"},
        "policy": {"evidence": "off", "min_coverage": "80"},
        "digest": {"size": "A5"},
    },
    EditionNotes: {"id": "2025-02", "order": ["a"], "intro": Prose("<p>A.</p>")},
    Outlet: {"name": "A", "domains": ["a.example"]},
    Page: {"title": "A", "slug": "a", "body": Prose("<p>A.</p>")},
    Topic: {"id": "a", "name": "A", "parent": "b"},
}
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, "", "a", "A b", "a/b", "true", "12", "daily", "off", "A4", "2025-02-30", "2025-02"),
        *("https://example.org/a", "javascript:a", True, 3, 2.5, (), ("a",), {"a"}, b"a", [], {}),
        *(["a", "b"], [None], [["a"]], {"html": "<b>"}, {"headline": "A"}, [{"headline": "A"}]),
        *(Prose("<p>B.</p>"), Place("y.md"), [{"headline": "A", "text": {"html": "<b>"}}], [{}]),
    ]
)
KEYS = sorted({key for data in SOUND.values() for key in data} | {"items", "unknown", "aliases"})


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sound_is_made_at_once(kind: type) -> None:
    made = shaped(kind, SOUND[kind])
    assert made is not None
    assert _whole(made) == _whole(ADAPTERS[kind].validate_python(SOUND[kind]))


@settings(max_examples=600)
@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2))
@example(Cluster, {"summary": {"html": "<b>"}})
@example(Cluster, {"substories": [{"headline": "A", "text": {"html": "<b>"}}]})
@example(Cluster, {"tags": ("a",)})
def test_what_is_made_is_what_pydantic_makes(kind: type, changed: dict[str, Any]) -> None:
    data = SOUND[kind] | changed
    made = shaped(kind, data)
    if made is not None:
        assert _whole(made) == _whole(ADAPTERS[kind].validate_python(data))


@pytest.mark.parametrize("kind", KINDS)
def test_what_lacks_a_key_or_has_one_too_many_is_left_to_pydantic(kind: type) -> None:
    for key in SOUND[kind]:
        data = {name: value for name, value in SOUND[kind].items() if name != key}
        made = shaped(kind, data)
        if made is not None:
            assert _whole(made) == _whole(ADAPTERS[kind].validate_python(data)), key
            continue
        with pytest.raises(ValidationError):
            ADAPTERS[kind].validate_python(data)
    assert shaped(kind, SOUND[kind] | {"unknown": "a"}) is None


@pytest.mark.parametrize("html", [{"html": "<b>"}, ["<b>"], 3])
def test_no_html_can_be_written_in_place_of_a_prose(html: Any) -> None:
    data = SOUND[Cluster] | {"summary": html}
    assert shaped(Cluster, data) is None
    with pytest.raises(ValidationError, match="expected a text"):
        ADAPTERS[Cluster].validate_python(data)


def _whole(value: Any) -> Any:
    """A value with the fields that take no part in comparisons."""
    if isinstance(value, tuple):
        return [*map(_whole, value)]
    fields = getattr(value, "__dict__", None)
    if fields is None:
        return value
    return type(value), {name: _whole(inner) for name, inner in fields.items()}
