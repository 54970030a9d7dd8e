"""The parts of importing: dates, glued sentences, runs of sub-headlines, YAML for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.importing.clues import Clues
from briefs.importing.dated import read_date, read_date_line
from briefs.importing.glue import find_seams
from briefs.importing.glued_topics import split_by_case, split_known
from briefs.importing.runs import split_run
from briefs.importing.scalars import mapping, records, scalar
from briefs.nodes import read_yaml
from briefs.shapes import HIDDEN
from tests.conftest import read_cases


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-02-06", "2025-02-06"),
        ("2025-02-06T07:00Z", "2025-02-06T07:00Z"),
        ("2025-02-06T07:00:00.000Z", "2025-02-06T07:00:00Z"),
        ("2025-02-06T07:00:00+0100", "2025-02-06T07:00:00+01:00"),
        ("6 February 2025", "2025-02-06"),
        ("Feb. 6, 2025", "2025-02-06"),
        ("Thursday, February 6th, 2025", "2025-02-06"),
        ("Thu, 06 Feb 2025 07:00:00 GMT", "2025-02-06T07:00:00+00:00"),
        ("06/02/2025", None),
        ("30 February 2025", None),
        ("2025-02-30", None),
        ("February 2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_read_if_it_can_mean_one_day_only(text, day):
    assert read_date(text) == day


def test_a_date_line_may_have_a_label_and_nothing_else():
    assert read_date_line("Published on: 6 February 2025") == "2025-02-06"
    assert read_date_line("On 6 February 2025 the port said no") is None


@pytest.mark.parametrize(("title", "text", "expected"), read_cases("glued-sentences.txt"))
def test_spaces_are_put_back_where_sentences_are_glued(title, text, expected):
    pieces, at = [], 0
    for seam in find_seams(text, 0, len(text)):
        pieces.append(text[at : seam.offset])
        at = seam.offset
    assert "|".join([*pieces, text[at:]]) == expected


@pytest.mark.parametrize(("title", "text", "expected"), read_cases("sub-headlines.txt"))
def test_runs_of_sub_headlines_come_apart(title, text, expected):
    prose, _, run = text.partition("\n")
    pieces = split_run(run, 0, len(run), Clues(prose))
    assert [run[piece.start : piece.end] for piece in pieces] == expected.split("\n")


@given(
    st.lists(st.sampled_from('Ports race to "Plug" U.S. AI in 3nm — Grid’s'.split()), max_size=60)
)
def test_a_run_of_any_words_is_parted_without_loss(words):
    run = " ".join(words)
    pieces = split_run(run, 0, len(run), Clues("The grid of the ports [1].", ["The grid"]))
    assert " ".join(run[piece.start : piece.end] for piece in pieces) == run
    assert all(0 <= piece.confidence < 1 for piece in pieces)


@pytest.mark.parametrize(
    ("line", "known", "expected"),
    [
        ("AIchips & hardwareAI Data Centers", ["AI", "Chips & hardware", "AI Data Centers"], None),
        ("EnergyEnergy policy", ["Energy", "Energy policy"], "Energy|Energy policy"),
        ("energyPORTS", ["Energy", "Ports"], "energy|PORTS"),
        ("Energy, Ports", ["Energy", "Ports"], "Energy|Ports"),
        ("Energyfoo", ["Energy"], ""),
        ("Nothing", ["Energy"], ""),
    ],
)
def test_known_topics_come_apart(line, known, expected):
    labels, _ = split_known(line, known)
    found = "|".join(line[label.start : label.end] for label in labels)
    assert found == ("AI|chips & hardware|AI Data Centers" if expected is None else expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AIchips & hardwareAI Data Centers", "AI|chips & hardware|AI Data Centers"),
        ("NASANews", "NASA|News"),
        ("Energy / Ports", "Energy|Ports"),
        ("Energy", "Energy"),
    ],
)
def test_topics_that_are_not_known_come_apart_by_case(line, expected):
    assert "|".join(line[label.start : label.end] for label in split_by_case(line)) == expected


line = st.text(min_size=1, max_size=200).map(lambda text: " ".join(text.split()))
clean = line.filter(lambda text: text and not HIDDEN.search(text))
paragraphs = st.lists(clean, min_size=1, max_size=4).map("\n\n".join)


@given(clean, st.lists(clean, max_size=5), paragraphs)
def test_every_text_is_read_back_as_it_was(title, labels, text):
    values = {"title": title, "tags": labels, "featured": True, "text": text}
    read, problem = read_yaml("\n".join([*mapping(values), ""]), "x")
    assert problem is None
    assert read == {**values, "featured": "true"}
    read, problem = read_yaml("\n".join([*records([values, values]), ""]), "x")
    assert problem is None
    assert read == [{**values, "featured": "true"}] * 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('A "quoted" word', 'A "quoted" word'),
        ("It's so", "It's so"),
        ("Breaking: chips", '"Breaking: chips"'),
        ("# one", '"# one"'),
        ("null", '"null"'),
        ("2025-02-06", "2025-02-06"),
        ("- one", '"- one"'),
        ('"All" of it: x', "'\"All\" of it: x'"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text, written):
    assert scalar(text) == written


def test_a_long_text_is_folded_and_paragraphs_are_a_block():
    long = "word " * 60
    folded = mapping({"excerpt": long.strip()})
    assert folded[0] == "excerpt: >-"
    assert all(len(line) <= 102 for line in folded)
    assert mapping({"excerpt": "One.\n\nTwo."}) == ["excerpt: |-", "  One.", "", "  Two."]
