"""Mutilated pastes: what goes wrong between a page and a text box costs no word.

Each variant of the two documents is imported, proven and built; what its text must come to, all
signs, stands beside it.
"""

from __future__ import annotations

import re

import pytest

from briefs.importing.markdown import same_citations, words_of
from tests.importing.conftest import (
    ARTICLE,
    CITED,
    CLUSTER,
    COUNT,
    HEADLINE,
    SUBSTORIES,
    SUMMARY,
)

RUN = " ".join(SUBSTORIES)
TOPICS, TITLE, TEXT, *HASHTAGS = ARTICLE.split("\n")


def curly(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def wrapped(text: str) -> str:
    return "\n".join(re.findall(r".{1,72}(?:\s|$)", text.replace("\n", " ")))


def cluster(
    *, headline: str = f"{HEADLINE}\n\n{HEADLINE} ", tail: str = f" {RUN}\n\n{COUNT}"
) -> str:
    return f"{headline}{SUMMARY}{tail}"


CLUSTERS = {
    "as it is": CLUSTER,
    "no blank lines": CLUSTER.replace("\n\n", "\n"),
    "one line": CLUSTER.replace("\n", " "),
    "all glued": f"{HEADLINE}{HEADLINE}{SUMMARY}{RUN}{COUNT}",
    "lines of Windows": CLUSTER.replace("\n", "\r\n"),
    "lines of an old Mac": CLUSTER.replace("\n", "\r"),
    "line separators": CLUSTER.replace("\n", "\u2028"),
    "a byte order mark": "\ufeff" + CLUSTER,
    "spaces that do not break": CLUSTER.replace(" ", "\u00a0"),
    "tabs": CLUSTER.replace(" ", "\t"),
    "curly quotes": curly(CLUSTER),
    "other quotes in one copy": CLUSTER.replace('"', "”", 2),
    "the headline once": cluster(headline=f"{HEADLINE}\n\n"),
    "a flag before": f"#featured\n{CLUSTER}",
    "a rule before": f"---\n\n{CLUSTER}",
    "spaces in citations": re.sub(r"\[(\d+)\]", r"[ \1 ]", CLUSTER),
    "citations apart": CLUSTER.replace("][", "] ["),
    "groups with commas": CLUSTER.replace("][", ", "),
    "groups with semicolons": CLUSTER.replace("][", "; "),
    "groups with spaces": CLUSTER.replace("][", " "),
    "citations after the stop": re.sub(r" ((?:\[\d+\])+)\.", r". \1", CLUSTER),
    "citations glued after the stop": re.sub(r" ((?:\[\d+\])+)\.", r".\1", CLUSTER),
    "no last stop": CLUSTER.replace("[6990].", "[6990]"),
    "glued sentences": CLUSTER.replace("]. ", "]."),
    "hard lines": wrapped(CLUSTER),
    "paragraphs": CLUSTER.replace("]. ", "].\n\n", 4),
    "sub-headlines on lines": cluster(tail="\n\n" + "\n".join(SUBSTORIES) + f"\n\n{COUNT}"),
    "bullets": cluster(tail="\n\n- " + "\n- ".join(SUBSTORIES) + f"\n\n{COUNT}"),
    "numbers": cluster(
        tail="\n\n" + "".join(f"{n}. {s}\n" for n, s in enumerate(SUBSTORIES, 1)) + COUNT
    ),
}


@pytest.mark.parametrize("text", CLUSTERS.values(), ids=CLUSTERS)
def test_a_mutilated_cluster_comes_to_the_same_file(desk, text):
    done = desk.paste(text, "--date", "2025-02-06", "--stubs", "--id", "ports")
    assert (done.code, done.error) == (0, "")
    found = desk.record("clusters/2025-02-06-ports.md")
    plain = str.maketrans("“”’", '""\'')
    assert found.headline.translate(plain) == HEADLINE
    assert [told.headline.translate(plain) for told in found.substories] == SUBSTORIES
    assert [*found.articles] == CITED
    assert found.article_count == 12
    numbers = [int(cited.article) for cited in found.summary.citations]
    assert numbers == [int(id) for id in re.findall(r"\[(\d+)\]", SUMMARY)]
    letters = re.compile(r"[^\W_]+")
    words = letters.findall(words_of(found.summary))
    assert sorted(words) == sorted(letters.findall(SUMMARY))
    assert desk.newsroom.build().published is not None


ODD = {
    "the headline once, glued": cluster(headline=f"{HEADLINE} "),
    "no count": CLUSTER.replace(COUNT, ""),
    "no sub-headlines": cluster(tail=f"\n\n{COUNT}"),
    "a sub-headline twice": cluster(tail=f" {RUN} {SUBSTORIES[1]}\n\n{COUNT}"),
    "capitals": CLUSTER.upper(),
    "small letters": CLUSTER.lower(),
    "emoji": CLUSTER.replace(". ", ". 🚢 ", 4),
    "Arabic": "موانئ الشمال\n\nموانئ الشمال تمد الكابلات إلى الأرصفة [7102]. هذا كل شيء [6881].",
    "Chinese": f"北方港口接通岸电\n\n北方港口接通岸电 汉堡将改造九个泊位[7102]。\n\n{COUNT}",
    "Markdown": CLUSTER.replace(
        "Nobody", "*Nobody* __at__ `all` [a](b) ![i](z) &copy; <b>x</b> \\* [x] [^1] ~~no~~"
    ),
    "blocks of Markdown": CLUSTER.replace(
        " Nobody",
        "\n\n- one\n\n1. two\n\n# three\n\n> four\n\n    five\n\n[ref]: http://x.example\n\n"
        "[^1]: six\n\n***\n\n===\n\n```\n\n|a|b|\n\nNobody",
    ),
    "YAML": CLUSTER.replace("Nobody", "--- {a: [b, &c *d !e]} # no: % @ ` Nobody"),
    "a fence": CLUSTER.replace(" Nobody", "\n---\nNobody"),
    "HTML": f"<p>{CLUSTER.replace(chr(10), '</p>' + chr(10) + '<p>')}</p>",
    "a link after a citation": CLUSTER.replace("[7102].", "[7102](https://x.example)."),
    "a definition of a citation": f"{CLUSTER}\n\n[7102]: https://x.example",
    "escaped citations": CLUSTER.replace("[7455]", "\\[7455]"),
    "unclosed brackets": CLUSTER.replace("[7455]", "[7455"),
    "a mark of analysis": CLUSTER.replace("the power.", "the power [*]."),
    "words in brackets": CLUSTER.replace("Nobody", "Nobody [sic] [51155-b]"),
    "zero-width spaces": CLUSTER.replace(" the ", " the\u200b "),
    "soft hyphens": CLUSTER.replace("harbours", "har\u00adbours"),
    "accents": CLUSTER.replace("e", "e\u0301"),
    "half a megabyte": cluster(headline=f"{HEADLINE}\n\n{HEADLINE} {SUMMARY * 380} "),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_cluster_keeps_every_sign_of_its_paste(desk, text):
    done = desk.paste(text, "--date", "2025-02-06", "--stubs", "--id", "ports")
    assert (done.code, done.error) == (0, "")
    [path] = [path for path in done.files if path.startswith("clusters/")]
    found = desk.record(path)
    kept = [
        found.headline,
        words_of(found.summary),
        *(told.headline for told in found.substories),
        f"{found.article_count}articlesinthiscluster" if found.article_count else "",
    ]
    pasted = same_citations(text)
    if pasted.lower().startswith((same_citations(found.headline) * 2).lower()):
        pasted = pasted[len(same_citations(found.headline)) :]
    assert same_citations("".join(kept)).lower() == pasted.lower()
    assert desk.newsroom.build().published is not None


ARTICLES = {
    "as it is": ARTICLE,
    "lines of Windows": ARTICLE.replace("\n", "\r\n"),
    "blank lines": ARTICLE.replace("\n", "\n\n"),
    "indented": ARTICLE.replace("\n", "\n   "),
    "spaces that do not break": ARTICLE.replace(" ", "\u00a0"),
    "topics glued to the title": ARTICLE.replace("\n", "", 1),
    "topics with commas": ARTICLE.replace(TOPICS, "Energy, Ports & ships, Shore Power"),
    "topics with bars": ARTICLE.replace(TOPICS, "Energy | Ports & ships | Shore Power"),
    "topics with bullets": ARTICLE.replace(TOPICS, "Energy • Ports & ships • Shore Power"),
    "the title twice": ARTICLE.replace(TEXT, f"{TITLE} {TEXT}"),
    "hashtags on one line": "\n".join([TOPICS, TITLE, TEXT, " ".join(HASHTAGS)]),
    "hashtags glued": "\n".join([TOPICS, TITLE, TEXT + "".join(HASHTAGS)]),
    "one line": ARTICLE.replace("\n", " "),
    "the flag first": "\n".join(["#featured", TOPICS, TITLE, TEXT, *HASHTAGS[:-1]]),
}


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
def test_a_mutilated_article_comes_to_the_same_record(desk, text):
    done = desk.paste(text, "--id", "7340")
    assert (done.code, done.error) == (0, "")
    found = desk.record("articles/7340.md")
    assert found.topics == ("Energy", "Ports & ships", "Shore Power")
    assert found.title == TITLE
    assert "".join(found.text.split()) == "".join(TEXT.split())
    assert found.tags == ("Rotterdam", "ferries", "shore power", "E.U. climate rules")
    assert found.featured
    assert not desk.newsroom.check().published


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADLINE, "error[no-text]: there is one line here, and no text below it"),
        (f"{HEADLINE}\n\n{HEADLINE}", "error[no-text]: there is no text below the title"),
        (COUNT, "error[no-text]"),
        ("\n".join(HASHTAGS), "error[no-text]"),
        ("", "error[empty]: there is no text here"),
        (" \n\u00a0\n", "error[empty]"),
        (bytes(range(256)), "error[not-utf8]: byte 0x80 is not UTF-8"),
        (CLUSTER.encode("utf-16"), "error[not-utf8]: byte 0xff is not UTF-8"),
        (CLUSTER.replace("Nobody", "\0Nobody"), "3:619: error[bad-character]: "),
        (CLUSTER.replace("Nobody", "\ufdd0Nobody"), "the invisible character U+FDD0"),
        (CLUSTER.replace("Nobody", "\u202eNobody"), "the invisible character U+202E"),
        (CLUSTER.replace("Nobody", "N" * 2001), "error[unprintable]: a word of over 2,000"),
        (f"---\nheadline: X\n---\n{CLUSTER}", "error[own-format]: this is a content file already"),
        (cluster(headline=f"{HEADLINE}\n{SUMMARY * 900}"), "error[too-large]: this is too long"),
    ],
    ids=str.split("headline headline-twice count hashtags nothing blank bytes utf-16 nul "
                  "noncharacter bidi long-word content megabyte"),
)  # fmt: skip
def test_what_cannot_become_a_file_is_refused_and_says_why(desk, text, said):
    done = desk.paste(text, "--date", "2025-02-06")
    assert (done.code, done.files) == (1, {})
    assert said in done.error
    assert "Not imported: nothing was written" in done.error
