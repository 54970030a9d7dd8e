"""Inquiry: all clusters examined, anew only where their words or their articles' have changed.

In:  a `Publication`, the examinations of earlier runs, and workers.
Out: what was found in each cluster.
"""

from __future__ import annotations

import json
from functools import lru_cache, partial

from briefs.codec import encode
from briefs.evidence import Testimony
from briefs.examinations import Examination, Examinations
from briefs.examining import Examined, Finding, examine
from briefs.jobs import fingerprint
from briefs.publication import LinkedCluster, Publication
from briefs.workers import Serial, Workers

CHUNK = 100
"""Clusters that a worker examines at a time."""

KEPT = 512
"""Articles whose testimony a worker remembers: neighbouring clusters often cite the same."""


def inquire(
    publication: Publication, examinations: Examinations, workers: Workers
) -> dict[str, Examined]:
    """What was found in each cluster."""
    known = examinations.known()
    keys = {id: _key(linked, publication) for id, linked in publication.clusters.items()}
    unread = [id for id, key in keys.items() if id not in known or known[id].key != key]
    chunks = [unread[at : at + CHUNK] for at in range(0, len(unread), CHUNK)]
    # What is examined here is handed on by memory alone.
    hands = workers if workers.shares_memory else Serial()
    read = partial(_examine_chunk, publication=publication)
    found = [text for texts in hands.map(read, chunks) for text in texts]
    fresh = {id: Examination(keys[id], text) for id, text in zip(unread, found, strict=True)}
    examinations.keep(fresh, known.keys() - keys.keys())
    return {id: _examined((fresh.get(id) or known[id]).found) for id in keys}


def _key(linked: LinkedCluster, publication: Publication) -> str:
    """The fingerprint of all words that are held against each other."""
    articles = publication.articles
    prints = [articles[id].print for id in linked.entry.rests_on if id in articles]
    return fingerprint("\0".join([linked.entry.print, *prints]))


def _examine_chunk(ids: list[str], publication: Publication) -> list[str]:
    """What is found in some clusters, as JSON."""
    testimony_of = lru_cache(maxsize=KEPT)(partial(_testimony, publication=publication))
    shelf, clusters = publication.shelf, publication.clusters
    return [encode(examine(shelf.cluster(clusters[id].entry), testimony_of)) for id in ids]


def _testimony(id: str, publication: Publication) -> Testimony | None:
    entry = publication.articles.get(id)
    if entry is None:
        return None
    article = publication.shelf.article(entry)
    return Testimony(article.title, article.excerpt, article.text)


def _examined(text: str) -> Examined:
    found, not_found, no_text, findings = json.loads(text)
    return Examined(found, not_found, no_text, [Finding(*finding) for finding in findings])
