"""Names: the runs of capitalised words of a sentence, which name people, places, companies.

In:  a sentence.
Out: its proper names in order; of each, the words that an article must say.

A capital tells a name only where capitals are rare: not at the beginning of a sentence or after a
colon, not in a headline in title case, not in German, and in no script without case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefs.evidence.days import MONTHS
from briefs.evidence.folding import CJK, words
from briefs.evidence.synonyms import MEANINGS

_LETTER = rf"[^\W_{CJK}]"
_PART = rf"{_LETTER}(?:{_LETTER}|['’&](?={_LETTER})|\.(?=[A-Za-z]\.)|(?<=\.[A-Za-z])\.)*"
_TOKEN = re.compile(rf"{_PART}(?:[-‑–]{_PART})*")
_LINK = re.compile(
    r"(?: (?:of|de|del|della|di|da|do|dos|du|la|le|el|al|bin|ibn|van|von|der|the|&))* "
)
_INITIAL = re.compile(r"[A-Z]\.? ")
_HYPHEN = re.compile("[-‑–]")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_START = re.compile(r"(?:^|[:!?•])\s*[(\[\"“‘'«]*$")
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
    "outside inside beneath ago early late central local national federal state foreign private "
    "public "
    "government parliament congress senate house company companies city internet web earth god "
    "am pm ad bc no nos".split()
)
"""Words whose capital tells nothing, since they open sentences or are written either way."""

_TITLES = frozenset(
    "president prime minister chancellor king queen prince princess mr mrs ms dr prof sir dame gen "
    "general col colonel capt captain lt sen senator rep representative gov governor mayor judge "
    "justice chief executive officer cfo cto chairman chairwoman chair director secretary "
    "ambassador professor doctor pope vice deputy premier commissioner spokesman spokeswoman "
    "defense defence finance interior treasury emperor sheikh rev saint".split()
)
_IDLE = _OPENERS | _TITLES
_CALENDAR = frozenset(MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri "
    "sat sun christmas easter spring summer autumn fall winter".split()
)
_INGS = frozenset("beijing boeing nanjing chongqing kunming jiaxing sterling jinping ping".split())
_COMPANY_ENDS = frozenset(
    "international inc corp corporation co company ltd limited plc llc ag sa nv gmbh group "
    "holdings".split()
)
_GERMAN = frozenset(
    "der die das und ist nicht mit von den dem ein eine einen einer für im auf wird sich zu des "
    "bei aus hat sind nach wie auch werden über".split()
)
_SMALL = frozenset(
    "a an the of in on for to and or as by with at from into over up but vs is its it".split()
)
_SHAPED = frozenset("2G 3G 4G 5G 6G 2D 3D 4K 8K 3M".split())


class Name(NamedTuple):
    """A proper name at its place, with its words that an article must say."""

    words: tuple[str, ...]
    start: int
    end: int


def names_in(sentence: str) -> Iterator[Name]:
    """The proper names of a sentence, in order."""
    tokens = list(_TOKEN.finditer(sentence))
    if _has_idle_capitals([token[0] for token in tokens]):
        tokens = [token for token in tokens if _is_shaped(token[0])]
    run: list[re.Match[str]] = []
    for token in tokens:
        if not _has_capital(token[0]):
            continue
        if run and not _joins(sentence, run, token):
            yield from _name(sentence, run)
            run = []
        run.append(token)
    yield from _name(sentence, run)


def _has_idle_capitals(tokens: list[str]) -> bool:
    """Whether capitals tell nothing: the sentence is a headline in title case, or German."""
    lower = {token for token in tokens if token.islower()}
    if len({token.lower() for token in tokens} & _GERMAN) >= 2:
        return True
    capitals = sum(token[0].isupper() for token in tokens)
    return capitals > 3 and not lower - _SMALL


def _is_shaped(token: str) -> bool:
    """Whether a word is a name by its shape alone: "TSMC", "H100", "OpenAI", "iPhone"."""
    bare = _POSSESSIVE.sub("", token).replace(".", "")
    if any(letter.isdigit() for letter in bare):
        return bare in _SHAPED or (bare[0].isalpha() and any(map(str.isupper, bare)))
    parts = _HYPHEN.split(bare)
    if len(parts) > 1 and all(part.istitle() for part in parts):
        return True
    return any(letter.isupper() for part in parts for letter in part[1:])


def _has_capital(token: str) -> bool:
    """Whether any part of a word is capitalised: "pro-Beijing" has one."""
    if token[0].isupper() or token.islower():
        return token[0].isupper()
    return any(part[:1].isupper() for part in _HYPHEN.split(token)) or _is_shaped(token)


def _joins(sentence: str, run: list[re.Match[str]], token: re.Match[str]) -> bool:
    """Whether a capitalised word goes on with a name: only words such as "of" stand between.

    "Bank of Japan" is one name, "Tomas Brandt of the League" are two.
    """
    last = run[-1]
    between = sentence[last.end() : token.start()]
    if between == ". " and (len(last[0]) == 1 or last[0].lower() in _TITLES):
        return True
    own = [word for word in run if _bare(word[0]) not in _IDLE]
    if " of " in between and len(own) > 1:
        return False
    return not _POSSESSIVE.search(last[0]) and _LINK.fullmatch(between) is not None


def _name(sentence: str, run: list[re.Match[str]]) -> Iterator[Name]:
    """The name that a run of capitalised words holds, without what only goes before it."""
    while run and _is_no_name(sentence, run):
        run = run[1:]
    while run and _bare(run[-1][0]) in _CALENDAR:
        run = run[:-1]
    needed = _needed([token[0] for token in run])
    if needed:
        end = run[-1].end() - len(run[-1][0]) + len(_POSSESSIVE.sub("", run[-1][0]))
        yield Name(needed, run[0].start(), end)


def _is_no_name(sentence: str, run: list[re.Match[str]]) -> bool:
    """Whether the first word of a run owes its capital to its place, or is a title."""
    token, bare = run[0][0], _bare(run[0][0])
    is_first = _SENTENCE_START.search(sentence, 0, run[0].start()) is not None
    if bare in _CALENDAR or bare in _TITLES:
        return True
    if _is_shaped(token) and bare.upper() == token.replace(".", ""):
        return False
    if bare in _OPENERS:
        return is_first or len(run) == 1
    return _only_opens(sentence, run) if is_first else len(run) == len(bare) == 1


def _only_opens(sentence: str, run: list[re.Match[str]]) -> bool:
    """Whether the first word of a sentence need not be a name."""
    token, end, bare = run[0][0], run[0].end(), _bare(run[0][0])
    if len(run) > 1:
        # "Leaders of the G7", "Citing Reuters".
        is_apart = sentence[end : run[1].start()] not in {" ", ". "}
        return is_apart or (bare.endswith(("ing", "ly")) and len(bare) > 4 and bare not in _INGS)
    goes_on = _POSSESSIVE.search(token) and sentence[end + 1 : end + 2].isupper()
    is_elsewhere = re.search(rf"\b{re.escape(token)}\b", sentence[end:])
    return not (goes_on or is_elsewhere or bare in MEANINGS or _is_shaped(token))


def _bare(token: str) -> str:
    return _POSSESSIVE.sub("", token).lower().replace(".", "")


def _needed(tokens: list[str]) -> tuple[str, ...]:
    """The words that an article must say: no initials, no lower-case parts, no "Inc."."""
    found: list[str] = []
    for token in tokens:
        bare = _POSSESSIVE.sub("", token)
        parts = [part for part in _HYPHEN.split(bare) if not part.islower()]
        found += [word for part in parts for word in words(part)]
    full = [word for word in found if len(word) > 1 or word.isdigit()]
    while len(full) > 1 and full[-1].lower() in _COMPANY_ENDS:
        full.pop()
    return tuple(full)
