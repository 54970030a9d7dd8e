"""Folding: one form of a text for each way of comparing.

In:  a text as it was written.
Out: `level`, of the same length, for finding numbers; `words`, for finding phrases and names.

Case, the style of quotes and dashes, the kind of space and accents never tell two texts apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Letters of scripts that part no words; each counts as a word of its own. For a regex class."""

_LEVEL = {
    " ": "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000\t\n\r",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d",
    "'": "\u2018\u2019\u02bc\u0060\u00b4",
    '"': "\u201c\u201d\u201e\u201f",
    ".": "\u066b\uff0e",
    ",": "\u066c\uff0c",
    "%": "\u066a\uff05",
    "$": "\uff04",
}
_REPLACEMENTS = [(odd, plain) for plain, odds in _LEVEL.items() for odd in odds]
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_PUNCTUATION = (
    r"\s!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4-\u00b9\u00bb\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u20a0-\u20bf\u2190-\u2bff\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40"
    r"\uff5b-\uff65\u0964\u0965\u060c\u061b\u061f\u06d4"
)
_WORD = re.compile(rf"[{CJK}]|[^{_PUNCTUATION}{CJK}]+|[$€£¥₹%]")
_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Za-z]\.){2,}")
_ACCENTS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")


def level(text: str) -> str:
    """The text in lower case with plain digits, spaces, dashes and quotes, letter for letter.

    An offset in it is the same offset in the text.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if not low.isascii():
        if _FOREIGN_DIGIT.search(low):
            low = low.translate(_digits())
        for odd, plain in _REPLACEMENTS:
            low = low.replace(odd, plain)
    elif "\n" in low or "\t" in low:
        low = low.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return low


@cache
def _digits() -> dict[int, str]:
    """The decimal digits of all scripts, each with the plain one."""
    found = (chr(code) for code in range(0x660, 0x1FBFA))
    return {ord(c): str(unicodedata.digit(c)) for c in found if c.isdecimal()}


def words(text: str) -> list[str]:
    """The words of a text in order, case kept, without punctuation and accents.

    An apostrophe parts words: "China's" is "China" and "s", and so on both sides of a comparison.
    """
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
        if _FOREIGN_DIGIT.search(text):
            text = text.translate(_digits())
        text = unicodedata.normalize("NFC", text)
    if "." in text:
        text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return _WORD.findall(text)


def fold(words_of_it: list[str]) -> str:
    """Words as one string in which a phrase can be looked for: a space stands around each."""
    return f" {' '.join(words_of_it)} ".casefold().replace(" % ", " percent ")
