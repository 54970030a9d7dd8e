"""Edits: one small change of a project, undone at the end.

In:  a tool and its corpus.
Out: context managers, inside of which the project is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench.corpus import Corpus
from bench.tools import ROOT, Tool

EDITED = 2
"""The third newest cluster: it stands on the home page, in the feed, and is not the first there."""

TEMPLATE = "pages/cluster.html"


@contextmanager
def one_word(tool: Tool, corpus: Corpus, word: str) -> Iterator[None]:
    """A word is added to the headline and to the text of one cluster."""
    path = tool.source(corpus, EDITED)
    headline = corpus.head(EDITED).headline
    before = path.read_text(encoding="utf-8")
    after = before.replace(headline, f"{headline} {word}", 1).rstrip("\n") + f" {word}\n"
    if before.count(headline) < 1:
        raise ValueError(f"{path} does not hold its headline")
    path.write_text(after, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def own_template(tool: Tool) -> None:
    """Give the project a copy of the template of cluster pages, which changes nothing yet."""
    path = tool.folder / "templates" / TEMPLATE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((ROOT / "templates" / TEMPLATE).read_bytes())


@contextmanager
def one_template(tool: Tool, word: str) -> Iterator[None]:
    """A comment is added to that template: each cluster's page changes."""
    path = tool.folder / "templates" / TEMPLATE
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("<article", f"<!-- {word} --><article", 1), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
