"""Kinds: what a paste is.

In:  a paste.
Out: its kind and how sure that is; and its parts, where two documents were pasted as one.
"""

from __future__ import annotations

import re
from enum import StrEnum

from briefs.importing.hashtags import find_hashtags
from briefs.importing.pasted_cluster import COUNT
from briefs.importing.pastes import Paste
from briefs.importing.tails import CITED


class Kind(StrEnum):
    """What a paste may be."""

    CLUSTER = "cluster"
    ARTICLE = "article"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    OPML = "opml"
    ADDRESSES = "addresses"


LISTS = frozenset({Kind.CSV, Kind.JSON, Kind.JSONL, Kind.OPML, Kind.ADDRESSES})

_ENDINGS = {
    "opml": Kind.OPML,
    "json": Kind.JSON,
    "jsonl": Kind.JSONL,
    "csv": Kind.CSV,
    "tsv": Kind.CSV,
}
_ADDRESS = re.compile(r"https?://\S")
_LINE = re.compile(r"[^\s][^\n]*")
_TAG = re.compile(r"#(?=\w*[^\W\d_])(?:[Ff]eatured[ \t]*(?P<glued>[^\Wa-z].*)|[^#\n]{1,80}\Z)")
_HEADER = re.compile(r"(?i)\b(?:title|headline|url|link|id|outlet|source|published|author)\b")


def find_list_kind(paste: Paste) -> tuple[Kind, float] | None:
    """Which list a paste is; None if it is none."""
    ending = paste.name.rsplit(".", 1)[-1].lower() if "." in paste.name else ""
    if ending in _ENDINGS:
        return _ENDINGS[ending], 0.99
    text = paste.text.lstrip()
    if text[0] in "<[{":
        return _find_format(text)
    header = text.partition("\n")[0]
    if len(_HEADER.findall(header)) > 1 and re.search(r"[,;\t|]", header) and len(header) < 400:
        return Kind.CSV, 0.9
    return _find_addresses(text)


def _find_format(text: str) -> tuple[Kind, float] | None:
    """A list in a format that begins with a bracket."""
    if text[0] == "<":
        return (Kind.OPML, 0.97) if "<opml" in text[:2000].lower() else None
    if text[0] == "{" and re.search(r"\}[ \t]*\n\s*\{", text[:100_000]):
        return Kind.JSONL, 0.97
    return (Kind.JSON, 0.97) if re.match(r'\[\s*[\[{\]]|\{\s*["}]', text) else None


def _find_addresses(text: str) -> tuple[Kind, float] | None:
    """Lines of which at least every second one has an address."""
    lines = [line for line in text.splitlines() if line.strip()]
    with_address = sum(1 for line in lines if _ADDRESS.search(line))
    if with_address * 2 < len(lines) or CITED.search(text):
        return None
    return Kind.ADDRESSES, 0.95 if with_address == len(lines) else 0.8


def find_kind(paste: Paste) -> tuple[Kind, float]:
    """What a paste is, and how sure that is."""
    listed = find_list_kind(paste)
    if listed:
        return listed
    text = paste.text
    begin, tags = find_hashtags(text, 0, len(text))
    has_count = COUNT.search(text[:begin], max(0, begin - 200)) is not None
    has_citations = CITED.search(text) is not None
    if has_count or has_citations:
        return Kind.CLUSTER, 0.99 if has_count and has_citations else 0.6 if tags else 0.9
    return Kind.ARTICLE, 0.95 if tags else 0.6


def parts_of(paste: Paste) -> list[Paste]:
    """The documents of a paste: an article may stand before a cluster, its hashtags between them.

    Each keeps its place: what stands before it is blanked out.
    """
    text = paste.text
    cited = CITED.search(text)
    if not cited and not COUNT.search(text, max(0, len(text) - 200)):
        return [paste]
    cut = _end_of_hashtags(text, cited.start() if cited else len(text))
    if cut is None:
        return [paste]
    blank = re.sub(r"[^\n]", " ", text[:cut])
    return [Paste(paste.name, text[:cut]), Paste(paste.name, blank + text[cut:])]


def _end_of_hashtags(text: str, end: int) -> int | None:
    """Where the first lines of hashtags end that stand between two texts; None if none do."""
    has_text = was_tag = False
    for line in _LINE.finditer(text, 0, end):
        tag = _TAG.match(line[0])
        if was_tag and has_text and not tag:
            return line.start()
        if tag and has_text and tag["glued"]:
            return line.start() + tag.start("glued")
        was_tag = bool(tag)
        has_text = has_text or not tag
    return None
