"""Copies: articles of different outlets that are likely one report.

In:  some articles, such as those of a cluster, with their outlets found.
Out: pairs with a score of 0 to 100, as plain data that a memo can keep.

A title is a copy if it repeats another of at least five words in their order, whatever prefix or
name of an outlet the two carry. An opening (the excerpt, or else the beginning of the text) is a
copy if most of what it says stands, three words in a row, in the other. Nothing follows from a pair
but a suggestion: only an editor's `same_as` makes two articles one voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from briefs import repeats
from briefs.canonical import canonical
from briefs.examined import Copy
from briefs.resolution import ResolvedArticle, outlet_of

LEAST_WORDS = 5
"""Shorter titles, such as "Chip shares fall", occur to two editors at a time."""

LEAST_RUNS = 6
"""Openings with fewer telling runs of words say too little to be known again."""

ENOUGH = 60
"""The percentage of an opening's runs that must stand in the other."""

OPENING = 300
"""Characters of an opening that are looked at."""

CROWD = 200
"""The latest articles that one is compared with; more would make a hostile site slow."""

_WORD = re.compile(r"\w+")
_PREFIX = re.compile(
    r"(?:update|wrapup|refile|correction|corrected|exclusive|analysis|explainer|breaking|opinion"
    r"|factbox|insight|focus|feature|watch|live)(?:\s?\d+)?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_NAME = r"[^\Wa-z_]\S*(?: (?:and|of|the|[^\Wa-z_]\S*)){0,3}"
_SUFFIX = re.compile(rf"(?<=\w)(?: [|–—-] {_NAME}| \({_NAME}\))$")


class _Read(NamedTuple):
    """An article as it is compared; those without a `mark` in common are no copies."""

    id: str
    source: str
    title: list[str]
    runs: set[tuple[str, ...]]
    marks: set[tuple[str, ...]]


def copies(articles: Iterable[ResolvedArticle]) -> list[Copy]:
    """The pairs among some articles of different outlets that are likely one report.

    Of several copies each is paired with the first alone.
    """
    known: list[_Read] = []
    marks: set[tuple[str, ...]] = set()
    found: list[Copy] = []
    for read in map(_read, articles):
        near = () if marks.isdisjoint(read.marks) else known[-CROWD:]
        alike = (one for one in near if not one.marks.isdisjoint(read.marks))
        pairs = [copy for one in alike if (copy := _compare(one, read)) is not None]
        if pairs:
            found.append(max(pairs, key=itemgetter(3)))
        elif read.source:
            known.append(read)
            marks |= read.marks
    return found


def _compare(one: _Read, other: _Read) -> Copy | None:
    """The better of the two reasons why two articles are one report, if there is one."""
    if one.source == other.source or not other.source:
        return None
    title = 0.0
    if min(len(one.title), len(other.title)) >= LEAST_WORDS:
        title = repeats.repetition(one.title, other.title)
    least = min(len(one.runs), len(other.runs))
    opening = 100 * len(one.runs & other.runs) / least if least >= LEAST_RUNS else 0.0
    if title >= repeats.ENOUGH and title >= opening:
        return Copy(one.id, other.id, "title", round(title))
    return Copy(one.id, other.id, "opening", round(opening)) if opening >= ENOUGH else None


def _read(resolved: ResolvedArticle) -> _Read:
    """An article as it is compared; what has neither outlet nor address has no source."""
    article = resolved.article
    source = outlet_of(resolved) or canonical(article.url or "").partition("/")[0]
    opening = (article.excerpt or article.text or "")[:OPENING].casefold()
    title = repeats.words_of(bare_title(article.title))
    runs = {run for run in _runs(_WORD.findall(opening)) if len(run[0]) > 4}
    return _Read(article.id, source.casefold(), title, runs, runs.union(_runs(title)))


def bare_title(title: str) -> str:
    """A title without what an outlet puts around it: `UPDATE 1-`, ` | The Post`, ` (The Post)`."""
    bare = _PREFIX.sub("", title, count=1) if _PREFIX.match(title) else title
    while (shorter := _SUFFIX.sub("", bare)) != bare and shorter.count(" ") >= 3:
        bare = shorter
    return bare


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Three words in a row, from each word on."""
    return zip(words, words[1:], words[2:], strict=False)
