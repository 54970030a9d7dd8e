"""Prints: fingerprints of what pages show, made of the fingerprints of what they are made of.

In:  a `Publication` and the `Imprint`.
Out: for each thing that a page may show, one short text that changes whenever the page might.

They are what `Job.parts` holds, so that planning ten thousand pages reads names and not texts. A
print may change though the page does not; never the other way round (`tests/test_incremental.py`
edits at random and compares with clean builds).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from briefs.fingerprints import fingerprint
from briefs.jobs import Imprint
from briefs.notices import Notice
from briefs.permalinks import slug_of
from briefs.publication import Label, Publication


class Prints:
    """The prints of one publication."""

    def __init__(self, publication: Publication, imprint: Imprint) -> None:
        self._publication = publication
        self._imprint = imprint
        self.edition = lru_cache(maxsize=None)(self._edition)

    @cached_property
    def imprint(self) -> str:
        """The configuration, the site's address, and whether there are digests."""
        imprint = self._imprint
        return fingerprint(repr((self._publication.config, imprint.url, imprint.has_digests)))

    @cached_property
    def frame(self) -> str:
        """What every page carries."""
        pages = [(page.title, page.slug) for page in self._publication.pages.values()]
        return fingerprint(repr((self.imprint, self._imprint, pages)))

    @cached_property
    def outlets(self) -> str:
        """The facts about all outlets."""
        return fingerprint(repr(self._publication.outlets))

    def link(self, id: str | None) -> str:
        """A cluster's headline and address, if there is one."""
        return self._links[id]

    @cached_property
    def _links(self) -> dict[str | None, str]:
        """Clusters as links show them."""
        clusters, targets = self._publication.clusters, self._targets
        links: dict[str | None, str] = {
            id: f"{targets[id]} {linked.entry.headline}" for id, linked in clusters.items()
        }
        links[None] = ""
        return links

    def corrections(self, said: Iterable[tuple[str, Notice]]) -> str:
        """Corrections of clusters, in their order."""
        rows = (
            f"{notice} {self.link(id)} {self._publication.clusters[id].entry.print}"
            for id, notice in said
        )
        return fingerprint("\n".join((self.imprint, *rows)))

    def sequel(self, id: str) -> str:
        """A cluster's place in its thread, if it has one."""
        sequel = self._publication.clusters[id].sequel
        if sequel is None:
            return ""
        others = [*sequel.earlier, *([sequel.later] if sequel.later else [])]
        dates = [self._publication.clusters[one].date.isoformat() for one in others]
        name = self._publication.threads[sequel.thread].name
        return fingerprint(repr((sequel, name, dates, [*map(self.link, others)])))

    def story(self, id: str) -> str:
        """A cluster with all that its page, its card or its place in a feed shows."""
        return self._stories[id]

    def stories(self, ids: Iterable[str]) -> str:
        """Several clusters, in their order."""
        return fingerprint("\n".join(map(self._stories.__getitem__, ids)))

    @cached_property
    def _stories(self) -> dict[str, str]:
        """The prints of all clusters, each put together of what was put together before."""
        publication = self._publication
        dates = self.dates
        articles, targets = self._articles.__getitem__, self._targets.__getitem__
        topics = _names(publication.topics).__getitem__
        tags = _names(publication.tags).__getitem__
        editions = {
            id: f"{self.imprint}{self.outlets}\n{id}\n{edition.title}"
            for id, edition in publication.editions.items()
        }
        prints = {}
        for id, linked in publication.clusters.items():
            entry = linked.entry
            pieces = [
                entry.print,
                editions[linked.edition],
                dates[id],
                str(len(linked.notices)),
                *map(articles, entry.article_ids.split()),
                *map(targets, linked.targets),
                *map(topics, linked.topics),
                *map(tags, linked.tags),
            ]
            prints[id] = fingerprint("\n".join(pieces))
        return prints

    @cached_property
    def dates(self) -> dict[str, str]:
        """When clusters were published and corrected, as written, and as far from UTC as shown."""
        offset = lru_cache(maxsize=None)(str)
        return {
            id: f"{linked.entry.date} {offset(linked.date.utcoffset())}"
            + (f" {linked.updated}" if linked.notices else "")
            for id, linked in self._publication.clusters.items()
        }

    @cached_property
    def _articles(self) -> dict[str, str]:
        """All articles, each with the one that stands for those that it is one with."""
        publication = self._publication
        found = defaultdict(str, {id: entry.print for id, entry in publication.articles.items()})
        for id, first in publication.same_articles.items():
            found[id] += first
        # An unknown article is a problem that stops the build; its print is never used.
        return found

    @cached_property
    def _targets(self) -> dict[str | None, str]:
        """Clusters as the sub-stories that lead to them show them."""
        found: dict[str | None, str] = {None: "-"}
        for id, linked in self._publication.clusters.items():
            found[id] = (
                f"{linked.entry.slug} retracted" if linked.is_retracted else linked.entry.slug
            )
        return found

    def _edition(self, id: str) -> str:
        """An edition with the cards of its clusters."""
        edition = self._publication.editions[id]
        intro = edition.intro.html if edition.intro else ""
        own = (edition.id, edition.title, edition.name, edition.number, edition.date, intro)
        return fingerprint(f"{own!r}\n{self.stories(edition.clusters)}")

    def edition_link(self, id: str | None) -> str:
        """An edition's title and address, if there is one."""
        return f"{id} {self._publication.editions[id].title}" if id is not None else ""

    def article(self, id: str) -> str:
        """An article with the sentences that rest on it, and the labels that it links to."""
        entry = self._publication.articles[id]
        labels = (self._label_names.get(word.casefold(), "") for word in entry.labels)
        slugs = (self._label_names.get(slug_of(word), "") for word in entry.labels)
        citing = self.stories(self._publication.citing.get(id, ()))
        return "\n".join((entry.print, citing, self.outlets, *labels, *slugs))

    @cached_property
    def _label_names(self) -> dict[str, str]:
        """The addresses of all topics and tags, by name and by slug."""
        found: dict[str, str] = {}
        for labels in (self._publication.topics, self._publication.tags):
            for label in labels.values():
                for word in {label.name.casefold(), label.slug}:
                    found[word] = f"{found.get(word, '')} {label.slug}"
        return found


def _names(labels: Mapping[str, Label]) -> dict[str, str]:
    """Labels as stories name them, by slug."""
    return {slug: f"{slug} {label.name}" for slug, label in labels.items()}
