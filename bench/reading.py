"""Reading: what a story of the corpus says, worked out for the peers before their clocks start.

In:  a `Story`.
Out: its body as Markdown with signs for citations and cited sentences; the number of each article;
     the words of each sentence, and what it rests on.

Sentences are found by briefs' own modules, so that all tools are given the same ones. `⸢5 2⸣` is
the fifth citation, which leads to reference 2; `⸤8 r2 r1⸣` begins the eighth sentence, which rests
on references 2 and 1, and `⸥` ends it. The peers make elements of them once the Markdown is HTML:
with elements in the Markdown itself, Hugo took a quarter longer and Pelican half as long again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.corpus import Story
from briefs import citations, prose, sentences
from briefs.ledger import stretches_of


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
    cited = [int(id) for id in known.cited]
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
        body=_body(text, [numbers[article] for article in cited], rests_on),
        blurb=sentences.blurb(known),
        numbers=numbers,
        words=[sentence.text for sentence in found],
        rests_on=rests_on,
    )


def _body(text: str, cited: Sequence[int], rests_on: Sequence[Sequence[int]]) -> str:
    """Markdown with signs for citations and cited sentences. `cited` has the number of each."""
    masked = citations.mask(text, frozenset())
    settled = citations.settle(masked.text)
    pieces: list[str] = []
    done = 0
    for number, ((start, end), rests) in enumerate(
        zip(_stretches(settled), rests_on, strict=True), 1
    ):
        if rests:
            classes = " ".join(f"r{reference}" for reference in rests)
            pieces += (settled[done:start], f"⸤{number} {classes}⸣", settled[start:end], "⸥")
            done = end
    pieces.append(settled[done:])
    signs = [f"⸢{ordinal} {reference}⸣" for ordinal, reference in enumerate(cited, 1)]
    return citations.fill("".join(pieces), signs)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of Markdown begin and end. In the corpus each line is a block."""
    begun = 0
    for line in text.split("\n"):
        words = line.removeprefix("- ")
        first = begun + len(line) - len(words)
        if words:
            bounds = [first + bound for bound in sentences.bounds_in(words)]
            yield from zip(bounds[::2], bounds[1::2], strict=True)
        begun += len(line) + 1
