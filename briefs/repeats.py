"""Repeats: whether a line says again what another line says, in nearly the same words.

In:  headlines, titles.
Out: a score of 0 to 100; 0 wherever a reader may learn something from the second one.

A headline repeats another if the words of one are those of the other, in whatever order and form,
with hardly one more. A word that stands against another word, a figure that only one of them has,
or a word that turns a story, such as `cancels` or `again`, makes it news. What was chosen by trying
was chosen on `tests/labelled/headlines.jsonl`; docs/evidence.md says how well it does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

ENOUGH = 88
"""The least score that counts: among six words, one more that the other headline has not."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Scripts that set no spaces: each of their signs counts as a word."""

_WORD = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_PASSED_OVER = frozenset(
    "a an the and or but of in on at by for from with to into onto as is are was were be been "
    "being will would has have had it its their his her this that these those s say says said "
    "across amid percent dollar dollars euro euros der den dem das le la les des du el los las "
    "的 了".split()
)
"""Words that say nothing by themselves; all others count, `not`, `over` and `new` among them."""

_TURNS = frozenset(
    "not no never again anew another more less former without against despite after before until "
    "over off end lift drop halt stop block cancel delay deny reject refuse suspend resume return "
    "reopen reverse revoke withdraw scrap abandon fail quit resign die kill dead arrest charge sue "
    "acquit convict appeal freeze ease widen extend expand narrow tighten double halve triple "
    "confirm dispute doubt fear warn threaten near almost nearly only first last next final".split()
)
"""Words that make another story of one, also where nothing else differs; as `_stem` leaves them."""

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_ORDINALS = "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_FIGURES = {
    word: str(value)
    for words in (_CARDINALS, _ORDINALS)
    for value, word in enumerate(words.split())
}
_FORMS = {
    form: word
    for pair in (
        "began:begin broke:break broken:break bought:buy built:build fell:fall fallen:fall "
        "found:find froze:freeze frozen:freeze gave:give given:give grew:grow grown:grow held:hold "
        "kept:keep laid:lay led:lead left:leave lost:lose made:make met:meet paid:pay ran:run "
        "rose:rise risen:rise sank:sink sent:send shook:shake sold:sell spent:spend stole:steal "
        "stolen:steal struck:strike stood:stand taken:take took:take thrown:throw threw:throw "
        "withdrew:withdraw withdrawn:withdraw won:win"
    ).split()
    for form, word in [pair.split(":")]
}
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y")
_LAST = frozenset(ending[-1] for ending in _ENDINGS)
_DERIVED = frozenset({"al", "er", "ern", "ian", "ion", "ish", "ly", "ment", "n"})


def words_of(line: str) -> list[str]:
    """The words of a line that count, in its order; in one spelling, number and tense."""
    if "." in line:
        line = _DOTTED.sub(lambda found: found[0].replace(".", ""), line)
    # No word holds a blank, and most of what stands between two blanks was read before.
    return [*chain.from_iterable(map(_words_in, line.casefold().split(" ")))]


@lru_cache(maxsize=1 << 16)
def _words_in(stretch: str) -> tuple[str, ...]:
    """The words that count of a stretch without blanks."""
    is_plain = stretch.isascii() and stretch.isalpha()
    return tuple(filter(None, map(_read, [stretch] if is_plain else _WORD.findall(stretch))))


def _read(piece: str) -> str:
    """A word as it counts; empty if it does not."""
    if piece in _PASSED_OVER:
        return ""
    if piece in _FIGURES:
        return _FIGURES[piece]
    if piece[0].isdigit():
        return re.sub(r",(?=[0-9]{3}(?:\D|$))", "", piece)
    return _stem(_FORMS.get(piece, piece))


def _stem(word: str) -> str:
    """A word without the ending of its number or tense."""
    if word[-1] not in _LAST:
        return word
    for ending in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= 3:
            # `cutting` is of `cut`, `pulling` of `pull`.
            is_doubled = len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "ls"
            return bare[:-1] if is_doubled else bare
    return word


_TURNING = frozenset(map(_stem, _TURNS)) | _TURNS


def repetition(one: Sequence[str], other: Sequence[str]) -> float:
    """How much one headline repeats another, by their words; 0 if there is news in it."""
    if len(set(one) & set(other)) < max(2, len(one) / 2, len(other) / 2):
        return 0.0
    left, right = _unmatched(one, other)
    if (left and right) or len(left) + len(right) > 2 or _is_turned(one, other):
        return 0.0
    extra = left or right
    if any(word[0].isdigit() or word in _TURNING for word in extra):
        return 0.0
    both = _weight(one) + _weight(other)
    return 100 * (1 - _weight(extra) / both) if both else 0.0


def _unmatched(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each line that the other has in no form; each word has one partner."""
    left, right = [], list(other)
    for word in one:
        if word in right:
            right.remove(word)
        else:
            left.append(word)
    if left and right and "".join(left) == "".join(right):
        # `start-up` is `startup`, and a data center is a datacenter.
        return [], []
    for word in list(left):
        form = next((candidate for candidate in right if _is_form(word, candidate)), None)
        if form is not None:
            left.remove(word)
            right.remove(form)
    return left, right


def _is_form(one: str, other: str) -> bool:
    """Whether one word is made of the other: `northern` of `north`, not `Iraq` of `Iran`."""
    short, long = sorted((one, other), key=len)
    is_longer = len(short) >= 4 and long.startswith(short)
    return is_longer and long.removeprefix(short) in _DERIVED


def _is_turned(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two words have changed places over others: who did it to whom is another story."""
    if len(one) != len(other):
        return False
    moved = [index for index, word in enumerate(one) if word != other[index]]
    if len(moved) != 2:
        return False
    first, second = moved
    return second - first > 1 and one[first] == other[second] and one[second] == other[first]


def _weight(words: Sequence[str]) -> int:
    """What words weigh: long ones more, since they are rarer."""
    return sum(min(len(word), 6) for word in words)
