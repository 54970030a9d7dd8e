"""Headlines: what an earlier edition has said is not said again without a warning."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import repeats
from briefs.rules.headlines import CROWD, RARE, Repetition, repetitions
from tests.conftest import Newsroom

TITLE = "Airline pilots' union rejects pay offer"


def story(newsroom: Newsroom, id: str, day: str, headline: str, more: str = "") -> None:
    newsroom.write(
        f"clusters/{id}.md",
        f'---\nheadline: "{headline}"\ndate: {day}\n{more}---\nA text [51155].\n',
    )


def warnings(newsroom: Newsroom) -> list[str]:
    found = newsroom.check().diagnostics
    return [problem.message for problem in found if problem.code == "repeated-headline"]


def test_the_later_of_two_like_headlines_is_warned_of_with_the_score(newsroom: Newsroom) -> None:
    story(newsroom, "old", "2025-02-05", TITLE)
    story(newsroom, "new", "2025-02-12", f"{TITLE} today")
    (message,) = warnings(newsroom)
    assert message == f'this headline is 94 of 100 like "{TITLE}" of 5 February 2025'
    assert newsroom.diagnostics()[0].startswith("content/clusters/new.md:2:11: warning")


def test_one_thread_is_no_excuse_but_is_named(newsroom: Newsroom) -> None:
    story(newsroom, "old", "2025-02-05", TITLE, "thread: pilots\n")
    story(newsroom, "new", "2025-02-12", TITLE, "thread: pilots\n")
    (message,) = warnings(newsroom)
    assert message.endswith('both are of the thread "pilots", whose readers see it twice')


@pytest.mark.parametrize(("window", "count"), [(0, 0), (1, 0), (2, 1), (4, 1)])
def test_only_the_editions_of_the_window_are_looked_at(
    newsroom: Newsroom, window: int, count: int
) -> None:
    newsroom.write(
        "site.yaml",
        "title: News\nurl: https://example.org/\neditions: weekly\n"
        f"policy: {{repeat_window: {window}}}\n",
    )
    story(newsroom, "old", "2025-02-12", TITLE)
    story(newsroom, "between", "2025-02-19", "Something else has happened")
    story(newsroom, "new", "2025-02-26", TITLE)
    assert count == len(warnings(newsroom))


def test_two_of_one_edition_are_warned_of_as_well(newsroom: Newsroom) -> None:
    story(newsroom, "one", "2025-02-12", TITLE)
    story(newsroom, "two", "2025-02-12", TITLE)
    assert len(warnings(newsroom)) == 1


def test_the_nearest_is_named_and_of_equals_the_newest() -> None:
    headlines = [("a", 0, TITLE), ("b", 1, f"{TITLE} today"), ("c", 2, TITLE), ("d", 3, TITLE)]
    assert [(one.cluster, one.earlier) for one in repetitions(headlines, 4)] == [
        ("b", "a"),
        ("c", "a"),
        ("d", "c"),
    ]
    nearest = list(repetitions(headlines, 1))[1]
    assert (nearest.cluster, nearest.earlier, round(nearest.score)) == ("c", "b", 94)


def test_a_repetition_is_found_among_thousands() -> None:
    made = [
        (str(number), number // 10, f"Port {number % 89} buys {number % 97} ships of town {number}")
        for number in range(2000)
    ]
    made.insert(1990, ("old", 198, TITLE))
    made.append(("new", 199, "Pay offer rejected by airline pilots' union"))
    assert [(one.cluster, one.earlier) for one in repetitions(made, 4)] == [("new", "old")]


WORDS = "port ports crane cranes two 2 new steel dock docks go ship ships union strike".split()


def every_one_compared(headlines: list[tuple[str, int, str]], window: int) -> list[Repetition]:
    """The repetitions, found the long way: each headline looks through all before it."""
    read = [(id, number, repeats.words_of(line)) for id, number, line in headlines]
    every = [word for _, _, words in read for word in words]
    shared = sorted((every.count(word), word) for word in {*every} if every.count(word) > 1)
    pairs = [
        [*combinations([one for one in shared if one[1] in words][:RARE], 2)]
        for _, _, words in read
    ]
    found = []
    for at, (id, number, words) in enumerate(read):
        before = [other for other in range(at)[::-1] if read[other][1] >= number - window]
        same = [other for other in before if read[other][2] == words]
        near = {
            other: None
            for pair in pairs[at]
            for other in [one for one in range(at)[::-1] if pair in pairs[one]][:CROWD]
            if other in before
        }
        scored = [(repeats.repetition(words, read[other][2]), other) for other in near]
        best = max(scored, key=lambda one: one[0], default=(0, 0))
        if same and len(words) > 1:
            found.append(Repetition(id, read[same[0]][0], 100))
        elif best[0] >= repeats.ENOUGH:
            found.append(Repetition(id, read[best[1]][0], best[0]))
    return found


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=30),
    st.integers(0, 3),
)
def test_no_repetition_is_passed_over(lines: list[str], window: int) -> None:
    headlines = [(str(number), number // 3, line) for number, line in enumerate(lines)]
    assert [*repetitions(headlines, window)] == every_one_compared(headlines, window)
