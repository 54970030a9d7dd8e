"""Link: `Corpus` → `Publication`: ids resolved, citations numbered, editions and labels gathered.

In:  everything as written, the configuration, and what is to be shown (drafts, "now").
Out: the whole newsletter resolved, and a diagnostic for every reference that leads nowhere.

Nothing here touches the disk. A reference that fails is left out, so that one mistake does not hide
the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from briefs import editions, suggest
from briefs.diagnostics import Diagnostic, Note, Place, error, note
from briefs.labels import Vocabulary, gather_tags, gather_topics
from briefs.model import Article, Cluster, Config, Corpus, Outlet, SubStory
from briefs.permalinks import slug_of
from briefs.publication import (
    LinkedArticle,
    LinkedCluster,
    LinkedSubStory,
    Publication,
    Target,
    Use,
)
from briefs.references import number_references, proses_of, unknown_article

Item = TypeVar("Item")


@dataclass(frozen=True)
class Showing:
    """What readers may see: at which moment, and whether drafts and the future are shown."""

    now: datetime
    drafts: bool = False
    future: bool = False


def link(corpus: Corpus, config: Config, showing: Showing) -> tuple[Publication, list[Diagnostic]]:
    """Resolve a corpus."""
    problems: list[Diagnostic] = []
    zone = ZoneInfo(config.timezone)
    articles = _index(corpus.articles, lambda article: article.id, "article", problems)
    written = _index(corpus.clusters, lambda cluster: cluster.id, "cluster", problems)
    problems += _twins(written.values(), "slug", "cluster")
    problems += _twins(corpus.pages, "slug", "page")
    vocabulary = Vocabulary(_index(corpus.topics, lambda t: t.id, "topic", problems).values())
    problems += vocabulary.problems()
    notes = _index(corpus.editions, lambda note: note.id, "edition", problems)

    dates = {
        id: cluster.date.resolve(zone).astimezone(zone)
        for id, cluster in written.items()
        if _is_shown(cluster, showing, zone)
    }
    newest_first = sorted(dates, key=lambda id: (dates[id], id), reverse=True)
    dates = {id: dates[id] for id in newest_first}
    hidden = frozenset(written) - frozenset(dates)
    found, flaws = editions.gather(dates, hidden, tuple(notes.values()), config.editions)
    problems += flaws

    shown = [written[id] for id in newest_first]
    topics = gather_topics(shown, vocabulary)
    tags = gather_tags(shown)
    edition_by_cluster = {id: edition.id for edition in found.values() for id in edition.clusters}
    linker = _Linker(written, hidden, articles, vocabulary, zone, problems)
    clusters = {}
    for index, cluster in enumerate(shown):
        clusters[cluster.id] = replace(
            linker.link(cluster, dates[cluster.id], edition_by_cluster[cluster.id]),
            previous=newest_first[index + 1] if index + 1 < len(newest_first) else None,
            next=newest_first[index - 1] if index else None,
        )
    publication = Publication(
        config=config,
        clusters=clusters,
        articles=_link_articles(articles, corpus.outlets, clusters, zone),
        editions=found,
        topics=topics,
        tags=tags,
        pages={page.slug: page for page in corpus.pages},
        assets={asset.name: asset for asset in corpus.assets},
    )
    return publication, problems


def _index(
    items: Iterable[Item], key: Callable[[Item], str], kind: str, problems: list[Diagnostic]
) -> dict[str, Item]:
    """The items by id; a second item of one id is an error that shows the first."""
    found: dict[str, Any] = {}
    for item in items:
        id = key(item)
        if id in found:
            first = (Note(f"the first {kind} of this id is at", found[id].place.at("id")),)
            message = f'there are two {kind}s with the id "{id}"'
            where = item.place.at("id")  # type: ignore[attr-defined]  # all authored items have one
            problems.append(error("duplicate-id", message, where, notes=first))
        else:
            found[id] = item
    return found


def _twins(items: Iterable[Any], field: str, kind: str) -> Iterator[Diagnostic]:
    """Items that would share an address."""
    first: dict[str, Place] = {}
    for item in items:
        slug = getattr(item, field)
        place = item.place.at(field)
        if slug in first:
            notes = (Note(f"the first {kind} of this slug is at", first[slug]),)
            message = f'there are two {kind}s with the slug "{slug}"'
            yield error("duplicate-slug", message, place, "give one of them a `slug`", notes)
        first.setdefault(slug, place)


def _is_shown(cluster: Cluster, showing: Showing, zone: ZoneInfo) -> bool:
    """Whether readers may see a cluster now."""
    if cluster.draft and not showing.drafts:
        return False
    begins = max(moment.resolve(zone) for moment in (cluster.date, cluster.publish_at) if moment)
    if begins > showing.now and not showing.future:
        return False
    return cluster.expires_at is None or cluster.expires_at.resolve(zone) > showing.now


@dataclass
class _Linker:
    """Resolves single clusters against everything that there is."""

    written: Mapping[str, Cluster]
    hidden: frozenset[str]
    articles: Mapping[str, Article]
    vocabulary: Vocabulary
    zone: ZoneInfo
    problems: list[Diagnostic]

    def link(self, cluster: Cluster, date: datetime, edition: str) -> LinkedCluster:
        """A cluster with its citations numbered and its sub-stories' targets found."""
        numbered, flaws = number_references(cluster, self.articles)
        self.problems += flaws
        self.problems += self.vocabulary.problems_of(cluster)
        corrected = [correction.at.resolve(self.zone) for correction in cluster.corrections]
        slugs = (self.vocabulary.find(word) for word in cluster.topics)
        return LinkedCluster(
            cluster=cluster,
            date=date,
            updated=max([date, *(moment.astimezone(self.zone) for moment in corrected)]),
            edition=edition,
            references=numbered.references,
            numbers=numbered.numbers,
            substories=tuple(self._substories(cluster)),
            topics=tuple(dict.fromkeys(slug for slug in slugs if slug)),
            tags=tuple(dict.fromkeys(slug_of(word) for word in cluster.tags)),
            cited=numbered.cited,
            total=cluster.article_count or len(numbered.references),
        )

    def _substories(self, cluster: Cluster) -> Iterator[LinkedSubStory]:
        """The sub-stories, each with what it leads to."""
        first = len(cluster.summary.citations) + 1
        for index, substory in enumerate(cluster.substories):
            place = cluster.place.at("substories", index)
            target = self._target(cluster, substory, place)
            known = tuple(id for id in substory.articles if id in self.articles)
            yield LinkedSubStory(
                number=index + 1,
                headline=substory.headline,
                target=target,
                cluster=substory.cluster if target == Target.CLUSTER else None,
                articles=known,
                text=substory.text,
                first_citation=first,
            )
            first += len(substory.text.citations) if substory.text else 0

    def _target(self, cluster: Cluster, substory: SubStory, place: Place) -> Target:
        """What a sub-story leads to; whatever is wrong with it is noted."""
        ways = [bool(substory.cluster), bool(substory.articles), bool(substory.text)]
        if sum(ways) > 1:
            message = "a sub-story leads to a cluster, or to articles, or is told by its text"
            self.problems.append(error("two-targets", message, place, "keep one of them"))
        for index, id in enumerate(substory.articles):
            if id not in self.articles:
                where = place.at("articles", index)
                self.problems.append(unknown_article(id, where, self.articles, cluster.articles))
        if substory.cluster is not None:
            return self._cluster_target(cluster, substory.cluster, place.at("cluster"))
        if substory.articles:
            return Target.ARTICLES
        return Target.TOLD if substory.text is not None else Target.OPEN

    def _cluster_target(self, cluster: Cluster, id: str, where: Place) -> Target:
        """The cluster that a sub-story leads to, if readers can see it."""
        if id not in self.written:
            help = suggest.did_you_mean(id, self.written)
            self.problems.append(
                error("unknown-cluster", f'there is no cluster "{id}"', where, help)
            )
        elif id == cluster.id:
            message = "a sub-story cannot lead to the cluster that it is part of"
            self.problems.append(error("own-substory", message, where))
        elif id in self.hidden:
            message = f'cluster "{id}" is not shown yet, so the sub-story is not linked'
            self.problems.append(note("hidden-cluster", message, where))
        else:
            return Target.CLUSTER
        return Target.OPEN


def _link_articles(
    articles: Mapping[str, Article],
    outlets: Iterable[Outlet],
    clusters: Mapping[str, LinkedCluster],
    zone: ZoneInfo,
) -> dict[str, LinkedArticle]:
    """The articles with their outlets' facts and the sentences that rest on them."""
    uses = _uses(clusters)
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for outlet in outlets:
        by_name[outlet.name.casefold()] = outlet
        by_domain |= {domain.casefold(): outlet for domain in outlet.domains}
    linked = {}
    for id, article in articles.items():
        published = article.published.resolve(zone) if article.published else None
        outlet_facts = by_name.get((article.outlet or "").casefold())
        if article.outlet is None and article.url and by_domain:
            outlet_facts = _owner_of(article.url, by_domain)
        linked[id] = LinkedArticle(
            article, slug_of(id), outlet_facts, published, tuple(uses.get(id, ()))
        )
    return linked


def _owner_of(url: str, by_domain: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet whose domain an address is under."""
    labels = (urlsplit(url).hostname or "").split(".")
    names = (".".join(labels[index:]) for index in range(len(labels)))
    return next((by_domain[name] for name in names if name in by_domain), None)


def _uses(clusters: Mapping[str, LinkedCluster]) -> dict[str, list[Use]]:
    """The sentences that rest on each article, newest cluster first; each sentence once."""
    uses: dict[str, list[Use]] = {}
    for id, linked in clusters.items():
        before = 0
        for prose, _ in proses_of(linked.cluster):
            for sentence in prose.sentences:
                seen = set()
                for index in sentence.citations:
                    article = prose.citations[index].article
                    if article not in seen:
                        use = Use(id, sentence.text, before + index + 1)
                        uses.setdefault(article, []).append(use)
                    seen.add(article)
            before += len(prose.citations)
    return uses
