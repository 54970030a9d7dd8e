"""Records: Markdown, YAML, JSON lines and CSV give the same records, each with its place."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import records
from briefs.diagnostics import BODY
from briefs.locator import Locator
from briefs.placing import Placing

WRITTEN = {
    "one.md": "---\nid: a1\ntitle: One, or so\ntags: [x, y]\n---\n",
    "one.yaml": "id: a1\ntitle: One, or so\ntags: [x, y]\n",
    "list.yaml": "- id: a1\n  title: One, or so\n  tags: [x, y]\n",
    "one.jsonl": '{"id": "a1", "title": "One, or so", "tags": ["x", "y"]}\n',
    "one.csv": 'id,title,tags\na1,"One, or so",x; y\n',
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_record_is_the_same_in_every_form(name: str) -> None:
    found, problems = records.parse(WRITTEN[name], name)
    assert not problems
    assert [one.data for one in found] == [{"id": "a1", "title": "One, or so", "tags": ["x", "y"]}]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_value_of_a_record_is_found_where_it_was_written(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(WRITTEN[name], "utf-8")
    (record,), _ = records.parse(WRITTEN[name], name)
    span, line = Locator(tmp_path)(record.place.at("title"))
    assert "One, or so" in line[span.column - 1 : span.column - 1 + span.length]
    span, line = Locator(tmp_path)(record.place.key("title"))
    assert "title" in line[span.column - 1 : span.column - 1 + span.length]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab,;"\n é芯'), max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=5,
    )
)
def test_rows_are_those_of_the_csv_module(table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    rows = [row for row in records.read_rows(out.getvalue()) if not isinstance(row, int)]
    assert table == [[cell.text for cell in row] for row in rows]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab,"\n é芯'), max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=5,
    )
)
def test_a_cell_is_where_it_says(table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    lines = out.getvalue().split("\n")
    for row in records.read_rows(out.getvalue()):
        assert not isinstance(row, int)
        for cell in row:
            line, column, length = cell.span
            rest = "\n".join([lines[line][column:], *lines[line + 1 :]])
            assert '"' + cell.text.replace('"', '""') + '"' == rest[:length]


@given(st.text(st.sampled_from('ab,"\n'), max_size=12))
def test_any_text_is_rows_or_a_fault_inside_it(text: str) -> None:
    for row in records.read_rows(text):
        assert not isinstance(row, int) or 0 <= row < len(text)


@pytest.mark.parametrize(
    "text", ["id,title\na1,One", "id,title\na1,One\n", "id,title\na1,One\n\n \n"]
)
def test_the_last_line_may_end_or_not(text: str) -> None:
    found, problems = records.parse(text, "x.csv")
    assert ([one.data for one in found], problems) == ([{"id": "a1", "title": "One"}], [])


def test_a_column_whose_name_stands_twice_is_refused() -> None:
    _, problems = records.parse("id,title,title\na1,One,Two\n", "x.csv")
    assert [problem.code for problem in problems] == ["duplicate-key"]


@pytest.mark.parametrize("text", ["", "\n", "id,title\n"])
@pytest.mark.parametrize("name", ["x.csv", "x.jsonl"])
def test_a_list_without_records_is_empty(text: str, name: str) -> None:
    if name == "x.jsonl" and text.strip():
        return
    assert records.parse(text, name) == ([], [])


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\na: b\n---\nText\n", "a: b\n", "Text\n", 4),
        ("---\n---\nText", "", "Text", 3),
        ("---\na: b\n---", "a: b\n", "", 3),
        ("---  \na: b\n--- \n\nText\n---\nmore", "a: b\n", "\nText\n---\nmore", 4),
    ],
)
def test_front_matter_is_split_from_the_body(text: str, front: str, body: str, line: int) -> None:
    assert records.split_front_matter(text) == (front, body, line)


@pytest.mark.parametrize(
    "text", ["", "Text", "\n---\na: b\n---\n", "--- a\n---\n", "----\n---\n", "---\na"]
)
def test_without_front_matter_nothing_is_split(text: str) -> None:
    assert records.split_front_matter(text) is None


@given(st.text(st.sampled_from("ab \né"), max_size=20))
def test_a_stretch_of_a_body_is_found_where_it_stands(text: str) -> None:
    content = f"---\ntitle: A\n---\n{text}X"
    (record,), _ = records.parse(content, "x.md")
    assert record.body is not None
    place = record.place.at(BODY).within(record.body.index("X"), 1)
    before = content[: content.index("X")]
    expected = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    span = Placing(content, "x.md").find(place)
    assert expected == (span.line, span.column)
