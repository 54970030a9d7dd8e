"""Shapes: the forms that single values may have; each refusal is a sentence with its code."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import shapes

GOOD: list[tuple[Any, Any, Any]] = [
    (shapes.line, "  A  line\nof text ", "A line of text"),
    (shapes.words, "\nOne.\n\nTwo.\n", "One.\n\nTwo."),
    (shapes.identifier, "51155", "51155"),
    (shapes.identifier, "wp-ASML_v1.2", "wp-ASML_v1.2"),
    (shapes.slug, "china-3nm-ai-chips", "china-3nm-ai-chips"),
    (shapes.slug, "console", "console"),
    (shapes.site_path, "/2025/old-name/", "2025/old-name/"),
    (shapes.site_path, "old-name", "old-name/"),
    (shapes.site_path, "/2025/old.html", "2025/old.html"),
    (shapes.web_address, "https://news.example/a?b=c#d", "https://news.example/a?b=c#d"),
    (shapes.web_address, "http://news.example:8080/%20", "http://news.example:8080/%20"),
    (shapes.web_address, "https://news.example/芯片", "https://news.example/芯片"),
    (shapes.flag, "true", True),
    (shapes.flag, "false", False),
    (shapes.count, "0", 0),
    (shapes.count, "015", 15),
    (shapes.base_url, "https://example.org", "https://example.org/"),
    (shapes.base_url, "https://example.org/briefs", "https://example.org/briefs/"),
    (shapes.language, "pt-BR", "pt-BR"),
    (shapes.timezone, "Asia/Shanghai", "Asia/Shanghai"),
    (shapes.tagging_authority, "example.org,2025-02", "example.org,2025-02"),
]

BAD: list[tuple[Any, str, list[Any]]] = [
    (shapes.line, "wrong-type", [["a"], {"a": "b"}, "", " ", None]),
    (shapes.identifier, "bad-id", ["a b", "-a", ".a", "a/b", "é", "a" * 81, "a\n", "٥"][:6]),
    (
        shapes.slug,
        "bad-slug",
        ["A", "a--b", "-a", "a-", "a_b", "a.b", "../a", "con", "lpt1", "é", "a" * 81, "．．／"],
    ),
    (
        shapes.site_path,
        "bad-path",
        [
            "../a",
            "/a/../b",
            "a/./b",
            "//evil.example",
            "/a//b",
            "https://evil.example",
            "C:/a",
            "a\\b",
            "/A",
            "/.git/config",
            "/a b/",
            "a%2e%2e/b",
            "/" + "a" * 201,
        ],
    ),
    (
        shapes.web_address,
        "bad-url",
        [
            "news.example",
            "//news.example",
            "/a",
            "ftp://news.example/",
            "javascript:alert(1)",
            "JaVaScRiPt://news.example/%0aalert(1)",
            "data:text/html,x",
            "https://",
            "https:///a",
            "https://user@news.example/",
            "https://user:secret@news.example/",
            "https://news.example/a b",
            'https://news.example/"onerror="x',
            "https://news.example/<script>",
            "https://news.example:99999/",
            "https://news.example:0/",
            "https://[::1/",
        ],
    ),
    (shapes.flag, "wrong-type", ["yes", "no", "1", "True", ""]),
    (shapes.count, "wrong-type", ["-1", "1.5", "a", "1" * 10, "٥", "", " 1"]),
    (shapes.moment, "bad-date", ["soon", "2025-02-30"]),
    (shapes.base_url, "bad-url", ["example.org", "https://example.org/?a", "https://e.org/#a"]),
    (shapes.language, "bad-language", ["english", "e", "en_US", "en-"]),
    (shapes.timezone, "bad-timezone", ["Paris", "../../etc/passwd", "/etc/localtime", "CEST"]),
    (shapes.tagging_authority, "bad-authority", ["example.org", "Example.org,2025", "a,25"]),
]


@pytest.mark.parametrize(("shape", "written", "expected"), GOOD)
def test_a_value_of_the_right_form_is_read(shape: Any, written: Any, expected: Any) -> None:
    assert expected == shape(written)


@pytest.mark.parametrize(
    ("shape", "code", "written"),
    [(shape, code, written) for shape, code, values in BAD for written in values],
)
def test_a_value_of_another_form_is_refused_with_its_code(
    shape: Any, code: str, written: Any
) -> None:
    with pytest.raises(shapes.ShapeError) as refusal:
        shape(written)
    assert code == refusal.value.code
    assert "\n" not in str(refusal.value)


@given(st.text(), st.sampled_from([shape for shape, _, _ in GOOD]))
def test_any_text_is_read_or_refused_and_nothing_else(text: str, shape: Any) -> None:
    try:
        read = shape(text)
    except shapes.ShapeError:
        return
    assert read == shape(str(read).lower() if isinstance(read, bool) else str(read))


@given(st.text())
def test_a_slug_is_safe_in_a_path_and_in_an_attribute(text: str) -> None:
    try:
        slug = shapes.slug(text)
    except shapes.ShapeError:
        return
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
