"""Convert: the corpus as projects of the peers.

In:  a `Corpus`, the name of a peer and a folder.
Out: a project ready to build: the peer's own files from `peers/`, briefs' stylesheet and fonts, and
     one content file a cluster.

The peers are given a head start. All that a page says is worked out before their clocks start
(`reading.py`), and references, sub-story targets, neighbours and dates in words are looked up here;
briefs does that itself, from raw marks. They parse the Markdown and fill their templates.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.corpus import FIRST_ARTICLE, PER_DAY, Corpus, Head
from bench.reading import Reading, read

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "templates" / "static"


@dataclass(frozen=True)
class Layout:
    """Where a peer wants its files, and how it wants a cluster written."""

    clusters: str
    frame: str
    assets: str
    write: Callable[[dict[str, Any], str], str]


def write_project(corpus: Corpus, peer: str, folder: Path) -> None:
    """Write the project; the folder must not be there."""
    layout = LAYOUTS[peer]
    shutil.copytree(HERE / "peers" / peer, folder)
    shutil.copytree(HERE / "peers" / "frame", folder / layout.frame, dirs_exist_ok=True)
    shutil.copytree(STATIC, folder / layout.assets, ignore=shutil.ignore_patterns("*.md"))
    (folder / layout.clusters).mkdir(parents=True, exist_ok=True)
    for story in corpus.stories():
        reading = read(story)
        text = layout.write(_front(corpus, reading), reading.body)
        cluster_file(folder, peer, story.head).write_text(text, encoding="utf-8")


def cluster_file(folder: Path, peer: str, head: Head) -> Path:
    """The file of a cluster."""
    return folder / LAYOUTS[peer].clusters / f"{head.number + 1:07}.md"


def _front(corpus: Corpus, reading: Reading) -> dict[str, Any]:
    """Everything that a page shows beside its text."""
    story, head = reading.story, reading.story.head
    sources = [_source(corpus, reading, *one) for one in reading.numbers.items()]
    coverage = (
        f"{sum(map(bool, reading.rests_on))} of {len(reading.rests_on)} sentences cited",
        f"{len(sources)} articles",
        f"{len({source['outlet'] for source in sources})} outlets",
    )
    subs = [(title, corpus.head(target)) for title, target in story.substories]
    front = {
        "title": head.headline,
        "date": f"{head.moment:%Y-%m-%dT%H:%M:%SZ}",
        "slug": head.slug,
        "day": f"{head.moment:%Y-%m-%d}",
        **_when(head.moment),
        "topics": list(story.topics),
        "tags": list(story.tags),
        "cited": len(sources),
        "total": story.article_count,
        "coverage": list(coverage),
        "blurb": reading.blurb,
        "sources": sources,
        "subs": [{"title": title, "url": _path(target)} for title, target in subs],
    }
    if head.number:
        front["newer"] = _neighbour(corpus.head(head.number - 1))
    if head.number + 1 < corpus.size:
        front["older"] = _neighbour(corpus.head(head.number + 1))
    if head.number % PER_DAY == 0:
        front["edition"] = _edition(corpus, head.number)
    if head.number == 0 or _month(corpus, head.number) != _month(corpus, head.number - 1):
        front["month"] = _months(corpus, head.moment)
    return front


def _source(corpus: Corpus, reading: Reading, article: int, number: int) -> dict[str, Any]:
    """A reference, and what rests on it. Numbers are texts, which Hugo prints faster."""
    source = corpus.source(article - FIRST_ARTICLE)
    return {
        "n": str(number),
        "title": source.title,
        "outlet": source.outlet,
        "url": source.url,
        **_when(source.published),
        "rests": [
            {"n": str(place), "text": reading.words[place - 1]}
            for place, numbers in enumerate(reading.rests_on, 1)
            if number in numbers
        ],
    }


def _edition(corpus: Corpus, first: int) -> dict[str, Any]:
    """The editions beside that of a story which opens one. No other story needs to know them."""
    beside = {"newer": first - PER_DAY, "older": first + PER_DAY}
    moments = {
        way: corpus.head(number).moment
        for way, number in beside.items()
        if 0 <= number < corpus.size
    }
    return {
        way: {"title": _shown(moment), "url": f"/editions/{moment:%Y-%m-%d}/"}
        for way, moment in moments.items()
    }


def _month(corpus: Corpus, number: int) -> str:
    return f"{corpus.head(number).moment:%Y-%m}"


def _months(corpus: Corpus, moment: datetime) -> dict[str, Any]:
    """The name of a month, and the months beside it, for the newest story of it."""
    first = moment.replace(day=1)
    beside = {"newer": first + timedelta(days=31), "older": first - timedelta(days=1)}
    newest, oldest = _month(corpus, 0), _month(corpus, corpus.size - 1)
    found: dict[str, Any] = {"title": f"{moment:%B %Y}"}
    for way, day in beside.items():
        if oldest <= f"{day:%Y-%m}" <= newest:
            found[way] = {"title": f"{day:%B %Y}", "url": f"/archive/{day:%Y-%m}/"}
    return found


def _when(moment: datetime) -> dict[str, str]:
    """A moment for machines and for people."""
    return {"when": f"{moment:%Y-%m-%dT%H:%M:%S}+00:00", "shown": _shown(moment)}


def _path(head: Head) -> str:
    return f"/clusters/{head.slug}/"


def _neighbour(head: Head) -> dict[str, str]:
    return {"title": head.headline, "url": _path(head)}


def _shown(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _toml(value: object) -> str:
    """A value in TOML, whose texts and numbers are JSON's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return _json(value)


def _for_hugo(front: dict[str, Any], body: str) -> str:
    """TOML front matter, which Hugo reads fastest; its dates stand without quotes."""
    front["editions"] = [front["day"]]
    front["archive"] = [front["day"][:7]]
    date = front.pop("date")
    lines = [f"{key} = {_toml(value)}" for key, value in front.items()]
    return "\n".join(["+++", f"date = {date}", *lines, "+++", body, ""])


def _for_eleventy(front: dict[str, Any], body: str) -> str:
    """JSON front matter, which Eleventy reads fastest. It keeps `tags` to itself."""
    front["labels"] = front.pop("tags")
    front["permalink"] = f"/clusters/{front['slug']}/"
    return f"---json\n{_json(front)}\n---\n{body}\n"


def _for_pelican(front: dict[str, Any], body: str) -> str:
    """Lines of metadata; what has a shape is one line of JSON. Its authors are our topics."""
    native = {key: front[key] for key in ("title", "slug", "blurb", "tags", "topics", "date")}
    for key in ("title", "slug", "blurb", "date"):
        del front[key]
    for key in ("tags", "topics"):
        front[key] = {label: f"/{key}/{label.lower().replace(' ', '-')}/" for label in front[key]}
    lines = [
        f"title: {native['title']}",
        f"date: {native['date'].removesuffix('Z')}",
        f"slug: {native['slug']}",
        "category: clusters",
        f"tags: {', '.join(native['tags'])}",
        f"authors: {', '.join(native['topics'])}",
        f"summary: {native['blurb']}",
        f"facts: {_json(front)}",
    ]
    return "\n".join([*lines, "", body, ""])


LAYOUTS = {
    "hugo": Layout("content/clusters", "layouts/_partials", "static/assets", _for_hugo),
    "eleventy": Layout("content/clusters", "frame", "assets", _for_eleventy),
    "pelican": Layout("content", "theme/templates", "content/assets", _for_pelican),
}
