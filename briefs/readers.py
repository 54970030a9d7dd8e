"""Readers: one content file → the authored values that it holds, and its problems.

In:  the path of a file below `content/`.
Out: its values, and a diagnostic for each thing that is misshapen.

What a file is, its folder and ending say (`_RULES`). A file is read by itself: nothing here looks
at a second one, so files may be read in any order, in any process, and be remembered by their
bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefs import files, prose, records, schema
from briefs.diagnostics import BODY, Diagnostic, Place, Span, error
from briefs.files import CONTENT, SITE
from briefs.fingerprints import fingerprint
from briefs.model import (
    Article,
    Asset,
    Cluster,
    Config,
    EditionNotes,
    Outlet,
    Page,
    Prose,
    Topic,
)
from briefs.permalinks import slug_of
from briefs.records import Record

MAX_ASSET = 50 << 20
"""The most bytes of one asset: GitHub Pages refuses larger files soon after."""


@dataclass(frozen=True)
class Reading:
    """What one file holds."""

    values: tuple[Any, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Refused:
    """A record that is misshapen: what refers to it by its id is not wrong as well."""

    id: str


def read_file(root: Path, name: str) -> Reading:
    """Read one file, named by its path below `content/`."""
    path = f"{CONTENT}/{name}"
    file = root.joinpath(CONTENT, name)
    folder = name.split("/", 1)[0] if "/" in name else name
    if folder == "assets":
        return _read_asset(file, name.removeprefix("assets/"), path)
    rule = _RULES.get(folder)
    suffix = "." + name.rsplit(".", 1)[-1] if "." in name else ""
    if rule is None or suffix not in rule.suffixes:
        return Reading((), (_unexpected(path, folder, rule),))
    text, problem = files.read_text(file, path)
    if problem:
        return Reading((), (problem,))
    found, problems = records.parse(text, path)
    if not found and not problems and rule.is_record:
        found = [Record({}, Place(path))]
    values: list[Any] = []
    for record in found:
        for value, flaws in rule.read(record):
            problems += flaws
            values += [value] if value is not None else _refused(record)
    return Reading(tuple(values), tuple(problems))


def _refused(record: Record) -> list[Refused]:
    """The ids that a misshapen record may have meant to have."""
    written = record.data.get("id")
    listed = record.data.get("articles")
    inline = (
        [item.get("id") for item in listed if isinstance(item, dict)]
        if isinstance(listed, list)
        else []
    )
    ids = [written or _name(record.place.path), *inline]
    return [Refused(id) for id in ids if isinstance(id, str)]


def _read_asset(file: Path, name: str, path: str) -> Reading:
    """A file that is copied: its name must be one that any file system and address can hold."""
    if not files.ASSET_NAME.fullmatch(name):
        message = "the name of an asset may hold a-z, 0-9, '.', '_' and '-' only"
        return Reading((), (error("bad-file-name", message, Span(path, 1, 1)),))
    data, problem = files.read_bytes(file, path, MAX_ASSET)
    if problem:
        return Reading((), (problem,))
    return Reading((Asset(name, path, fingerprint(data), Place(path)),), ())


Read = tuple[Any, list[Diagnostic]]
"""A value, or None, and the problems of its record."""


def _read_article(record: Record) -> Iterator[Read]:
    """An article record; in a `.md` file the text is the body."""
    data = dict(record.data)
    problems = []
    if record.body and record.body.strip():
        if data.get("text") is not None:
            problems.append(_two_texts("text", record))
        data["text"] = record.body
    article, flaws = schema.check(Article, data, record.place)
    yield article, problems + flaws


def _read_cluster(record: Record) -> Iterator[Read]:
    """A cluster, and the articles that it holds inline."""
    data = dict(record.data)
    problems: list[Diagnostic] = []
    name = _name(record.place.path)
    id = data.get("id") or name
    data.setdefault("id", name)
    if "slug" not in data:
        data["slug"] = slug_of(str(id))
    inline: dict[int, Record] = {}
    if isinstance(data.get("articles"), list):
        listed = list(data["articles"])
        for index, item in enumerate(listed):
            if isinstance(item, dict):
                inline[index] = Record(item, record.place.at("articles", index))
                listed[index] = item.get("id", item)
        data["articles"] = listed
    articles = data.get("articles")
    ids = articles if isinstance(articles, list) else ()
    known = frozenset(id for id in ids if isinstance(id, str))
    reader = _ProseReader(data, record, problems, known)
    reader.read_main("summary")
    if isinstance(data.get("substories"), list):
        data["substories"] = [
            reader.read_substory(item, index) for index, item in enumerate(data["substories"])
        ]
    cluster, flaws = schema.check(Cluster, data, record.place)
    if cluster is not None:
        flaws += _two_targets(cluster)
    yield cluster, problems + flaws
    for article in inline.values():
        yield schema.check(Article, article.data, article.place)


def _two_targets(cluster: Cluster) -> Iterator[Diagnostic]:
    """Sub-stories that lead to more than one thing."""
    for index, substory in enumerate(cluster.substories):
        ways = [bool(substory.cluster), bool(substory.articles), bool(substory.text)]
        if sum(ways) > 1:
            message = "a sub-story leads to a cluster, or to articles, or is told by its text"
            where = cluster.place.at("substories", index)
            yield error("two-targets", message, where, "keep one of them")


def _read_edition(record: Record) -> Iterator[Read]:
    """What is said of an edition, by its file's name; the body is the intro."""
    data = dict(record.data)
    problems: list[Diagnostic] = []
    stem = record.place.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    data.setdefault("id", stem.lower())
    _ProseReader(data, record, problems).read_main("intro")
    value, flaws = schema.check(EditionNotes, data, record.place)
    yield value, problems + flaws


def _read_page(record: Record) -> Iterator[Read]:
    """A page of its own."""
    data = dict(record.data)
    problems: list[Diagnostic] = []
    data.setdefault("slug", slug_of(_name(record.place.path)))
    _ProseReader(data, record, problems).read_main("body")
    value, flaws = schema.check(Page, data, record.place)
    yield value, problems + flaws


def _read_as(kind: type) -> Callable[[Record], Iterator[Read]]:
    """Read a record that needs no preparing."""

    def read(record: Record) -> Iterator[Read]:
        yield schema.check(kind, record.data, record.place)

    return read


def _two_texts(key: str, record: Record) -> Diagnostic:
    message = f'"{key}" is written twice: as a key and as the text below'
    return error("two-texts", message, record.place.key(key), "keep one of them")


def _name(path: str) -> str:
    """A file's name without its folder, ending and date, as an id."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    bare = re.sub(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-", "", stem)
    return bare if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", bare) else slug_of(bare)


class _ProseReader:
    """Reads the Markdown in a record's data, where `data` holds the text that was written.

    `listed` are the articles that may be cited by their bare ids; without it nothing is a citation.
    """

    def __init__(
        self,
        data: dict[str, Any],
        record: Record,
        problems: list[Diagnostic],
        listed: frozenset[str] | None = None,
    ) -> None:
        self._data = data
        self._record = record
        self._problems = problems
        self._listed = listed

    def read_main(self, key: str) -> None:
        """Read the body below front matter, or the text of a key, as that key's prose."""
        body = self._record.body
        if body and body.strip():
            if self._data.get(key) is not None:
                self._problems.append(_two_texts(key, self._record))
            place = self._record.place.at(BODY)
            self._data[key] = self._read(body, place, str(self._data.get("id", "")))
        elif isinstance(self._data.get(key), str):
            place = self._record.place.at(key)
            self._data[key] = self._read(self._data[key], place, str(self._data.get("id", "")))

    def read_substory(self, item: Any, index: int) -> Any:
        """A sub-story as keys and values; a bare headline is one that is not linked yet."""
        if isinstance(item, str):
            return {"headline": item}
        if isinstance(item, dict) and isinstance(item.get("text"), str):
            place = self._record.place.at("substories", index, "text")
            name = f"{self._data.get('id', '')}-s{index + 1}"
            return {**item, "text": self._read(item["text"], place, name)}
        return item

    def _read(self, text: str, place: Place, name: str) -> Prose:
        reading = prose.read(text, self._listed, name)
        self._problems += [
            error(flaw.code, flaw.message, place.within(flaw.offset, flaw.length), flaw.help)
            for flaw in reading.flaws
        ]
        return reading.prose


@dataclass(frozen=True)
class _Rule:
    """How the files of one folder, or one file, are read."""

    suffixes: tuple[str, ...]
    read: Callable[[Record], Iterator[Read]]
    is_record: bool = False
    """Whether a file must hold a record: an empty one lacks its keys, and is told so."""


_RULES = {
    SITE: _Rule((".yaml",), _read_as(Config), is_record=True),
    "topics.yaml": _Rule((".yaml",), _read_as(Topic)),
    "outlets.yaml": _Rule((".yaml",), _read_as(Outlet)),
    "clusters": _Rule((".md", ".yaml"), _read_cluster, is_record=True),
    "articles": _Rule((".md", ".yaml", ".jsonl", ".csv"), _read_article),
    "editions": _Rule((".md", ".yaml"), _read_edition),
    "pages": _Rule((".md", ".yaml"), _read_page, is_record=True),
}


def _unexpected(path: str, folder: str, rule: _Rule | None) -> Diagnostic:
    """A file that no rule reads: nothing that an editor commits is passed over in silence."""
    if rule is None:
        known = ", ".join([*_RULES, "assets"])
        return error(
            "unknown-file",
            f'nothing is called "{folder}" in content/',
            Span(path, 1, 1),
            f"known here: {known}",
        )
    endings = ", ".join(rule.suffixes)
    return error(
        "unknown-file",
        "a file with this ending is not read here",
        Span(path, 1, 1),
        f"known in {folder}: {endings}; other files belong in content/assets/",
    )
