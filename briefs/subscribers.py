"""Subscribers: what they would have to complain of, if this draft were published.

In:  a `Comparison` with the published site.
Out: diagnostics: a story that is shown to them twice, one that is gone, words changed in silence.

Only `briefs diff` asks this: a build knows its own last output, and that need not be what readers
have.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from briefs import citations, differences
from briefs.comparing import Change, Comparison, State, parts_of
from briefs.diagnostics import Diagnostic, Place, Span, error, graded
from briefs.identities import authority_of, cluster_id
from briefs.model import Cluster, Config, Prose
from briefs.permalinks import file_of, path_of
from briefs.publication import Publication
from briefs.published import PublishedStory, Words, text_of
from briefs.references import proses_of

_SITE = Place("content/site.yaml")
_CLUSTERS = Span("content/clusters", 1, 1)
"""Where a file stood of which nothing is known but that it is gone."""


def complaints(comparison: Comparison) -> Iterator[Diagnostic]:
    """Everything that subscribers and readers would have to complain of."""
    yield from lost_identities(comparison)
    yield from vanished_items(comparison)
    yield from silent_edits(comparison)


def _changes(comparison: Comparison, state: State) -> Iterator[Change]:
    """The changes of all feeds that are of one kind."""
    for feed in comparison.feeds:
        yield from (change for change in feed.changes if change.state == state)


def lost_identities(comparison: Comparison) -> Iterator[Diagnostic]:
    """`identity-lost`: an item has a new id, so that all subscribers see it a second time."""
    publication = comparison.draft.publication
    now = authority_of(publication.config)
    moved: set[str] = set()
    for change in _changes(comparison, State.AGAIN):
        authority, cluster, correction = parts_of(change.was.id if change.was else "")
        _, new, name = parts_of(change.item.id)
        if authority != now:
            moved.add(authority)
        elif correction:
            yield _renamed_correction(publication, new, correction, name)
        else:
            yield _renamed_cluster(publication, new, cluster)
    yield from (_moved(publication.config, authority) for authority in sorted(moved))


def _moved(config: Config, was: str) -> Diagnostic:
    """The newsletter goes by another name, so that no id is what it was."""
    return error(
        "identity-lost",
        f'every story would be shown to subscribers again: their ids are of "{was}", and would be '
        f'of "{authority_of(config)}"',
        _SITE.at("feeds", "authority") if config.feeds.authority else _SITE.at("url"),
        f'write `feeds: {{authority: "{was}"}}`, and keep it wherever the site moves',
    )


def _renamed_cluster(publication: Publication, id: str, was: str) -> Diagnostic:
    """A cluster has another id: its file was renamed, or its `id` was changed."""
    entry = publication.clusters[id].entry
    return error(
        "identity-lost",
        f'"{entry.headline}" would be shown to subscribers again: its id was "{was}", and would '
        f'be "{id}"',
        publication.shelf.cluster(entry).place.at("id"),
        f"write `id: {was}` into this file",
    )


def _renamed_correction(publication: Publication, id: str, was: str, now: str) -> Diagnostic:
    """A correction has another `at`."""
    entry = publication.clusters[id].entry
    index = [at for at, _ in entry.corrected].index(now)
    return error(
        "identity-lost",
        f"this correction would be shown to subscribers again: its `at` was {was}",
        publication.shelf.cluster(entry).place.at("corrections", index, "at"),
        f"write `at: {was}` again, by which they know it",
    )


def vanished_items(comparison: Comparison) -> Iterator[Diagnostic]:
    """`item-vanished`: something that subscribers were shown is taken away without a word."""
    for change in _changes(comparison, State.VANISHED):
        id = change.item.id
        _, cluster, correction = parts_of(id)
        entry = comparison.entry_of(id)
        if correction:
            if entry is None or cluster not in comparison.draft.publication.clusters:
                continue  # Its story is gone too, and that is told.
            yield error(
                "item-vanished",
                f"the correction of {correction} was published, and is gone",
                comparison.draft.publication.shelf.cluster(entry).place.at("corrections"),
                "put it back; if it was wrong itself, add another one that says so",
            )
        elif not comparison.site.is_retracted(change.item.href):
            place = comparison.draft.publication.shelf.cluster(entry).place if entry else _CLUSTERS
            what = "is not shown any more" if entry else "is gone"
            yield error(
                "item-vanished",
                f'"{change.item.title}" ({cluster}) was published, and {what}',
                place,
                "put it back; to withdraw it, add a correction of the kind retraction to it; "
                "to let it end quietly, write `expires_at` into it",
            )


def silent_edits(comparison: Comparison) -> Iterator[Diagnostic]:
    """`silent-edit`: published words have changed, and no new correction says so."""
    publication = comparison.draft.publication
    for id, linked in publication.clusters.items():
        if file_of(path_of("cluster", linked.entry.slug)) in comparison.unchanged:
            continue
        story = comparison.stories.get(cluster_id(publication.config, id))
        if story is None or story.words is None or len(linked.notices) > story.corrections:
            continue
        yield from _edit(story, story.words, publication.shelf.cluster(linked.entry))


def _edit(story: PublishedStory, was: Words, cluster: Cluster) -> Iterator[Diagnostic]:
    """The edit of one cluster, if its words have changed."""
    summary = next(place for _, place in proses_of(cluster))
    now = words_of(cluster)
    texts = (
        (was.headline, now.headline, cluster.place.at("headline")),
        (was.summary, now.summary, summary),
        (was.substories, now.substories, cluster.place.at("substories")),
    )
    edits = [(differences.changes(old, new), place) for old, new, place in texts]
    changed = [(changes, place) for changes, place in edits if changes]
    if not changed:
        return
    found = [change for changes, _ in changed for change in changes]
    is_slight = all(change.is_slight for change in found)
    shown = " … ".join(map(str, found[:SHOWN]))
    more = f" … and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    help = "" if is_slight else "; say so in `corrections`, or undo it"
    yield graded(
        "silent-edit",
        "note" if is_slight else "warning",
        "published words have changed"
        + (", in spelling or punctuation only" if is_slight else ", and no correction says so"),
        changed[0][1],
        f"{shown}{more}{help}",
    )


SHOWN = 5
"""Changed stretches of one story that are shown."""


def words_of(cluster: Cluster) -> Words:
    """The words of a cluster, as they are read from its page."""
    told = (
        f"<p>{escape(one.headline)}</p>{_html(one.text) if one.text else ''}"
        for one in cluster.substories
    )
    return Words(
        headline=" ".join(cluster.headline.split()),
        summary=text_of(_html(cluster.summary)),
        substories=text_of("".join(told)),
    )


def _html(prose: Prose) -> str:
    """The HTML of a prose without the marks of its citations: their numbers are no words."""
    return citations.fill(prose.html, [""] * len(prose.cited))
