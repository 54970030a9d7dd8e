"""What tests share: a small newsroom, the demonstration site, and two promises about the run.

`newsroom` is the one helper that knows how a build is asked for: when that changes, it changes, and
the tests do not. With `BRIEFS_NO_SKIPS=1` a skipped test fails the run; `--update` writes the
expected files of `golden/` and `broken/` anew.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from briefs import folders, pipeline
from briefs.comparing import Comparison
from briefs.config import PdfMode, Request
from briefs.diagnostics import Diagnostic, draw, in_file_order
from briefs.drafts import Draft
from briefs.locator import Locator
from briefs.memo import Memo
from briefs.published import PublishedSite
from briefs.report import Report
from briefs.stages.load import Loaded, load
from briefs.subscribers import complaints
from briefs.workers import Serial, Workers

HERE = Path(__file__).parent
HOME = HERE.parent
BASE = HERE / "broken" / "_base"
"""A minimal healthy project: one cluster that cites two articles, one edition, one page."""

NOW = datetime(2026, 1, 1, tzinfo=UTC)

settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`."""
    text = "write the expected files of golden and broken cases anew"
    parser.addoption("--update", action="store_true", help=text)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped anything, where nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("BRIEFS_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("\nBRIEFS_NO_SKIPS: tests were skipped, so this run fails", red=True)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour, whatever the terminal of who runs the tests asks for."""
    monkeypatch.setenv("NO_COLOR", "1")


class Newsroom:
    """A small project and what editors do with it. Paths are below `content/` and below `site/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.output = root / "site"
        self._report: Report | None = None

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of content, whatever was there."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        self._report = None

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file of content."""
        text = (self.content / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Delete a file or a folder of content."""
        file = self.content / path
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()
        self._report = None

    def request(self, **options: Any) -> Request:
        """What a build is asked for: a fixed "now", no PDFs, and what `options` say instead."""
        asked = Request(root=self.root, output=self.output, now=NOW, pdf=PdfMode.NEVER)
        return replace(asked, **options)

    def load(self, memo: Memo | None = None, workers: Workers | None = None) -> Loaded:
        """Read the content, as the first stage does."""
        found = folders.walk(self.content)
        kept = memo or Memo(self.root / ".cache" / "tests", "code")
        return load(self.root, found, kept, workers or Serial())

    def build(self, **options: Any) -> Report:
        """Build the site."""
        self._report = pipeline.build(self.request(**options))
        return self._report

    def check(self, **options: Any) -> Report:
        """Find all problems, and write nothing."""
        self._report = pipeline.check_only(self.request(**options))
        return self._report

    def diff(self, against: Path | None = None, **options: Any) -> Comparison:
        """Compare the content with a published site: the last build, unless one is named."""
        found: list[Comparison] = []
        request = self.request(**options)

        def inspect(draft: Draft) -> list[Diagnostic]:
            found.append(Comparison(draft, PublishedSite(against or self.output), request.now))
            return [*complaints(found[-1])]

        self._report = pipeline.check_only(request, inspect)
        assert found, self._report.diagnostics
        return found[-1]

    def diagnostics(self) -> list[str]:
        """The problems of the last build or check, or of a new check, drawn and in file order."""
        report = self._report or self.check()
        locate = Locator(self.root)
        return [draw(problem, locate) for problem in in_file_order(report.diagnostics, locate)]

    def read(self, path: str) -> str:
        """The text of a file of the output."""
        return (self.output / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """The files of the output, by path, without the manifest."""
        return {
            file.relative_to(self.output).as_posix(): file.read_bytes()
            for file in sorted(self.output.rglob("*"))
            if file.is_file() and file.relative_to(self.output).parts[0] != ".briefs"
        }


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A healthy small project, not built yet."""
    shutil.copytree(BASE, tmp_path / "newsroom")
    return Newsroom(tmp_path / "newsroom")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own newsletter, built once with its PDFs; tests only read it."""
    output = tmp_path_factory.mktemp("demo") / "site"
    request = Request(root=HOME, output=output, now=NOW, pdf=PdfMode.ALWAYS)
    report = pipeline.build(request)
    assert report.published is not None, report.diagnostics
    return output


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """The cases of a file of `cases/`: title, input, expected."""
    text = (HERE / "cases" / name).read_text("utf-8")
    found = []
    for part in text.split("=== ")[1:]:
        title, _, rest = part.partition("\n")
        given, _, expected = f"\n{rest}".partition("\n->\n")
        found.append((title, given.removeprefix("\n"), expected.rstrip("\n")))
    return found
