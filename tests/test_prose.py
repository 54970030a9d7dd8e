"""Prose: Markdown becomes HTML that cannot do harm, and every refusal stands at its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

from briefs import prose
from briefs.permalinks import ROOT

ALLOWED = set(
    "p em strong a code pre ul ol li blockquote h2 h3 h4 h5 h6 hr br img sup section input".split()
)


def read(text: str) -> str:
    """The HTML of a prose, with the site's address as `/`."""
    return prose.read(text).prose.html.replace(ROOT, "/").strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("# A\n\n## B", "<h2>A</h2>\n<h3>B</h3>"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("R&D &amp; &lt;", "<p>R&amp;D &amp; &lt;</p>"),
        ("readme.md and https://example.org", "<p>readme.md and https://example.org</p>"),
        ("[a](/about/)", '<p><a href="/about/">a</a></p>'),
        ("[a](/)", '<p><a href="/">a</a></p>'),
        ("[a](/about/#team)", '<p><a href="/about/#team">a</a></p>'),
        ("[a](/about/?b=c)", '<p><a href="/about/?b=c">a</a></p>'),
        ("[a](/feed.xml)", '<p><a href="/feed.xml">a</a></p>'),
        ("[a](#here-r1)", '<p><a href="#here-r1">a</a></p>'),
        ("[a](mailto:news@example.org)", '<p><a href="mailto:news@example.org">a</a></p>'),
        ("![a](/assets/a.png)", '<p><img src="/assets/a.png" alt="a"></p>'),
        ('![a "b"](/assets/a.png)', '<p><img src="/assets/a.png" alt="a &quot;b&quot;"></p>'),
    ],
)  # fmt: skip
def test_markdown_is_drawn(text: str, expected: str) -> None:
    assert expected == read(text)
    assert not prose.read(text).flaws


SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "data:image/png;base64,x",
    "view-source:javascript:x",
    "feed:javascript:x",
    "livescript:x",
    "blob:x",
    "intent:x",
    "ftp://news.example/",
    "file:///etc/passwd",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https://user:secret@evil.example/",
    "about/",
    "../secret/",
    "./a",
    "/../secret/",
    "/a/../../secret/",
    "mailto:news@example.org?bcc=all@example.org",
    "tel:1",
    "?a=b",
]


@pytest.mark.parametrize("address", SCHEMES)
@pytest.mark.parametrize("form", ["[a]({})", "[a](<{}>)", "[a][b]\n\n[b]: {}", "![a]({})"])
def test_no_other_address_is_linked_and_its_refusal_stands_at_it(form: str, address: str) -> None:
    text = "One line.\n\n" + form.format(address)
    reading = prose.read(text)
    assert "href=" not in reading.prose.html
    assert all(flaw.code == "bad-link" for flaw in reading.flaws)
    assert len(reading.flaws) <= 1
    for flaw in reading.flaws:
        assert flaw.offset == (text.index(address) if f'"{address}"' in flaw.message else 0)


@pytest.mark.parametrize("address", SCHEMES)
def test_every_refused_link_is_reported(address: str) -> None:
    assert [flaw.code for flaw in prose.read(f"[a]({address})").flaws] == ["bad-link"]


def test_a_picture_of_another_host_is_refused() -> None:
    (flaw,) = prose.read("![a](https://tracker.example/a.png)").flaws
    assert (flaw.code, flaw.offset, flaw.length) == ("bad-link", 5, 29)


def test_each_of_two_equal_refusals_stands_at_its_own_place() -> None:
    found = prose.read("[a](javascript:x) and [b](javascript:x)").flaws
    assert [flaw.offset for flaw in found] == [4, 26]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("See /nowhere/ or [a](/nowhere/).", "/nowhere/"),
        ("See [a][b].\n\n[b]: /nowhere/", "/nowhere/"),
        ("See [a](</nowhere/>).", "/nowhere/"),
        ("See [a]( /nowhere/ ).", "/nowhere/"),
    ],
)
def test_a_link_to_this_site_is_remembered_with_its_place(text: str, target: str) -> None:
    (link,) = prose.read(text).prose.links
    assert text.rindex(target) == link.offset


def test_a_citation_in_the_text_of_a_link_is_refused_at_its_place() -> None:
    text = "One [says [51155]](https://news.example/)."
    (flaw,) = prose.read(text).flaws
    assert flaw.code == "citation-in-link"
    assert text[flaw.offset : flaw.offset + flaw.length] == "51155"


def test_the_footnotes_of_two_proses_have_anchors_apart() -> None:
    text = "a[^1]\n\n[^1]: b"
    first, second = (prose.read(text, name=name).prose.html for name in ("one", "two"))
    ids = [set(re.findall(r'id="([^"]*)"', html)) for html in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]


pieces = st.sampled_from(
    [
        *"<b> </b> <script> &lt; \" ' > < & onerror= [a]( ) ![ javascript: https://e.org/".split(),
        *"/a/ # ` ``` * _ ** [1] [*] [^1] \\ é 芯 {{7*7}} {%x%} |".split(),
        *("\n", "\n\n", "\n> ", "\n- [x] ", "\n\n[^1]: x", " "),
    ]
)


@given(st.lists(pieces, max_size=14).map(" ".join) | st.lists(pieces, max_size=14).map("".join))
def test_no_text_makes_another_element_attribute_or_scheme(text: str) -> None:
    html = prose.read(text).prose.html
    root = markup.fragment_fromstring(html, create_parent="body")
    for element in root.iterdescendants():
        assert element.tag in ALLOWED
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            address = element.get(name, ROOT)
            assert address.startswith((ROOT, "#", "https://e.org/"))


@given(st.lists(pieces, max_size=14).map(" ".join))
def test_a_prose_reads_the_same_after_any_other(text: str) -> None:
    before = prose.read(text)
    prose.read("[a](javascript:x) ![b](x) [51155](y) [^1]\n\n[^1]: c")
    assert before == prose.read(text)
