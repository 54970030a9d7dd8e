"""The manual: the paragraph of each code, from the one page that people read too."""

from __future__ import annotations

import pytest

from briefs.reporting import manual
from tests.conftest import HOME


def test_the_page_is_the_one_of_the_docs_in_a_clone() -> None:
    assert manual.page() == HOME / "docs" / "diagnostics.md"


def test_the_wheel_brings_the_page_along() -> None:
    settings = (HOME / "pyproject.toml").read_text("utf-8")
    assert '"docs/diagnostics.md" = "briefs/_docs/diagnostics.md"' in settings


@pytest.mark.parametrize("code", manual.paragraphs())
def test_every_paragraph_is_a_text_that_begins_with_a_sentence(code: str) -> None:
    first = manual.first_sentence(code)
    assert 20 < len(first) < 300
    assert first.endswith(".")
    assert "\n" not in first
    assert "```" not in manual.plain(code)


def test_examples_are_indented_and_keep_their_links() -> None:
    assert "\n    ![Map](https://elsewhere.example/map.png) " in manual.plain("bad-link")
