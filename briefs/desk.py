"""Desk: what every output works with, laid out once a build.

In:  a `Publication`, the `Imprint`, the templates.
Out: the stories as pages print them, the frame of pages, and the prints of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from briefs import frames
from briefs.addresses import Address
from briefs.diagnostics import Place
from briefs.jobs import Imprint, Job, SetView, set_view
from briefs.permalinks import file_of
from briefs.prints import Prints
from briefs.publication import Publication
from briefs.resolution import Resolver
from briefs.stories import Stories
from briefs.templates import Templates
from briefs.views import Head, Masthead

View = TypeVar("View", bound=SetView)


class Desk:
    """What every output works with."""

    def __init__(self, publication: Publication, imprint: Imprint, templates: Templates) -> None:
        self.publication = publication
        self.imprint = imprint
        self.templates = templates
        self.prints = Prints(publication, imprint)
        self.resolver = Resolver(publication)

    @cached_property
    def stories(self) -> Stories:
        """The stories as pages link them: below the base path."""
        imprint = self.imprint
        return self.stories_for(
            Address(
                imprint.url,
                imprint.root,
                imprint.root,
                imprint.has_digests,
                numbers_sentences=True,
                has_cards=True,
            )
        )

    def stories_for(self, address: Address) -> Stories:
        """The stories as another product links them."""
        return Stories(self.publication, address, self.resolver)

    @cached_property
    def masthead(self) -> Masthead:
        """The frame of every page."""
        return frames.masthead(self.publication, self.imprint)

    def page(
        self,
        path: str,
        kind: type[View],
        view: Callable[[], View],
        parts: Mapping[str, str],
        claim: str,
        *,
        where: Place | str | None = None,
    ) -> Job:
        """The job of a page in the frame that all pages have; `path` is its path on the site."""
        made_of = {"frame": self.prints.frame, **parts}
        return Job(file_of(path), set_view, view, made_of, "page", claim, kind.template, where)

    def head(
        self,
        title: str,
        description: str,
        path: str,
        kind: str = "website",
        identity: str = "",
    ) -> Head:
        """What a page says of itself. `path` is its path on the site, `kind` Open Graph's type."""
        return Head(title, description, self.imprint.url + path, kind, identity)
