"""Patching: a sub-story gets its target, and no other byte of the file changes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.diagnostics import Place
from briefs.linking import Target
from briefs.patching import write_target
from briefs.records import parse
from briefs.rewriting import NotWrittenError

ARTICLE = Target("articles", "51155")
CLUSTER = Target("cluster", "new-dock")

HEADLINES = [
    "Six cranes",
    "Port: six cranes",
    'Breaking the "chokehold"',
    "It's the port's",
    "Cranes, ropes and [hooks] {sic}",
    "Top #1 crane",
    "- a dash",
    "no",
    "¡Grúas! 起重机 🏗",
    "a" * 90,
    'Both "it\'s" and \\ here',
]


def plainly(headline: str) -> bool:
    """Whether a headline may stand without quotes in a list of lines."""
    return not (headline.startswith("-") or ": " in headline or " #" in headline)


def in_double(headline: str) -> str:
    return '"' + headline.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_single(headline: str) -> str:
    return "'" + headline.replace("'", "''") + "'"


@dataclass(frozen=True)
class Written:
    """A file, taken apart around the open sub-story that is to be linked."""

    before: str
    item: str
    after: str
    path: str
    index: int
    headline: str
    mark: bool = False

    @property
    def data(self) -> bytes:
        mark = "\ufeff" if self.mark else ""
        return f"{mark}{self.before}{self.item}{self.after}".encode()

    @property
    def place(self) -> Place:
        return Place(self.path, ("substories", self.index))


@st.composite
def files(draw: st.DrawFn) -> Written:
    """A cluster's file in some style, one of its sub-stories open."""
    headline = draw(st.sampled_from(HEADLINES))
    is_flow = draw(st.booleans())
    forms = [in_double(headline), in_single(headline)]
    if plainly(headline) and not (is_flow and set(headline) & set(",[]{}")):
        forms.append(headline)
    scalar = draw(st.sampled_from(forms))
    braces = f"{{headline: {draw(st.sampled_from(forms[:2]))}}}"
    spaced = f"{{ headline : {forms[0]} , }}"
    comment = draw(st.sampled_from(["", "  ", " # why", "\t# tabbed "]))
    margin = " " * draw(st.integers(0, 6))
    others = draw(st.lists(st.sampled_from(["flow", "block", "bare"]), max_size=3))
    index = draw(st.integers(0, len(others)))
    if is_flow:
        item = draw(st.sampled_from([scalar, braces, spaced]))
        texts = [
            {"flow": "{headline: B, text: C}", "block": '"B"', "bare": "B b"}[o] for o in others
        ]
        texts.insert(index, "\0")
        blank = draw(st.sampled_from([" ", "", "\n      ", " # odd\n   "]))
        opening = f"substories: [{blank.lstrip(' ') if blank.strip() else blank}"
        listed = (
            opening + f",{blank or ' '}".join(texts) + draw(st.sampled_from(["", ",", " "])) + "]"
        )
    else:
        dash = "-" + " " * draw(st.integers(1, 3))
        inner = margin + " " * len(dash)
        mapping = f"headline: {draw(st.sampled_from(forms[:2]))}"
        empty = f"{mapping}\n{inner}articles: []\n{inner}text:"
        item = draw(st.sampled_from([scalar, braces, mapping, spaced, empty]))
        texts = [
            {
                "flow": "{headline: B, articles: [7]}",
                "block": f"headline: B # b\n{inner}cluster: 'seven'",
                "bare": "B b",
            }[other]
            for other in others
        ]
        texts.insert(index, f"\0{comment}")
        gap = draw(st.sampled_from(["\n", "\n\n", "\n# between\n", f"\n{margin}# aside  \n"]))
        listed = "substories:  # these\n" + gap.join(f"{margin}{dash}{text}" for text in texts)
    head = draw(st.sampled_from(["", "# about\n", "tags: [a,  b]\n", "odd : 'x'  \n"]))
    tail = draw(st.sampled_from(["\n", "\n\n\n", "\ndate: 2025-02-06\n", "\n# end\n"]))
    text = f"headline: H\n{head}{listed}{tail}"
    path = draw(st.sampled_from(["content/clusters/a.md", "content/clusters/a.yaml"]))
    if path.endswith(".md"):
        text = f"---  \n{text}---\nBody  with\ttabs [1].  \n\n---\n" + draw(
            st.sampled_from(["", "x"])
        )
    elif draw(st.booleans()):
        text = text.rstrip("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    before, after = text.split("\0")
    item = item.replace("\n", "\r\n") if "\r" in text else item
    return Written(before, item, after, path, index, headline, mark=draw(st.booleans()))


def reading(data: bytes, path: str) -> list[tuple[dict[str, object], str | None]]:
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    found, problems = parse(text, path)
    assert not problems, data.decode()
    return [(record.data, record.body) for record in found]


@settings(max_examples=400)
@given(files(), st.sampled_from([ARTICLE, CLUSTER]))
def test_a_target_is_written_in_any_style_and_no_other_byte_changes(
    file: Written, target: Target
) -> None:
    patched = write_target(file.data, file.place, file.headline, target)

    # All that stands before the sub-story, and all after its line, is as it was.
    new = patched.decode("utf-8")
    mark = "\ufeff" if file.mark else ""
    assert new.startswith(mark + file.before)
    line_rest, end, rest = _first_line(file.after)
    assert new.endswith(end + rest)
    between = new[len(mark + file.before) : len(new) - len(end + rest)]
    assert line_rest in between
    assert "\n" not in new.replace("\r\n", "") or "\r" not in file.data.decode()

    # The file says what it said, but for the target.
    ((old, body),) = reading(file.data, file.path)
    ((now, body_now),) = reading(patched, file.path)
    listed = old["substories"]
    assert isinstance(listed, list)
    told = listed[file.index]
    told = told if isinstance(told, dict) else {"headline": told}
    listed[file.index] = {**told, target.key: target.value}
    assert (old, body) == (now, body_now)


def _first_line(text: str) -> tuple[str, str, str]:
    """The rest of a line, its end, and what follows."""
    for end in ("\r\n", "\n"):
        if end in text:
            line, _, rest = text.partition(end)
            return line, end, rest
    return text, "", ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- Six cranes\n", "- headline: Six cranes\n  articles: [51155]\n"),
        ("- Six cranes", "- headline: Six cranes\n  articles: [51155]"),
        ("- Six cranes # old\n", "- headline: Six cranes # old\n  articles: [51155]\n"),
        (
            "- {headline: A, text: B}\n- Six cranes\n",
            "- {headline: A, text: B}\n- {headline: Six cranes, articles: [51155]}\n",
        ),
        (
            "- {headline: A, text: B}\n- Cranes, ropes\n",
            '- {headline: A, text: B}\n- {headline: "Cranes, ropes", articles: [51155]}\n',
        ),
        ("- {headline: Six cranes}\n", "- {headline: Six cranes, articles: [51155]}\n"),
        ("- headline: Six cranes\n", "- headline: Six cranes\n  articles: [51155]\n"),
        ("- headline: Six\n    cranes\n", "- headline: Six\n    cranes\n  articles: [51155]\n"),
        ("- Six\n  cranes\n", '- headline: "Six cranes"\n  articles: [51155]\n'),
        (
            "- >-\n    Six\n    cranes\n",
            "- headline: >-\n    Six\n    cranes\n  articles: [51155]\n",
        ),
        (
            "- >-\n  Six\n  cranes\n\n# next\n",
            '- headline: "Six cranes"\n  articles: [51155]\n\n# next\n',
        ),
        (
            "- headline: >-\n    Six cranes\n\n- B\n",
            "- headline: >-\n    Six cranes\n  articles: [51155]\n\n- B\n",
        ),
        (
            "- articles: []\n  headline: Six cranes\n",
            "- articles: [51155]\n  headline: Six cranes\n",
        ),
        ("- articles:\n  headline: Six cranes\n", "- articles: [51155]\n  headline: Six cranes\n"),
        ("-\n  Six cranes\n", "-\n  headline: Six cranes\n  articles: [51155]\n"),
        ("[Six cranes]\n", "[{headline: Six cranes, articles: [51155]}]\n"),
        ("[A,\n   'Six cranes',]", "[A,\n   {headline: 'Six cranes', articles: [51155]},]"),
    ],
)
def test_a_target_is_written_as_a_person_would(before: str, after: str) -> None:
    is_flow = before.startswith("[")
    lead = "headline: H\nsubstories: " if is_flow else "headline: H\nsubstories:\n"
    index = 1 if before.startswith(("- {headline: A", "[A")) else 0
    place = Place("content/clusters/a.yaml", ("substories", index))
    wanted = "Cranes, ropes" if "ropes" in before else "Six cranes"
    patched = write_target((lead + before).encode(), place, wanted, ARTICLE)
    assert patched.decode() == lead + after


def test_a_cluster_in_a_list_of_clusters_is_found_by_its_number() -> None:
    text = "- {headline: A, substories: [X]}\n- headline: B\n  substories:\n    - X\n"
    place = Place("content/clusters/all.yaml", (1, "substories", 0))
    patched = write_target(text.encode(), place, "X", CLUSTER).decode()
    assert patched == text.replace("    - X", "    - headline: X\n      cluster: new-dock")


def test_an_id_that_looks_like_nothing_is_quoted() -> None:
    place = Place("content/clusters/a.yaml", ("substories", 0))
    patched = write_target(b"substories: [A]\n", place, "A", Target("articles", "null"))
    assert patched == b'substories: [{headline: A, articles: ["null"]}]\n'


@pytest.mark.parametrize(
    "text",
    [
        "substories: [B]\n",
        "substories: []\n",
        "substories: A\n",
        "substories: [{headline: A, text: told}]\n",
        "substories: [{headline: A, articles: [7]}]\n",
        "substories: [[A]]\n",
        "substories: [A\n",
        "headline: A\n",
        "",
    ],
)
def test_a_file_that_says_something_else_by_now_is_refused(text: str) -> None:
    place = Place("content/clusters/a.yaml", ("substories", 0))
    with pytest.raises(NotWrittenError, match="changed meanwhile"):
        write_target(text.encode(), place, "A", ARTICLE)
