"""The ledger: each sentence is cited, marked or bare; headings and code are none."""

from __future__ import annotations

import pytest

from briefs import prose
from briefs.ledger import lines_of, rows_in, tally, text_of

STORY = """\
## What *happened* in the U.S.

Ports grew by 4.5 percent [101]. Nobody expected that. "It was," said Dr. Vega,
"a record" [101][102].

- The cranes come in May [102].
- So it is planned [*].

```
code is no sentence [101].
```
"""


def rows(text: str) -> list[tuple[int, ...]]:
    return rows_in(text_of([prose.read(text).prose]))


def cited(text: str) -> list[str]:
    return [citation.article for citation in prose.read(text).prose.citations]


def test_a_row_holds_the_citations_of_its_sentence_and_tells_of_a_mark() -> None:
    assert rows(STORY) == [(1,), (), (2, 3), (4,), (0,)]


def test_a_row_is_a_line_without_its_words() -> None:
    others = "One [101]. Two [*] [102].", "One [101], [*] two [*].[102][*] # Three [103]"
    proses = [prose.read(text).prose for text in (STORY, *others, "", "# [*]", "Four [101].")]
    lines = [(0,) * line.is_marked + line.citations for line in lines_of(proses)]
    assert lines == rows_in(text_of(proses))


def test_sentences_and_citations_are_counted_through_all_proses() -> None:
    proses = [prose.read("One [101]. Two.").prose, prose.read("Three [102].").prose]
    found = [(line.number, line.text, line.citations) for line in lines_of(proses)]
    assert found == [(1, "One.", (1,)), (2, "Two.", ()), (3, "Three.", (2,))]


@pytest.mark.parametrize(
    ("text", "expected", "coverage"),
    [
        (STORY, (5, 3, 1, 1, 2), 80.0),
        ("One [101][101]. Two [101][102].", (2, 2, 0, 0, 1), 100.0),
        ("Cited and marked [101] [*].", (1, 1, 0, 0, 1), 100.0),
        ("## A heading alone", (0, 0, 0, 0, 0), 100.0),
        ("Bare.", (1, 0, 0, 1, 0), 0.0),
    ],
)
def test_sentences_are_counted_by_what_they_rest_on(
    text: str, expected: tuple[int, ...], coverage: float
) -> None:
    counted = tally(rows(text), cited(text))
    assert counted == expected
    assert counted.coverage == coverage
