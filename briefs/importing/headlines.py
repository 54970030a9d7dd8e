"""Headlines: where the headline of a paste ends and its text begins.

In:  a stretch of a paste that begins with a headline.
Out: the headline, its second copy if it stands twice, and how sure that is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefs.importing.cases import is_large, is_small
from briefs.importing.drafts import Rule
from briefs.importing.scanner import Scanner

LONGEST = 300
"""Letters of a headline that is looked for twice."""

_LETTERS = re.compile(r"[\w$€£¥%]")
_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
_CITATION = re.compile(r"\[\s*@?[0-9]+[\s,;0-9@]*\]")


@dataclass(frozen=True)
class Headline:
    """A headline from `start` to `end`; its copy, if there is one, goes on to `text_start`."""

    start: int
    end: int
    text_start: int
    confidence: float
    how: str


def find_headline(text: str, start: int, end: int) -> Headline | None:
    """The headline at the beginning of a stretch; None if nothing looks like one."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return _doubled(text, start, end) or _first_line(text, start, end) or _run(text, start, end)


def _doubled(text: str, start: int, end: int) -> Headline | None:
    """A headline that stands twice, whatever quotes, capitals and white space it is written in."""
    offsets = []
    for found in _LETTERS.finditer(text, start, end):
        offsets.append(found.start())
        if len(offsets) > 2 * LONGEST:
            break
    letters = "".join(text[offset].lower()[:1] for offset in offsets)
    for length in range(min(LONGEST, len(letters) // 2), 7, -1):
        if letters[:length] == letters[length : 2 * length]:
            first_end = _end_of_first(text, start, offsets[length - 1] + 1, offsets[length])
            closing = text[offsets[length - 1] + 1 : first_end].rstrip()
            copy_end = _end_of_copy(text, offsets[2 * length - 1] + 1, closing)
            if _is_seam(text, first_end) and _is_seam(text, copy_end) and first_end < copy_end:
                exact = text[start:first_end].split() == text[first_end:copy_end].split()
                how = "it stands twice" if exact else "it stands twice, written in two ways"
                return Headline(start, first_end, copy_end, 1.0 if exact else 0.95, how)
    return None


def _end_of_first(text: str, start: int, after: int, following: int) -> int:
    """Where the first copy ends, between its last letter and the first letter of the second."""
    gap = text[after:following]
    if white := re.search(r"\s", gap):
        return after + white.start()
    opening = text[start : start + len(gap)].translate(_QUOTES)
    for length in range(len(gap), 0, -1):
        if gap.translate(_QUOTES)[-length:] == opening[:length] and not opening[0].isalnum():
            return following - length
    return following


def _end_of_copy(text: str, after: int, closing: str) -> int:
    """Where the second copy ends: after the punctuation that closes the first."""
    rest = text[after : after + len(closing)]
    return after + len(closing) if rest.translate(_QUOTES) == closing.translate(_QUOTES) else after


def _is_seam(text: str, at: int) -> bool:
    """Whether one thing may end here and another begin: no word goes on across."""
    if at >= len(text) or not text[at].isalnum() or not text[at - 1].isalnum():
        return True
    return text[at].isupper() and not text[at - 1].isupper()


def _first_line(text: str, start: int, end: int) -> Headline | None:
    """A first line of its own, above the text."""
    line_end = text.find("\n", start, end)
    line = text[start:line_end] if line_end >= 0 else ""
    if not line.strip() or len(line.split()) > 40 or _CITATION.search(line):
        return None
    if not text[line_end:end].strip():
        return None
    line_end = start + len(line.rstrip())
    sure = 0.85 if line.rstrip()[-1] not in ".。" else 0.6
    return Headline(start, line_end, line_end, sure, "it is the first line")


def _run(text: str, start: int, end: int) -> Headline | None:
    """Words in title case at the beginning of a line that goes on as prose."""
    words = list(re.finditer(r"\S+", text[start : min(end, start + 600)]))
    weights = [is_small(word[0]) for word in words]
    if True not in weights or _CITATION.search(text, start, start + words[0].end()):
        return None
    last = weights.index(True) - 1
    # The sentence began with its last large word.
    while last > 0 and not is_large(words[last][0]):
        last -= 1
    if last < 3:
        return None
    at = start + words[last - 1].end()
    return Headline(start, at, at, 0.4, "its words begin large and the next ones do not")


def read_headline(scanner: Scanner, key: str) -> None:
    """The headline that a paste is at, and its copy. Raises RefusedPaste if there is none."""
    paste = scanner.paste
    scanner.skip_signs()
    found = find_headline(paste.text, scanner.at, scanner.end)
    if found is None:
        if "\n" not in paste.text[scanner.at : scanner.end].strip():
            message = "there is one line here, and no text below it"
            raise paste.refusal("no-text", message, scanner.at)
        help = "put the headline on a line of its own, above the text"
        raise paste.refusal("no-headline", "no headline is found here", scanner.at, help=help)
    scanner.skip_space()
    words = " ".join(scanner.claim(found.end, key).split())
    scanner.values[key] = words
    message = f'the {key} is "{words}": {found.how}'
    scanner.guess(found.start, found.end, "headline", found.confidence, message)
    scanner.claim(found.text_start, key, rule=Rule.DOUBLED)
