"""Stories: clusters made ready to print, for the addresses of one product.

In:  a `Publication`, and an `Address`: how this product links.
Out: views (`views.py`): whole stories, cards, references, links.

Numbers and anchors are the same in all products; only the addresses differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape, unescape

from briefs import citations
from briefs.addresses import Address
from briefs.dates import long_date, rfc3339
from briefs.model import Prose
from briefs.permalinks import digest_of, path_of, slug_of
from briefs.prose import ROOT
from briefs.publication import (
    Edition,
    Label,
    LinkedArticle,
    LinkedCluster,
    LinkedSubStory,
    Publication,
    Reference,
    Target,
)
from briefs.references import proses_of
from briefs.views import Angle, Card, Day, EditionView, Link, Picture, Remark, Source, Story

BLURB = 280
"""Characters of a blurb: whole sentences up to here, at least one."""


def day_of(moment: datetime) -> Day:
    """A date for machines and for people."""
    return Day(rfc3339(moment), long_date(moment.date()))


class Stories:
    """The stories of a publication, for one product."""

    def __init__(self, publication: Publication, address: Address) -> None:
        self._publication = publication
        self.address = address

    def cluster_link(self, id: str | None) -> Link | None:
        """A cluster's headline and link, if there is one."""
        if id is None:
            return None
        linked = self._publication.clusters[id]
        return Link(linked.cluster.headline, self.address.to_cluster(linked.cluster))

    def article_href(self, linked: LinkedArticle) -> str | None:
        """The link to an article's page on this site, if such pages are made."""
        if not self._publication.config.pages.articles:
            return None
        return self.address.to(path_of("article", linked.slug))

    def label_links(self, kind: str, slugs: Iterable[str]) -> tuple[Link, ...]:
        """The links of topics or tags."""
        return tuple(self.label_link(kind, self._labels(kind)[slug]) for slug in slugs)

    def label_link(self, kind: str, label: Label) -> Link:
        """The link of one topic or tag."""
        return Link(label.name, self.address.to(path_of(kind, label.slug)))

    def word_links(self, kind: str, words: Iterable[str]) -> tuple[Link, ...]:
        """The links of topics or tags as an article names them; empty where no cluster has it."""
        labels = self._labels(kind)
        by_word = {label.name.casefold(): label for label in labels.values()}
        links = []
        for word in words:
            label = by_word.get(word.casefold()) or labels.get(slug_of(word))
            href = self.address.to(path_of(kind, label.slug)) if label else ""
            links.append(Link(word, href))
        return tuple(links)

    def _labels(self, kind: str) -> Mapping[str, Label]:
        return self._publication.topics if kind == "topic" else self._publication.tags

    def digest_href(self, edition: str) -> str | None:
        """The link to an edition's digest, if digests are made."""
        return self.address.to(digest_of(edition)) if self.address.has_digests else None

    def html(self, prose: Prose) -> str:
        """The HTML of a prose without citations, its links ready."""
        return self.address.rooted(citations.fill(prose.html, lambda _: ""))

    def card(self, id: str) -> Card:
        """A cluster in a list."""
        linked = self._publication.clusters[id]
        return Card(
            headline=linked.cluster.headline,
            href=self.address.to_cluster(linked.cluster),
            day=day_of(linked.date),
            topics=self.label_links("topic", linked.topics),
            blurb=blurb_of(linked.cluster.summary),
            cited=linked.cited,
            total=linked.total,
            substories=tuple(self._substory_links(linked)),
        )

    def _substory_links(self, linked: LinkedCluster) -> Iterator[Link]:
        """The sub-stories that lead somewhere, linked from outside of the cluster's page."""
        page = self.address.to_cluster(linked.cluster)
        for substory in linked.substories:
            angle = self._angle(linked, substory)
            if angle.href is not None:
                is_anchor = angle.href.startswith("#") and substory.target != Target.CLUSTER
                yield Link(angle.headline, page + angle.href if is_anchor else angle.href)

    def cards(self, ids: Iterable[str]) -> tuple[Card, ...]:
        """Clusters in a list, in their order."""
        return tuple(self.card(id) for id in ids)

    def edition(self, edition: Edition) -> EditionView:
        """An edition and its clusters in a list."""
        return EditionView(
            title=edition.title,
            href=self.address.to(path_of("edition", edition.id)),
            name=edition.name,
            number=edition.number,
            day=day_of(edition.date),
            html=self.html(edition.intro) if edition.intro else "",
            cards=self.cards(edition.clusters),
            digest=self.digest_href(edition.id),
        )

    def story(self, id: str) -> Story:
        """A cluster, whole."""
        linked = self._publication.clusters[id]
        cluster = linked.cluster
        edition = self._publication.editions[linked.edition]
        picture = cluster.image
        return Story(
            anchor=cluster.slug,
            headline=cluster.headline,
            href=self.address.to_cluster(linked.cluster),
            permalink=self.address.permalink(cluster),
            day=day_of(linked.date),
            updated=day_of(linked.updated) if linked.updated > linked.date else None,
            edition=Link(edition.title, self.address.to(path_of("edition", edition.id))),
            topics=self.label_links("topic", linked.topics),
            tags=self.label_links("tag", linked.tags),
            authors=cluster.authors,
            html=self._filled(cluster.summary, linked, 1),
            blurb=blurb_of(cluster.summary),
            substories=tuple(self._angle(linked, substory) for substory in linked.substories),
            sources=tuple(self._source(linked, reference) for reference in linked.references),
            cited=linked.cited,
            total=linked.total,
            corrections=tuple(
                Remark(
                    kind=entry.kind,
                    day=Day(entry.at.day.isoformat(), long_date(entry.at.day)),
                    text=entry.text,
                    was=entry.was,
                    now=entry.now,
                )
                for entry in cluster.corrections
            ),
            picture=Picture(self.address.files + picture.src, picture.alt, picture.credit)
            if picture
            else None,
            digest=self.digest_href(edition.id),
        )

    def _filled(self, prose: Prose, linked: LinkedCluster, first: int) -> str:
        """A prose with its citations as numbered links; `first` is the ordinal of the first one."""

        def write(index: int) -> str:
            ordinal = first + index
            number = linked.numbers[ordinal - 1]
            id = linked.references[number - 1].article
            title = escape(self._publication.articles[id].article.title)
            anchor = citations.anchor(linked.cluster.slug, "c", ordinal)
            href = self.address.to_anchor(linked.cluster, "r", number)
            return (
                f'<sup class="cite"><a id="{anchor}" href="{href}" '
                f'aria-label="Reference {number}: {title}">{number}</a></sup>'
            )

        return self.address.rooted(citations.fill(prose.html, write))

    def _angle(self, linked: LinkedCluster, substory: LinkedSubStory) -> Angle:
        """A sub-story and what it leads to."""
        by_article = {ref.article: ref.number for ref in linked.references}
        href = None
        is_inside = substory.target == Target.TOLD
        if substory.target == Target.CLUSTER and substory.cluster is not None:
            href = self.address.to_cluster(self._publication.clusters[substory.cluster].cluster)
            is_inside = substory.cluster in self.address.inside
        elif substory.target == Target.TOLD:
            href = self.address.to_anchor(linked.cluster, "s", substory.number)
        elif substory.target == Target.ARTICLES and substory.articles:
            href = self._articles_href(linked, substory.articles[0], by_article)
        return Angle(
            anchor=citations.anchor(linked.cluster.slug, "s", substory.number),
            headline=substory.headline,
            target=substory.target.value,
            href=href,
            is_inside=is_inside,
            html=self._filled(substory.text, linked, substory.first_citation)
            if substory.text
            else "",
            numbers=tuple(by_article[id] for id in substory.articles if id in by_article),
        )

    def _articles_href(
        self, linked: LinkedCluster, id: str, by_article: dict[str, int]
    ) -> str | None:
        """Where an article can be read of: its page here, its reference, or itself."""
        article = self._publication.articles[id]
        if id in by_article:
            reference = self.address.to_anchor(linked.cluster, "r", by_article[id])
            return self.article_href(article) or reference
        return self.article_href(article) or article.article.url

    def _source(self, linked: LinkedCluster, reference: Reference) -> Source:
        """One line of the list of references."""
        article = self._publication.articles[reference.article]
        backs = (
            Link(letters(index), self.address.to_anchor(linked.cluster, "c", ordinal))
            for index, ordinal in enumerate(reference.citations)
        )
        return Source(
            number=reference.number,
            anchor=citations.anchor(linked.cluster.slug, "r", reference.number),
            title=article.article.title,
            href=self.article_href(article),
            url=article.article.url,
            outlet=outlet_of(article),
            published=day_of(article.published) if article.published else None,
            language=article.article.language,
            backs=tuple(backs),
        )


def pictures_of(linked: LinkedCluster) -> Iterator[str]:
    """The paths of the pictures that a cluster shows, as written: `assets/map.png`."""
    if linked.cluster.image is not None:
        yield linked.cluster.image.src
    for prose, _ in proses_of(linked.cluster):
        for found in _PICTURE.finditer(prose.html):
            yield unescape(found[1])


_PICTURE = re.compile(f'src="{ROOT}([^"]*)"')


def outlet_of(linked: LinkedArticle) -> str | None:
    """Who published an article: as written, or known by its address."""
    return linked.article.outlet or (linked.outlet.name if linked.outlet else None)


def letters(index: int) -> str:
    """a, b, ... z, aa, ab, ... for the nth back-link, from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def blurb_of(prose: Prose) -> str:
    """The first sentences of a prose as plain text, at least one, cut at a word if it is long."""
    text = ""
    for sentence in prose.sentences:
        longer = f"{text} {sentence.text}".strip()
        if text and len(longer) > BLURB:
            break
        text = longer
    if len(text) > 2 * BLURB:
        text = text[: 2 * BLURB].rsplit(" ", 1)[0] + "…"
    return text
