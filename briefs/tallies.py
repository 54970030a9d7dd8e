"""Tallies: what the claims of each cluster rest on, counted.

In:  a `Publication`, and what was found in its clusters.
Out: a `ClusterTally` for each cluster, newest edition first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefs.examined import Examined
from briefs.ledger import tally
from briefs.publication import Publication
from briefs.report import ClusterTally


def tallies_of(
    publication: Publication, examined: Mapping[str, Examined]
) -> Iterator[ClusterTally]:
    """Count the claims of the clusters, edition by edition."""
    for edition in publication.editions.values():
        for id in edition.clusters:
            entry = publication.clusters[id].entry
            outcome = examined[id]
            yield ClusterTally(
                cluster=id,
                edition=edition.id,
                path=entry.path,
                **tally(entry.ledger, entry.cited)._asdict(),
                articles=len(set(entry.cited)),
                found=outcome.found,
                not_found=outcome.not_found,
                no_text=outcome.no_text,
            )
