"""Permalinks: slugs, and every path of the site, out and back.

In:  what a page shows: a kind and a key.
Out: its path below the site's root, without a leading slash; a page's path ends in `/`.

`path_of` and `read_path` undo each other for every page that there is: a test holds them to it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefs.fingerprints import fingerprint
from briefs.shapes import ShapeError, slug

ROOT = "\ufdd3"
"""Stands at the head of a link to this site in prose; each output puts its own address there."""

HOME = ""
CORRECTIONS = "corrections/"
"""The page of all corrections; their feeds stand beside it."""
FOLDERS = {
    "cluster": "clusters",
    "article": "articles",
    "edition": "editions",
    "topic": "topics",
    "tag": "tags",
    "month": "archive",
    "thread": "threads",
}
"""The folder in which each kind of page lives; a page of the editor's own lives at the root."""


def path_of(kind: str, key: str) -> str:
    """The path of a page: `clusters/china-chip-race/`; the key is a slug, or `2025-02`."""
    return f"{key}/" if kind == "page" else f"{FOLDERS[kind]}/{key}/"


def index_of(kind: str) -> str:
    """The path of the page that lists all pages of a kind: `topics/`."""
    return f"{FOLDERS[kind]}/"


def continued(path: str, number: int) -> str:
    """The path of the nth page of a long list; pages are counted from the oldest."""
    return f"{path}page/{number}/"


def digest_of(edition: str) -> str:
    """The path of an edition's digest."""
    return f"editions/{edition}/digest-{edition}.pdf"


RSS = "feed.xml"
ATOM = "atom.xml"
CORRECTIONS_RSS = f"{CORRECTIONS}{RSS}"
CORRECTIONS_ATOM = f"{CORRECTIONS}{ATOM}"


def read_path(path: str) -> tuple[str, str] | None:
    """The kind and the key of a page's path; None if no page has such a path."""
    for kind, folder in FOLDERS.items():
        found = re.fullmatch(rf"{folder}/([a-z0-9-]+)/", path)
        if found:
            return kind, found[1]
    found = re.fullmatch(r"([a-z0-9-]+)/", path)
    if found and found[1] not in FOLDERS.values() and path != CORRECTIONS:
        return "page", found[1]
    return None


def file_of(path: str) -> str:
    """The file that answers for a path: a folder's is its `index.html`."""
    return f"{path}index.html" if path == HOME or path.endswith("/") else path


@lru_cache(maxsize=65536)
def slug_of(label: str) -> str:
    """The slug of a label: `Chips & hardware` is `chips-hardware`, `Straße` is `strasse`.

    Labels of other scripts are spelt in Latin letters, where different words may look alike, so
    a fingerprint keeps them apart; it also stands in where no letter is left.
    """
    spelt = _dashed(label)
    if not spelt or (not label.isascii() and any(map(_is_foreign, label))):
        spelt = f"{spelt}-{fingerprint(label.casefold())[:6]}".lstrip("-")
    try:
        return slug(spelt)
    except ShapeError:
        return f"{spelt}-{fingerprint(spelt)[:6]}"


_PLAIN = re.compile(r"(?=.{1,60}\Z)[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def _dashed(label: str) -> str:
    """A label in a-z, 0-9 and hyphens. It takes nobody who knows languages to spell plain words."""
    if _PLAIN.fullmatch(label):
        return label.lower().replace(" ", "-")
    from slugify import slugify

    return slugify(label, max_length=60, word_boundary=True, replacements=[["&", " "]])


def _is_foreign(letter: str) -> bool:
    """Whether a letter is of another script than Latin."""
    return letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
