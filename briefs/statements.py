"""Statements: the sentences of a cluster with the articles that they cite and their places.

In:  a whole cluster.
Out: one statement a sentence, in the order and with the numbers of the ledger.

A sentence is found in its file by its words, from the last citation before it on: the HTML that it
was split from knows no lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefs.diagnostics import Wording
from briefs.ledger import Line, lines_of
from briefs.model import Cluster
from briefs.references import proses_of


@dataclass(frozen=True)
class Statement:
    """A sentence; `articles` are those that it cites, each once, in order."""

    line: Line
    articles: tuple[str, ...]
    where: Wording

    @property
    def is_bare(self) -> bool:
        """Whether it neither cites an article nor is marked `[*]`."""
        return not self.articles and not self.line.is_marked

    def at(self, words: str) -> Wording:
        """The place of some of its words."""
        return replace(self.where, texts=(self.line.text, words))


def statements_of(cluster: Cluster) -> Iterator[Statement]:
    """The statements of a cluster: those of its summary, then those of its told sub-stories."""
    before = count = 0
    for prose, place in proses_of(cluster):
        start = 0
        lines = [*lines_of([prose])]
        written = prose.citations
        for line in lines:
            citations = [written[ordinal - 1] for ordinal in line.citations]
            yield Statement(
                line=line._replace(
                    number=count + line.number,
                    citations=tuple(before + ordinal for ordinal in line.citations),
                ),
                articles=tuple(dict.fromkeys(citation.article for citation in citations)),
                where=Wording(place.within(start, 1), (line.text,)),
            )
            start = max([start, *(one.offset + one.length for one in citations)])
        count += len(lines)
        before += len(prose.cited)
