"""What the tests of importing share: an editor's desk with pastes, and documents to mutilate."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefs.cli import main
from briefs.readers import read_file
from tests.conftest import Newsroom

PASTES = Path(__file__).parent / "pastes"
CLUSTER = (PASTES / "cluster.txt").read_text("utf-8")
ARTICLE = (PASTES / "article-7340.txt").read_text("utf-8")
HEADLINE, _, _BODY = CLUSTER.partition("\n\n")
SUMMARY = _BODY.removeprefix(HEADLINE).split(" Hamburg Wires")[0].strip()
SUBSTORIES = [
    "Hamburg Wires Nine Berths to Cut Ship Fumes",
    'Rotterdam Sets Aside €180 Million for "Plug-In" Quays',
    "Grid Operators Warn That Harbour Cables Are Too Thin",
    "Greece and Denmark Choose Opposite Ways to Pay",
    "Europe's Shipowners Hurry Forward as Brussels May Ease Deadline",
]
COUNT = "12 articles in this cluster"
CITED = ["7102", "7340", "6881", "7455", "7019", "6990"]

TOPICS = """\
- {id: chips, name: Chips}
- {id: energy, name: Energy}
- {id: ports-ships, name: Ports & ships}
- {id: shore-power, name: Shore power, aliases: [Cold ironing]}
"""


@dataclass
class Imported:
    """What one import said and did."""

    code: int
    out: str
    error: str
    files: dict[str, str]

    def guesses(self, code: str) -> list[tuple[float, str]]:
        """The guesses of a code: their confidence and what was guessed."""
        found = re.findall(rf"^\S+: guess\[{code}\] (\d\.\d\d): (.*)$", self.out, re.MULTILINE)
        return [(float(confidence), message) for confidence, message in found]

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What was said with --format json."""
        return [json.loads(line) for line in self.out.splitlines()]


class Desk:
    """A newsroom's desk, at which things are pasted."""

    def __init__(self, newsroom: Newsroom, capsys: Any, monkeypatch: Any) -> None:
        self.newsroom = newsroom
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        newsroom.write("topics.yaml", TOPICS)

    def _files(self) -> dict[str, str]:
        folder = self.newsroom.content
        return {
            file.relative_to(folder).as_posix(): file.read_text("utf-8")
            for file in sorted(folder.rglob("*.*"))
            if file.is_file()
        }

    def paste(self, text: str | bytes, *options: str, name: str = "paste.txt") -> Imported:
        """Import a text from a file of a name, or from standard input."""
        data = text.encode() if isinstance(text, str) else text
        file = self.newsroom.root / name
        if name == "-":
            stdin = SimpleNamespace(buffer=io.BytesIO(data))
            self._monkeypatch.setattr(sys, "stdin", stdin)
        else:
            file.write_bytes(data)
        return self.run("-" if name == "-" else str(file), *options)

    def run(self, *arguments: str) -> Imported:
        """Run the command."""
        before = self._files()
        self._capsys.readouterr()
        code = main(["import", "-C", str(self.newsroom.root), *arguments])
        out, error = self._capsys.readouterr()
        after = self._files()
        assert {path: after[path] for path in before} == before, "a file was written over"
        new = {path: text for path, text in after.items() if path not in before}
        root = f"{self.newsroom.root}/"
        return Imported(code, out.replace(root, ""), error.replace(root, ""), new)

    def record(self, path: str) -> Any:
        """The one record of a file, as a build reads it."""
        reading = read_file(self.newsroom.root, path)
        assert not reading.diagnostics
        [value] = reading.values
        return value


@pytest.fixture
def desk(newsroom: Newsroom, capsys: Any, monkeypatch: Any) -> Desk:
    """The desk of a small healthy project."""
    return Desk(newsroom, capsys, monkeypatch)
