"""Rules on sub-stories: what they lead to.

In:  a `Publication`.
Out: diagnostics, with the line to write for each sub-story that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.diagnostics import Diagnostic, warning
from briefs.leads import Leads
from briefs.publication import Publication


def open_substories(publication: Publication) -> Iterator[Diagnostic]:
    """`substory-open`: a sub-story leads nowhere; what it is most likely about is suggested."""
    for lead in Leads(publication):
        help = "give it a `cluster`, `articles` or a `text`"
        if found := lead.suggestion:
            help = f'`{found.target.line}`, "{found.title}"? {found.grade}; `briefs link` writes it'
        message = f'the sub-story "{lead.headline}" is not linked'
        yield warning("substory-open", message, lead.place, help)
