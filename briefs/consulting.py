"""Consulting: a question asked of the content as it stands, whatever its problems.

In:  a `Request`, and a function of a `Publication`.
Out: its answer; nothing is written but the memo.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from briefs import folders
from briefs.config import Request
from briefs.executors import workers_for
from briefs.files import CONTENT
from briefs.memo import Memo
from briefs.model import Config
from briefs.publication import Publication
from briefs.shelf import MissingBodyError
from briefs.source_code import code_print
from briefs.stages.link import Showing, link
from briefs.stages.load import load

Answer = TypeVar("Answer")


def consult(request: Request, ask: Callable[[Publication], Answer]) -> Answer:
    """Load and link, and ask."""
    with closing(Memo(request.cache, code_print())) as memo:
        try:
            return ask(_publication(request, memo))
        except MissingBodyError:
            # The memo is damaged: everything is read anew, once.
            memo.forget()
            return ask(_publication(request, memo))


def _publication(request: Request, memo: Memo) -> Publication:
    """The first two stages."""
    with closing(workers_for(None)) as workers:
        loaded = load(request.root, folders.walk(request.root / CONTENT), memo, workers)
    config = loaded.config or Config(title="?", url="https://example.org/")
    showing = Showing(request.now, request.drafts, request.future)
    publication, _ = link(loaded.corpus, config, loaded.shelf, showing)
    return publication
