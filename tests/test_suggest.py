"""Suggestions: what an editor may have meant; near enough to help, never a reason to link."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.suggest import did_you_mean, likeliest, nearest
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


def test_a_headline_finds_its_article_with_a_score() -> None:
    titles = [("51155", "China Targets 3nm AI Chips"), ("43531", "Shanghai Announces Investment")]
    found = likeliest("China targets 3nm chips", titles)
    assert found is not None
    assert found[0] == "51155"
    assert 62 <= found[1] <= 100


@pytest.mark.parametrize(
    ("headline", "titles"),
    [
        ("China targets 3nm chips", []),
        ("Weather", [("1", "China Targets 3nm AI Chips")]),
        ("芯片", [("1", "China Targets 3nm AI Chips")]),
        ("Chips rise in March", [("1", "Chips rise in May"), ("2", "Chips rise in March again")]),
    ],
)
def test_a_headline_without_one_clear_likeness_finds_none(
    headline: str, titles: list[tuple[str, str]]
) -> None:
    assert likeliest(headline, titles) is None
