"""Check: editorial rules on the resolved whole.

In:  a `Publication`, and what was found in its clusters.
Out: diagnostics; nothing is changed.

A rule is one small function of `rules/` that yields diagnostics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from briefs import swaps
from briefs.diagnostics import Diagnostic
from briefs.examined import Examined
from briefs.glances import Glance, Glances
from briefs.publication import LinkedCluster, Publication
from briefs.rules import (
    articles,
    corrections,
    evidence,
    glyphs,
    headlines,
    ledger,
    sameness,
    substories,
    tags,
    threads,
)
from briefs.workers import Serial, Workers

Rule = Callable[[Publication], Iterator[Diagnostic]]


def _rules(doubtful: Sequence[LinkedCluster]) -> tuple[Rule, ...]:
    """All rules; those that a glance serves are handed the clusters that it left in doubt."""
    return (
        substories.open_substories,
        partial(substories.swapped_substories, doubtful=doubtful),
        ledger.bare_sentences,
        ledger.low_coverage,
        partial(articles.uncited_articles, doubtful=doubtful),
        articles.articles_without_address,
        sameness.same_articles,
        headlines.repeated_headlines,
        tags.tag_variants,
        threads.unthreaded_clusters,
        corrections.corrections_before_story,
        corrections.corrections_of_one_moment,
    )


def begin(
    publication: Publication,
    examined: Mapping[str, Examined],
    missing: glyphs.Missing | None,
    glances: Glances,
    workers: Workers,
) -> Iterator[list[Diagnostic]]:
    """Let workers apply every rule while this process goes on; yields what was found."""
    rules = partial(check, examined=examined, missing=missing, glances=glances)
    # A publication is not packed for who does not see it.
    return (workers if workers.shares_memory else Serial()).map(rules, [publication])


def check(
    publication: Publication,
    examined: Mapping[str, Examined],
    missing: glyphs.Missing | None,
    glances: Glances,
) -> list[Diagnostic]:
    """Apply every rule; `missing` is None where no digest is made."""
    doubtful = glances.doubtful(publication.clusters, glance(publication.clusters))
    found = [diagnostic for rule in _rules(doubtful) for diagnostic in rule(publication)]
    found += evidence.unsupported_claims(publication, examined)
    found += sameness.likely_copies(publication, examined)
    return found + (list(glyphs.missing_glyphs(publication, missing)) if missing else [])


def glance(clusters: Mapping[str, LinkedCluster]) -> Glance:
    """Tells whether a cluster leaves a doubt, by its row and those of what it leads to."""
    may_be_swapped = swaps.glance(clusters)
    return lambda linked: bool(articles.uncited_in(linked)) or may_be_swapped(linked)
