"""Tags: two spellings of one tag are pointed out, and tags that mean two things are left alone."""

from __future__ import annotations

import pytest

from briefs.permalinks import slug_of
from briefs.publication import Label
from briefs.rules.tags import variants
from tests.conftest import Newsroom, read_cases

CASES = [(*given.strip().split("\n"), how) for _, given, how in read_cases("tags.txt")]


def label(name: str, count: int) -> Label:
    return Label(slug_of(name), name, tuple(f"{name} {number}" for number in range(count)))


@pytest.mark.parametrize(("common", "rare"), [case[:2] for case in CASES if case[2] == "one"])
def test_a_rare_spelling_of_a_tag_is_found_with_the_common_form(common: str, rare: str) -> None:
    tags = [label(rare, 1), label("Weather", 9), label(common, 5)]
    assert [(label(rare, 1), label(common, 5))] == list(variants(tags))


@pytest.mark.parametrize(
    ("one", "other"),
    [case[:2] for case in CASES if case[2] == "two" for case in (case, case[1::-1])],
)
def test_tags_that_mean_two_things_are_left_alone(one: str, other: str) -> None:
    assert slug_of(one) != slug_of(other), "these are one tag in any case"
    assert not list(variants([label(one, 1), label(other, 5)]))


def test_each_of_three_spellings_is_told_the_commonest() -> None:
    tags = [label("datacentres", 1), label("data center", 4), label("data centre", 2)]
    found = [(rarer.name, common.name) for rarer, common in variants(tags)]
    assert found == [("data centre", "data center"), ("datacentres", "data center")]


def test_of_equals_the_first_in_the_alphabet_is_the_common_form() -> None:
    tags = [label("AI chips", 2), label("AI chip", 2)]
    for given in (tags, tags[::-1]):
        assert [(rarer.name, common.name) for rarer, common in variants(given)] == [
            ("AI chips", "AI chip")
        ]


def test_a_tag_that_two_clusters_bear_is_no_slip() -> None:
    assert not list(variants([label("contorls", 2), label("controls", 9)]))


def test_spellings_that_differ_in_case_or_hyphens_are_one_tag_without_a_word(
    newsroom: Newsroom,
) -> None:
    for number, tag in enumerate(["AI chips", "ai-chips", "AI Chips"]):
        text = f"---\nheadline: Story {number}\ndate: 2025-02-06\ntags: [{tag}]\n---\nA text.\n"
        newsroom.write(f"clusters/story-{number}.md", text)
    assert not [
        problem for problem in newsroom.check().diagnostics if problem.code == "tag-variant"
    ]
