"""Content: the corpus as a project of briefs.

In:  a `Corpus` and a folder.
Out: `content/` below that folder: site.yaml, one Markdown file a cluster, one JSON Lines file of
     articles a month.

Citations stay the raw `[id]` marks that editors write: briefs resolves them itself.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from bench.corpus import Corpus, Head, Source, Story

SITE = """\
title: Bench Briefing
url: https://briefing.example/
language: en
timezone: UTC
editions: daily
feeds: {items: 20}
"""


def write_project(corpus: Corpus, folder: Path, *, has_article_pages: bool = False) -> None:
    """Write the project; the folder must be empty or not there."""
    content = folder / "content"
    content.mkdir(parents=True)
    write_site(folder, has_article_pages=has_article_pages)
    made: set[Path] = set()
    for story in corpus.stories():
        path = cluster_file(folder, story.head)
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(_cluster(corpus, story), encoding="utf-8")
    (content / "articles").mkdir()
    # From the newest on, so that the articles of a month stand together and none need be kept.
    for month, sources in groupby(corpus.sources(), lambda source: f"{source.published:%Y-%m}"):
        with (content / "articles" / f"{month}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(_article(source) for source in sources)


def write_site(folder: Path, *, has_article_pages: bool, has_evidence: bool = False) -> None:
    """Write site.yaml. Without evidence nothing is looked up in articles, as by no other tool."""
    lines = [f"pages: {{articles: {json.dumps(has_article_pages)}}}\n"]
    lines += [] if has_evidence else ["policy: {evidence: off, names: off}\n"]
    (folder / "content" / "site.yaml").write_text("".join([SITE, *lines]), encoding="utf-8")


def cluster_file(folder: Path, head: Head) -> Path:
    """The file of a cluster."""
    day = head.moment
    name = f"{day:%Y-%m-%d}-{head.slug}.md"
    return folder / "content" / "clusters" / f"{day:%Y}" / f"{day:%m}" / name


def _cluster(corpus: Corpus, story: Story) -> str:
    head = story.head
    lines = [
        "---",
        f"headline: {_quoted(head.headline)}",
        f"date: {head.moment:%Y-%m-%dT%H:%M:%SZ}",
        f"slug: {_quoted(head.slug)}",
        f"topics: {_quoted(story.topics)}",
        f"tags: {_quoted(story.tags)}",
        f"articles: {_quoted(story.articles)}",
        f"article_count: {story.article_count}",
        "substories:",
    ]
    for headline, target in story.substories:
        cluster = _quoted(corpus.head(target).slug)
        lines.append(f"  - {{headline: {_quoted(headline)}, cluster: {cluster}}}")
    return "\n".join([*lines, "---", "\n\n".join(story.paragraphs), ""])


def _article(source: Source) -> str:
    record = {
        "id": str(source.id),
        "title": source.title,
        "url": source.url,
        "outlet": source.outlet,
        "published": f"{source.published:%Y-%m-%dT%H:%M:%SZ}",
        "topics": source.topics,
        "tags": source.tags,
        "excerpt": source.excerpt,
    }
    return _quoted(record) + "\n"


def _quoted(value: object) -> str:
    """A value in JSON, which YAML contains."""
    return json.dumps(value, ensure_ascii=False)
