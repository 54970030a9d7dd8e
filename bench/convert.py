"""Convert: the corpus as projects of the peers.

In:  a `Corpus`, the name of a peer and a folder.
Out: a project ready to build: the peer's own files from `peers/`, briefs' stylesheet and fonts, and
     one content file a cluster.

The peers are given a head start. Citations are numbered and linked, references, sub-story targets,
neighbours and dates in words are looked up, and the blurb is cut, all before their clocks start;
briefs does that itself, from raw marks.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.corpus import Corpus, Head, Story

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "templates" / "static"
BLURB = 280

Front = Mapping[str, Any]


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
        text = layout.write(_front(corpus, story), _body(story))
        cluster_file(folder, peer, story.head).write_text(text, encoding="utf-8")


def cluster_file(folder: Path, peer: str, head: Head) -> Path:
    """The file of a cluster."""
    return folder / LAYOUTS[peer].clusters / f"{head.number + 1:07}.md"


_MARK = re.compile(r" ?\[(\d{5,})\](?!\()")


def _numbers(story: Story) -> dict[int, int]:
    """The number of each article of a story, in the order in which a reader meets them."""
    numbers: dict[int, int] = {}
    for article in map(int, _MARK.findall("\n\n".join(story.paragraphs))):
        numbers.setdefault(article, len(numbers) + 1)
    for article in story.articles:
        numbers.setdefault(article, len(numbers) + 1)
    return numbers


def _body(story: Story) -> str:
    """The summary, with numbered links for marks."""
    numbers = _numbers(story)

    def link(mark: re.Match[str]) -> str:
        number = numbers[int(mark[1])]
        return f"[{number}](#r{number})"

    return _MARK.sub(link, "\n\n".join(story.paragraphs))


def _blurb(story: Story) -> str:
    """The first sentences as plain text."""
    plain = _MARK.sub("", story.paragraphs[0])
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain).replace("**", "")
    return plain if len(plain) <= BLURB else plain[: plain.rfind(" ", 0, BLURB)] + "…"


def _front(corpus: Corpus, story: Story) -> dict[str, Any]:
    """Everything that a page shows beside its text."""
    head = story.head
    sources = []
    for article, number in _numbers(story).items():
        source = corpus.source(article - corpus.source(0).id)
        about = {"title": source.title, "outlet": source.outlet, "url": source.url}
        when = {"day": f"{source.published:%Y-%m-%d}", "shown": _shown(source.published)}
        sources.append({"n": number, **about, **when})
    subs = [(title, corpus.head(target)) for title, target in story.substories]
    front = {
        "title": head.headline,
        "date": f"{head.moment:%Y-%m-%dT%H:%M:%SZ}",
        "slug": head.slug,
        "day": f"{head.moment:%Y-%m-%d}",
        "shown": _shown(head.moment),
        "topics": list(story.topics),
        "tags": list(story.tags),
        "cited": len(sources),
        "total": story.article_count,
        "blurb": _blurb(story),
        "sources": sources,
        "subs": [{"title": title, "url": _path(target)} for title, target in subs],
    }
    if head.number:
        front["newer"] = _neighbour(corpus.head(head.number - 1))
    if head.number + 1 < corpus.size:
        front["older"] = _neighbour(corpus.head(head.number + 1))
    return front


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
    date = front.pop("date")
    lines = [f"{key} = {_toml(value)}" for key, value in front.items()]
    return "\n".join(["+++", f"date = {date}", *lines, "+++", body, ""])


def _for_eleventy(front: dict[str, Any], body: str) -> str:
    """JSON front matter, which Eleventy reads fastest. It keeps `tags` to itself."""
    front["labels"] = front.pop("tags")
    front["permalink"] = f"/clusters/{front['slug']}/"
    return f"---json\n{_json(front)}\n---\n{body}\n"


def _for_pelican(front: dict[str, Any], body: str) -> str:
    """Lines of metadata; what has a shape is one line of JSON."""
    native = {key: front.pop(key) for key in ("title", "slug", "blurb", "tags", "date")}
    lines = [
        f"title: {native['title']}",
        f"date: {native['date'].removesuffix('Z')}",
        f"slug: {native['slug']}",
        "category: clusters",
        f"tags: {', '.join(native['tags'])}",
        f"summary: {native['blurb']}",
        f"facts: {_json(front)}",
    ]
    return "\n".join([*lines, "", body, ""])


LAYOUTS = {
    "hugo": Layout("content/clusters", "layouts/_partials", "static/assets", _for_hugo),
    "eleventy": Layout("content/clusters", "frame", "assets", _for_eleventy),
    "pelican": Layout("content", "theme/templates", "content/assets", _for_pelican),
}
