"""Setting: what is set quickly is what Jinja itself would set, or is left to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from briefs.setting import QuickEnvironment
from briefs.templates import TemplateFault, Templates, package_folder


class Link(NamedTuple):
    """What a view is made of."""

    label: str
    href: str | None = None
    number: int = 1
    flag: bool = True


VALUES: dict[str, Any] = {
    "one": Link("<b> & 'c'", "/a?b&c"),
    "two": Link("", None, 0, flag=False),
    "html": Markup("<i>x</i>"),
    "links": (Link("first <"), Link("second", "/2"), Link("third", "/3", 3)),
    "none": None,
    "number": 1,
    "sure": True,
    "half": 0.5,
    "table": {"label": "of a <table>", "items": "taken", "class": "c"},
    "words": ["a", "<", "a"],
}
MACROS = """
{% macro card(link, level=1) %}<h{{ level }}>{{ link.label }}{% if link.href %}!{% endif %}
{%- endmacro %}
{% macro shown(value) %}({{ value }}){% endmacro %}
{% macro box(title) %}[{{ title }}:{{ caller() }}]{% endmacro %}
{% macro many() %}{{ varargs | join("+") }}{{ kwargs | length }}{% endmacro %}
{% macro within(links) %}
{% for link in links %}{{ loop.index }}{{ card(link, loop.index) }}{{ shown(link) }}{% endfor %}
{% endmacro %}
{% macro turn(wheel) %}{{ wheel.next() }}{% endmacro %}
"""
TITLE = (
    '{% set title = "The <title>" %}{% macro titled() %}{{ title }}{{ box(title) }}{% endmacro %}'
)
BASE = """{% import "others" as m %}{% block a scoped %}A{{ one.label }}{% endblock %}
{% for link in links %}
{{ m.title }}{% block b scoped %}{{ link.label }}{% endblock %}{% endfor %}"""
INCLUDED = "{{ one.label }}{% if link is defined %}{{ link.href }}{% endif %}"

EXPRESSIONS = (
    *("one.label", "two.href", "one.number", "two.flag", "html", "none", "number", "sure", "half"),
    *("table.label", "table.items", "table.class", "table['label']", "one['label']", "one[0]"),
    *("links[1].label", "links[:2]", "links | length", "words | join(', ')", "one.label | upper"),
    *("missing", "one.missing", "missing.label", "none.label", "links[9].label", "link.label"),
    *("one.missing | default('not < there')", "table.missing is defined", "missing is defined"),
    *("m.card(one)", "m.card(one, 1)", "m.card(one, sure)", "m.card(one, level=2)", "m.shown(1)"),
    *("m.shown(sure)", "m.shown(half)", "m.shown(words)", "m.shown(m.card(two))", "m.many(1, '<')"),
    *("m.many(*words)", "m.many(a=1)", "m.missing(1)", "m.card()", "m.within(links)", "m.title"),
    *(
        "m.shown(one.missing)",
        "one.label.split('&')[0]",
        "one.label.split('&', 1) | last",
        "5.real",
    ),
    *("'<' ~ one.label", "one.number + 1", "'a' if one.flag else '<'", "one.label == two.label"),
    *("loop.first", "loop.first.real", "loop", "m.many()", "m.titled()", "m.turn(wheel)"),
    *("loop.index", "not one.flag", "one.label and two.label", "('<' | safe) ~ '<'", "[1, '<']"),
    *(
        "range(3) | list",
        "cycler('a', 'b').next()",
        "dict(a='<').a",
        "one._fields",
        "one.count('x')",
    ),
)
BODY = st.recursive(
    st.sampled_from(["word & <b>", "", *("{{ " + one + " }}" for one in EXPRESSIONS)]),
    lambda body: st.one_of(
        st.lists(body, max_size=4).map("".join),
        st.builds(
            "{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format,
            st.sampled_from(EXPRESSIONS),
            body,
            body,
        ),
        body.map("{{% for link in links if link.number %}}{}{{% endfor %}}".format),
        body.map("{{% for w in words %}}{}{{{{ ', ' if not loop.last }}}}{{% endfor %}}".format),
        body.map("{{% for w in words %}}{{{{ ', ' if not loop.first }}}}{}{{% endfor %}}".format),
        body.map("{{% set kept %}}{}{{% endset %}}{{{{ kept }}}}{{{{ kept | upper }}}}".format),
        body.map("{{% set one = links[2] %}}{}".format),
        body.map("{{% filter upper %}}{}{{% endfilter %}}".format),
        body.map("{{% call m.box('<') %}}{}{{% endcall %}}".format),
        body.map("{{% with link = one %}}{}{{% endwith %}}".format),
        body.map("{{% autoescape false %}}{}{{% endautoescape %}}".format),
        body.map("{{% autoescape sure %}}{}{{% endautoescape %}}".format),
        body.map(
            "{{% macro own(two=1) %}}{}{{% endmacro %}}{{{{ own() }}}}{{{{ own(one) }}}}".format
        ),
        body.map("{{% include 'included' %}}{}".format),
    ),
    max_leaves=8,
)
PAGES = st.one_of(
    BODY.map('{{% import "macros" as m %}}{}'.format),
    BODY.map('{{% import "others" as m %}}{{% set wheel = cycler(1, 2) %}}{}'.format),
    BODY.map(lambda body: MACROS + "{{ within(links) }}" + body),
    BODY.map('{{% from "macros" import card %}}{{{{ card(one) }}}}{}'.format),
    BODY.map('{{% import "macros" as m with context %}}{}'.format),
    BODY.map('{{% extends "base" %}}{{% block a %}}{{{{ super() }}}}{}{{% endblock %}}'.format),
    BODY.map('{{% extends "base" %}}{{% block b %}}{}{{% endblock %}}'.format),
    BODY.map('{{% if sure %}}{{% extends "base" %}}{{% endif %}}{}'.format),
    BODY.map('{{% if none %}}{{% extends "base" %}}{{% endif %}}{}'.format),
)


def text_of(kind: type[Environment], page: str) -> str | None:
    """What an environment makes of a page; None where it refuses."""
    sources = {
        "macros": MACROS,
        "others": MACROS + TITLE,
        "base": BASE,
        "included": INCLUDED,
        "page": page,
    }
    environment = kind(loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined)
    try:
        # The second time, macros remember.
        return "".join(environment.get_template("page").render(VALUES) for _ in range(2))
    except Exception:  # noqa: BLE001 (whatever it is, Jinja is asked)
        return None


@settings(max_examples=200)
@given(PAGES)
@example('{% import "macros" as m %}{{ m.shown(1) }}{{ m.shown(true) }}{{ m.shown(1.0) }}')
@example(
    '{% import "macros" as m %}{% autoescape false %}{{ m.shown(m.card(two)) }}{% endautoescape %}'
)
@example("{% for x in [[1, [2]], 3] recursive %}{{ x if x is number else loop(x) }}{% endfor %}")
def test_what_is_set_is_what_jinja_sets(page: str) -> None:
    quick = text_of(QuickEnvironment, page)
    assert quick is None or quick == text_of(Environment, page)


def test_what_templates_mostly_are_is_set_quickly() -> None:
    for page in (
        "{{ one.label }}{% for link in links %}{{ link.href }}{{ loop.index }}{% endfor %}",
        "{% for link in links %}{% if not loop.first %}, {% endif %}{{ link.label }}{% endfor %}",
        '{% import "macros" as m %}{{ m.card(one, 2) }}{{ m.within(links) }}{{ m.many(*words) }}',
        '{% extends "base" %}{% block a %}{{ super() }}{{ table["label"] }}{% endblock %}',
    ):
        assert text_of(QuickEnvironment, page) is not None, page


@dataclass(frozen=True)
class View:
    """What a template of the newsletter's own reads."""

    story: Link


def test_a_template_may_ask_for_what_there_may_not_be(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("{{ story.label }}{% if story.mood is defined %}{{ story.mood }}{% endif %}")
    typesetter = Templates((str(tmp_path), str(package_folder())))
    assert [typesetter.set("page.html", View(Link(label))) for label in "<b"] == ["&lt;", "b"]


def test_a_mistake_is_told_in_the_words_of_jinja(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("\n{{ story.label }}\n{{ story.mood }}")
    typesetter = Templates((str(tmp_path), str(package_folder())))
    with pytest.raises(TemplateFault, match="has no attribute 'mood'") as fault:
        typesetter.set("page.html", View(Link("")))
    assert fault.value.line == 3
