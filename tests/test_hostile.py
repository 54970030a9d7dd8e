"""Hostile content is data: it never runs, grows, reads a file, leaves its folder or crashes us.

Each payload stands in every field that an editor can fill; what comes out must hold the same
elements as an innocent site.
"""

from __future__ import annotations

import os
import socket
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from briefs import prose
from tests.conftest import Newsroom

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\"><svg onload=alert(1)><style>*{}</style>",
    "</title></textarea></script><iframe src=//evil.example>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](JaVaScRiPt:alert(1))",
    "]]><x xmlns='evil'/>",
    "<!-- --!> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
    "{{7*7}} {% include 'pages/base.html' %} {# x #} ${7*7} <%= 7*7 %>",
    "{{ ''.__class__.__mro__ }}",
    "%(asctime)s {0.__class__} {masthead} \\g<0> \\1 $1",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "⸢0⸣ ﷺ `${x}` \\u003cscript\\u003e",
    "briefs:static/style.css file:///etc/passwd",
]
FIELDS = """
headline: {p}
date: 2025-02-07
topics: [{p}]
tags: [{p}]
authors: [{p}, {p}]
thread: {p}
articles:
  - 51155
  - {{id: memo, title: {p}, outlet: {p}, authors: [{p}], topics: [{p}], tags: [{p}], excerpt: {p}, text: {p}, republish: true, url: "https://news.example/a?b=c&d=e"}}
substories:
  - {p}
  - {{headline: {p}, articles: [51155]}}
  - {{headline: {p}, text: {p}}}
corrections:
  - {{at: 2025-02-08, text: {p}, was: {p}, now: {p}}}
image: {{src: assets/a.png, alt: {p}, credit: {p}}}
summary: {p}
"""  # noqa: E501 (one record is one line, as in a file of an editor)
OTHERS = {
    "outlets.yaml": "- {{name: {p}, domains: [{p}], owner: {p}, type: {p}, country: {p}}}\n",
    "pages/mine.yaml": "title: {p}\ndescription: {p}\nbody: {p}\n",
    "editions/2025-w06.yaml": "title: {p}\nintro: {p}\n",
}
INNOCENT = "plain words"
MARKDOWN = {"code", "em", "strong"}
"""What a payload may make of itself in prose: it is Markdown, after all."""


def fill(newsroom: Newsroom, payload: str) -> None:
    """Write a payload into every field."""
    quoted = "'" + payload.replace("'", "''") + "'"
    newsroom.write("assets/a.png", b"\x89PNG")
    newsroom.remove("editions/2025-w06.md")
    newsroom.write("clusters/hostile.yaml", FIELDS.format(p=quoted))
    for path, text in OTHERS.items():
        newsroom.write(path, text.format(p=quoted))
    newsroom.edit("site.yaml", "title: The Small Brief", f"title: {quoted}\ntagline: {quoted}")


def documents(newsroom: Newsroom) -> dict[str, Any]:
    """Every page, and the content of every item of the feeds, as a browser would parse them."""
    found = {}
    for path, content in newsroom.files().items():
        if path.endswith(".html"):
            found[path] = html.document_fromstring(content.decode())
        elif path.endswith(".xml"):
            tree: Any = etree.fromstring(content)
            inner = tree.xpath("//*[local-name()='encoded' or local-name()='content']")
            for index, element in enumerate(inner):
                assert not len(element), "the content of an item is text"
                found[f"{path}#{index}"] = html.document_fromstring(f"<div>{element.text}</div>")
    return found


def addresses(root: Any) -> set[str]:
    """The schemes and hosts that a document leads to."""
    found = set()
    for element in root.iter(etree.Element):
        for name in ("href", "src", "action", "srcset", "data", "poster", "formaction"):
            if name in element.attrib:
                parts = urlsplit(element.attrib[name])
                found.add(f"{parts.scheme}//{parts.netloc}")
    return found


@pytest.fixture(scope="module")
def innocent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """How often each element stands in each kind of document of a site without payloads."""
    import shutil

    from tests.conftest import BASE

    root = tmp_path_factory.mktemp("innocent") / "newsroom"
    shutil.copytree(BASE, root)
    newsroom = Newsroom(root)
    fill(newsroom, INNOCENT)
    assert newsroom.build().published is not None, newsroom.diagnostics()
    return {path: elements(document) for path, document in documents(newsroom).items()}


def elements(root: Any) -> Counter[str]:
    """How often each element stands in a document."""
    return Counter(str(element.tag) for element in root.iter(etree.Element))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_makes_an_element_an_attribute_or_an_address(
    payload: str, newsroom: Newsroom, innocent: dict[str, Counter[str]]
) -> None:
    fill(newsroom, payload)
    if "JaVaScRiPt" in payload:
        assert {"bad-link"} == {problem.code for problem in newsroom.check().diagnostics
                                if problem.severity == "error"}  # fmt: skip
        return
    assert newsroom.build().published is not None, newsroom.diagnostics()
    expected = Counter[str]()
    for count in innocent.values():
        expected |= count
    for path, root in documents(newsroom).items():
        found = elements(root)
        if path in innocent:
            extra = {tag for tag in found if tag not in innocent[path]} - MARKDOWN
            assert not extra, (path, extra)
            assert found["script"] == 0
        assert not {tag for tag in found if tag not in expected} - MARKDOWN, path
        for element in root.iter(etree.Element):
            names = set(element.attrib)
            assert not {name for name in names if name.startswith("on")}, path
            assert not names & {"style", "srcdoc", "formaction", "xmlns"}, path
        schemes = {"//", "https//example.org", "https//news.example", "data//"}
        assert addresses(root) <= schemes, path


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if "7*7" in text])
def test_content_is_never_a_template(payload: str, newsroom: Newsroom) -> None:
    fill(newsroom, payload)
    newsroom.build()
    page = newsroom.read("clusters/hostile/index.html")
    assert html.document_fromstring(page).findtext(".//h1") == payload
    assert "49" not in "".join(map(str, html.document_fromstring(page).itertext()))


BIG = 50_000
PATTERNS = """[ ] ( ) ![ [a]( [[ ]( * ** *a _ __ ` `` ``` > 1. # ~ | |- & &amp; < <a \\ \\[
[^ [^1] ^[ [1] [@a; [1, [*] ]: [a]:_/b ](/a ](</ !](! http:// a* *a_ -_a\\n >_ \\n\\n_\\t - \\n
[a](/a/ [x](/aaaa ~~~ === --- <!-- <? <![CDATA[ &#x é 芯 \u0301 \u200b""".split()


SIZES = [*range(12, 30, 2), 100, 1000, 10_000, BIG]
"""Characters: what doubles with each letter shows at once, before it could take for ever."""


def read_growing(make: Callable[[int], str], largest: int) -> None:
    """Read ever longer texts, each within twenty seconds of this process."""
    for size in [size for size in SIZES if size <= largest]:
        text = make(size)
        started = time.process_time()
        reading = prose.read(text)
        assert time.process_time() - started < (20 if size > 100 else 0.5), f"{size} characters"
        assert len(reading.prose.html) < 20 * size + 1000


@pytest.mark.parametrize("pattern", PATTERNS)
def test_fifty_kilobytes_of_anything_are_read_in_bounds(pattern: str) -> None:
    unit = pattern.replace("_", " ").replace("\\n", "\n").replace("\\t", "\t")
    read_growing(lambda size: (unit * size)[:size], BIG)


@pytest.mark.parametrize("tail", ["'", "#'", "é'", "(("])
@pytest.mark.parametrize("unit", ["a", "a/", "ab1_"])
@pytest.mark.parametrize("form", ["[x](/{})", "[x][y]\n\n[y]: /{}"])
def test_no_address_takes_long_to_refuse(form: str, unit: str, tail: str) -> None:
    read_growing(lambda size: form.format((unit * size)[:size] + tail), 1000)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("clusters/second.md", "---\nid: ../../etc\nheadline: A\ndate: 2025-02-05\n---\nText.\n"),
        ("clusters/second.md", "---\nslug: ../up\nheadline: A\ndate: 2025-02-05\n---\nText.\n"),
        ("clusters/second.md", "---\nslug: /etc/x\nheadline: A\ndate: 2025-02-05\n---\nText.\n"),
        ("clusters/second.md", "---\nslug: ．．／x\nheadline: A\ndate: 2025-02-05\n---\nText.\n"),
        ("clusters/second.md", "---\nslug: nul\nheadline: A\ndate: 2025-02-05\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/../../x/]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/%2e%2e/x/]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: ['\\\\x\\\\y']\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/.briefs/manifest.json]\n---\nText.\n"),
        ("pages/mine.md", "---\ntitle: A\naliases: [/.git/hooks/x]\n---\nText.\n"),
        ("editions/../x.md", "---\ntitle: A\n---\n"),
        ("editions/Week 6.md", "---\norder: [chip-race]\n---\n"),
        ("articles/more.csv", "id,title\n../x,One\n"),
        ("assets/a b.png", "x"),
        ("assets/-rf", "x"),
        ("assets/con.png", "x"),
        ("assets/a.", "x"),
        ("assets/a\u202eb.png", "x"),
        ("topics.yaml", "- {id: ../x, name: A}\n"),
        ("clusters/b.yaml", "headline: A\ndate: 2025-02-05\nimage: {src: ../../x, alt: A}\n"),
    ],
)  # fmt: skip
def test_no_name_leads_out_of_its_folder(path: str, text: str, newsroom: Newsroom) -> None:
    newsroom.write(path, text)
    assert newsroom.build().published is None
    assert newsroom.diagnostics()
    assert not newsroom.output.exists()
    assert {entry.name for entry in newsroom.root.parent.iterdir()} == {"newsroom"}


@pytest.mark.parametrize("name", ["con.md", "aux.md", "NUL.md", "com1.md"])
def test_no_file_name_makes_a_device_of_windows(name: str, newsroom: Newsroom) -> None:
    newsroom.write(f"clusters/{name}", "---\nheadline: A\ndate: 2025-02-05\n---\nText.\n")
    assert newsroom.build().published is not None
    folders = {part.split(".")[0].lower() for path in newsroom.files() for part in path.split("/")}
    assert not folders & {"con", "aux", "nul", "com1"}


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _socket(file: Path) -> None:
    before = Path.cwd()
    os.chdir(file.parent)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(file.name)
    os.chdir(before)


def _link(file: Path) -> None:
    file.symlink_to("/etc/passwd")


def _dangling(file: Path) -> None:
    file.symlink_to(file.parent / "nowhere")


def _loop(file: Path) -> None:
    file.symlink_to(file)


def _device(file: Path) -> None:
    file.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
@pytest.mark.parametrize("make", [_pipe, _socket, _link, _dangling, _loop, _device])
@pytest.mark.parametrize("name", ["clusters/odd.md", "assets/odd.png", "articles/odd.csv"])
def test_what_is_no_regular_file_is_never_opened(
    make: Callable[[Path], None], name: str, newsroom: Newsroom
) -> None:
    (newsroom.content / "assets").mkdir(exist_ok=True)
    make(newsroom.content / name)
    assert newsroom.build().published is None
    (drawn,) = newsroom.diagnostics()
    assert f"content/{name}:1:1: error[unreadable]" in drawn
    assert "root:" not in drawn


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such links for everybody")
@pytest.mark.parametrize("name", ["site.yaml", "clusters", "assets/deep", "articles"])
def test_no_link_to_a_folder_or_a_settings_file_is_followed(
    name: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.md").write_text("---\nheadline: Secret\n---\nsecret\n", "utf-8")
    if (newsroom.content / name).exists():
        newsroom.remove(name)
    (newsroom.content / name).parent.mkdir(exist_ok=True)
    (newsroom.content / name).symlink_to(elsewhere, target_is_directory=True)
    assert newsroom.build().published is None
    assert not any("secret" in drawn for drawn in newsroom.diagnostics())


@pytest.mark.parametrize("kind", ["files", "foreign"])
@pytest.mark.parametrize("form", ["up", "from the root"])
def test_a_manifest_of_a_stranger_cannot_reach_outside(
    newsroom: Newsroom, tmp_path: Path, kind: str, form: str
) -> None:
    from contextlib import suppress

    from briefs.manifest import FILE, Entry, read_manifest, to_json
    from briefs.stages.publish import OutputError

    newsroom.build()
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", "utf-8")
    lie = "../../victim.txt" if form == "up" else str(victim)
    files = dict(read_manifest(newsroom.output).files)
    if kind == "files":
        files[lie] = Entry("0" * 20, "0" * 20, 4)
    lies = to_json(files, [lie] if kind == "foreign" else [])
    (newsroom.output / FILE).write_bytes(lies)
    for word in ("that", "those", "these", "it"):  # A generation comes back after the next one.
        newsroom.write("pages/about.md", f"---\ntitle: About\n---\nWho writes {word}.\n")
        with suppress(OutputError):
            newsroom.build()
        assert victim.read_text("utf-8") == "mine"


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize("name", ["a:b.txt", "a\\b", "new\nline", "…", "...", "-rf", "é 芯"])
def test_a_file_of_somebody_else_is_carried_along_whatever_its_name(
    name: str, newsroom: Newsroom
) -> None:
    newsroom.build()
    (newsroom.output / name).write_text("mine", "utf-8")
    for word in ("that", "those", "these", "it"):
        newsroom.write("pages/about.md", f"---\ntitle: About\n---\nWho writes {word}.\n")
        assert newsroom.build().published is not None
        assert (newsroom.output / name).read_text("utf-8") == "mine"
        assert word in newsroom.read("about/index.html")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.yaml", "a: &a [" + "*a, " * 10_000 + "]"),
        ("clusters/second.md", "---\n" + "[" * 100_000 + "\n---\n"),
        ("articles/more.jsonl", "[" * 100_000),
        ("articles/more.jsonl", '{"id":' * 100_000),
        ("articles/more.csv", "id,title\n" + '"' * 99_999 + "\n"),
        ("articles/more.yaml", "- " * 50_000),
        ("articles/more.yaml", "? " * 50_000),
        ("articles/more.yaml", "!!python/object/apply:os.system ['touch /tmp/pwned']"),
        ("articles/more.yaml", "id: !!binary aGVsbG8=\ntitle: x\n"),
        ("clusters/second.yaml", 'headline: "a\\0b"\ndate: 2025-02-05\nsummary: "\\e]0;x\\a"\n'),
        ("articles/more.jsonl", '{"id": "a1", "title": "\\ud800"}\n'),
        ("clusters/second.yaml", 'headline: A\ndate: 2025-02-05\nsummary: "⸢\\ufdd09\\ufdd1⸣"\n'),
    ],
)
def test_a_bomb_is_a_diagnostic(path: str, text: str, newsroom: Newsroom) -> None:
    newsroom.write(path, text)
    assert newsroom.build().published is None
    assert newsroom.diagnostics()
    assert not newsroom.output.exists()


@pytest.mark.parametrize("name", ["b" * 200, "芯" * 60, "é" * 90, "🙂" * 50])
def test_a_long_name_becomes_one_that_a_disk_can_hold(name: str, newsroom: Newsroom) -> None:
    newsroom.write(f"clusters/{name}.md", "---\nheadline: A\ndate: 2025-02-05\n---\nText.\n")
    assert newsroom.build().published is not None, newsroom.diagnostics()
    assert all(len(part) <= 100 for path in newsroom.files() for part in path.split("/"))


@pytest.mark.parametrize(
    "text", ["word " * 40_000, "a b. " * 40_000, "[51155] " * 20_000, "\n\n" * 90_000 + "a"]
)
def test_a_long_summary_is_built(text: str, newsroom: Newsroom) -> None:
    newsroom.write("clusters/second.md", f"---\nheadline: A\ndate: 2025-02-05\n---\n{text}\n")
    assert newsroom.build().published is not None, newsroom.diagnostics()
