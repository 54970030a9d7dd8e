"""Reading: what a story of the corpus says, worked out for the peers before their clocks start.

In:  a `Story`.
Out: its body as Markdown, in which each cited sentence is an element and each citation a link, as
     in the pages of briefs; the number of each article; the words of each sentence, and what it
     rests on.

Sentences are found by briefs' own modules, so that all tools are given the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.corpus import Story
from briefs import citations, prose, sentences
from briefs.ledger import stretches_of
from briefs.passages import Passage, wrap


@dataclass(frozen=True)
class Reading:
    """A story, read. `words` and `rests_on` have a place for each of its sentences."""

    story: Story
    body: str
    blurb: str
    numbers: Mapping[int, int]
    words: Sequence[str]
    rests_on: Sequence[Sequence[int]]


def read(story: Story) -> Reading:
    """Read a story."""
    text = "\n\n".join(story.paragraphs)
    known = prose.read(text).prose
    cited = [int(citation.article) for citation in known.citations]
    numbers = {
        article: number
        for number, article in enumerate(dict.fromkeys([*cited, *story.articles]), 1)
    }
    found = [sentences.read(known.html[start:end]) for start, end in stretches_of(known)]
    rests_on = [
        [*dict.fromkeys(numbers[cited[index]] for index in sentence.citations)]
        for sentence in found
    ]
    return Reading(
        story=story,
        body=_body(story.head.slug, text, [numbers[article] for article in cited], rests_on),
        blurb=sentences.blurb(known),
        numbers=numbers,
        words=[sentence.text for sentence in found],
        rests_on=rests_on,
    )


def _body(slug: str, text: str, cited: Sequence[int], rests_on: Sequence[Sequence[int]]) -> str:
    """Markdown with HTML for cited sentences and citations. `cited` has the number of each."""
    masked = citations.mask(text, frozenset())
    settled, _ = citations.settle(masked.text, masked)

    def link(index: int) -> str:
        number = cited[index]
        return (
            f'<sup class="cite" id="{slug}-c{index + 1}"><a href="#{slug}-r{number}">{number}</a>'
            f'<button popovertarget="card_{number}" value="{number}" '
            f'aria-label="Reference {number}"></button></sup>'
        )

    return citations.fill(wrap(settled, _passages(slug, settled, rests_on)), link)


def _passages(slug: str, text: str, rests_on: Sequence[Sequence[int]]) -> Iterator[Passage]:
    """The sentences of Markdown that rest on references. In the corpus each line is a block."""
    stretches = [
        (begun + start, begun + end)
        for begun, line in _lines(text)
        for start, end in sentences.stretches(line)
    ]
    for number, ((start, end), references) in enumerate(zip(stretches, rests_on, strict=True), 1):
        if references:
            classes = " ".join(f"r{reference}" for reference in references)
            yield Passage(start, end, f"{slug}-q{number}", number, classes)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold something, and where each begins; no sign of a list's item."""
    begun = 0
    for line in text.split("\n"):
        words = line.removeprefix("- ")
        if words:
            yield begun + len(line) - len(words), words
        begun += len(line) + 1
