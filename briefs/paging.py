"""Paging: long lists cut into pages that never shift.

In:  a list, newest first, and the path of its first page.
Out: its pages, counted from the oldest, so that a new item touches the first page alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefs.permalinks import continued

Item = TypeVar("Item")

PER_PAGE = 30
"""Items of a finished page; the first page holds up to twice as many, less one."""


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One page of a long list: its path, its items, and the paths of the pages beside it."""

    path: str
    number: int
    items: tuple[Item, ...]
    older: str | None
    newer: str | None


def cut(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Cut a list, newest first, into pages counted from the oldest; the last is the first page."""
    full = max(1, len(items) // PER_PAGE)
    rest = len(items) - (full - 1) * PER_PAGE
    oldest_first = [
        tuple(items[len(items) - (number + 1) * PER_PAGE : len(items) - number * PER_PAGE])
        for number in range(full - 1)
    ]
    return [*oldest_first, tuple(items[:rest])]


def parts_of(first: str, items: Sequence[Item]) -> Iterator[Part[Item]]:
    """The pages of a list, the oldest one first; the last is the one at `first`."""
    pages = cut(items)
    paths = [*(continued(first, number) for number in range(1, len(pages))), first]
    older: list[str | None] = [None, *paths]
    newer: list[str | None] = [*paths[1:], None]
    for number, (path, page) in enumerate(zip(paths, pages, strict=True)):
        yield Part(path, number + 1, page, older[number], newer[number])
