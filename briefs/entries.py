"""Entries: what the whole publication needs to know of a cluster or an article.

In:  an authored cluster or article, just read.
Out: its entry, a short row of texts; the rest is read when a page needs it.

Linking and planning look at entries alone, so that an edit of one file among ten thousand costs
what the one file costs, and ten thousand short rows. An entry is a named tuple of texts and
numbers, which JSON holds as it is; `number` is its record's place in its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from briefs import ledger, sentences
from briefs.canonical import canonical
from briefs.fingerprints import fingerprint
from briefs.model import Article, Asset, Cluster, EditionNotes, Outlet, Page, Prose, Topic
from briefs.moments import Moment

OPEN = "?"
"""The target of a sub-story that is linked to nothing yet; no id looks like this."""

NOT_A_CLUSTER = "-"
"""The target of a sub-story that leads to articles or is told inline; nor like this."""


class ClusterEntry(NamedTuple):
    """A cluster in a row. Moments are ISO 8601, empty where none was written.

    A list is one text: ids, words and paths with spaces between them, lines of text one below the
    other. Ten thousands of rows take half the memory so, and are read in half the time. The
    properties below are these lists. `article_ids` are those of its citations in order, of its
    `articles` and of its sub-stories, a line each; a list `is_even` where it holds all that is
    cited, each once, and no more than `article_count`. `odd` are the characters beyond ASCII,
    `thread` is empty where it names none, `print` the fingerprint of all that was written.
    """

    id: str
    slug: str
    headline: str
    date: str
    publish_at: str
    expires_at: str
    draft: bool
    topic_lines: str
    tag_lines: str
    article_ids: str
    target_ids: str
    substory_lines: str
    bracketed_words: str
    link_paths: str
    alias_paths: str
    correction_words: str
    article_count: int | None
    is_even: bool
    blurb: str
    ledger_rows: str
    thread: str
    figure_lines: str
    odd: str
    print: str
    path: str
    number: int

    @property
    def topics(self) -> list[str]:
        """Its topics, as written."""
        return self.topic_lines.splitlines()

    @property
    def tags(self) -> list[str]:
        """Its tags, as written."""
        return self.tag_lines.splitlines()

    @property
    def cited(self) -> list[str]:
        """The articles of its citations, in order."""
        return self.article_ids.partition("\n")[0].split()

    @property
    def listed(self) -> list[str]:
        """Its `articles`."""
        return self.article_ids.split("\n")[1].split()

    @property
    def told(self) -> list[str]:
        """The articles of its sub-stories."""
        return self.article_ids.rpartition("\n")[2].split()

    @property
    def rests_on(self) -> list[str]:
        """All articles that it cites, lists or leads to, each once."""
        return [*dict.fromkeys(self.article_ids.split())]

    @property
    def targets(self) -> list[str]:
        """For each sub-story, a cluster's id, `OPEN` or `NOT_A_CLUSTER`."""
        return self.target_ids.split()

    @property
    def substories(self) -> list[str]:
        """The headlines of its sub-stories."""
        return self.substory_lines.splitlines()

    @property
    def brackets(self) -> list[str]:
        """The words in brackets that are no citations here."""
        return self.bracketed_words.split()

    @property
    def links(self) -> list[str]:
        """The targets of its links to this site."""
        return self.link_paths.split()

    @property
    def aliases(self) -> list[str]:
        """Its old addresses."""
        return self.alias_paths.split()

    @property
    def corrected(self) -> list[tuple[str, str]]:
        """The moment and the kind of each correction."""
        words = self.correction_words.split()
        return [*zip(words[::2], words[1::2], strict=True)]

    @property
    def ledger(self) -> list[ledger.Row]:
        """A row for each of its sentences."""
        return ledger.rows_in(self.ledger_rows)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Of a cluster of a thread, its figures: what each says, and as it is written."""
        lines = self.figure_lines.splitlines()
        return [*zip(lines[::2], lines[1::2], strict=True)]


class ArticleEntry(NamedTuple):
    """An article in a row, whose lists are texts as a cluster's are.

    `address` is the fingerprint of its canonical address, empty where it has none, `print` that of
    all that was written.
    """

    id: str
    has_url: bool
    address: str
    same_ids: str
    label_lines: str
    odd: str
    print: str
    path: str
    number: int

    @property
    def same_as(self) -> list[str]:
        """The ids that it is one with."""
        return self.same_ids.split()

    @property
    def labels(self) -> list[str]:
        """Its topics and tags."""
        return self.label_lines.splitlines()


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


def cluster_entry(cluster: Cluster, body: bytes, number: int) -> ClusterEntry:
    """The entry of a cluster; `body` is its JSON."""
    substories = cluster.substories
    proses = [cluster.summary, *[told.text for told in substories if told.text]]
    headlines = [told.headline for told in substories]
    articles = (
        [id for prose in proses for id in prose.cited],
        cluster.articles,
        [id for told in substories for id in told.articles],
    )
    links = [link.target for prose in proses for link in prose.links]
    if cluster.image:
        links.append(f"/{cluster.image.src}")
    return ClusterEntry(
        id=cluster.id,
        slug=cluster.slug,
        headline=cluster.headline,
        date=_iso(cluster.date),
        publish_at=_iso(cluster.publish_at),
        expires_at=_iso(cluster.expires_at),
        draft=cluster.draft,
        topic_lines="\n".join(cluster.topics),
        tag_lines="\n".join(cluster.tags),
        article_ids="\n".join(map(" ".join, articles)),
        target_ids=" ".join(
            [
                told.cluster or (NOT_A_CLUSTER if told.articles or told.text else OPEN)
                for told in substories
            ]
        ),
        substory_lines="\n".join(headlines),
        bracketed_words=" ".join([found.word for prose in proses for found in prose.brackets]),
        link_paths=" ".join(links),
        alias_paths=" ".join(cluster.aliases),
        correction_words=" ".join([f"{_iso(one.at)} {one.kind}" for one in cluster.corrections]),
        article_count=cluster.article_count,
        is_even=_is_even(cluster, articles[0]),
        blurb=sentences.blurb(cluster.summary),
        ledger_rows=ledger.text_of(proses),
        thread=cluster.thread or "",
        figure_lines="\n".join(_figures(proses)) if cluster.thread else "",
        odd=_odd(cluster.headline, *[prose.html for prose in proses], *headlines),
        print=fingerprint(body),
        path=cluster.place.path,
        number=number,
    )


def _is_even(cluster: Cluster, cited: Iterable[str]) -> bool:
    """Whether a cluster's list of articles, if it has one, fits what it cites and counts."""
    listed, count = {*cluster.articles}, cluster.article_count
    fits = (not listed or listed.issuperset(cited)) and (count is None or len(listed) <= count)
    return fits and len(listed) == len(cluster.articles)


def article_entry(article: Article, body: bytes, number: int) -> ArticleEntry:
    """The entry of an article; `body` is its JSON."""
    return ArticleEntry(
        id=article.id,
        has_url=article.url is not None,
        address=_address(article.url),
        same_ids=" ".join(article.same_as),
        label_lines="\n".join([*article.topics, *article.tags]),
        odd=_odd(article.title),
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


def _figures(proses: list[Prose]) -> Iterator[str]:
    """The figures of some proses that say of what they are, such as "22 %", each once; no days.

    Two lines for each: what it says, and as it is written.
    """
    from briefs.evidence import claims_of
    from briefs.evidence.figures import is_year

    claims = chain.from_iterable(claims_of(line.text) for line in ledger.lines_of(proses))
    found: dict[str, str] = {}
    for claim in claims:
        is_date = any(figure.day or is_year(figure) for figure in claim.figures)
        if claim.kind == "figure" and _TELLING.search(claim.text) and not is_date:
            said = [f"{figure.values[0]:.6g} {figure.unit}" for figure in claim.figures]
            found.setdefault(" ".join(said), claim.text)
    return chain.from_iterable(found.items())


def _odd(*texts: str) -> str:
    """The characters of some texts that are not ASCII, each once; marks aside."""
    data = "".join([text for text in texts if not text.isascii()]).encode("utf-8", "surrogatepass")
    # What is left without the bytes of ASCII are whole characters still.
    found = set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    return "".join(sorted(found - _MARKS))


_TELLING = re.compile(r"[0-9]\W*[^\W\d]|[$€£¥][0-9]|[0-9] ?%")
_ASCII = bytes(range(128))
_MARKS = frozenset("⸢⸣\ufdd0\ufdd1\ufdd2\ufdd3")
