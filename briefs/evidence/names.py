"""Names: the runs of capitalised words of a sentence, and how an article may say them.

In:  a sentence.
Out: its proper names in order; of each, its words as a text is searched for them.

A capital tells a name only where capitals are rare: not at the beginning of a sentence or after a
colon, not in a headline in title case, not in German, and in no script without case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefs.evidence.countries import MEANINGS
from briefs.evidence.days import MONTHS
from briefs.evidence.folding import words

_PART = r"[^\W_](?:[^\W_]|['’&](?=[^\W_])|\.(?=[A-Za-z]\.)|(?<=\.[A-Za-z])\.)*"
_TOKEN = re.compile(rf"{_PART}(?:[-‑–]{_PART})*")
_LINK = re.compile(
    r" (?:(?:of|de|del|della|di|da|do|dos|du|la|le|el|al|bin|ibn|van|von|der|den|for|&) )*(?:the )?"
)
_OPENERS = frozenset(
    "a an the this that these those it its in on at by for from with without within and but or nor "
    "so as if when whenever while after before since although though despite however he she they "
    "we you i there here what who whose which why how such some many most both each every few "
    "several all any no not their our his her my your one two three four five six seven eight "
    "nine ten more less only even just also still yet now then once under over amid among against "
    "between beyond during through throughout to toward towards until unlike like near about above "
    "across along around behind beside besides because instead meanwhile moreover furthermore "
    "thus hence therefore later earlier today tomorrow yesterday last next first second third "
    "finally former current new old other another rather than whether where is are was were be "
    "has have had do does did can could will would may might shall should must let per via "
    "neither either nearly almost roughly critics analysts experts officials investors reporters "
    "researchers scientists engineers lawmakers regulators shares according based given "
    "compared asked backed led founded made seen set put once again together apart out up off "
    "president prime minister chancellor king queen prince princess mr mrs ms dr prof sir dame "
    "gen general col colonel capt captain lt sen senator rep gov governor mayor judge justice "
    "chief executive officer ceo cfo cto chairman chairwoman chair director secretary ambassador "
    "professor doctor pope vice deputy foreign defense defence finance interior commissioner "
    "north south east west northern southern eastern central government parliament congress "
    "senate house company companies state city internet web earth god bible am pm ad bc no nos".split()
)
"""Words whose capital tells nothing: they open sentences, or stand before a name as a title."""

_CALENDAR = frozenset(MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun christmas easter spring summer autumn fall winter".split()
)
_INGS = frozenset("beijing boeing nanjing chongqing kunming jiaxing sterling jinping ping".split())
_GERMAN = frozenset(
    "der die das und ist nicht mit von den dem ein eine einen einer für im auf wird sich zu des "
    "bei aus hat sind nach wie auch werden über".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.:!?;•]|[—–] ?[\"“]?)\s*[(\[\"“‘'«]*$")


class Name(NamedTuple):
    """A proper name at its place, with its words that an article must say."""

    words: tuple[str, ...]
    start: int
    end: int


def names_in(sentence: str) -> Iterator[Name]:
    """The proper names of a sentence, in order."""
    tokens = list(_TOKEN.finditer(sentence))
    if _is_without_rare_capitals([token[0] for token in tokens]):
        tokens = [token for token in tokens if _is_certain(token[0])]
    run: list[re.Match[str]] = []
    for token in tokens:
        if run and not _joins(sentence, run[-1], token):
            yield from _name(sentence, run)
            run = []
        if _is_capital(token[0]):
            run.append(token)
        elif run and not _LINK.fullmatch(f" {token[0]} "):
            yield from _name(sentence, run)
            run = []
    yield from _name(sentence, run)


def _is_without_rare_capitals(tokens: list[str]) -> bool:
    """Whether a sentence is a headline in title case, or German."""
    lower = {token.lower() for token in tokens}
    if len(lower & _GERMAN) >= 2:
        return True
    long = [token for token in tokens if len(token) > 3 and token.isalpha()]
    return len(long) > 3 and sum(token[0].isupper() for token in long) > 0.7 * len(long)


def _is_certain(token: str) -> bool:
    """Whether a word is a name by its shape: "TSMC", "H100", "OpenAI", "iPhone"."""
    bare = token.replace(".", "")
    has_capital = any(letter.isupper() for letter in bare[1:])
    if any(letter.isdigit() for letter in bare):
        return (any(letter.isupper() for letter in bare) and not bare[0].isdigit()) or bare in _TAGS
    return has_capital and len(bare) > 1


_TAGS = frozenset("2G 3G 4G 5G 6G 2D 3D 4K 8K 3M".split())


def _is_capital(token: str) -> bool:
    return token[0].isupper() or _is_certain(token) or _capital_parts(token) != ()


def _capital_parts(token: str) -> tuple[str, ...]:
    """The capitalised parts of a word with hyphens: "Beijing" of "Beijing-based"."""
    return tuple(part for part in re.split("[-‑–]", token) if part[:1].isupper())


def _joins(sentence: str, last: re.Match[str], token: re.Match[str]) -> bool:
    """Whether only words such as "of" stand between two words of a name."""
    between = sentence[last.end() : token.start()]
    return bool(_LINK.fullmatch(between)) or (_is_link(token[0]) and between == " ")


def _is_link(word: str) -> bool:
    return bool(_LINK.fullmatch(f" {word} ")) or word == "the"


def _name(sentence: str, run: list[re.Match[str]]) -> Iterator[Name]:
    """The name that a run of capitalised words holds, without titles and openers before it."""
    while run and _is_no_name(sentence, run):
        run = run[1:]
    while run and _bare(run[-1][0]) in _CALENDAR:
        run = run[:-1]
    if not run:
        return
    found = _needed([token[0] for token in run])
    start, end = run[0].start(), run[-1].end()
    if sentence[end - 2 : end] in {"'s", "’s"}:
        end -= 2
    if found:
        yield Name(found, start, end)


def _is_no_name(sentence: str, run: list[re.Match[str]]) -> bool:
    """Whether the first word of a run owes its capital to its place, or is a title."""
    token = run[0][0]
    bare = _bare(token)
    if bare in _CALENDAR or (bare in _OPENERS and not _is_certain(token)):
        return True
    if _is_certain(token) or not _SENTENCE_START.search(sentence, 0, run[0].start()):
        return len(bare) == 1
    if len(run) == 1:
        return bare not in MEANINGS and not _is_elsewhere(sentence, token, run[0].start())
    return len(bare) > 4 and bare.endswith(("ing", "ly")) and bare not in _INGS


def _bare(token: str) -> str:
    return re.sub(r"['’]s?$", "", token.lower()).replace(".", "")


def _is_elsewhere(sentence: str, token: str, start: int) -> bool:
    """Whether the word stands with its capital inside the sentence too."""
    word = re.escape(re.sub(r"['’]s?$", "", token))
    return re.search(rf"\b{word}\b", sentence[start + len(token) :]) is not None


def _needed(tokens: list[str]) -> tuple[str, ...]:
    """The words that an article must say: no initials, no lower-case parts, no possessive."""
    found: list[str] = []
    for token in tokens:
        token = re.sub(r"['’]s?$", "", token)
        has_lower_part = re.search("[-‑–]", token) and not _is_certain(token)
        parts = _capital_parts(token) if has_lower_part else (token,)
        found += [word for part in parts for word in words(part)]
    return tuple(word for word in found if len(word) > 1 or len(found) == 1 or word.isdigit())
