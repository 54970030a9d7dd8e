"""Rules on sameness: records of one article, and reports that several outlets carry.

In:  a `Publication`, and what was found in its clusters.
Out: diagnostics, with the lines to write.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefs.canonical import canonical
from briefs.diagnostics import Diagnostic, Note, error, note
from briefs.entries import ArticleEntry
from briefs.examined import Copy, Examined
from briefs.groups import Groups
from briefs.model import Article, Cluster
from briefs.publication import Publication
from briefs.references import proses_of

SHOWN = 8
"""The places that one problem names; the rest are counted."""


def same_articles(publication: Publication) -> Iterator[Diagnostic]:
    """`same-article`: two records have one address, and no editor says that both should stay."""
    addresses = Counter([entry.address for entry in publication.articles.values()])
    by_address: dict[str, list[ArticleEntry]] = {
        address: [] for address, times in addresses.items() if address and times > 1
    }
    for entry in publication.articles.values() if by_address else ():
        if entry.address in by_address:
            by_address[entry.address].append(entry)
    twins = by_address.values()
    groups = Groups(publication.same_articles.items())
    resting = _resting(publication, {entry.id for entries in twins for entry in entries})
    for entries in twins:
        # The record that more clusters rest on stays, so that fewer lines must change.
        kept, *others = sorted(entries, key=lambda entry: -len(resting[entry.id]))
        for other in others:
            if groups.join(kept.id, other.id):
                yield _same_article(publication, kept, other, resting[other.id])


def _resting(publication: Publication, wanted: set[str]) -> Mapping[str, list[str]]:
    """The clusters that rest on some articles, newest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id, linked in publication.clusters.items() if wanted else ():
        for article in linked.entry.rests_on:
            if article in wanted:
                found[article].append(id)
    return found


def _same_article(
    publication: Publication, kept: ArticleEntry, other: ArticleEntry, resting: Iterable[str]
) -> Diagnostic:
    """The problem of two records with one address, and every line that merges them."""
    first, second = map(publication.shelf.article, (kept, other))
    clusters = [publication.shelf.cluster(publication.clusters[id].entry) for id in resting]
    changes = [change for cluster in clusters for change in _changes(cluster, kept.id, second)]
    more = f" ({len(changes)} places; {SHOWN} are shown)" if len(changes) > SHOWN else ""
    return error(
        "same-article",
        f'articles "{kept.id}" and "{other.id}" have one address, {canonical(first.url or "")}',
        second.place.at("url"),
        f"keep {kept.id}: remove this record, and change what names it{more}; "
        f"or, if both should stay, {_declare(second, [kept.id])}",
        (Note(f'"{kept.id}" stands at', first.place.at("url")), *changes[:SHOWN]),
    )


def _changes(cluster: Cluster, kept: str, other: Article) -> Iterator[Note]:
    """What to write in a cluster so that it rests on the article that stays."""
    id = other.id
    write = f"write {kept} for {id} at"
    for index, listed in enumerate(cluster.articles):
        where = cluster.place.at("articles", index)
        if listed == id and kept in cluster.articles:
            yield Note(f"take {id} off the list at", where)
        elif listed == id:
            is_record = where.keys == other.place.keys and where.path == other.place.path
            yield Note(f"put {kept} in the place of the record at" if is_record else write, where)
    for prose, place in proses_of(cluster):
        for citation in prose.citations:
            if citation.article == id:
                yield Note(write, place.within(citation.offset, citation.length))
    for index, substory in enumerate(cluster.substories):
        for at, named in enumerate(substory.articles):
            if named == id:
                yield Note(write, cluster.place.at("substories", index, "articles", at))


def _declare(article: Article, others: Sequence[str]) -> str:
    """What to write in a record so that it is one report with others."""
    ids = [*article.same_as, *others]
    if article.place.path.endswith(".csv"):
        return f"write `{';'.join(ids)}` in its column `same_as`"
    if article.place.path.endswith(".jsonl"):
        quoted = ", ".join(f'"{id}"' for id in ids)
        return f'write `"same_as": [{quoted}]` in its record'
    return f"write `same_as: [{', '.join(ids)}]` in its record"


def likely_copies(
    publication: Publication, examined: Mapping[str, Examined]
) -> Iterator[Diagnostic]:
    """`likely-syndicated`: a cluster rests on articles that are likely one report."""
    joined = Groups(publication.same_articles.items())
    for outcome in examined.values():
        for copy in outcome.copies:
            # Of three copies, two lines are suggested and not three.
            if joined.join(copy.one, copy.other):
                yield _likely_copy(publication, copy)


def _likely_copy(publication: Publication, copy: Copy) -> Diagnostic:
    """The note on two articles that are likely one report."""
    one, other = (
        publication.shelf.article(publication.articles[id]) for id in (copy.one, copy.other)
    )
    alike = "titles" if copy.by == "title" else "openings"
    return note(
        "likely-syndicated",
        f'"{other.title}" is likely the report of {one.id}, "{one.title}": '
        f"their {alike} are {copy.score} of 100 alike",
        other.place.at("title"),
        f"if it is, {_declare(other, [one.id])}, and the two count as one voice",
        (Note(f"{one.id} stands at", one.place.at("title")),),
    )
