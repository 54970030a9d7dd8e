"""Hashtags: the labels at the end of a paste.

In:  a stretch of a paste.
Out: where its hashtags begin, and each of them; `#featured` is a flag and no label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefs.importing.drafts import Rule
from briefs.importing.scanner import Scanner

FEATURED = "featured"

_SIGN = r"#(?=\w*[^\W\d_])"
_LINE = re.compile(rf"{_SIGN}[^#\n]{{1,80}}")
_ON_ONE_LINE = re.compile(rf"(?:{_SIGN}(?:[^#\n.!?]|\.(?=\w|[ \t][a-z])){{1,80}})+[ \t]*\Z")
_LEADING = re.compile(r"\s*(?P<flag>#[Ff]eatured)(?![a-z])")


@dataclass(frozen=True)
class Hashtag:
    """One hashtag: its words without the sign, and where the sign stands."""

    offset: int
    words: str
    confidence: float

    @property
    def is_flag(self) -> bool:
        """Whether it is the flag of a featured article."""
        return self.words.lower() == FEATURED


def find_hashtags(text: str, start: int, end: int) -> tuple[int, list[Hashtag]]:
    """Where the hashtags at the end of a stretch begin, and the hashtags."""
    lines: list[tuple[int, str]] = []
    at = end
    while at > start:
        line_start = text.rfind("\n", start, at) + 1 or start
        line = text[line_start:at]
        if line.strip() and not re.fullmatch(rf"\s*(?:{_LINE.pattern})+\s*", line):
            break
        if line.strip():
            lines.append((line_start, line))
        at = line_start - 1
    begin = lines[-1][0] if lines else end
    found = [tag for offset, line in reversed(lines) for tag in _tags_of(offset, line)]
    rest = text[max(start, begin - 4000) : begin].rstrip()
    tail = _ON_ONE_LINE.search(rest)
    if tail and (rest[tail.start() - 1 : tail.start()] in {*" \t\n.!?…]\"'”’»)"}):
        offset = max(start, begin - 4000) + tail.start()
        return offset, [*_tags_of(offset, tail[0], 0.85), *found]
    return begin, found


def _tags_of(offset: int, line: str, sure: float = 0.98) -> list[Hashtag]:
    """The hashtags of a line; several on one line are parted by their signs."""
    found = list(_LINE.finditer(line))
    confidence = sure if len(found) == 1 else min(sure, 0.85)
    return [Hashtag(offset + tag.start(), tag[0][1:].strip(), confidence) for tag in found]


def read_hashtags(scanner: Scanner, tags: list[Hashtag], *, has_flag: bool) -> None:
    """The hashtags as tags; `#featured` as a flag, of records that have it."""
    labels: list[str] = [*scanner.values.get("tags", [])]
    for tag in tags:
        end = tag.offset + 1 + len(tag.words)
        if tag.is_flag and "featured" not in scanner.values:
            read_flag(scanner, tag.offset, end, has_flag=has_flag)
            continue
        scanner.claim(tag.offset + 1, rule=Rule.MARK)
        labels.append(" ".join(scanner.claim(end, "tags", len(labels)).split()))
        message = f'"{labels[-1]}" is a tag'
        scanner.guess(tag.offset, end, "tag", tag.confidence, message)
    if labels:
        scanner.values["tags"] = labels


def read_leading_flag(scanner: Scanner, *, has_flag: bool) -> None:
    """A `#featured` that is glued before the headline."""
    found = _LEADING.match(scanner.paste.text, scanner.at, scanner.end)
    if found:
        read_flag(scanner, found.start("flag"), found.end(), has_flag=has_flag)


def read_flag(scanner: Scanner, start: int, end: int, *, has_flag: bool) -> None:
    """A `#featured`: `featured: true`, or nothing where a record has no such key."""
    scanner.claim(end, *(["featured"] if has_flag else []), rule=Rule.FLAG)
    if has_flag:
        scanner.values["featured"] = True
    left_out = "" if has_flag else "; a cluster has no such key, so it is left out"
    scanner.guess(start, end, "flag", 0.98, f"#featured is a flag, and no tag{left_out}")
