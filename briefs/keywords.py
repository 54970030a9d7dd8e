"""Keywords: the words of a headline or a title that tell it from others.

In:  a line of text.
Out: its words, in one spelling: "U.S." is "United States", "$10bn" is "10 billion dollars",
     "3nm" is "3 nanometers", "chips" is "chip", and words such as "the" are left out; and whether
     two lines contradict each other.

Spellings are made alike for comparing only; nothing here is ever shown.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

Words = frozenset[str]

_ALIASES = {
    "usa": "u.s.|united states|america|american|americans",
    "uk": "u.k.|united kingdom|britain|british",
    "eu": "e.u.|european union",
    "un": "u.n.|united nations",
    "ai": "a.i.|artificial intelligence",
    "billion": "bn",
    "million": "mn|mln|m",
    "trillion": "tn|trn",
    "percent": "per cent|pct",
    "nanometer": "nm|nanometre|nanometers|nanometres",
    "kilometer": "km|kilometre|kilometers|kilometres",
    "gigawatt": "gw|gigawatts",
    "megawatt": "mw|megawatts",
    "chip": "microchip|microchips|semiconductor|semiconductors",
    "africa": "african|africans",
    "australia": "australian|australians",
    "brazil": "brazilian|brazilians",
    "canada": "canadian|canadians",
    "china": "chinese",
    "denmark": "danish|dane|danes",
    "europe": "european|europeans",
    "france": "french",
    "germany": "german|germans",
    "india": "indian|indians",
    "israel": "israeli|israelis",
    "italy": "italian|italians",
    "japan": "japanese",
    "kenya": "kenyan|kenyans",
    "korea": "korean|koreans",
    "mexico": "mexican|mexicans",
    "netherlands": "dutch",
    "norway": "norwegian|norwegians",
    "peru": "peruvian|peruvians",
    "poland": "polish",
    "russia": "russian|russians",
    "spain": "spanish",
    "sweden": "swedish",
    "switzerland": "swiss",
    "taiwan": "taiwanese",
    "turkey": "turkish",
    "ukraine": "ukrainian|ukrainians",
}
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ONE_WORD = {
    **{other: word for word, others in _ALIASES.items() for other in others.split("|")},
    **{word: str(value) for value, word in enumerate(_NUMBERS) if value > 1},
    **dict(zip("first second third fourth fifth".split(), "12345", strict=True)),
}
_PHRASES = {other: word for other, word in _ONE_WORD.items() if " " in other or "." in other}
_PHRASE = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_PHRASES, key=len, reverse=True)))})(?!\w)"
)
_STOPS = frozenset(
    "a an the and or but nor of in on at by for from with to into onto over under up as is are was "
    "were be been being it its this that these those their his her our your my he she they we you "
    "i us who whom whose which what when where why how not no than then so if while after before "
    "since until amid among against about between through during per via will would can could may "
    "might must shall should do does did has have had more most new say says said just also all "
    "some any again yet still now".split()
)
_CONTRARY = (
    "rise fall|rise drop|rise slip|gain loss|raise cut|raise lower|increase decrease|"
    "win lose|open close|start end|begin end|buy sell|back reject|approve reject|adopt reject|"
    "pass fail|uphold overturn|issue lift|ban allow|extend end|hire fire|upper lower|"
    "join leave|resume halt|reopen close"
)
_IRREGULAR = {
    "rose": "rise",
    "risen": "rise",
    "fell": "fall",
    "fallen": "fall",
    "won": "win",
    "lost": "lose",
    "sold": "sell",
    "bought": "buy",
    "upheld": "uphold",
    "began": "begin",
    "begun": "begin",
    "built": "build",
    "left": "leave",
}
_SIGNS = r"\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
"""Scripts that set no spaces."""

_ENDINGS = ("ments", "ment", "ings", "ing", "ers", "er", "ed", "es", "e")  # codespell:ignore ment


def words_of(text: str) -> Words:
    """The words of a line that tell it from others."""
    if "US" in text:
        # Only the capitals tell the country from the pronoun.
        text = re.sub(r"\bUS\b", "u.s.", text)
    plain = text.casefold().replace("’", "'").replace("'s", "")
    plain = _PHRASE.sub(lambda found: f" {_PHRASES[found[0]]} ", plain)
    # No word holds a blank, and most of what stands between two blanks was read before.
    return frozenset(chain.from_iterable(map(_words_in, plain.split(" "))))


@lru_cache(maxsize=1 << 15)
def _words_in(stretch: str) -> tuple[str, ...]:
    """The words of a stretch without blanks."""
    return tuple(chain.from_iterable(map(_read, _word().findall(stretch))))


@cache
def _word() -> re.Pattern[str]:
    """Finds words. Most builds compare no line, and so many signs take long to compile."""
    return re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[^\W\d_{_SIGNS}]+|[{_SIGNS}]+|%")


@cache
def _sign() -> re.Pattern[str]:
    """Finds signs of scripts that set no spaces."""
    return re.compile(f"[{_SIGNS}]")


def _read(piece: str) -> tuple[str, ...]:
    """The words that a piece stands for: none, one, or pairs of signs where no spaces are set."""
    if piece[0].isdigit():
        return (_figure(piece),)
    if piece == "%":
        return ("percent",)
    if not piece.isascii() and _sign().match(piece):
        return tuple(piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
    if piece in _STOPS or (len(piece) == 1 and piece.isascii()):
        return (_ONE_WORD[piece],) if piece in _ONE_WORD else ()
    return (_stem(_ONE_WORD.get(piece, piece)),)


def _figure(piece: str) -> str:
    """A figure without what parts its thousands, and without zeros at its end."""
    whole, _, fraction = re.sub(r",(?=[0-9]{3}(?:\D|$))", "", piece).partition(".")
    return f"{whole}.{fraction.rstrip('0')}".rstrip(".")


def _stem(word: str) -> str:
    """A word without the ending of its plural, of its tense, or of who does it."""
    word = _IRREGULAR.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    word = _ONE_WORD.get(word, word)
    for ending in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= 3:
            # "banned" is of "ban", "selling" of "sell".
            doubled = len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "ls"
            return bare[:-1] if doubled else bare
    return word


def contradict(one: Words, other: Words) -> bool:
    """Whether one line says the opposite of another, or both hold figures and none is shared."""
    only_here, only_there = one - other, other - one
    if any(not _OPPOSITES.get(word, _NOTHING).isdisjoint(only_there) for word in only_here):
        return True
    mine, theirs = _figures(one), _figures(other)
    return bool(mine and theirs and mine.isdisjoint(theirs))


def _figures(words: Words) -> Words:
    """The figures among some words."""
    return frozenset([word for word in words if word[0].isdigit()])


_NOTHING: Words = frozenset()
_OPPOSITES: dict[str, Words] = {}
for _pair in _CONTRARY.split("|"):
    _first, _second = map(_stem, _pair.split())
    _OPPOSITES[_first] = _OPPOSITES.get(_first, _NOTHING) | {_second}
    _OPPOSITES[_second] = _OPPOSITES.get(_second, _NOTHING) | {_first}
