"""Check: editorial rules on the resolved whole.

In:  a `Publication`, and what was found in its clusters.
Out: diagnostics; nothing is changed.

A rule is one small function of `rules/` that yields diagnostics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from briefs.diagnostics import Diagnostic
from briefs.examined import Examined
from briefs.publication import Publication
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

RULES: tuple[Callable[[Publication], Iterator[Diagnostic]], ...] = (
    substories.open_substories,
    substories.swapped_substories,
    ledger.bare_sentences,
    ledger.low_coverage,
    articles.uncited_articles,
    articles.articles_without_address,
    sameness.same_articles,
    headlines.repeated_headlines,
    tags.tag_variants,
    threads.unthreaded_clusters,
    corrections.corrections_before_story,
    corrections.corrections_of_one_moment,
)


def check(
    publication: Publication, examined: Mapping[str, Examined], missing: glyphs.Missing | None
) -> list[Diagnostic]:
    """Apply every rule; `missing` is None where no digest is made."""
    found = [diagnostic for rule in RULES for diagnostic in rule(publication)]
    found += evidence.unsupported_claims(publication, examined)
    found += sameness.likely_copies(publication, examined)
    return found + (list(glyphs.missing_glyphs(publication, missing)) if missing else [])
