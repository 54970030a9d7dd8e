"""Stories: clusters made ready to print, for the addresses of one product.

In:  a `Publication`, and an `Address`: how this product links.
Out: views (`views.py`): whole stories, cards, references, links.

Numbers and anchors are the same in all products; only the addresses differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from briefs import citations
from briefs.addresses import Address
from briefs.apparatus import Apparatus, day_of
from briefs.dates import long_date
from briefs.entries import ClusterEntry
from briefs.model import Article, Prose
from briefs.notices import RETRACTION, Notice
from briefs.permalinks import digest_of, path_of, slug_of
from briefs.publication import Edition, Label, LinkedCluster, Publication
from briefs.resolution import (
    ResolvedCluster,
    ResolvedSubStory,
    Resolver,
    Target,
)
from briefs.views import (
    Angle,
    Card,
    Day,
    Earlier,
    EditionView,
    Link,
    Picture,
    Remark,
    Story,
    Thread,
)

KEPT = 1 << 17
"""Cards that a worker keeps: one stands in five lists, which are made one after the other."""


class Stories:
    """The stories of a publication, for one product."""

    def __init__(self, publication: Publication, address: Address, resolver: Resolver) -> None:
        self._publication = publication
        self._resolver = resolver
        self._apparatus = Apparatus(publication, address, resolver)
        self.address = address
        self.card = lru_cache(maxsize=KEPT)(self._card)
        self._link = lru_cache(maxsize=KEPT)(self._label_link)
        self._words: dict[str, Mapping[str, Label]] = {}

    def cluster_link(self, id: str) -> Link:
        """A cluster's headline and link."""
        entry = self._publication.clusters[id].entry
        return Link(entry.headline, self.address.to_cluster(entry))

    def thread(self, id: str) -> Thread | None:
        """A cluster's place in its thread, if it has one."""
        resolved = self._resolver.cluster(id)
        sequel = resolved.linked.sequel
        if sequel is None:
            return None
        label = self._publication.threads[sequel.thread]
        entry = resolved.linked.entry
        return Thread(
            name=label.name,
            href=self.address.to(path_of("thread", label.slug)),
            earlier=tuple(map(self._earlier, sequel.earlier)),
            later=self._earlier(sequel.later) if sequel.later else None,
            articles=tuple(
                Link(
                    self._article(reference.article).title,
                    self.address.to_anchor(entry, "r", reference.number),
                )
                for reference in resolved.references
                if reference.article in sequel.articles
            ),
            figures=sequel.figures,
        )

    def _earlier(self, id: str) -> Earlier:
        linked = self._publication.clusters[id]
        entry = linked.entry
        href = self.address.to_cluster(entry)
        return Earlier(entry.headline, href, day_of(linked.date), linked.is_retracted)

    def label_links(self, kind: str, slugs: Iterable[str]) -> tuple[Link, ...]:
        """The links of topics or tags."""
        link = self._link
        return tuple([link(kind, slug) for slug in slugs])

    def _label_link(self, kind: str, slug: str) -> Link:
        """The link of the topic or tag of this slug, which many stories bear."""
        return self.label_link(kind, self._labels(kind)[slug])

    def label_link(self, kind: str, label: Label) -> Link:
        """The link of one topic or tag."""
        return Link(label.name, self.address.to(path_of(kind, label.slug)))

    def word_links(self, kind: str, words: Iterable[str]) -> tuple[Link, ...]:
        """The links of topics or tags as an article names them; empty where no cluster has it."""
        labels = self._labels(kind)
        by_word = self._by_word(kind)
        links = []
        for word in words:
            label = by_word.get(word.casefold()) or labels.get(slug_of(word))
            href = self.address.to(path_of(kind, label.slug)) if label else ""
            links.append(Link(word, href))
        return tuple(links)

    def _by_word(self, kind: str) -> Mapping[str, Label]:
        if kind not in self._words:
            found = {label.name.casefold(): label for label in self._labels(kind).values()}
            self._words[kind] = found
        return self._words[kind]

    def _labels(self, kind: str) -> Mapping[str, Label]:
        return self._publication.topics if kind == "topic" else self._publication.tags

    def digest_href(self, edition: str) -> str | None:
        """The link to an edition's digest, if digests are made."""
        return self.address.to(digest_of(edition)) if self.address.has_digests else None

    def html(self, prose: Prose) -> str:
        """The HTML of a prose without citations, its links ready."""
        return self.address.rooted(citations.fill(prose.html, [""] * len(prose.cited)))

    def _card(self, id: str) -> Card:
        """A cluster in a list. It stands in that of its edition, and of each of its labels."""
        linked = self._publication.clusters[id]
        entry = linked.entry
        return Card(
            headline=entry.headline,
            href=self.address.to_cluster(entry),
            day=day_of(linked.date),
            topics=self.label_links("topic", linked.topics),
            blurb=entry.blurb,
            cited=linked.cited,
            total=linked.total,
            is_retracted=linked.is_retracted,
        )

    def cards(self, ids: Iterable[str]) -> tuple[Card, ...]:
        """Clusters in a list, in their order."""
        return tuple(map(self.card, ids))

    def _lead(self, id: str) -> Card:
        """The first cluster of an edition: a card with the links of its sub-stories."""
        return self.card(id)._replace(substories=tuple(self._substory_links(id)))

    def _substory_links(self, id: str) -> Iterator[Link]:
        """The sub-stories that lead somewhere, linked from outside of the cluster's page."""
        resolved = self._resolver.cluster(id)
        page = self.address.to_cluster(resolved.linked.entry)
        for angle in self._angles(resolved):
            if angle.href is not None:
                is_anchor = angle.href.startswith("#") and angle.target != Target.CLUSTER
                label = f"Retracted: {angle.headline}" if angle.is_retracted else angle.headline
                yield Link(label, page + angle.href if is_anchor else angle.href)

    def edition(self, edition: Edition) -> EditionView:
        """An edition and its clusters in a list, the first of which shows its sub-stories."""
        short = self.edition_in_short(edition)
        return short._replace(cards=(self._lead(edition.clusters[0]), *short.cards[1:]))

    def edition_in_short(self, edition: Edition) -> EditionView:
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
        resolved = self._resolver.cluster(id)
        linked, cluster = resolved.linked, resolved.cluster
        edition = self._publication.editions[linked.edition]
        picture = cluster.image
        return Story(
            anchor=cluster.slug,
            headline=cluster.headline,
            href=self.address.to_cluster(linked.entry),
            permalink=self.address.permalink(linked.entry),
            day=day_of(linked.date),
            updated=day_of(linked.updated) if linked.updated > linked.date else None,
            edition=Link(edition.title, self.address.to(path_of("edition", edition.id))),
            topics=self.label_links("topic", linked.topics),
            tags=self.label_links("tag", linked.tags),
            authors=cluster.authors,
            html=self._apparatus.filled(cluster.summary, resolved, 1, 1),
            blurb=linked.entry.blurb,
            substories=tuple(self._angles(resolved)),
            sources=self._apparatus.sources(resolved),
            coverage=self._apparatus.coverage(resolved),
            cited=linked.cited,
            total=linked.total,
            corrections=tuple(self._remarks(linked)),
            is_retracted=linked.is_retracted,
            picture=Picture(self.address.files + picture.src, picture.alt, picture.credit)
            if picture
            else None,
            digest=self.digest_href(edition.id),
        )

    def _remarks(self, linked: LinkedCluster) -> Iterator[Remark]:
        """The corrections of a cluster, newest first, retractions before all others."""
        newest_first = [*reversed(linked.notices)]
        newest_first.sort(key=lambda one: one.kind != RETRACTION)
        return (self.remark(linked.entry.id, notice) for notice in newest_first)

    def remark(self, id: str, notice: Notice) -> Remark:
        """A correction of a cluster; its anchor counts from the oldest, so that none moves."""
        resolved = self._resolver.cluster(id)
        ordinal = resolved.linked.notices.index(notice) + 1
        said = resolved.cluster.corrections[notice.position]
        return Remark(
            anchor=citations.anchor(resolved.cluster.slug, "k", ordinal),
            kind=said.kind,
            day=Day(said.at.day.isoformat(), long_date(said.at.day)),
            text=said.text,
            was=said.was,
            now=said.now,
        )

    def _article(self, id: str) -> Article:
        return self._resolver.article(id).article

    def _angles(self, resolved: ResolvedCluster) -> Iterator[Angle]:
        """The sub-stories of a cluster."""
        by_article = {reference.article: reference.number for reference in resolved.references}
        return (self._angle(resolved, told, by_article) for told in resolved.substories)

    def _angle(
        self,
        resolved: ResolvedCluster,
        substory: ResolvedSubStory,
        by_article: Mapping[str, int],
    ) -> Angle:
        """A sub-story and what it leads to; `by_article` are the numbers of the references."""
        entry = resolved.linked.entry
        href = None
        is_inside = substory.target == Target.TOLD
        is_retracted = False
        if substory.cluster is not None:
            leads_to = self._publication.clusters[substory.cluster]
            href = self.address.to_cluster(leads_to.entry)
            is_retracted = leads_to.is_retracted
            is_inside = substory.cluster in self.address.inside
        elif substory.target == Target.TOLD:
            href = self.address.to_anchor(entry, "s", substory.number)
        elif substory.target == Target.ARTICLES:
            href = self._articles_href(entry, substory.articles[0], by_article)
        return Angle(
            anchor=citations.anchor(entry.slug, "s", substory.number),
            headline=substory.headline,
            target=substory.target.value,
            href=href,
            is_inside=is_inside,
            html=self._apparatus.filled(
                substory.text, resolved, substory.first_citation, substory.first_sentence
            )
            if substory.text
            else "",
            numbers=tuple([by_article[id] for id in substory.articles if id in by_article]),
            is_retracted=is_retracted,
        )

    def _articles_href(
        self, entry: ClusterEntry, id: str, by_article: Mapping[str, int]
    ) -> str | None:
        """Where an article can be read of: its page here, its reference, or itself."""
        if id in by_article:
            return self._apparatus.article_href(id) or self.address.to_anchor(
                entry, "r", by_article[id]
            )
        return self._apparatus.article_href(id) or self._article(id).url
