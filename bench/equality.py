"""Equality: whether two tools wrote the same pages.

In:  a corpus, and the output folders of briefs and of a peer.
Out: of a sample, the pages that are not the same: each with the place where they part.

Pages are parsed and compared whole, head and frame too: elements, attributes, texts. White space
counts between words and beside elements that stand in a line, not beside blocks. What cannot be the
same is put aside in `_form` and `_shared`, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from bench.corpus import Corpus
from briefs.paging import PER_PAGE
from briefs.permalinks import slug_of

SAMPLE = 40
SHOWN = 60


def differing(corpus: Corpus, ours: Path, theirs: Path) -> list[str]:
    """What differs, page by page, each at its first difference."""
    found = []
    for path in sample(corpus):
        pair = _shared(_form(ours / path), _form(theirs / path))
        if pair[0] != pair[1]:
            here, there = _parting(*pair)
            found.append(f"{path}: {here!r}, theirs {there!r}")
    return found


def _parting(ours: str, theirs: str) -> tuple[str, str]:
    """What stands where two texts part, and a little before."""
    same = zip(ours, theirs, strict=False)
    first = next((at for at, (here, there) in enumerate(same) if here != there), len(ours))
    at = max(0, first - SHOWN // 3)
    return ours[at : at + SHOWN], theirs[at : at + SHOWN]


def sample(corpus: Corpus) -> list[str]:
    """The paths of what is compared: sampled clusters, all that lists them, home and the lists."""
    return [*dict.fromkeys(_paths(corpus))]


def _paths(corpus: Corpus) -> Iterator[str]:
    yield from ("", "archive", "tags", "topics")
    for number in range(0, corpus.size, max(1, corpus.size // SAMPLE)):
        story = corpus.story(number)
        yield f"clusters/{story.head.slug}"
        yield f"editions/{story.head.moment:%Y-%m-%d}"
        yield f"archive/{story.head.moment:%Y-%m}"
        yield f"tags/{slug_of(story.tags[0])}"
        yield f"topics/{slug_of(story.topics[0])}"


class _Form(HTMLParser):
    """A page in one form: the attributes of each element in order, texts escaped alike."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = (f' {name}="{escape(value or "")}"' for name, value in sorted(attrs))
        self.parts.append(f"<{tag}{''.join(written)}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{escape(data)}-->")


_SPACE = re.compile(r"\s+")
_BESIDE_BLOCKS = re.compile(r" ?(<[/!]?(?!(?:a|bdi|button|img|span|strong|sup|time)\b)\w[^>]*>) ?")
_STYLESHEET = re.compile(r"/assets/style\.[0-9a-f]+\.css")


def _form(folder: Path) -> str:
    """The page of a folder in one form."""
    form = _Form()
    form.feed((folder / "index.html").read_text(encoding="utf-8"))
    form.close()
    text = _BESIDE_BLOCKS.sub(r"\1", _SPACE.sub(" ", "".join(form.parts)))
    # Briefs names its stylesheet by what is in it, and its menu tells on which page it is.
    return _STYLESHEET.sub("/assets/style.css", text).replace(' aria-current="page"', "")


_CARD = '<li><article class="card">'
_CARD_END = "</article></li>"
_PAGER = re.compile(r'<nav aria-label="Older stories[^>]*>.*?</nav>')


def _shared(ours: str, theirs: str) -> tuple[str, str]:
    """Two pages without what long lists cannot share.

    Briefs counts pages from the oldest, so that its first one has up to 59 cards; the peers count
    from the newest. So the first cards are compared, and what stands before and after all of them;
    the ways to other pages are not.
    """
    if min(ours.count(_CARD), theirs.count(_CARD)) < PER_PAGE:
        return ours, theirs
    return _first_cards(ours), _first_cards(theirs)


def _first_cards(page: str) -> str:
    before, *cards = page.split(_CARD)
    cards[-1], end, after = cards[-1].rpartition(_CARD_END)
    listed = [card.removesuffix(_CARD_END) for card in cards[:PER_PAGE]]
    return _CARD.join([before, *listed]) + end + _PAGER.sub("", after)
