"""Corpus: stories that nobody wrote, of the size and shape of a newsletter's.

In:  a size and a seed.
Out: neutral records, `Story` and `Source`, from the newest on.

Each record is a pure function of the seed and of its number, so a million of them are made one by
one and none is kept, and a record that another one mentions is simply made again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

PER_DAY = 10
PER_STORY = 3
"""Articles that belong to one cluster first."""

NEWEST = datetime(2025, 11, 1, tzinfo=UTC)
"""The day of the newest stories: long enough ago that no tool takes them for the future."""

FIRST_ARTICLE = 40_000
CITED_NEARBY = 60
LINKED_NEARBY = 40
TAGS, TOPICS, OUTLETS, HASHTAGS = 200, 20, 60, 500


@dataclass(frozen=True)
class Source:
    """An article that stories cite."""

    id: int
    title: str
    outlet: str
    url: str
    published: datetime
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str


@dataclass(frozen=True)
class Head:
    """What other stories say of a story. `number` counts from 0, the newest."""

    number: int
    headline: str
    slug: str
    moment: datetime


@dataclass(frozen=True)
class Story:
    """A cluster; `paragraphs` are Markdown with raw `[id]` marks."""

    head: Head
    paragraphs: tuple[str, ...]
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    articles: tuple[int, ...]
    article_count: int
    substories: tuple[tuple[str, int], ...]
    """Headlines, and the numbers of the stories that they lead to."""


class Corpus:
    """`size` stories, and `PER_STORY` articles for each."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self.seed = seed
        self._words = _Words(seed)
        # A story mentions its neighbours: what is near by is asked for again soon.
        self.source = lru_cache(maxsize=4 * CITED_NEARBY)(self._source)
        self.head = lru_cache(maxsize=8 * LINKED_NEARBY)(self._head)

    def stories(self) -> Iterator[Story]:
        """All stories, the newest first."""
        return (self.story(number) for number in range(self.size))

    def sources(self) -> Iterator[Source]:
        """All articles, those of the newest story first."""
        return (self.source(number) for number in range(PER_STORY * self.size))

    def story(self, number: int) -> Story:
        """The nth newest story."""
        chance = self._chance("story", number)
        cited = self._pick_cited(chance, number)
        words = self._words
        paragraphs = _Writer(words, chance).paragraphs([FIRST_ARTICLE + item for item in cited])
        if number % 5 == 0:
            items = (words.title(chance, 4, 9) for _ in range(4))
            paragraphs.insert(2, "\n".join(f"- {item}" for item in items))
        return Story(
            head=self.head(number),
            paragraphs=tuple(paragraphs),
            topics=tuple(chance.sample(words.topics, chance.randint(1, 2))),
            tags=words.pick_tags(chance, 3),
            articles=tuple(FIRST_ARTICLE + item for item in cited),
            article_count=chance.randint(len(cited), 60),
            substories=self._pick_substories(chance, number),
        )

    def _head(self, number: int) -> Head:
        chance = self._chance("head", number)
        headline = self._words.title(chance, 6, 14)
        day = NEWEST - timedelta(days=number // PER_DAY)
        moment = day + timedelta(hours=20 - number % PER_DAY)
        return Head(number, headline, f"{_slug(headline)}-{number + 1}", moment)

    def _source(self, number: int) -> Source:
        chance = self._chance("source", number)
        words = self._words
        title = words.title(chance, 6, 14)
        outlet = chance.randrange(OUTLETS)
        day = NEWEST - timedelta(days=number // PER_STORY // PER_DAY)
        id = FIRST_ARTICLE + number
        return Source(
            id=id,
            title=title,
            outlet=words.outlets[outlet],
            url=f"https://news{outlet:02d}.example/{day:%Y/%m/%d}/{_slug(title)}-{id}",
            published=day + timedelta(minutes=chance.randrange(24 * 60)),
            topics=tuple(chance.sample(words.topics, 2)),
            tags=tuple(chance.sample(words.hashtags, 4)),
            excerpt=words.title(chance, 60, 60) + ".",
        )

    def _pick_cited(self, chance: Random, number: int) -> list[int]:
        """The numbers of the articles of a story: its own, and some of its neighbours'."""
        first = PER_STORY * number
        own = list(range(first, first + PER_STORY))
        low = max(0, first - CITED_NEARBY)
        high = min(PER_STORY * self.size, first + CITED_NEARBY)
        others = [item for item in range(low, high) if item not in own]
        return own + sorted(chance.sample(others, min(len(others), chance.randint(2, 5))))

    def _pick_substories(self, chance: Random, number: int) -> tuple[tuple[str, int], ...]:
        low, high = max(0, number - LINKED_NEARBY), min(self.size, number + LINKED_NEARBY)
        others = [item for item in range(low, high) if item != number]
        targets = chance.sample(others, min(len(others), chance.randint(3, 5)))
        return tuple((self._words.title(chance, 6, 11), target) for target in targets)

    def _chance(self, kind: str, number: int) -> Random:
        return _chance(self.seed, kind, number)


def _chance(seed: int, kind: str, number: int = 0) -> Random:
    return Random(f"{seed}/{kind}/{number}")  # noqa: S311 (texts, not secrets)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower())[:60].strip("-")


_PLAIN = """
the of and to in a is that for it as was with be by on not this are or from at which but have an
they their one all can has there been if more when will who no out up into some its new also two
first after other over than only most year many made could time these may then between should
about state part group report plan market city public system national local early since each
data service policy company change project support programme month rate level growth said
according officials expected
""".split()
_SUBJECTS = """
budget climate coast courts energy fishing forests harbours health housing labour libraries museums
ports railways research schools storage transport water
""".split()
_OPENINGS = [a + b for a in "bcdfghjklmnprstv" for b in "aeiou"]
_ENDINGS = (
    "l n r s t m nd st rt ck ve ning ter der ment tion ral ble ful ward ship ness ton".split()
)
_PAPERS = "Courier Daily Herald Post Review Times Wire".split()


class _Words:
    """A vocabulary with a few common words and a long tail, and the names made of it."""

    def __init__(self, seed: int) -> None:
        chance = _chance(seed, "words")
        rare = _invent(chance, 6000)
        self.rare = rare
        self.all = [*_PLAIN, *rare]
        self.weights = list(accumulate(1 / (rank + 3) ** 0.95 for rank in range(len(self.all))))
        pairs = zip(chance.sample(rare[:3000], TAGS), chance.sample(rare[3000:], TAGS), strict=True)
        self.tags = [f"{first} {second}".title() for first, second in pairs]
        self.tag_weights = list(accumulate(1 / (rank + 1) for rank in range(TAGS)))
        self.topics = [word.capitalize() for word in _SUBJECTS[:TOPICS]]
        self.outlets = [
            f"{chance.choice(rare).capitalize()} {chance.choice(_PAPERS)}" for _ in range(OUTLETS)
        ]
        self.hashtags = chance.sample(rare, HASHTAGS)

    def some(self, chance: Random, count: int) -> list[str]:
        """Words as they come."""
        return chance.choices(self.all, cum_weights=self.weights, k=count)

    def title(self, chance: Random, least: int, most: int) -> str:
        """A line of so many words."""
        return " ".join(self.some(chance, chance.randint(least, most))).capitalize()

    def pick_tags(self, chance: Random, count: int) -> tuple[str, ...]:
        """Different tags, the first of the list most often."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[chance.choices(self.tags, cum_weights=self.tag_weights)[0]] = None
        return tuple(found)


def _invent(chance: Random, count: int) -> list[str]:
    """Words that no language has."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = chance.choices(_OPENINGS, k=chance.choice((1, 2, 2, 3)))
        word = "".join(syllables) + chance.choice(_ENDINGS)
        if word not in _PLAIN:
            found[word] = None
    return list(found)


class _Writer:
    """Writes the summary of one story: 180 to 320 words, links, bold words, 6 to 12 marks."""

    def __init__(self, words: _Words, chance: Random) -> None:
        self._words = words
        self._chance = chance

    def paragraphs(self, articles: list[int]) -> list[str]:
        """Four to six paragraphs that cite each of the articles."""
        chance = self._chance
        count = chance.randint(4, 6)
        each = chance.randint(180, 320) // count
        sentences = [self._sentences(each) for _ in range(count)]
        for paragraph in sentences:
            if chance.random() < 0.6:
                self._embolden(chance.choice(paragraph))
        for _ in range(chance.randint(1, 3)):
            self._link(chance.choice(chance.choice(sentences)))
        marks = self._marks(articles, sum(map(len, sentences)))
        written, place = [], 0
        for paragraph in sentences:
            texts = []
            for words in paragraph:
                texts.append(" ".join(words) + marks.get(place, "") + ".")
                place += 1
            written.append(" ".join(texts))
        return written

    def _sentences(self, count: int) -> list[list[str]]:
        """Sentences of at least so many words together."""
        chance, found, written = self._chance, [], 0
        while written < count:
            length = min(chance.randint(7, 22), max(5, count - written))
            words = self._words.some(chance, length)
            words[0] = words[0].capitalize()
            if length > 11:
                words[length // 2] += ","
            found.append(words)
            written += length
        return found

    def _embolden(self, words: list[str]) -> None:
        at = self._chance.randrange(1, len(words) - 2)
        words[at], words[at + 1] = "**" + words[at].rstrip(","), words[at + 1].rstrip(",") + "**"

    def _link(self, words: list[str]) -> None:
        at = self._chance.randrange(1, len(words) - 1)
        if words[at].strip(",").isalpha():
            page = self._chance.choice(self._words.rare)
            host = self._chance.randrange(90)
            words[at] = f"[{words[at].rstrip(',')}](https://ref{host}.example/{page})"

    def _marks(self, articles: list[int], sentences: int) -> dict[int, str]:
        """The marks at the end of sentences, by the sentence's number."""
        chance = self._chance
        total = max(len(articles), chance.randint(6, 12))
        cited = articles + chance.choices(articles, k=total - len(articles))
        chance.shuffle(cited)
        marks: dict[int, str] = {}
        for article in cited:
            place = chance.randrange(sentences)
            marks[place] = marks.get(place, " ") + f"[{article}]"
        return marks
