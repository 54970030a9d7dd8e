"""Lists of articles: CSV, JSON, JSON Lines, OPML and addresses become records."""

from __future__ import annotations

import json

import pytest

from briefs.readers import read_file


def records(desk, done):
    [path] = done.files
    reading = read_file(desk.newsroom.root, path)
    assert not reading.diagnostics
    return reading.values


def test_columns_that_are_ours_are_taken_as_they_are(desk):
    text = 'id,title,url,authors,tags\n1,"One, two",https://x.example/1,A B;C,x;y\n2,Two,,,\n'
    done = desk.paste(text, name="list.csv")
    assert [*done.files] == ["articles/list.yaml"]
    one, two = records(desk, done)
    assert (one.id, one.title, one.authors, one.tags) == ("1", "One, two", ("A B", "C"), ("x", "y"))
    assert (two.id, two.title, two.url) == ("2", "Two", None)
    assert done.out.count("guess[") == 1


def test_columns_of_others_are_guessed_and_said(desk):
    text = (
        "Headline;Link;Source;Date;Keywords;Summary\n"
        '"One ""quoted""";https://x.example/1;The Post;6 Feb 2025;"a, b";"first\nsecond"\n'
    )
    done = desk.paste(text, name="export.csv")
    [one] = records(desk, done)
    assert (one.title, one.outlet, one.tags) == ('One "quoted"', "The Post", ("a", "b"))
    assert one.published.day.isoformat() == "2025-02-06"
    assert one.excerpt == "first\nsecond"
    assert (0.9, '"Headline" is title') in done.guesses("column")
    assert done.guesses("date") == [(0.98, '"6 Feb 2025" is 2025-02-06')]
    assert done.guesses("list") == [(0.8, "the commas part tags")]
    assert done.guesses("id") == [(0.7, 'the id is "one-quoted", made of the title')]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1, "title": "One", "featured": true}, {"id": "b", "title": "Two"}]',
        '{"articles": [{"id": 1, "title": "One", "featured": true}, {"id": "b", "title": "Two"}]}',
        '{"id": 1, "title": "One", "featured": true}\n\n{"id": "b", "title": "Two", "url": null}\n',
    ],
    ids=["a list", "a list in an object", "lines"],
)
def test_json_in_each_of_its_forms(desk, text):
    one, two = records(desk, desk.paste(text))
    assert (one.id, one.featured, two.id, two.featured) == ("1", True, "b", False)


def test_an_outline_keeps_its_folders_as_topics(desk):
    text = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="2.0"><head><title>Mine</title></head><body><outline text="Ports">
<outline text="Öl — ß" type="link" url="https://x.example/1"/>
<outline text="Two" title="Two" htmlUrl="https://x.example/2" description="D"/>
</outline></body></opml>"""
    one, two = records(desk, desk.paste(text))
    assert (one.title, one.topics, one.url) == ("Öl — ß", ("Ports",), "https://x.example/1")
    assert (two.title, two.topics, two.excerpt) == ("Two", ("Ports",), "D")


def test_addresses_with_a_title_beside_or_above_them_or_without_one(desk):
    text = (
        "- Ports Double Cranes: https://x.example/1\n2. [Two](https://x.example/2)\n"
        "https://x.example/3 — Three\n\nAbove\nhttps://x.example/4\n"
        "https://x.example/2025/new-quay_walls.html\nhttps://x.example/?id=5\n"
    )
    done = desk.paste(text)
    titles = [record.title for record in records(desk, done)]
    assert titles[:4] == ["Ports Double Cranes", "Two", "Three", "Above"]
    assert titles[4:] == ["New quay walls", "https://x.example/?id=5"]
    assert [confidence for confidence, _ in done.guesses("headline")] == [0.3, 0.3]


def test_titles_that_are_alike_get_ids_that_are_not(desk):
    text = "id,title\n,One\n,One\none-2,Other\n"
    found = records(desk, desk.paste(text, name="list.csv"))
    assert [record.id for record in found] == ["one", "one-3", "one-2"]


def test_a_long_list_is_written_a_record_a_line(desk):
    text = "id,title\n" + "".join(f"{n},Title {n} of a long list\n" for n in range(9000))
    done = desk.paste(text, name="long.csv")
    assert [*done.files] == ["articles/long.jsonl"]
    assert len(records(desk, done)) == 9000


def test_texts_that_look_like_yaml_stay_texts(desk):
    titles = ["- a: [b # c", "null", "---", "'\"", "no", "010", "!x &y *z", "a\\b", "x: y", "{"]
    text = json.dumps([{"id": str(n), "title": title} for n, title in enumerate(titles)])
    assert [record.title for record in records(desk, desk.paste(text))] == titles


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "title,date\nOne,06/02/2025\n", '2:1: error[bad-date]: "06/02/2025" is no date'),
        ("a.csv", "title,score\nOne,5\n", "1:1: error[unknown-column]: nothing of an article is"),
        ("a.csv", "title,headline\nOne,1\n", '"title" and "headline" are both'),
        ("a.csv", "title,title\nOne,1\n", 'error[duplicate-key]: the column "title" stands twice'),
        ("a.csv", "title,url\nOne\n", "2:1: error[csv-syntax]: this row has 1 cells"),
        ("a.csv", 'title,url\n"One,x\n', "error[csv-syntax]: this is not CSV"),
        ("a.csv", "title,url\nOne,javascript:x\n", "2:1: error[bad-url]"),
        ("a.csv", "title,featured\nOne,perhaps\n", "error[wrong-type]"),
        ("a.csv", "id,title\n1,One\n1,Two\n", '3:1: error[exists]: there is a record "1" already'),
        ("a.csv", "id,title\n43531,One\n", "already, in content/articles/43531.md"),
        ("a.csv", "outlet\nThe Post\n", "error[no-headline]"),
        ("a.csv", "title\n" + "x" * 140_000, "error[csv-syntax]"),
        ("a.json", "[", "error[json-syntax]"),
        ("a.json", "[" * 100_000, "error[json-syntax]"),
        ("a.json", '[{"title": "One"}] x', "error[json-syntax]: something stands beside the list"),
        ("a.json", '[{"title": NaN}]', "error[json-syntax]: this is not JSON: NaN"),
        ("a.json", '[{"title": "a\\u202eb"}]', "error[bad-character]"),
        ("a.json", '[{"title": "a\\ud800b"}]', "error[bad-character]"),
        ("a.json", '[{"title": "a", "source": {"name": "P"}}]', "error[wrong-type]"),
        ("a.json", '["One"]', "1:2: error[wrong-type]"),
        ("a.json", "[]", "error[empty]: there are no articles here"),
        ("a.jsonl", '{"title": "One"}\n{"title"\n', "2:9: error[json-syntax]"),
        ("a.opml", "<opml><body>", "error[xml-syntax]"),
        ("a.opml", '<!DOCTYPE x [<!ENTITY a "b">]><opml/>', "error[xml-doctype]"),
        ("a.opml", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><opml/>', "error[xml-doctype]"),
        ("a.opml", "<opml>" + "<outline text='a'>" * 5000, "error[xml-syntax]: this is nested"),
        ("a.opml", '<opml><outline text="F" xmlUrl="https://x.example/f"/></opml>', "is a feed"),
        ("a.opml", '<opml><outline text="Lonely"/></opml>', "error[not-an-article]"),
        ("a.opml", "<opml>words</opml>", "error[not-an-article]"),
        ("a.txt", "One https://x.example/1 two\n", "error[not-an-article]"),
        ("a.txt", "https://x.example/1\nhttps://x.example/2\nLonely\n", "3:1: error["),
    ],
)  # fmt: skip
def test_a_list_that_would_lose_a_word_is_refused(desk, name, text, said):
    done = desk.paste(text, name=name)
    assert (done.code, done.files) == (1, {})
    assert said in done.error


def test_what_is_no_list_is_said_to_be_none(desk):
    done = desk.paste("Some words.\n", "--kind", "list")
    assert done.code == 1
    assert "error[not-a-list]" in done.error
