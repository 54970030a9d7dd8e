"""Permalinks: slugs that any disk can hold, and paths that can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import shapes
from briefs.permalinks import FOLDERS, HOME, file_of, path_of, read_path, slug_of

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(
    lambda text: len(text) <= 80 and text not in FOLDERS.values()
)


@given(st.sampled_from([*FOLDERS, "page"]), slugs)
def test_a_path_out_and_back_is_the_same(kind: str, key: str) -> None:
    assert (kind, key) == read_path(path_of(kind, key))


@pytest.mark.parametrize(
    "path", [HOME, "topics/", "clusters/", "a/b/c/", "feed.xml", "clusters/A/"]
)
def test_what_is_no_page_of_its_own_is_read_as_none(path: str) -> None:
    assert read_path(path) is None


@pytest.mark.parametrize(
    ("path", "file"),
    [(HOME, "index.html"), ("about/", "about/index.html"), ("feed.xml", "feed.xml")],
)
def test_a_folder_answers_with_its_index(path: str, file: str) -> None:
    assert file == file_of(path)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Chips & hardware", "chips-hardware"),
        ("Straße", "strasse"),
        ("US-China tech race", "us-china-tech-race"),
        ("3 nm", "3-nm"),
        ("Café Zürich", "cafe-zurich"),
        ("R&D", "r-d"),
    ],
)
def test_a_slug_says_what_the_label_says(label: str, expected: str) -> None:
    assert expected == slug_of(label)


@pytest.mark.parametrize(
    "label", ["芯片", "芯", "Чипы", "رقائق", "🙂", "!!!", "con", "COM1", "x" * 300]
)
def test_a_label_without_letters_for_a_slug_has_one_all_the_same(label: str) -> None:
    assert slug_of(label) == shapes.slug(slug_of(label))


@given(st.text(min_size=1))
def test_every_label_has_a_slug(label: str) -> None:
    assert slug_of(label) == shapes.slug(slug_of(label))


def test_words_that_are_spelt_alike_in_latin_letters_stay_apart() -> None:
    labels = ["市", "是", "事", "Shi"]
    assert len(labels) == len({slug_of(label) for label in labels})


@given(st.text(min_size=1))
def test_the_case_of_a_label_makes_no_second_slug(label: str) -> None:
    if label.upper().casefold() == label.lower().casefold():
        assert slug_of(label.upper()) == slug_of(label.lower())
