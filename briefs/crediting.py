"""Crediting: what a reference says of the article that it names.

In:  a resolver of articles, and an `Address`: how this product links.
Out: the lines of lists of references, and the titles that citations announce.

Neighbouring stories cite the same articles, so what is said of one is worked out once.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

from briefs import citations
from briefs.addresses import Address
from briefs.dates import long_date, rfc3339
from briefs.entries import ClusterEntry
from briefs.permalinks import path_of, slug_of
from briefs.references import Reference
from briefs.resolution import Resolver, outlet_of
from briefs.views import Day, Link, Source


def day_of(moment: datetime) -> Day:
    """A date for machines and for people."""
    return Day(rfc3339(moment), long_date(moment.date()))


class Credit(NamedTuple):
    """What is said of an article wherever it is cited; `escaped` is its title as HTML."""

    title: str
    escaped: str
    href: str | None
    url: str | None
    outlet: str | None
    published: Day | None
    language: str | None


class Credits:
    """What references say of articles, for one product."""

    def __init__(self, resolver: Resolver, address: Address, *, has_pages: bool) -> None:
        self._resolver = resolver
        self._address = address
        self._has_pages = has_pages
        self.of = lru_cache(maxsize=4096)(self._of)

    def href(self, id: str) -> str | None:
        """The link to an article's page on this site, if such pages are made."""
        return self._address.to(path_of("article", slug_of(id))) if self._has_pages else None

    def _of(self, id: str) -> Credit:
        resolved = self._resolver.article(id)
        article = resolved.article
        return Credit(
            title=article.title,
            escaped=escape(article.title),
            href=self.href(id),
            url=article.url,
            outlet=outlet_of(resolved),
            published=day_of(resolved.published) if resolved.published else None,
            language=article.language,
        )

    def source(self, entry: ClusterEntry, reference: Reference) -> Source:
        """One line of the list of references of a cluster."""
        credit = self.of(reference.article)
        anchor = self._address.to_anchor(entry, "c", "")
        backs = [
            Link(letters(index), f"{anchor}{ordinal}")
            for index, ordinal in enumerate(reference.citations)
        ]
        return Source(
            number=reference.number,
            anchor=citations.anchor(entry.slug, "r", reference.number),
            title=credit.title,
            href=credit.href,
            url=credit.url,
            outlet=credit.outlet,
            published=credit.published,
            language=credit.language,
            backs=tuple(backs),
        )


@cache
def letters(index: int) -> str:
    """a, b, ... z, aa, ab, ... for the nth back-link, from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
