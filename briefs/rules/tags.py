"""Rules on tags: spellings of one tag that part its readers.

In:  a `Publication`.
Out: diagnostics.

Tags that differ in case, hyphens or accents alone come to one slug, and so are one already
(`labels.py`). What is left are plurals, two spellings of one word, words that are joined or not,
and slips of one letter in a long word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from briefs import spellings
from briefs.diagnostics import Diagnostic, Note, Place, warning
from briefs.publication import Label, Publication

SHOWN = 3
"""The places of a tag that are named."""

COMMON = 3
"""Clusters from which on a tag is taken for well spelled; a slip of it is borne by one."""


def tag_variants(publication: Publication) -> Iterator[Diagnostic]:
    """`tag-variant`: two tags are likely one, spelled in two ways; the rarer one is pointed at."""
    for rarer, common in variants(publication.tags.values()):
        places = list(islice(_places(publication, rarer), SHOWN))
        count, more = len(rarer.clusters), len(rarer.clusters) - len(places)
        yield warning(
            "tag-variant",
            f'the tag "{rarer.name}" ({_clusters(count)}) is likely "{common.name}" '
            f"({_clusters(len(common.clusters))})",
            places[0],
            f'write "{common.name}"'
            + (f", here and in {_clusters(count - 1)} more" if more else ""),
            tuple(Note(f'"{rarer.name}" stands at', place) for place in places[1:]),
        )


def _clusters(count: int) -> str:
    return f"{count} cluster{'' if count == 1 else 's'}"


def _places(publication: Publication, label: Label) -> Iterator[Place]:
    """Where a tag stands, in the newest cluster first."""
    for id in label.clusters:
        linked = publication.clusters[id]
        index = linked.tags.index(label.slug)
        yield publication.shelf.cluster(linked.entry).place.at("tags", index)


def variants(tags: Iterable[Label]) -> Iterator[tuple[Label, Label]]:
    """Pairs of tags that are likely one, the rarer first; each tag has one common form."""
    commonest: dict[str, Label] = {}
    rare: dict[str, Label] = {}
    # The commonest first; of equals the first in the alphabet, which names a tag elsewhere too.
    for label in sorted(tags, key=lambda tag: (-len(tag.clusters), tag.name)):
        key = "".join(spellings.words_of(label.name))
        common = commonest.setdefault(key, label)
        if common is not label and not _is_a_name(common.name, label.name):
            yield label, common
        elif common is label and len(label.clusters) == 1:
            rare[key] = label
    well_known = (label for label in commonest.values() if len(label.clusters) >= COMMON)
    for label in well_known if rare else ():
        for slip in spellings.slips_of(spellings.words_of(label.name)):
            if slip in rare:
                yield rare.pop(slip), label


def _is_a_name(one: str, other: str) -> bool:
    """Whether of two words one alone is written as a name: Apple grows no apples."""
    is_one_word = " " not in one and " " not in other
    return is_one_word and one[:1].isupper() != other[:1].isupper()
