"""Link: `Corpus` → `Publication`: ids resolved, editions and labels gathered, neighbours found.

In:  everything as written, the configuration, and what is to be shown (drafts, "now").
Out: the whole newsletter resolved, and a diagnostic for every reference that leads nowhere.

Only entries are looked at; a cluster is read whole where its entry shows that something is wrong
with it, for the place of the mistake. A reference that fails is left out, so that one mistake does
not hide the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from briefs import editions, slips, threads
from briefs.diagnostics import Diagnostic, Note, Place, error, note
from briefs.entries import NOT_A_CLUSTER, OPEN, ArticleEntry, ClusterEntry, Corpus
from briefs.labels import Vocabulary, gather_tags, gather_threads, gather_topics
from briefs.model import Cluster, Config
from briefs.moments import resolve_iso
from briefs.notices import notices
from briefs.permalinks import slug_of
from briefs.publication import LinkedCluster, Publication
from briefs.references import Known, problems_of, problems_of_same
from briefs.shelf import Shelf

Item = TypeVar("Item")


class Showing(NamedTuple):
    """What readers may see: at which moment, and whether drafts and the future are shown."""

    now: datetime
    drafts: bool = False
    future: bool = False


def link(
    corpus: Corpus, config: Config, shelf: Shelf, showing: Showing
) -> tuple[Publication, list[Diagnostic]]:
    """Resolve a corpus."""
    problems: list[Diagnostic] = []
    zone = ZoneInfo(config.timezone)
    places = _Places(shelf)
    articles = _index(corpus.articles, "article", places.of_article, problems)
    written = _index(corpus.clusters, "cluster", places.of_cluster, problems)
    notes = _index(corpus.editions, "edition", _own_place, problems)
    topics = _index(corpus.topics, "topic", _own_place, problems)
    problems += _twins(written.values(), "cluster", places.of_cluster)
    problems += _twins(corpus.pages, "page", _own_place)
    vocabulary = Vocabulary(topics.values())
    problems += vocabulary.problems()

    moments = {id: resolve_iso(entry.date, zone) for id, entry in written.items()}
    coming = {id for id, moment in moments.items() if moment > showing.now}
    # Almost all clusters are shown from their date on, and for ever.
    special = [entry for entry in written.values() if _has_more_than_a_date(entry)]
    unseen = {entry.id for entry in special if not _is_shown(entry, showing, zone)}
    if not showing.future:
        unseen |= coming
    shown = [(moment, id) for id, moment in moments.items() if id not in unseen]
    dates = {id: date for date, id in sorted(shown, reverse=True)}
    newest_first = [*dates]
    hidden = corpus.refused.union(written).difference(dates)
    names = {id: entry.headline for id, entry in written.items()}
    found, flaws = editions.gather(dates, hidden, tuple(notes.values()), config.editions, names)
    if corpus.refused:
        # A misshapen cluster may have been the one that an edition misses.
        flaws = [flaw for flaw in flaws if flaw.code != "empty-edition"]
    problems += flaws
    edition_by_cluster = {id: edition.id for edition in found.values() for id in edition.clusters}

    older, newer = [*newest_first[1:], None], [None, *newest_first[:-1]]
    sequels = threads.follow(written[id] for id in newest_first)
    # Ten thousands of ids are held once each.
    ids = {id: id for id in newest_first}
    clusters: dict[str, LinkedCluster] = {}
    now = None if showing.future else showing.now
    for (id, date), previous, next_ in zip(dates.items(), older, newer, strict=False):
        entry = written[id]
        said = notices(entry, now, zone) if entry.correction_words else ()
        targets = tuple(map(ids.get, entry.target_ids.split()))
        fields = (
            entry,
            date,
            max([date, *(notice.at for notice in said)]) if said else date,
            edition_by_cluster[id],
            vocabulary.slugs(entry.topic_lines),
            tuple(dict.fromkeys(map(slug_of, entry.tag_lines.splitlines()))),
            targets if id not in targets else tuple(one if one != id else None for one in targets),
            previous,
            next_,
            sequels.get(id),
            said,
        )
        # Without a call of Python's, since there are ten thousands.
        clusters[id] = _new(LinkedCluster, fields)
    publication = Publication(
        config=config,
        shelf=shelf,
        clusters=clusters,
        articles=articles,
        outlets=corpus.outlets,
        editions=found,
        topics=gather_topics(clusters.values(), vocabulary),
        tags=gather_tags(clusters.values()),
        threads=gather_threads(clusters.values()),
        pages={page.slug: page for page in corpus.pages},
        assets={asset.name: asset for asset in corpus.assets},
        until=_until((moments[id] for id in coming), special, showing, zone),
    )
    auditor = _Auditor(publication, corpus.refused, written, hidden, vocabulary)
    problems += auditor.problems()
    return publication, problems


class _Places:
    """The places of entries, which are read whole to know them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def of_cluster(self, entry: ClusterEntry) -> Place:
        return self._shelf.cluster(entry).place

    def of_article(self, entry: ArticleEntry) -> Place:
        return self._shelf.article(entry).place


_new: Any = tuple.__new__


def _own_place(item: Any) -> Place:
    """The place of a value that is kept whole."""
    place: Place = item.place
    return place


def _index(
    items: Sequence[Item],
    kind: str,
    place_of: Callable[[Item], Place],
    problems: list[Diagnostic],
) -> dict[str, Item]:
    """The items by id; a second item of one id is an error that shows the first."""
    found: dict[str, Item] = {item.id: item for item in items}  # type: ignore[attr-defined]  # all of these have one
    if len(found) == len(items):
        return found
    found = {}
    for item in items:
        id: str = item.id  # type: ignore[attr-defined]  # as above
        if found.setdefault(id, item) is not item:
            first = (Note(f"the first {kind} of this id is at", place_of(found[id]).at("id")),)
            message = f'there are two {kind}s with the id "{id}"'
            problems.append(error("duplicate-id", message, place_of(item).at("id"), notes=first))
    return found


def _twins(
    items: Collection[Any], kind: str, place_of: Callable[[Any], Place]
) -> Iterator[Diagnostic]:
    """Items that would share an address."""
    if len({item.slug for item in items}) == len(items):
        return
    first: dict[str, Any] = {}
    for item in items:
        other = first.setdefault(item.slug, item)
        if other is not item:
            notes = (Note(f"the first {kind} of this slug is at", place_of(other).at("slug")),)
            message = f'there are two {kind}s with the slug "{item.slug}"'
            where = place_of(item).at("slug")
            yield error("duplicate-slug", message, where, "give one of them a `slug`", notes)


def _has_more_than_a_date(entry: ClusterEntry) -> bool:
    """Whether anything but its date says when readers may see a cluster, or what is said of it."""
    return bool(entry.draft or entry.publish_at or entry.expires_at or entry.correction_words)


def _is_shown(entry: ClusterEntry, showing: Showing, zone: ZoneInfo) -> bool:
    """Whether readers may see a cluster now, whatever its date."""
    if entry.draft and not showing.drafts:
        return False
    begins, ends = (
        resolve_iso(text, zone) if text else None for text in (entry.publish_at, entry.expires_at)
    )
    is_early = begins is not None and begins > showing.now and not showing.future
    return not is_early and (ends is None or ends > showing.now)


def _until(
    coming: Iterable[datetime], special: Iterable[ClusterEntry], showing: Showing, zone: ZoneInfo
) -> datetime | None:
    """The next moment at which a cluster or a correction becomes visible, or a cluster expires.

    `coming` are the dates after now.
    """
    texts: set[str] = set()
    for entry in special:
        texts |= {entry.publish_at, entry.expires_at, *(at for at, _ in entry.corrected)}
    texts.discard("")
    moments = (resolve_iso(text, zone) for text in texts)
    return min([*coming, *(moment for moment in moments if moment > showing.now)], default=None)


class _Auditor(NamedTuple):
    """Finds the clusters whose references fail, by their entries, and reads only these whole."""

    publication: Publication
    refused: frozenset[str]
    written: Mapping[str, ClusterEntry]
    hidden: frozenset[str]
    vocabulary: Vocabulary

    def problems(self) -> Iterator[Diagnostic]:
        """What is wrong with the references of all articles, and of all clusters that are shown."""
        known = {*self.publication.articles, *self.refused}
        for one in [one for one in self.publication.articles.values() if one.same_ids]:
            if one.id in one.same_as or not known.issuperset(one.same_as):
                article = self.publication.shelf.article(one)
                yield from problems_of_same(article, self._known(None, known))
        for linked in self.publication.clusters.values():
            entry = linked.entry
            if not self._has_sound_articles(entry, known):
                cluster = self.publication.shelf.cluster(entry)
                yield from problems_of(cluster, self._known(linked.edition, known))
            if not self.vocabulary.holds(entry.topic_lines):
                yield from self.vocabulary.problems_of(self.publication.shelf.cluster(entry))
            if None in linked.targets and any(
                target is None and id not in {OPEN, NOT_A_CLUSTER}
                for id, target in zip(entry.targets, linked.targets, strict=True)
            ):
                yield from self._wrong_targets(self.publication.shelf.cluster(entry))

    @staticmethod
    def _has_sound_articles(entry: ClusterEntry, known: set[str]) -> bool:
        """Whether a cluster's articles are known, and listed as they should be."""
        return (
            entry.is_even
            and known.issuperset(entry.article_ids.split())
            and not (entry.bracketed_words and not known.isdisjoint(entry.brackets))
        )

    def _known(self, edition: str | None, ids: Collection[str]) -> Known:
        """What a cluster of an edition, or an article, may refer to."""

        def of_edition() -> set[str]:
            clusters = self.publication.editions[edition].clusters if edition else ()
            entries = (self.publication.clusters[id].entry for id in clusters)
            return {id for entry in entries for id in entry.rests_on}

        return Known(self.publication.articles, ids, self._title, of_edition)

    def _title(self, id: str) -> str:
        return self.publication.shelf.article(self.publication.articles[id]).title

    def _headline(self, id: str) -> str:
        return self.written[id].headline

    def _wrong_targets(self, cluster: Cluster) -> Iterator[Diagnostic]:
        """Sub-stories that lead to clusters that are not there, or not to be seen."""
        for index, substory in enumerate(cluster.substories):
            where = cluster.place.at("substories", index, "cluster")
            id = substory.cluster
            if id is None or id in self.refused:
                continue
            if id not in self.written:
                others = self.written.keys() - {cluster.id}
                found = slips.meant(id, (others,), self._headline, substory.headline)
                help = slips.question(found, self._headline)
                yield error("unknown-cluster", f'there is no cluster "{id}"', where, help)
            elif id == cluster.id:
                message = "a sub-story cannot lead to the cluster that it is part of"
                yield error("own-substory", message, where)
            elif id in self.hidden:
                message = f'cluster "{id}" is not shown yet, so the sub-story is not linked'
                yield note("hidden-cluster", message, where)
