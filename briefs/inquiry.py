"""Inquiry: all clusters examined, anew only where their words or their articles' have changed.

In:  a `Publication`, the examinations of earlier runs, and workers.
Out: what was found in each cluster.
"""

from __future__ import annotations

import json
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from briefs.codec import encode
from briefs.examinations import Examination, Examinations
from briefs.examined import Copy, Examined, Finding
from briefs.fingerprints import fingerprint
from briefs.publication import LinkedCluster, Publication
from briefs.resolution import Resolver
from briefs.workers import Serial, Workers

if TYPE_CHECKING:
    from briefs.evidence import Testimony

CHUNK = 100
"""Clusters that a worker examines at a time."""

KEPT = 512
"""Articles whose testimony a worker remembers: neighbouring clusters often cite the same."""


NOTHING = Examined(0, 0, 0, [], [])
"""What is found where nothing is looked for."""


def inquire(
    publication: Publication, examinations: Examinations, workers: Workers
) -> dict[str, Examined]:
    """What was found in each cluster; nothing where the policy asks for no evidence."""
    policy = publication.config.policy
    if policy.evidence == policy.names == "off":
        return dict.fromkeys(publication.clusters, NOTHING)
    known = examinations.known()
    outlets = fingerprint(repr(publication.outlets))
    keys = {id: _key(linked, publication, outlets) for id, linked in publication.clusters.items()}
    unread = [id for id, key in keys.items() if id not in known or known[id].key != key]
    chunks = [unread[at : at + CHUNK] for at in range(0, len(unread), CHUNK)]
    # What is examined here is handed on by memory alone.
    hands = workers if workers.shares_memory else Serial()
    read = partial(_examine_chunk, publication=publication)
    found = [text for texts in hands.map(read, chunks) for text in texts]
    fresh = {id: Examination(keys[id], text) for id, text in zip(unread, found, strict=True)}
    examinations.keep(fresh, known.keys() - keys.keys())
    return {id: _examined((fresh.get(id) or known[id]).found) for id in keys}


def _key(linked: LinkedCluster, publication: Publication, outlets: str) -> str:
    """The fingerprint of all words that are held against each other."""
    articles = publication.articles
    prints = [articles[id].print for id in linked.entry.rests_on if id in articles]
    return fingerprint("\0".join([outlets, linked.entry.print, *prints]))


def _examine_chunk(ids: list[str], publication: Publication) -> list[str]:
    """What is found in some clusters, as JSON."""
    # What reads figures and names takes long to import: nobody knows it where nothing is new.
    from briefs.examining import examine

    resolver = Resolver(publication)
    testimony_of = lru_cache(maxsize=KEPT)(partial(_testimony, resolver=resolver))
    known = publication.articles
    found = []
    for id in ids:
        entry = publication.clusters[id].entry
        articles = [resolver.article(one) for one in entry.rests_on if one in known]
        cluster = publication.shelf.cluster(entry)
        found.append(encode(examine(cluster, testimony_of, articles)).decode())
    return found


def _testimony(id: str, resolver: Resolver) -> Testimony | None:
    """What an article says; None if there is no such article."""
    try:
        article = resolver.article(id).article
    except KeyError:
        return None
    from briefs.evidence import Testimony

    return Testimony(article.title, article.excerpt, article.text)


def _examined(text: str) -> Examined:
    found, not_found, no_text, findings, alike = json.loads(text)
    return Examined(
        found,
        not_found,
        no_text,
        [Finding(*finding) for finding in findings],
        [Copy(*copy) for copy in alike],
    )
