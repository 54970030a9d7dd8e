"""Fidelity: a file that lost, invented or moved a word is never written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.importing.imports import Wishes, import_all, prove_file
from briefs.importing.known import Known
from briefs.importing.pastes import RefusedPaste, bare, read_paste
from tests.importing.conftest import ARTICLE, CLUSTER, HEADLINE

KNOWN = Known(topics=("Energy", "Ports & ships", "Shore Power"))


def file_of(text, **wishes):
    outcome = import_all([read_paste("paste", text.encode())], KNOWN, Wishes(**wishes))
    assert not outcome.problems
    [file] = outcome.files
    return file


def cluster_file():
    return file_of(CLUSTER, date="2025-02-06")


def article_file():
    return file_of(ARTICLE, id="7340")


@pytest.mark.parametrize(
    ("make", "old", "new", "said"),
    [
        (cluster_file, "thick cables", "cables", "lost: thick"),
        (cluster_file, "thick cables", "very thick cables", "invented: very"),
        (cluster_file, "90 tonnes", "91 tonnes", "lost: 90; invented: 91"),
        (cluster_file, "thick cables", "cables thick", "their order"),
        (cluster_file, "[7455]. The two", ". The two", "7455"),
        (cluster_file, "[7102][7340]", "[7340][7102]", "their order"),
        (cluster_file, "quays—an idea", "quays-an idea", "their order"),
        (cluster_file, "articles: [7102, 7340", "articles: [7340, 7102", "their order"),
        (cluster_file, "article_count: 12", "article_count: 21", "lost: 12 articles"),
        (cluster_file, "  - Hamburg Wires Nine", "  - Hamburg Wires", "lost: Nine"),
        (cluster_file, "Race to Plug", "Race to Unplug", "lost: Plug; invented: Unplug"),
        (cluster_file, "thick cables", "*thick* cables", "invented"),
        (cluster_file, "articles:", "tags: [ports]\narticles:", "invented: ports"),
        (article_file, "Shore Power]", "Shore Power, Ships]", "invented: Ships"),
        (article_file, "Energy, Ports", "Ports", "lost"),
        (article_file, "featured: true\n", "", "lost: featured"),
        (article_file, "ferries, shore power", "ferries", "lost"),
        (article_file, "fourteen berths", "forty berths", "lost: fourteen; invented: forty"),
        (article_file, "---\nThe city", "---\nOnce the city", "lost: The; invented: Once the"),
    ],
)  # fmt: skip
def test_a_file_with_other_words_is_refused_and_they_are_named(make, old, new, said):
    file = make()
    assert file.text.count(old) == 1
    prove_file(file)
    with pytest.raises(RefusedPaste) as refused:
        prove_file(replace(file, text=file.text.replace(old, new)))
    assert refused.value.problem.code == "words-differ"
    assert said in refused.value.problem.message


def test_what_no_claim_covers_is_missed():
    file = cluster_file()
    [draft] = file.drafts
    for index, claim in enumerate(draft.claims):
        claims = draft.claims[:index] + draft.claims[index + 1 :]
        with pytest.raises(RefusedPaste):
            prove_file(replace(file, drafts=(replace(draft, claims=claims),)))
        assert claim.text.strip()


WORDS = (
    "ports Ships grid U.S. 3nm the of € 16% plug-in “so” A.B. it's [x] *y* _z_ <b> &amp; — #1 1. -"
)
word = st.sampled_from(WORDS.split())
sentence = st.lists(word, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
cited = st.tuples(sentence, st.lists(st.sampled_from(["7102", "7340", "6881"]), max_size=3)).map(
    lambda pair: pair[0][:-1] + "".join(f"[{id}]" for id in pair[1]) + "."
)
title_word = st.sampled_from(
    "Ports Race to Plug Ships Into Grid U.S. 3nm $10 New and Quays".split()
)
title = st.lists(title_word, min_size=3, max_size=9).map(" ".join)
clusters = st.builds(
    lambda headline, gap, text, joint, titles, count: (
        f"{headline}{gap}{headline} {joint.join(text)} {' '.join(titles)}{count}"
    ),
    title,
    st.sampled_from(["\n\n", "\n", " "]),
    st.lists(cited, min_size=1, max_size=8),
    st.sampled_from([" ", "", "\n", "\n\n"]),
    st.lists(title, max_size=5),
    st.sampled_from(["", "\n\n12 articles in this cluster", " 1 article in this cluster"]),
)
tag = st.lists(st.sampled_from("ports US-China 5G shore power".split()), min_size=1, max_size=3)
articles = st.builds(
    lambda topics, headline, text, tags: "\n".join(
        ["".join(topics), headline, "".join(text), *(f"#{' '.join(words)}" for words in tags)]
    ),
    st.lists(st.sampled_from(["Energy", "Ports & ships", "New Things"]), max_size=3),
    title,
    st.lists(sentence, min_size=1, max_size=6),
    st.lists(tag, max_size=4),
)


@given(clusters)
def test_a_cluster_of_any_words_keeps_them_or_is_refused(text):
    keeps_all(text, Wishes(kind="cluster", date="2025-02-06", id="x"))


@given(articles)
def test_an_article_of_any_words_keeps_them_or_is_refused(text):
    keeps_all(text, Wishes(kind="article", id="x"))


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text):
    keeps_all(f"{HEADLINE}\n\n{text}", Wishes(date="2025-02-06", id="x"))


def keeps_all(text, wishes):
    """Import a text; if it is not refused, its file holds the letters of the paste, each once."""
    try:
        paste = read_paste("paste", text.encode("utf-8", "surrogatepass"))
    except RefusedPaste:
        return
    outcome = import_all([paste], KNOWN, wishes)
    assert not [problem for problem in outcome.problems if problem.code == "words-differ"]
    assert outcome.files or outcome.problems
    for draft in (draft for file in outcome.files for draft in file.drafts):
        assert bare("".join(claim.text for claim in draft.claims)) == bare(paste.text)


def test_the_proof_needs_no_writer_to_be_right(monkeypatch):
    """Break the writer itself: what it writes is never kept."""
    from briefs.importing import writing

    monkeypatch.setattr(writing, "mapping", lambda _: [f"headline: {HEADLINE[:-1]}"])
    paste = read_paste("paste", CLUSTER.encode())
    outcome = import_all([paste], KNOWN, Wishes(date="2025-02-06"))
    assert [problem.code for problem in outcome.problems] == ["missing-key"]
    assert not outcome.files
