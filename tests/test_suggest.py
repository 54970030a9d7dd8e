"""Suggestions: what an editor may have meant; near enough to help, never a reason to link."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.suggest import did_you_mean, nearest
from tests.conftest import HOME

IDS = ["51155", "43531", "19492", "54934", "30085", "33059"]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("51515", IDS, ["51155"]),
        ("51156", IDS, ["51155"]),
        ("5115", IDS, ["51155"]),
        ("99999", IDS, []),
        ("51551", IDS, []),
        ("headlin", ["headline", "date"], ["headline"]),
        ("HEADLINE", ["headline"], ["headline"]),
        ("article count", ["article_count"], ["article_count"]),
        ("shangai-ten-billion", ["shanghai-ten-billion"], ["shanghai-ten-billion"]),
        ("weather", ["Chips", "AI"], []),
        ("x", [], []),
        ("", ["headline"], []),
    ],
)
def test_the_nearest_word_is_suggested_if_it_is_near(
    word: str, known: list[str], expected: list[str]
) -> None:
    assert expected == nearest(word, known)


def test_a_suggestion_is_a_sentence_or_nothing() -> None:
    assert did_you_mean("tag", ["tags"]) == 'did you mean "tags"?'
    assert not did_you_mean("xyz", ["tags"])


@given(st.text("ab-1", max_size=5), st.lists(st.text("ab-1", min_size=1, max_size=5), unique=True))
def test_the_order_of_the_known_words_changes_no_suggestion(word: str, known: list[str]) -> None:
    assert nearest(word, known) == nearest(word, known[::-1])


def test_the_hash_seed_changes_no_suggestion() -> None:
    code = "from briefs.suggest import nearest; print(nearest('a9', {f'a{n}' for n in range(8)}))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HOME)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(answers) == 1
