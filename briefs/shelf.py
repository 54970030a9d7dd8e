"""Shelf: whole clusters and articles, read when a page needs them.

In:  their entries.
Out: the authored values, out of the memo.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from briefs.codec import decode
from briefs.entries import ArticleEntry, ClusterEntry
from briefs.memo import Memo
from briefs.model import Article, Cluster

Kind = TypeVar("Kind")


class MissingBodyError(Exception):
    """The memo has lost or damaged what it remembered; everything must be read again."""


class Shelf:
    """The bodies of one corpus. Forked processes may use it side by side."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._split = lru_cache(maxsize=16)(self._read)

    def _read(self, path: str) -> list[bytes]:
        """The bodies of a file of content, one a record."""
        try:
            return self._memo.bodies(path.partition("/")[2]).split(b"\n")
        except LookupError:
            raise MissingBodyError(path) from None

    def cluster(self, entry: ClusterEntry) -> Cluster:
        """All of a cluster."""
        return self._decode(Cluster, entry.path, entry.number)

    def article(self, entry: ArticleEntry) -> Article:
        """All of an article."""
        return self._decode(Article, entry.path, entry.number)

    def _decode(self, kind: type[Kind], path: str, number: int) -> Kind:
        bodies = self._split(path)
        if number >= len(bodies):
            raise MissingBodyError(path)
        return decode(kind, bodies[number])
