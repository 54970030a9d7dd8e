"""Places are found again in files, however many problems a file has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefs import events, placing
from briefs.diagnostics import BODY, Place, Wording
from briefs.locator import Locator
from briefs.records import parse

FILES = {
    "list.yaml": "".join(f"- {{id: a{number}, title: one}}\n" for number in range(500)),
    "table.csv": "id,title\n" + "".join(f"a{number},one\n" for number in range(500)),
    "page.md": f"---\ntags: [{', '.join(['one'] * 500)}]\n---\nText.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_taken_apart_once_for_all_its_problems(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(FILES[name], "utf-8")
    places = [record.place.at("title") for record in parse(FILES[name], name)[0]]
    if name == "page.md":
        places = [Place(name, ("tags", number)) for number in range(500)]
    passes: list[str] = []
    for module, reader in ((events, "stretches"), (placing, "read_rows")):
        monkeypatch.setattr(module, reader, _counted(getattr(module, reader), passes))
    locate = Locator(tmp_path)
    found = [locate(place)[0] for place in places]
    assert len({(span.line, span.column) for span in found}) == len(places) == 500
    assert len(passes) == 1


def _counted(reader: Callable[[str], Any], passes: list[str]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        passes.append(text)
        return reader(text)

    return read


def test_a_file_that_is_gone_still_has_a_place(tmp_path: Path) -> None:
    span, line = Locator(tmp_path)(Place("content/gone.yaml", ("title",)))
    assert (span.line, span.column, line) == (1, 1, "")


def test_words_are_found_whatever_markdown_stands_between_them() -> None:
    source = (
        "The *plan* costs [ten](/a/)\nbillion **yuan**[12], says [Li](https://li.example/) now."
    )
    place = Place("x.md", (BODY,))
    placing_ = placing.Placing(f"---\ntitle: x\n---\n{source}\n", "x.md")
    for words, column in (
        ("The plan costs ten billion", (4, 1)),
        ("billion yuan, says Li now", (5, 1)),
        ("ten", (4, 19)),
        ("lan", (4, 1)),
    ):
        span = placing_.find_wording(Wording(place, (words,)))
        assert (span.line, span.column) == column, words


def test_no_text_takes_for_ever_to_be_found() -> None:
    """Tried one way after the other, these would take longer than the world has stood."""
    assert placing._search("a " * 11 + "c", "a " + "[a]" * 300 + " b", 0) is None
    assert placing._search("[ " * 11 + "c", "[[" * 300, 0) is None
