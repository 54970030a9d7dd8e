"""Templates: content is a value in them and never one of them; what makes up one is known."""

from __future__ import annotations

import pickle
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefs.templates import TemplateFault, Templates, package_folder

PACKAGE = package_folder()
FILES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*")
    if path.suffix in {".html", ".xml", ".txt"} and "static" not in path.parts
)


@dataclass(frozen=True)
class Words:
    """What a small template reads."""

    words: str
    html: str = ""


@pytest.fixture
def folder(tmp_path):
    def write(name, text):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return Templates((str(tmp_path), str(PACKAGE)))

    return write


@pytest.mark.parametrize("name", ["a.html", "a.xml", "a.txt", "a"])
def test_all_is_escaped_whatever_the_file_is_called(folder, name):
    typesetter = folder(name, "<p title='{{ words }}'>{{ words }}</p>")
    assert (
        typesetter.set(name, Words("<b> & \" '"))
        == "<p title='&lt;b&gt; &amp; &#34; &#39;'>&lt;b&gt; &amp; &#34; &#39;</p>"
    )


def test_content_is_never_a_template(folder):
    typesetter = folder("a.html", "{{ words }}")
    hostile = "{{ 7 * 7 }}{% include 'b.html' %}{# gone #}"
    shown = typesetter.set("a.html", Words(hostile)).replace("&#39;", "'")
    assert hostile == shown


def test_only_the_filter_prose_lets_markup_through(folder):
    typesetter = folder("a.html", "{{ html | prose }} {{ html }}")
    assert typesetter.set("a.html", Words("", "<b>x</b>")) == "<b>x</b> &lt;b&gt;x&lt;/b&gt;"


def test_a_name_that_the_view_does_not_have_is_an_error(folder):
    with pytest.raises(TemplateFault, match="wrods"):
        folder("a.html", "{{ wrods }}").set("a.html", Words("x"))


def test_the_first_folder_wins_and_the_rest_comes_from_the_package(folder):
    typesetter = folder("pages/404.html", "mine")
    assert typesetter.read("pages/404.html") == b"mine"
    assert (PACKAGE / "pages/home.html").read_bytes() == typesetter.read("pages/home.html")
    assert "static/style.css" in typesetter.names("static")


def test_a_file_that_no_folder_has_is_not_found(folder):
    typesetter = folder("a.html", "")
    with pytest.raises(FileNotFoundError, match="static/none"):
        typesetter.read("static/none")
    with pytest.raises(TemplateFault, match=r"none\.html"):
        typesetter.set("none.html", Words("x"))


def test_a_closure_holds_all_that_a_template_is_made_of(folder):
    folder("base.html", "{% include 'part.html' %}")
    folder("part.html", "")
    folder("macros.html", "")
    typesetter = folder("a.html", "{% extends 'base.html' %}{% import 'macros.html' as m %}")
    assert list(typesetter.closure("a.html")) == ["a.html", "base.html", "macros.html", "part.html"]


def test_a_closure_changes_with_any_of_its_parts(folder):
    folder("part.html", "one")
    before = folder("a.html", "{% include 'part.html' %}").closure("a.html")
    after = folder("part.html", "two").closure("a.html")
    assert before["a.html"] == after["a.html"]
    assert before["part.html"] != after["part.html"]


def test_a_template_of_a_computed_name_is_refused_for_nobody_could_say_what_is_in_it(folder):
    with pytest.raises(TemplateFault, match="named by a text in quotes"):
        folder("a.html", "{% include words %}").closure("a.html")


def test_a_template_that_includes_itself_has_a_closure(folder):
    assert list(folder("a.html", "{% include 'a.html' %}").closure("a.html")) == ["a.html"]


def test_templates_travel_to_other_processes_with_all_their_files(folder):
    typesetter = folder("a.html", "{{ words }}")
    sent = pickle.dumps(typesetter)
    Path(typesetter.folders[0], "a.html").unlink()
    assert pickle.loads(sent).set("a.html", Words("x")) == "x"


@pytest.mark.parametrize("name", FILES)
class TestOurs:
    def test_it_can_be_read_and_its_closure_is_known(self, name):
        assert name in Templates((str(PACKAGE),)).closure(name)

    def test_it_uses_no_way_past_escaping_but_prose_and_that_for_html_alone(self, name):
        text = (PACKAGE / name).read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape", text)
        for field in re.findall(r"([\w.]+)\s*\|\s*prose", text):
            assert field.rsplit(".", 1)[-1].endswith("html"), field

    def test_it_asks_no_third_party_and_runs_nothing(self, name):
        text = (PACKAGE / name).read_text("utf-8")
        assert not re.search(r"<script|\son[a-z]+=|javascript:|style=\"", text)
        loading = r"(?:src|<link[^>]*href)=\"https?:"
        assert not re.search(loading, text)
