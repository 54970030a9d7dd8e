"""Rules on evidence: what no article says that a sentence cites for it.

In:  a `Publication`, and what was found in its clusters.
Out: diagnostics, as grave as the policy says; what only an excerpt was asked for is a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from briefs.diagnostics import Diagnostic, graded, warning
from briefs.examined import RESIDUE, Examined, Finding
from briefs.publication import Publication
from briefs.statements import Statement, statements_of


def unsupported_claims(
    publication: Publication, examined: Mapping[str, Examined]
) -> Iterator[Diagnostic]:
    """`figure-not-found`, `quotation-not-found`, `name-not-found`, `generator-residue`."""
    policy = publication.config.policy
    levels = {"figure": policy.evidence, "quotation": policy.evidence, "name": policy.names}
    for id, outcome in examined.items():
        findings = [one for one in outcome.findings if levels.get(one.kind) != "off"]
        if not findings:
            continue
        cluster = publication.shelf.cluster(publication.clusters[id].entry)
        statements = {one.line.number: one for one in statements_of(cluster)}
        for (number, kind), group in groupby(findings, lambda one: (one.sentence, one.kind)):
            statement = statements[number]
            if kind == "name":
                yield _names(statement, [*group], levels["name"])
            elif kind == RESIDUE:
                yield from (_residue(statement, one) for one in group)
            else:
                yield from (_claim(statement, one, levels[kind]) for one in group)


def _claim(statement: Statement, finding: Finding, level: str) -> Diagnostic:
    """A figure or a quotation that is not found."""
    message = f"{_quoted(finding.words)} is not in {_cited(statement)}"
    help = _help(finding)
    if finding.is_partial:
        level = "note"
    if finding.kind == "quotation":
        return graded("quotation-not-found", level, message, statement.at(finding.words), help)
    return graded("figure-not-found", level, message, statement.at(finding.words), help)


def _names(statement: Statement, findings: list[Finding], level: str) -> Diagnostic:
    """The names of one sentence that are not found, in one problem."""
    names = ", ".join(dict.fromkeys(_quoted(finding.words) for finding in findings))
    verb = "is" if len(findings) == 1 else "are"
    return graded(
        "name-not-found",
        "note" if findings[0].is_partial else level,
        f"{names} {verb} not in {_cited(statement)}",
        statement.at(findings[0].words),
        _help(findings[0]),
    )


def _cited(statement: Statement) -> str:
    """The articles that a sentence cites, in words."""
    if len(statement.articles) == 1:
        return f"article {statement.articles[0]}, which this sentence cites"
    return f"any of the articles that this sentence cites: {', '.join(statement.articles)}"


def _help(finding: Finding) -> str:
    """What to do, and what the article says instead."""
    near = f"{finding.article} says {_quoted(finding.nearest)}; " if finding.nearest else ""
    if finding.is_partial:
        return f"{near}only excerpts are stored; an article's `text` would tell for sure"
    return f"{near}mend it, or cite the article that says so"


def _residue(statement: Statement, finding: Finding) -> Diagnostic:
    return warning(
        "generator-residue",
        f"{_quoted(finding.words)} reads like what a text generator leaves behind",
        statement.at(finding.words),
        f"{finding.nearest}: take it out, and check the rest of the sentence",
    )


def _quoted(words: str) -> str:
    """Words in quotation marks, unless they have their own."""
    return words if words[:1] in _QUOTES else f'"{words}"'


_QUOTES = tuple("\"'“‘„«「『")
