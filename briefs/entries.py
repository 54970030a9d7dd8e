"""Entries: what the whole publication needs to know of a cluster or an article.

In:  an authored cluster or article, just read.
Out: its entry, a short row of texts; the rest is read when a page needs it.

Linking and planning look at entries alone, so that an edit of one file among ten thousand costs
what the one file costs, and ten thousand short rows. An entry is a named tuple of texts, numbers
and lists of texts, which JSON holds as it is; `number` is its record's place in its file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from briefs import ledger, sentences
from briefs.canonical import canonical
from briefs.fingerprints import fingerprint
from briefs.model import Article, Asset, Cluster, EditionNotes, Outlet, Page, Prose, Topic
from briefs.moments import Moment

OPEN = ""
"""The target of a sub-story that is linked to nothing yet."""

NOT_A_CLUSTER = "-"
"""The target of a sub-story that leads to articles or is told inline; no id looks like this."""


class ClusterEntry(NamedTuple):
    """A cluster in a row. Moments are ISO 8601, empty where none was written.

    `cited` are the articles of its citations in order, `listed` its `articles`, `told` those of its
    sub-stories, `rests_on` all of these, each once; `targets` hold, a sub-story, a cluster's id,
    `OPEN` or `NOT_A_CLUSTER`, and `substories` their headlines. `brackets` are words in brackets
    that are no citations here, `links` the targets of links to this site, `odd` the characters
    beyond ASCII, `corrected` the moment and the kind of each correction. `thread` is empty where it
    names none; `figures` are those of a cluster of a thread, what each says and as it is written.
    `ledger` has a row for each of its sentences (`ledger.py`). `print` is the fingerprint of all
    that was written.
    """

    id: str
    slug: str
    headline: str
    date: str
    publish_at: str
    expires_at: str
    draft: bool
    topics: list[str]
    tags: list[str]
    cited: list[str]
    listed: list[str]
    told: list[str]
    rests_on: list[str]
    targets: list[str]
    substories: list[str]
    brackets: list[str]
    links: list[str]
    aliases: list[str]
    corrected: list[tuple[str, str]]
    article_count: int | None
    blurb: str
    ledger: list[ledger.Row]
    thread: str
    figures: list[list[str]]
    odd: str
    print: str
    path: str
    number: int


class ArticleEntry(NamedTuple):
    """An article in a row. `labels` are its topics and tags, `same_as` the ids it is one with.

    `address` is the fingerprint of its canonical address, empty where it has none.

    `print` is the fingerprint of all that was written.
    """

    id: str
    has_url: bool
    address: str
    same_as: list[str]
    labels: list[str]
    odd: str
    print: str
    path: str
    number: int


@dataclass(frozen=True)
class Corpus:
    """Everything that editors wrote, in the order of the files' paths; what is few is whole.

    `refused` are the ids of records that are misshapen, and so are not among the rest.
    """

    articles: tuple[ArticleEntry, ...] = ()
    clusters: tuple[ClusterEntry, ...] = ()
    editions: tuple[EditionNotes, ...] = ()
    topics: tuple[Topic, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    pages: tuple[Page, ...] = ()
    assets: tuple[Asset, ...] = ()
    refused: frozenset[str] = frozenset()


def cluster_entry(cluster: Cluster, body: str, number: int) -> ClusterEntry:
    """The entry of a cluster; `body` is its JSON."""
    proses = [cluster.summary, *(told.text for told in cluster.substories if told.text)]
    texts = (
        cluster.headline,
        *(prose.html for prose in proses),
        *(substory.headline for substory in cluster.substories),
    )
    cited = [citation.article for prose in proses for citation in prose.citations]
    told_by = list(chain.from_iterable(told.articles for told in cluster.substories))
    image = [f"/{cluster.image.src}"] if cluster.image else []
    return ClusterEntry(
        id=cluster.id,
        slug=cluster.slug,
        headline=cluster.headline,
        date=_iso(cluster.date),
        publish_at=_iso(cluster.publish_at),
        expires_at=_iso(cluster.expires_at),
        draft=cluster.draft,
        topics=list(cluster.topics),
        tags=list(cluster.tags),
        cited=cited,
        listed=list(cluster.articles),
        told=told_by,
        rests_on=[*dict.fromkeys([*cited, *cluster.articles, *told_by])],
        targets=[
            told.cluster or (NOT_A_CLUSTER if told.articles or told.text else OPEN)
            for told in cluster.substories
        ],
        substories=[told.headline for told in cluster.substories],
        brackets=[bracket.word for prose in proses for bracket in prose.brackets],
        links=[link.target for prose in proses for link in prose.links] + image,
        aliases=list(cluster.aliases),
        corrected=[(_iso(one.at), one.kind) for one in cluster.corrections],
        article_count=cluster.article_count,
        blurb=sentences.blurb(cluster.summary.html),
        ledger=[*ledger.rows_of(proses)],
        thread=cluster.thread or "",
        figures=_figures(proses) if cluster.thread else [],
        odd=_odd(texts),
        print=fingerprint(body),
        path=cluster.place.path,
        number=number,
    )


def article_entry(article: Article, body: str, number: int) -> ArticleEntry:
    """The entry of an article; `body` is its JSON."""
    return ArticleEntry(
        id=article.id,
        has_url=article.url is not None,
        address=_address(article.url),
        same_as=list(article.same_as),
        labels=[*article.topics, *article.tags],
        odd=_odd((article.title,)),
        print=fingerprint(body),
        path=article.place.path,
        number=number,
    )


def _address(url: str | None) -> str:
    """The fingerprint of an article's canonical address, if it has one."""
    form = canonical(url) if url else ""
    return fingerprint(form) if form else ""


def _iso(moment: Moment | None) -> str:
    """A moment as it was written, in ISO 8601."""
    if moment is None:
        return ""
    return (moment.at or moment.day).isoformat()


def _figures(proses: list[Prose]) -> list[list[str]]:
    """The figures of some proses that say of what they are, such as "22 %", each once; no days."""
    from briefs.evidence import claims_of
    from briefs.evidence.figures import is_year

    claims = chain.from_iterable(claims_of(line.text) for line in ledger.lines_of(proses))
    found: dict[str, str] = {}
    for claim in claims:
        is_date = any(figure.day or is_year(figure) for figure in claim.figures)
        if claim.kind == "figure" and _TELLING.search(claim.text) and not is_date:
            said = [f"{figure.values[0]:.6g} {figure.unit}" for figure in claim.figures]
            found.setdefault(" ".join(said), claim.text)
    return [[said, text] for said, text in found.items()]


def _odd(texts: tuple[str, ...]) -> str:
    """The characters of some texts that are not ASCII, each once; marks aside."""
    found = set(_NOT_ASCII.findall("".join(texts)))
    return "".join(sorted(found - _MARKS))


_TELLING = re.compile(r"[0-9]\W*[^\W\d]|[$€£¥][0-9]|[0-9] ?%")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKS = frozenset("⸢⸣\ufdd0\ufdd1\ufdd2\ufdd3")
