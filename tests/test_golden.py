"""Small sites that build, and what comes out: one folder of `golden/` a case.

`content/` (and `templates/`) goes in; `expect.txt` lists the files that are compared with those in
`expected/`, and all paths of the site are compared with `expected/paths.txt`. Of an HTML page an
outline is kept: a line for each block, with links, anchors and marks written out, so that a change
of the design changes little here and a change of the content changes all that it should.
`pytest --update` writes `expected/` anew; read the difference before you commit it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())
INLINE = set("a abbr b bdi br code del em i ins q span strong sub sup time".split())
BLOCKS = "h1 h2 h3 h4 h5 h6 p li dt dd pre blockquote td figcaption title".split()


def outline(text: str) -> str:
    """An HTML document, or a part of one, as a line for each block."""
    root: Any = html.document_fromstring(text)
    lines = [f"lang={root.get('lang')} dir={root.get('dir')}"] if root.get("lang") else []
    metas = root.xpath("//meta[@name='description' or @http-equiv='refresh']")
    lines += [
        f"{meta.get('name') or meta.get('http-equiv')}: {meta.get('content')}" for meta in metas
    ]
    lines += [f"canonical: {link}" for link in root.xpath("//link[@rel='canonical']/@href")]
    for element in root.iter("title", "img", "hr", *BLOCKS, "div", "section", "article", "nav"):
        words = element.get("alt", "") if element.tag == "img" else inline(element)
        source = f" <{element.get('src')}>" if element.tag == "img" else ""
        anchor = f" #{element.get('id')}" if element.get("id") else ""
        if words or source or anchor or element.tag == "hr":
            lines.append(f"{element.tag}{anchor}: {words}{source}".rstrip())
    return "\n".join(lines) + "\n"


def inline(element: Any) -> str:
    """The words of a block that are its own, with what stands out in them."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in INLINE:
            words = inline(child)
            anchor = f"#{child.get('id')} " if child.get("id") else ""
            if child.tag == "a":
                words = f"[{anchor}{words}]({child.get('href')})"
            elif child.tag in {"em", "strong", "code", "sup", "del", "ins"}:
                words = f"{child.tag}({anchor}{words})"
            elif child.get("lang"):
                words = f"{words}@{child.get('lang')}"
            pieces.append(words)
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def feed_outline(data: bytes) -> str:
    """A feed, with the content of its items as outlines."""
    tree: Any = etree.fromstring(data)
    for element in tree.iter("{*}content", "{*}encoded"):
        element.text = f"\n{outline(element.text)}"
    return f"{etree.tostring(tree, encoding='unicode')}\n"


def shown(path: str, data: bytes) -> str:
    """The text of a built file as it is kept in `expected/`."""
    if path.endswith(".html"):
        return outline(data.decode())
    if path in {"feed.xml", "atom.xml"}:
        return feed_outline(data)
    return data.decode()


def paths(files: dict[str, bytes]) -> str:
    """All paths of a site, without the many fonts, and without fingerprints."""
    found = [path for path in files if not path.startswith("assets/fonts/")]
    return "".join(re.sub(r"style\.[0-9a-f]+\.", "style.*.", f"{path}\n") for path in found)


@pytest.mark.parametrize("case", CASES)
def test_a_golden_site_comes_out_as_expected(newsroom, case, update):
    expected = GOLDEN / case / "expected"
    shutil.rmtree(newsroom.content)
    shutil.copytree(GOLDEN / case, newsroom.root, dirs_exist_ok=True)
    report = newsroom.build()
    assert report.published is not None, newsroom.diagnostics()
    files = newsroom.files()
    listed = (GOLDEN / case / "expect.txt").read_text("utf-8").split()
    missing = set(listed) - set(files)
    assert set() == missing
    found = {f"{path}.txt": shown(path, files[path]) for path in listed}
    found["paths.txt"] = paths(files)
    found["diagnostics.txt"] = "".join(f"{drawn}\n" for drawn in newsroom.diagnostics())
    if update:
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in found.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, "utf-8")
    kept = {
        path.relative_to(expected).as_posix(): path.read_text("utf-8")
        for path in expected.rglob("*")
        if path.is_file()
    }
    assert sorted(kept) == sorted(found), "expected files are missing, or left over"
    for path, text in kept.items():
        assert text == found[path], path


def test_a_build_for_the_second_time_finds_nothing_to_do_in_any_of_them(newsroom):
    for case in CASES:
        shutil.rmtree(newsroom.content)
        shutil.copytree(GOLDEN / case / "content", newsroom.content)
        newsroom.build()
        assert newsroom.build().published.written == (), case
