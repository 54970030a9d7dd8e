"""Prints: fingerprints of what pages show, made of the fingerprints of what they are made of.

In:  a `Publication` and the `Imprint`.
Out: for each thing that a page may show, one short text that changes whenever the page might.

They are what `Job.parts` holds, so that planning ten thousand pages reads names and not texts. A
print may change though the page does not; never the other way round (`tests/test_incremental.py`
edits at random and compares with clean builds).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from briefs.fingerprints import fingerprint
from briefs.jobs import Imprint
from briefs.notices import Notice
from briefs.permalinks import slug_of
from briefs.publication import Publication


class Prints:
    """The prints of one publication."""

    def __init__(self, publication: Publication, imprint: Imprint) -> None:
        self._publication = publication
        self._imprint = imprint
        self.story = lru_cache(maxsize=None)(self._story)
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
        if id is None:
            return ""
        linked = self._publication.clusters[id]
        return f"{linked.entry.slug} {linked.is_retracted} {linked.entry.headline}"

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

    def _story(self, id: str) -> str:
        """A cluster with all that its page, its card or its place in a feed shows."""
        publication = self._publication
        linked = publication.clusters[id]
        entry = linked.entry
        articles = publication.articles
        edition = publication.editions[linked.edition]
        made_of = [
            entry.print,
            self._all,
            str(linked.date),
            str(linked.updated) if linked.updated is not linked.date else "",
            str(len(linked.notices)),
            edition.id,
            edition.title,
        ]
        # An unknown article is a problem that stops the build; its print is never used.
        same = publication.same_articles
        made_of += [
            articles[id].print + same.get(id, "") if id in articles else "" for id in entry.rests_on
        ]
        made_of += [self._target(id) for id in linked.targets]
        made_of += [f"{slug} {publication.topics[slug].name}" for slug in linked.topics]
        made_of += [f"{slug} {publication.tags[slug].name}" for slug in linked.tags]
        return fingerprint("\n".join(made_of))

    @cached_property
    def _all(self) -> str:
        """What all stories show."""
        return self.imprint + self.outlets

    def _target(self, id: str | None) -> str:
        """A cluster as the sub-story that leads to it shows it."""
        if id is None:
            return "-"
        target = self._publication.clusters[id]
        return f"{target.entry.slug} {target.is_retracted}"

    def stories(self, ids: Iterable[str]) -> str:
        """Several clusters, in their order."""
        return fingerprint("\n".join(map(self.story, ids)))

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
