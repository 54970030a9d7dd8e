"""Known: what the project holds already, as far as an import needs to know it.

In:  a project folder.
Out: its ids with the files that they stand in, its topics, and its headlines and titles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefs import folders
from briefs.config import cache_of
from briefs.executors import workers_for
from briefs.files import CONTENT
from briefs.memo import Memo
from briefs.shelf import MissingBodyError
from briefs.source_code import code_print
from briefs.stages.load import Loaded, load


@dataclass(frozen=True)
class Known:
    """What exists: ids and their files, topics, headlines of clusters and titles of articles."""

    clusters: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def read_known(root: Path) -> Known:
    """What a project holds. Its problems are a build's to tell."""
    memo = Memo(cache_of(root), code_print())
    workers = workers_for(None)
    try:
        loaded = load(root, folders.walk(root / CONTENT), memo, workers)
        titles = _titles(loaded)
    except MissingBodyError:
        # The memo is damaged: everything is read anew, once.
        memo.forget()
        loaded = load(root, folders.walk(root / CONTENT), memo, workers)
        titles = _titles(loaded)
    finally:
        memo.close()
        workers.close()
    corpus = loaded.corpus
    refused = dict.fromkeys(corpus.refused, CONTENT)
    words = [[topic.name, *topic.aliases] for topic in corpus.topics]
    words += [cluster.topics for cluster in corpus.clusters]
    return Known(
        clusters=refused | {cluster.id: cluster.path for cluster in corpus.clusters},
        articles=refused | {article.id: article.path for article in corpus.articles},
        topics=tuple(dict.fromkeys(word for line in words for word in line)),
        titles=titles,
    )


_MANY = 2000
"""Articles whose titles are read: of more, sub-headlines are told apart without them."""


def _titles(loaded: Loaded) -> tuple[str, ...]:
    """Headlines of clusters and titles of articles. Raises MissingBodyError."""
    found = [cluster.headline for cluster in loaded.corpus.clusters]
    if len(loaded.corpus.articles) <= _MANY:
        found += [loaded.shelf.article(entry).title for entry in loaded.corpus.articles]
    return tuple(dict.fromkeys(found))
