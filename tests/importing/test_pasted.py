"""Pasted text: a cluster and an article as a page shows them become files that build."""

from __future__ import annotations

import re

from briefs.importing.markdown import words_of
from briefs.importing.pastes import bare
from tests.importing.conftest import ARTICLE, CITED, CLUSTER, HEADLINE, SUBSTORIES, SUMMARY

DATE = ("--date", "2025-02-06")
FILE = "clusters/2025-02-06-northern-ports-race-to-plug-ships-into-the-grid-as-e-u-cold.md"


class TestCluster:
    def test_headline_prose_sub_headlines_and_count_come_apart(self, desk):
        done = desk.paste(CLUSTER, *DATE)
        assert (done.code, done.error) == (0, "")
        assert [*done.files] == [FILE]
        cluster = desk.record(FILE)
        assert cluster.headline == HEADLINE
        assert bare(words_of(cluster.summary)) == bare(SUMMARY)
        assert [told.headline for told in cluster.substories] == SUBSTORIES
        assert [*cluster.articles] == CITED
        assert cluster.article_count == 12

    def test_the_file_is_written_as_an_editor_would(self, desk):
        text = desk.paste(CLUSTER, *DATE).files[FILE]
        front = text.split("---\n")[1]
        assert re.findall(r"^(\w+):", front, re.MULTILINE) == [
            "headline",
            "date",
            "articles",
            "article_count",
            "substories",
        ]
        assert f"headline: {HEADLINE}\n" in front
        assert "articles: [7102, 7340, 6881, 7455, 7019, 6990]\n" in front
        assert f"  - {SUBSTORIES[1]}\n" in front

    def test_sub_stories_stay_open_until_somebody_links_them(self, desk):
        desk.paste(CLUSTER, *DATE)
        assert {(told.cluster, told.articles) for told in desk.record(FILE).substories} == {
            (None, ())
        }

    def test_every_guess_is_said_with_its_place_and_confidence(self, desk):
        done = desk.paste(CLUSTER, *DATE)
        lines = done.out.splitlines()
        assert "paste.txt:1:1: guess[kind] 0.99: this is a cluster" in lines
        assert [message.split('"')[1] for _, message in done.guesses("headline")] == [
            HEADLINE.split('"')[0]
        ]
        assert done.guesses("headline")[0][0] == 1.0
        assert len(done.guesses("substory")) == 5
        assert all(0 < confidence < 1 for confidence, _ in done.guesses("substory"))
        assert "paste.txt:5:1: guess[count] 0.99: article_count is 12" in lines

    def test_articles_without_a_record_are_listed_and_none_is_invented(self, desk):
        done = desk.paste(CLUSTER, *DATE)
        listed = re.findall(r"note\[no-record\]: (\d+) is cited", done.out)
        assert listed == CITED
        assert "articles/" not in "".join(done.files)

    def test_stubs_are_written_on_demand_and_then_it_builds(self, desk):
        done = desk.paste(CLUSTER, *DATE, "--stubs")
        assert {f"articles/{id}.yaml" for id in CITED} <= done.files.keys()
        assert f'Likely "{SUBSTORIES[0]}" (' in done.files["articles/7102.yaml"]
        for id in CITED:
            assert f"title: Article {id}\n" in done.files[f"articles/{id}.yaml"]
        assert all("# A stub: " in done.files[f"articles/{id}.yaml"] for id in CITED)
        assert len(done.guesses("stub")) == 6
        assert desk.newsroom.build().published is not None
        [page] = [path for path in desk.newsroom.files() if "northern-ports" in path]
        html = desk.newsroom.read(page)
        marks = re.findall(r'href="#[^"]*-r(\d)"[^>]*>\s*(\d)\s*<', html)
        assert [number for _, number in marks] == list("123123344556")
        assert "6 cited of 12 articles" in html

    def test_a_date_is_demanded_and_never_invented(self, desk):
        done = desk.paste(CLUSTER)
        assert (done.code, done.files) == (1, {})
        assert "error[no-date]: this cluster has no date, and none is made up" in done.error
        assert "--date" in done.error

    def test_a_date_of_the_paste_is_taken(self, desk):
        done = desk.paste(CLUSTER.replace("\n\n", "\nThursday, February 6th, 2025\n\n", 1))
        assert done.code == 0
        assert desk.record(FILE).date.day.isoformat() == "2025-02-06"
        assert len(done.guesses("date")) == 1

    def test_two_dates_that_differ_are_refused(self, desk):
        text = CLUSTER.replace("\n\n", "\n6 February 2025\n\n", 1)
        assert desk.paste(text, *DATE).code == 0
        desk.newsroom.remove(FILE)
        done = desk.paste(text, "--date", "2025-02-07")
        assert (done.code, done.files) == (1, {})
        assert "the paste says 2025-02-06, and --date 2025-02-07" in done.error

    def test_the_flag_before_the_headline_is_no_word_of_it(self, desk):
        done = desk.paste(f"#featured{CLUSTER}", *DATE)
        assert desk.record(FILE).headline == HEADLINE
        assert done.guesses("flag") == [
            (0.98, "#featured is a flag, and no tag; a cluster has no such key, so it is left out")
        ]

    def test_what_is_there_already_is_never_written_over(self, desk):
        first = desk.paste(CLUSTER, *DATE)
        again = desk.paste(CLUSTER, *DATE)
        assert (again.code, again.files) == (1, {})
        assert f"content/{FILE}" in again.error
        assert "error[exists]" in again.error
        assert first.files[FILE] == (desk.newsroom.content / FILE).read_text()

    def test_an_id_that_exists_in_another_file_is_refused(self, desk):
        done = desk.paste(CLUSTER, *DATE, "--id", "chip-race")
        assert (done.code, done.files) == (1, {})
        assert '"chip-race" already, in content/clusters/2025-02-06-chip-race.md' in done.error

    def test_a_title_that_is_known_is_kept_whole(self, desk):
        odd = "Zebra Kites Over Quiet Rivers May Hum Long Songs"
        desk.newsroom.write("articles/9.yaml", f"id: 9\ntitle: {odd}\n")
        text = CLUSTER.replace(SUBSTORIES[2], odd)
        done = desk.paste(text, *DATE)
        assert odd in [told.headline for told in desk.record(FILE).substories]
        assert max(c for c, said in done.guesses("substory") if odd in said) > 0.9


class TestArticle:
    def test_topics_title_text_and_hashtags_come_apart(self, desk):
        done = desk.paste(ARTICLE, name="article-7340.txt")
        assert (done.code, done.error) == (0, "")
        article = desk.record("articles/7340.md")
        assert article.topics == ("Energy", "Ports & ships", "Shore Power")
        assert article.title == "Rotterdam Sets Aside €180 Million to Plug Ferries Into the Grid"
        assert article.tags == ("Rotterdam", "ferries", "shore power", "E.U. climate rules")
        assert article.featured
        assert (article.id, article.excerpt, article.republish) == ("7340", None, False)

    def test_spaces_that_were_lost_between_sentences_are_put_back(self, desk):
        done = desk.paste(ARTICLE, name="article-7340.txt")
        text = desk.record("articles/7340.md").text
        assert not re.search(r"[a-z0-9]\.[A-Z]", text)
        assert "a fund of the E.U. and the lines" in text
        assert len(done.guesses("lost-space")) == 5
        assert (
            text.split()
            == ARTICLE.split("\n")[2]
            .replace(".It", ". It")
            .replace(".The", ". The")
            .replace(".Critics", ". Critics")
            .replace(".Yet", ". Yet")
            .replace(".Money", ". Money")
            .split()
        )

    def test_the_text_is_never_published(self, desk):
        desk.paste(ARTICLE, name="article-7340.txt")
        desk.newsroom.write(
            "clusters/2025-02-07-x.md",
            "---\nheadline: X\ndate: 2025-02-07\narticles: [7340]\n---\nOne [7340].\n",
        )
        assert desk.newsroom.build().published is not None
        page = desk.newsroom.read("articles/7340/index.html")
        assert "Shore Power" in page
        assert "hopeful" not in "".join(map(str, desk.newsroom.files().values()))

    def test_without_an_id_it_is_refused(self, desk):
        done = desk.paste(ARTICLE)
        assert (done.code, done.files) == (1, {})
        assert "error[no-id]: this article has no id, and none is made up" in done.error
        assert [*desk.paste(ARTICLE, "--id", "7340").files] == ["articles/7340.md"]

    def test_topics_that_nobody_knows_are_parted_by_their_capitals(self, desk):
        desk.newsroom.write("topics.yaml", "- {id: chips, name: Chips}\n")
        done = desk.paste(ARTICLE, "--id", "7340")
        assert desk.record("articles/7340.md").topics == ("Energy", "Ports & ships", "Shore Power")
        assert {confidence for confidence, _ in done.guesses("topic")} == {0.55}

    def test_a_stub_is_not_overwritten_and_the_way_out_is_named(self, desk):
        desk.paste(CLUSTER, *DATE, "--stubs")
        done = desk.paste(ARTICLE, "--id", "7340")
        assert (done.code, done.files) == (1, {})
        assert 'there is a record "7340" already, in content/articles/7340.yaml' in done.error
        assert "delete that record first if it is a stub" in done.error


class TestTogether:
    def test_an_article_and_the_cluster_that_cites_it_need_no_stub_of_it(self, desk):
        file = desk.newsroom.root / "a-7340.txt"
        file.write_text(ARTICLE, "utf-8")
        other = desk.newsroom.root / "c.txt"
        other.write_text(CLUSTER, "utf-8")
        done = desk.run(str(other), str(file), *DATE, "--stubs")
        assert "articles/7340.md" in done.files
        assert "articles/7340.yaml" not in done.files
        assert desk.newsroom.build().published is not None

    def test_both_in_one_paste_come_apart_at_the_hashtags(self, desk):
        done = desk.paste(ARTICLE + CLUSTER, *DATE, name="paste-7340.txt")
        assert sorted(done.files) == ["articles/7340.md", FILE]
        assert desk.record("articles/7340.md").featured
        assert desk.record(FILE).headline == HEADLINE

    def test_one_refusal_keeps_all_from_being_written(self, desk):
        good = desk.newsroom.root / "c.txt"
        good.write_text(CLUSTER, "utf-8")
        bad = desk.newsroom.root / "b.txt"
        bad.write_text("One line\n", "utf-8")
        done = desk.run(str(good), str(bad), *DATE)
        assert (done.code, done.files) == (1, {})
        assert "Not imported: nothing was written" in done.error
