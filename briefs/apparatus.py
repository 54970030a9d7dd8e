"""Apparatus: what the sentences of a cluster rest on, ready to print.

In:  a resolved cluster, and an `Address`: how this product links.
Out: its proses with their citations as links, its list of references, its coverage.

Numbers and anchors are the same in all products. Pages and digests give each cited sentence an
anchor too, and a class for each reference that it rests on, by which style.css lights it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache, partial
from html import escape
from typing import Any, NamedTuple

from briefs import citations
from briefs.addresses import Address
from briefs.dates import long_date, rfc3339
from briefs.ledger import stretches_of
from briefs.model import Prose
from briefs.passages import Passage, wrap
from briefs.permalinks import path_of, slug_of
from briefs.publication import Publication
from briefs.resolution import ResolvedCluster, Resolver, outlet_of
from briefs.views import Coverage, Day, Link, Rest, Source
from briefs.voices import voices_of


def day_of(moment: datetime) -> Day:
    """A date for machines and for people."""
    return Day(rfc3339(moment), long_date(moment.date()))


class Credit(NamedTuple):
    """What is said of an article wherever it is cited."""

    title: str
    href: str | None
    url: str | None
    outlet: str | None
    published: Day | None
    language: str | None


class Apparatus:
    """What the clusters of a publication rest on, for one product."""

    def __init__(self, publication: Publication, address: Address, resolver: Resolver) -> None:
        self._publication = publication
        self._address = address
        self._resolver = resolver
        self.credit = lru_cache(maxsize=4096)(self._credit)

    def article_href(self, id: str) -> str | None:
        """The link to an article's page on this site, if such pages are made."""
        if not self._publication.config.pages.articles:
            return None
        return self._address.to(path_of("article", slug_of(id)))

    def filled(self, prose: Prose, resolved: ResolvedCluster, first: int, sentence: int) -> str:
        """A prose of a cluster with its citations as links.

        `first` is the ordinal of its first citation, `sentence` the number of its first sentence.
        """
        entry = resolved.linked.entry
        html = prose.html
        if self._address.numbers_sentences:
            html = wrap(html, _passages(prose, resolved, sentence))
        anchor = citations.anchor(entry.slug, "c", "")
        to_reference = self._address.to_anchor(entry, "r", "")
        numbers = resolved.numbers[first - 1 : first - 1 + len(prose.cited)]
        if self._address.has_cards:
            signs = [
                f'<sup class="cite" id="{anchor}{ordinal}">'
                f'<a href="{to_reference}{number}">{_button(number)}</sup>'
                for ordinal, number in enumerate(numbers, first)
            ]
        else:
            title = partial(self._title, resolved)
            signs = [
                f'<sup class="cite"><a id="{anchor}{ordinal}" href="{to_reference}{number}" '
                f'aria-label="Reference {number}: {title(number)}">{number}</a></sup>'
                for ordinal, number in enumerate(numbers, first)
            ]
        return self._address.rooted(citations.fill(html, signs))

    def _title(self, resolved: ResolvedCluster, number: int) -> str:
        """The title of a reference's article, as HTML."""
        return escape(self.credit(resolved.references[number - 1].article).title)

    def sources(self, cluster: ResolvedCluster) -> tuple[Source, ...]:
        """The list of references."""
        entry, address = cluster.linked.entry, self._address
        anchor = citations.anchor(entry.slug, "r", "")
        to_citation = address.to_anchor(entry, "c", "")
        to_sentence = address.to_anchor(entry, "q", "")
        rests: Mapping[int, Rest] = {}
        if address.numbers_sentences:
            words = cluster.words.items()
            rests = {one: _new(Rest, (one, f"{to_sentence}{one}", text)) for one, text in words}
        resting = cluster.resting if rests else {}
        sources = []
        for number, article, ordinals in cluster.references:
            backs = [
                _new(Link, (letters(at), f"{to_citation}{one}")) for at, one in enumerate(ordinals)
            ]
            resting_here = [rests[one] for one in resting.get(number, ())]
            card = _card(number) if address.has_cards and ordinals else None
            shown = (number, f"{anchor}{number}", *self.credit(article))
            sources.append(_new(Source, (*shown, tuple(backs), tuple(resting_here), card)))
        return tuple(sources)

    def _credit(self, id: str) -> Credit:
        """What references say of an article. Neighbouring stories cite the same ones."""
        resolved = self._resolver.article(id)
        article = resolved.article
        return Credit(
            title=article.title,
            href=self.article_href(id),
            url=article.url,
            outlet=outlet_of(resolved),
            published=day_of(resolved.published) if resolved.published else None,
            language=article.language,
        )

    def coverage(self, cluster: ResolvedCluster) -> Coverage:
        """What a cluster rests on, counted."""
        cited = [article for _, article, ordinals in cluster.references if ordinals]
        outlets = {article: self.credit(article).outlet for article in cited}
        voices = voices_of(outlets, self._publication.same_articles)
        return Coverage(
            sentences=len(cluster.rests_on),
            cited=sum(map(bool, cluster.rests_on)),
            articles=voices.articles,
            outlets=voices.outlets,
            independent=voices.independent,
        )


_new: Any = tuple.__new__
"""Makes a named tuple without a call of Python's: a page has dozens of them."""


@cache
def _card(number: int) -> str:
    """The id of a reference's card; a page has one story, and no slug has an underscore."""
    return f"card_{number}"


@cache
def _button(number: int) -> str:
    """The end of the link to a reference, and a button in its place that shows the card.

    The link is for who has no styles, or no cards.
    """
    return (
        f'{number}</a><button popovertarget="{_card(number)}" '
        f'value="{number}" aria-label="Reference {number}"></button>'
    )


def _passages(prose: Prose, resolved: ResolvedCluster, first: int) -> list[Passage]:
    """The sentences of a prose that rest on references, with a class for each of these."""
    anchor = citations.anchor(resolved.linked.entry.slug, "q", "")
    stretches = zip(stretches_of(prose), resolved.rests_on[first - 1 :], strict=False)
    return [
        _new(Passage, (*stretch, f"{anchor}{number}", number, _classes(references)))
        for number, (stretch, references) in enumerate(stretches, first)
        if references
    ]


@lru_cache(maxsize=4096)
def _classes(references: tuple[int, ...]) -> str:
    """The classes of a sentence that rests on some references."""
    return " ".join([f"r{reference}" for reference in references])


@cache
def letters(index: int) -> str:
    """a, b, ... z, aa, ab, ... for the nth back-link, from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
