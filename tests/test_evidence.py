"""Evidence: what a sentence claims is looked up in what its articles say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import evidence as measured
from bench.published import MarksError, Table, put_in
from briefs import evidence
from briefs.evidence import Verdict, claims_of, may_hold_residue, residue, verdict
from tests.conftest import read_cases

RESIDUE = read_cases("residue.txt")

SHANGHAI = evidence.Testimony(
    "Shanghai Announces $10 Billion Tech Investment",
    None,
    "The city puts 70 billion yuan (approximately $10 billion) into chips. Its rivals call the plan"
    " “a very costly bet on know-how”. Pudong is at the center, said Li Mei of Fudan University.",
)


def ask(sentence: str, *articles: evidence.Testimony) -> dict[str, Verdict]:
    """The verdict on each claim of a sentence, by its text."""
    return {claim.text: verdict(claim, articles) for claim in claims_of(sentence)}


def states(sentence: str, *articles: evidence.Testimony) -> dict[str, str]:
    return {text: one.state for text, one in ask(sentence, *articles).items()}


def test_a_claim_stands_in_its_sentence_exactly_as_it_says() -> None:
    sentence = "In Pudong, a plan of US$10 bn – “a costly bet”, says Li Mei – grows 10–15 % a year."
    found = claims_of(sentence)
    assert [(claim.kind, claim.text) for claim in found] == [
        ("name", "Pudong"),
        ("figure", "US$10 bn"),
        ("quotation", "a costly bet"),
        ("name", "Li Mei"),
        ("figure", "10–15 %"),
    ]
    assert all(sentence.startswith(claim.text, claim.start) for claim in found)


def test_a_changed_figure_is_not_found_and_the_nearest_is_said() -> None:
    found = ask("Shanghai's plan is worth $12 billion.", SHANGHAI)["$12 billion"]
    assert found == Verdict("not_found", (), "$10 Billion", 0)


def test_a_changed_word_in_quotation_marks_is_not_found_and_the_nearest_passage_is_said() -> None:
    found = ask('Rivals call it "a very risky bet on know-how".', SHANGHAI)
    assert found["a very risky bet on know-how"] == Verdict(
        "not_found", (), "a very costly bet on know-how", 0
    )


def test_a_name_that_is_not_said_comes_with_the_nearest() -> None:
    found = ask("The plan was praised by Li Wei.", SHANGHAI)["Li Wei"]
    assert found == Verdict("not_found", (), "Li Mei", 0)


@pytest.mark.parametrize(
    ("claim", "said", "unlike"),
    [
        ("$10bn", "US$10,000 million", "10 billion yuan"),
        ("3nm", "3-nanometre", "3 percent"),
        ("1,000", "1.000", "10,000"),
        ("1,000", "a thousand", "thousands"),
        ("10.5%", "10,5 per cent", "10.4 percent"),
        ("1.5 GW", "1,500 megawatts", "1.5 MW"),
        ("21 days", "three weeks", "three days"),
        ("two-thirds", "67 percent", "61 percent"),
        ("No. 1", "number one", "No. 2"),
        ("No. 1", "the first", "one"),
        ("3rd", "third", "three"),
        ("February 6, 2025", "2025-02-06", "6 Feb. 2024"),
        ("70 billion yuan", "RMB 70bn", "$70 billion"),
        ("70 billion yuan", "700亿元", "700万元"),
        ("about $10 billion", "$9.8 billion", "$9.1 billion"),
        ("nearly 3 million", "2.87 million", "3.1 million"),
        ("more than 20", "22", "31"),
        ("up to 500", "480", "520"),
        ("from 10 to 15 percent", "10–15%", "10–20%"),
        ("15 percent", "from 10 to 15", "from 10 to 20"),
    ],
)
def test_a_figure_is_found_in_what_the_page_says_and_not_in_its_like(
    claim: str, said: str, unlike: str
) -> None:
    sentence = f"It was {claim}, they say."
    assert [*states(sentence, evidence.Testimony(None, said)).values()] == ["found"]
    assert [*states(sentence, evidence.Testimony(None, unlike)).values()] == ["not_found"]


def test_every_article_that_says_it_is_told() -> None:
    silent = evidence.Testimony("Something else", None, "Nothing of the kind.")
    found = ask("The plan is worth $10 billion.", silent, SHANGHAI, SHANGHAI)
    assert found["$10 billion"] == Verdict("found", (1, 2))


def test_what_may_rest_on_an_article_without_text_is_no_alarm() -> None:
    assert states("It is worth $12 billion.", SHANGHAI, evidence.Testimony("Only a title")) == {
        "$12 billion": "no_text"
    }
    assert states("It is worth $12 billion.") == {"$12 billion": "no_text"}


def test_an_excerpt_is_searched_but_is_not_the_whole_article() -> None:
    excerpt = evidence.Testimony("A plan", "The plan is worth $10 billion.", None)
    assert ask("It is worth $10 billion.", excerpt)["$10 billion"].state == "found"
    found = ask("It is worth $12 billion.", excerpt)["$12 billion"]
    assert (found.state, found.only_excerpts) == ("not_found", True)
    assert ask("It is worth $12 billion.", excerpt, SHANGHAI)["$12 billion"].only_excerpts
    assert not ask("It is worth $12 billion.", SHANGHAI)["$12 billion"].only_excerpts


def test_a_quotation_does_not_reach_over_the_end_of_a_title() -> None:
    article = evidence.Testimony("A costly", None, "bet on chips.")
    assert states("He calls it “a costly bet”.", article) == {"a costly bet": "not_found"}


@pytest.mark.parametrize(
    ("sentence", "expected"), [c[1:] for c in RESIDUE], ids=[c[0] for c in RESIDUE]
)
def test_residue_of_text_generators_is_told_from_news(sentence: str, expected: str) -> None:
    found = residue(sentence)
    assert [one.text for one in found] == (expected.split("\n") if expected else [])
    assert all(sentence.startswith(one.text, one.start) for one in found)


@pytest.mark.parametrize(
    ("sentence", "expected"), [c[1:] for c in RESIDUE], ids=[c[0] for c in RESIDUE]
)
def test_a_quick_look_misses_no_residue_wherever_its_sentence_stands(
    sentence: str, expected: str
) -> None:
    news = "The port buys six cranes."
    assert may_hold_residue([news, sentence, news]) or not expected


pieces = st.sampled_from(
    "10 $ 1,000 . , – - “ ” \" ' ‘ ’ [ ] … Li Mei US U.S. of the 3nm half a third May 6"
    " 2025 年 亿 ٣ « » percent billion GPT-4 x".split()
)
texts = st.lists(st.one_of(pieces, st.text(max_size=3))).map(" ".join) | st.lists(pieces).map(
    "".join
)


@given(texts, texts)
def test_any_text_can_be_read_and_compared(sentence: str, text: str) -> None:
    article = evidence.Testimony(None, None, text)
    for claim in claims_of(sentence):
        assert sentence.startswith(claim.text, claim.start)
        assert claim.text
        assert verdict(claim, [article]).state in {"found", "not_found", "no_text"}
    residue(sentence)


@given(texts)
def test_what_a_sentence_claims_is_found_in_the_sentence_itself(sentence: str) -> None:
    itself = evidence.Testimony(None, None, sentence)
    claims = [claim for claim in claims_of(sentence) if claim.kind == "figure"]
    assert [claim.text for claim in claims if not itself.says(claim)] == []


SIZE = 60_000
HOSTILE = [
    "1", "1 ", "1,", "1-", "1 to ", "1万", "亿", "٣", "$", '"', "'a ", "‘a ", "“", "«»", "»«", "’",
    "[", ". ", "…", "A", "Ab ", "A.", "A. ", "A-", "Of of ", "a@", "a.", "www.", "one ", "may ",
    "hundred and ", "billion ", "half a ", "third ", "no. 1 ", "about ", "\u00a0", "-", "İ",
    "a\u0301", "as an ai ", "here is a ", "{{", "【", "{", "the provided ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_of_a_hostile_text_alone(piece: str) -> None:
    """A quadratic step over 60,000 characters takes minutes; a linear one a second or two."""
    claims = claims_of(
        "“We fight on the beaches” cost Li Mei of the WTO $12 billion on May 3, 2024."
    )
    text = piece * (SIZE // len(piece))
    started = time.process_time()
    claims_of(text)
    residue(text)
    article = evidence.Testimony(None, None, text)
    for claim in claims:
        verdict(claim, [article])
    assert time.process_time() - started < 10


@pytest.mark.parametrize("piece", ["1", "1,", '"', "A", "Ab ", "“"])
def test_a_million_characters_of_one_kind_are_read_at_once(piece: str) -> None:
    article = evidence.Testimony(None, None, piece * (1_000_000 // len(piece)))
    claims = claims_of("“We fight on” cost Li Mei of the WTO $12 billion on May 3, 2024.")
    started = time.process_time()
    assert {verdict(claim, [article]).state for claim in claims} == {"not_found"}
    assert time.process_time() - started < 20


def test_the_page_prints_what_is_measured_now() -> None:
    page = measured.PAGE.read_text("utf-8")
    assert put_in(page, [make() for make in measured.TABLES]) == page


def test_a_page_without_the_marks_of_a_table_is_refused() -> None:
    with pytest.raises(MarksError, match="`sentences` stand there 0 times"):
        put_in("A page.", [Table("sentences", ["one"], [["1"]])])


class TestOnTheLabelledSentences:
    """The floor of what docs/evidence.md says."""

    judged = measured.judge()

    @pytest.mark.parametrize(
        ("kind", "precision", "recall"),
        [("figure", 0.98, 0.95), ("quotation", 0.98, 0.95), ("name", 0.95, 0.85)],
    )
    def test_alarms_are_right_and_faults_are_alarmed(
        self, kind: str, precision: float, recall: float
    ) -> None:
        score = measured.score(one for one in self.judged if one.kind == kind)
        wrong = [one for one in self.judged if one.kind == kind and one.is_wrong]
        assert score.precision >= precision, wrong
        assert score.recall >= recall, wrong
