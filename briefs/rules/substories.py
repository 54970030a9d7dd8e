"""Rules on sub-stories: what they lead to.

In:  a `Publication`.
Out: diagnostics, with the line to write where a sub-story leads nowhere or to the wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefs.diagnostics import Diagnostic, Note, warning
from briefs.leads import Leads
from briefs.publication import LinkedCluster, Publication
from briefs.swaps import swaps


def open_substories(publication: Publication) -> Iterator[Diagnostic]:
    """`substory-open`: a sub-story leads nowhere; what it is most likely about is suggested."""
    for lead in Leads(publication):
        help = "give it a `cluster`, `articles` or a `text`"
        if found := lead.suggestion:
            help = f'`{found.target.line}`, "{found.title}"? {found.grade}; `briefs link` writes it'
        message = f'the sub-story "{lead.headline}" is not linked'
        yield warning("substory-open", message, lead.place, help)


def swapped_substories(
    publication: Publication, doubtful: Iterable[LinkedCluster]
) -> Iterator[Diagnostic]:
    """`substory-swapped`: two sub-stories of a cluster have targets that fit the other one."""
    for one, other in swaps(publication, doubtful):
        yield warning(
            "substory-swapped",
            f'the sub-stories "{one.headline}" and "{other.headline}" seem to be swapped',
            one.place,
            f"if so, write `{one.line}` here and `{other.line}` there",
            (Note("the other one leads to its target at", other.place),),
        )
