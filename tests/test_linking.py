"""Linking: what an open sub-story is likely about; clear where it is sure, never sure by order."""

from __future__ import annotations

import itertools
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import links
from briefs import keywords
from briefs.alignment import Asked, Candidate
from briefs.keywords import contradict, words_of
from briefs.likeness import Headlines
from briefs.linking import Band, Suggestion, suggest
from tests.conftest import HOME, Newsroom

ANSWERS = [*links.answers()]


def suggested(
    headlines: list[str | Asked],
    titles: list[str | Candidate],
    others: dict[str, str] | None = None,
) -> dict[int, Suggestion]:
    """The suggestions for some headlines, where the articles are called 1, 2, 3 …"""
    known = others or {}
    index = Headlines(known)
    return suggest(
        [Asked(one) if isinstance(one, str) else one for one in headlines],
        [
            Candidate(str(number), one) if isinstance(one, str) else one
            for number, one in enumerate(titles, 1)
        ],
        lambda headline: index.near(headline, ()),
        known,
    )


def ids(found: dict[int, Suggestion]) -> dict[int, str]:
    return {row: suggestion.target.id for row, suggestion in found.items()}


def test_the_labelled_set_is_large_and_a_third_of_it_is_held_out() -> None:
    cases = links._cases(links.LABELLED)
    assert len(cases) >= 60
    assert sum(case["held_out"] for case in cases) * 3 >= len(cases)
    assert {"easy", "shuffled", "retitled", "twins", "none", "clusters", "stubs"} <= {
        case["about"] for case in cases
    }


def test_no_clear_suggestion_is_wrong_on_the_labelled_set() -> None:
    assert not [one for one in ANSWERS if one.band == "clear" and not one.is_right]


def test_what_only_the_order_tells_is_never_clear() -> None:
    told = [one for one in ANSWERS if one.never_clear]
    assert told
    assert not [one for one in told if one.band == "clear"]


@pytest.mark.parametrize("part", links.PARTS)
def test_most_suggestions_are_right_and_most_of_what_is_there_is_found(part: str) -> None:
    given = [one for one in ANSWERS if one.part == part]
    there = [one for one in given if one.target]
    said = [one for one in given if one.suggested]
    assert sum(one.is_right for one in there) >= 0.97 * len(there)
    assert sum(one.is_right for one in said) >= 0.85 * len(said)
    assert sum(one.band == "clear" for one in there) >= 0.55 * len(there)


@pytest.mark.parametrize("part", links.PARTS)
def test_swapped_pairs_are_found_and_no_other(part: str) -> None:
    swapped, kept = [row for row in links.rows() if row.part == part and "swapped" in row.said]
    assert swapped.wrong == 0
    assert swapped.right >= 0.9 * (swapped.right + kept.wrong)


def test_the_published_figures_are_the_measured_ones() -> None:
    page = (HOME / "docs" / "evidence.md").read_text("utf-8")
    assert links.table().markdown in page


def test_order_settles_what_words_leave_open() -> None:
    """The third headline shares no word with its title; the others keep to the order."""
    headlines: list[str | Asked] = ["Port buys cranes", "Dockers strike", "A quiet quarter"]
    titles: list[str | Candidate] = ["Port buys six cranes", "Dockers strike today", "Traffic ebbs"]
    found = suggested(headlines, titles)
    assert ids(found) == {0: "1", 1: "2", 2: "3"}
    assert [found[row].band for row in range(3)] == [Band.CLEAR, Band.CLEAR, Band.POSSIBLE]
    assert found[2].parts == "title 0, order 3rd of 3"


def test_stubs_are_paired_by_order_as_possible() -> None:
    stubs: list[str | Candidate] = [Candidate(id, f"Article {id}") for id in ("71", "35", "94")]
    found = suggested(["Port buys cranes", "Dockers strike", "Traffic ebbs"], stubs)
    assert ids(found) == {0: "71", 1: "35", 2: "94"}
    assert {one.band for one in found.values()} == {Band.POSSIBLE}


def test_two_headlines_and_many_stubs_say_nothing() -> None:
    stubs: list[str | Candidate] = [Candidate(str(n), f"Article {n}") for n in range(50, 60)]
    assert not suggested(["Port buys cranes", "Dockers strike"], stubs)


def test_what_is_linked_is_suggested_for_no_other_and_holds_the_order() -> None:
    linked = Asked("Something else entirely", ("1",), is_open=False)
    found = suggested([linked, "Port buys cranes"], ["Port buys cranes", "Port buys ropes"])
    assert ids(found) == {1: "2"}


def test_a_title_much_like_two_headlines_is_clear_for_neither() -> None:
    found = suggested(["Port buys six cranes", "Port buys six cranes"], ["Port buys six cranes"])
    assert len(found) == 1
    assert found[0].band == Band.POSSIBLE


def test_the_same_headline_among_clusters_is_clear_and_beats_an_article() -> None:
    others = {"cranes": "Port Buys Six Cranes", "ropes": "Port Buys Ropes"}
    found = suggested(["Port buys six cranes"], ["The budget of the port"], others)
    assert found[0].target.line == "cluster: cranes"
    assert found[0].band == Band.CLEAR


def test_two_clusters_of_one_headline_are_clear_for_none() -> None:
    others = {"a": "Port Buys Six Cranes", "b": "Port Buys Six Cranes"}
    assert suggested(["Port buys six cranes"], [], others)[0].band == Band.POSSIBLE


def test_a_cluster_and_an_article_of_one_title_are_a_question() -> None:
    others = {"cranes": "Port Buys Six Cranes"}
    found = suggested(["Port buys six cranes"], ["Port Buys Six Cranes"], others)
    assert (found[0].target.key, found[0].band) == ("cluster", Band.POSSIBLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S. plan", "United States' plans"),
        ("US plan", "the American plan"),
        ("UK deal", "Britain's deals"),
        ("$10bn fund", "$10 billion funds"),
        ("3nm chips", "3-nanometer chip"),
        ("4.50% rate", "4.5 percent rates"),
        ("1,000 jobs", "1000 jobs"),
        ("Two plants", "2 plants"),
        ("Semiconductor factories", "chip factory"),
        ("AI rules", "rules for artificial intelligence"),
        ("prices rose", "prices rise"),
    ],
)
def test_spellings_of_one_thing_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_the_pronoun_is_not_the_country() -> None:
    assert "usa" not in words_of("Give us a break")


BLANKS = st.sampled_from("\u3000\u00a0\u2003\t\n 1,000.5%-.'’éßn nm 漢字ひらไทย한\u1680u.s. us")


@given(st.text(BLANKS, max_size=30))
def test_the_words_of_a_line_are_those_between_its_blanks(line: str) -> None:
    plain = line.casefold().replace("’", "'").replace("'s", "")
    plain = keywords._PHRASE.sub(lambda found: f" {keywords._PHRASES[found[0]]} ", plain)
    pieces = map(keywords._read, keywords._word().findall(plain))
    assert words_of(line) == {word for words in pieces for word in words}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shares rise", "Shares fall"),
        ("Ban lifted", "Ban issued"),
        ("Loss of 40 million", "Loss of 90 million"),
        ("House backs bill", "House rejects bill"),
    ],
)
def test_opposites_and_other_figures_contradict(one: str, other: str) -> None:
    assert contradict(words_of(one), words_of(other))
    assert not contradict(words_of(one), words_of(one))


def test_thousands_of_substories_of_one_cluster_cost_no_minutes(newsroom: Newsroom) -> None:
    newsroom.write("clusters/other.yaml", "headline: Other\ndate: 2025-02-03\nsummary: Told.\n")
    for name, item in (
        ("open", "- Port {}"),
        ("linked", "- {{headline: Port {}, cluster: other}}"),
    ):
        items = "\n".join(item.format(number) for number in range(4000))
        text = f"headline: H {name}\ndate: 2025-02-03\nsummary: Told.\nsubstories:\n{items}\n"
        newsroom.write(f"clusters/{name}.yaml", text)
    started = process_time()
    codes = [problem.code for problem in newsroom.check().diagnostics]
    assert codes.count("substory-open") == 4000
    assert process_time() - started < 60


LINES = st.lists(st.text("ab 1£中", min_size=1, max_size=9), max_size=5)


@given(LINES, LINES)
def test_any_text_is_answered_and_no_target_twice(headlines: list[str], titles: list[str]) -> None:
    found = suggested([*headlines], [*titles], dict(enumerate_ids(titles)))
    targets = [one.target for one in found.values()]
    assert len(targets) == len(set(targets))
    assert all(0 <= one.score <= 1 for one in found.values())


def enumerate_ids(titles: list[str]) -> list[tuple[str, str]]:
    return list(zip(map(str, itertools.count()), titles, strict=False))
