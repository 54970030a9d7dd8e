"""Building again: what changed is made anew, nothing else, and step by step is as at once.

Files that did not change are not even touched: they stay the same file on disk.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.cli import main
from briefs.templates import templates

CLUSTER = "clusters/2025-02-06-chip-race.md"
SENTENCE = "The province has plants of its own and means to build more of them. "
FEEDS = {"feed.xml", "atom.xml"}


def state(newsroom):
    """What a file system knows of every file of the output."""
    found = {}
    for file in newsroom.output.rglob("*"):
        if file.is_file():
            facts = file.stat()
            path = file.relative_to(newsroom.output).as_posix()
            found[path] = (facts.st_ino, facts.st_mtime_ns, file.read_bytes())
    return found


def touched(before, after):
    """The files that are not the same file as before, without the manifest."""
    paths = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return paths - {".briefs/manifest.json"}


def write_template(newsroom, name, text):
    """Write a template of the publication's own, or take it away.

    Templates are read once a process, as every build is one: here the next one must read anew.
    """
    own = newsroom.root / f"templates/pages/{name}.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        own.unlink(missing_ok=True)
    else:
        own.write_text(text)
    templates.cache_clear()


@pytest.fixture
def long_newsroom(newsroom):
    """A newsroom with four more clusters, months apart; its first has words below its blurb."""
    newsroom.edit(CLUSTER, "Zhejiang aims", SENTENCE * 8 + "\n\nZhejiang surely aims")
    newsroom.edit(CLUSTER, "3 nm [51155].", "3 nm [*].")
    for number in range(4):
        newsroom.write(
            f"clusters/s{number}.md",
            f"---\nheadline: Story {number}\ndate: 2024-0{number + 1}-01\ntags: [Other]\n"
            f"articles: [43531]\n---\nText of {number} [43531].\n",
        )
    newsroom.build()
    return newsroom


class TestEdits:
    def test_a_changed_word_rewrites_only_the_files_that_hold_it(self, long_newsroom):
        before = state(long_newsroom)
        long_newsroom.edit(CLUSTER, "surely", "probably")
        report = long_newsroom.build()
        page = "clusters/chip-race/index.html"
        assert {page, *FEEDS} == touched(before, state(long_newsroom))
        assert {page, *FEEDS} == set(report.published.written) <= set(report.reasons)
        assert report.reasons[page] == ("story",)
        assert report.reasons["feed.xml"] == ("items",)

    def test_a_changed_headline_rewrites_the_pages_that_show_it(self, long_newsroom):
        before = state(long_newsroom)
        long_newsroom.edit("clusters/s1.md", "headline: Story 1", "headline: A New Name")
        long_newsroom.build()
        assert {
            "index.html",
            "clusters/s1/index.html",
            "clusters/s0/index.html",  # its neighbours in time
            "clusters/s2/index.html",
            "editions/2024-w05/index.html",
            "archive/2024-01/index.html",  # in which its week begins
            "tags/other/index.html",
            "articles/43531/index.html",
            *FEEDS,
        } == touched(before, state(long_newsroom))

    def test_a_changed_article_rewrites_its_page_and_the_stories_that_cite_it(self, long_newsroom):
        before = state(long_newsroom)
        long_newsroom.edit("articles/51155.yaml", "China Targets", "China Aims At")
        report = long_newsroom.build()
        assert {"articles/51155/index.html", "clusters/chip-race/index.html", *FEEDS} == touched(
            before, state(long_newsroom)
        )
        assert report.reasons["articles/51155/index.html"] == ("article",)

    def test_a_changed_template_rewrites_the_pages_that_are_set_in_it(self, long_newsroom):
        write_template(long_newsroom, "404", "<h1>Lost</h1>")
        before = state(long_newsroom)
        report = long_newsroom.build()
        assert {"404.html"} == touched(before, state(long_newsroom))
        assert list(report.reasons) == ["404.html"]
        assert "template pages/404.html" in report.reasons["404.html"]

    def test_a_change_that_no_reader_sees_rewrites_nothing(self, long_newsroom):
        before = state(long_newsroom)
        long_newsroom.edit("clusters/s1.md", "headline: Story 1", "headline:   Story 1   # same")
        long_newsroom.edit("articles/43531.md", "The plan covers", "The plan now covers")
        report = long_newsroom.build()
        assert (set(), ()) == (touched(before, state(long_newsroom)), report.published.written)

    def test_a_file_that_came_out_the_same_is_not_rewritten(self, long_newsroom):
        """The comment of a template is in its fingerprint, and in no page."""
        write_template(long_newsroom, "page", "{# one #}<p>{{ title }}</p>")
        long_newsroom.build()
        before = state(long_newsroom)
        write_template(long_newsroom, "page", "{# two #}<p>{{ title }}</p>")
        report = long_newsroom.build()
        assert {"about/index.html"} == set(report.reasons)
        assert (set(), ()) == (touched(before, state(long_newsroom)), report.published.written)


class TestNothingToDo:
    def test_nothing_changed_touches_nothing(self, newsroom):
        newsroom.build()
        before = state(newsroom)
        folder = newsroom.output.stat()
        report = newsroom.build()
        assert before == state(newsroom)
        assert folder.st_ino == newsroom.output.stat().st_ino
        assert (report.published.written, report.published.pruned) == ((), ())
        assert len(before) - 1 == report.published.unchanged == sum(report.planned.values())

    def test_touching_content_changes_nothing(self, newsroom):
        newsroom.build()
        before = state(newsroom)
        for file in newsroom.content.rglob("*.*"):
            os.utime(file, (0, 0))
        newsroom.build()
        assert before == state(newsroom)

    @pytest.mark.parametrize("path", ["index.html", "feed.xml", "assets/mark.svg"])
    @pytest.mark.parametrize("is_lost", [True, False], ids=["lost", "edited"])
    def test_a_lost_or_edited_file_is_made_again(self, newsroom, path, is_lost):
        newsroom.build()
        before = newsroom.files()
        file = newsroom.output / path
        data = file.read_bytes()
        file.unlink()
        if not is_lost:
            file.write_bytes(data[:-1] + b"X")
        report = newsroom.build()
        assert {path: ("the file was lost or changed",)} == report.reasons
        assert before == newsroom.files()

    def test_a_lost_manifest_means_that_all_is_made_anew(self, newsroom):
        newsroom.build()
        before = newsroom.files()
        shutil.rmtree(newsroom.output)
        report = newsroom.build()
        assert set(before) == set(report.reasons)
        assert before == newsroom.files()


class TestRemovals:
    def test_a_deleted_cluster_takes_its_pages_with_it(self, long_newsroom):
        long_newsroom.remove("clusters/s3.md")
        report = long_newsroom.build()
        gone = {
            "clusters/s3/index.html",
            "editions/2024-w14/index.html",
            "archive/2024-04/index.html",
        }
        assert gone == set(report.published.pruned)
        assert not gone & set(long_newsroom.files())
        assert not (long_newsroom.output / "clusters/s3").exists()
        assert not [path for path, data in long_newsroom.files().items() if b"/s3/" in data]

    def test_a_refused_build_changes_not_one_byte(self, newsroom):
        newsroom.build()
        before = state(newsroom)
        newsroom.edit(CLUSTER, "[51155][43531]", "[51156]")
        assert newsroom.build().published is None
        assert before == state(newsroom)

    def test_files_that_briefs_did_not_make_stay(self, long_newsroom):
        foreign = {"CNAME": b"news.example", "clusters/s3/notes.txt": b"mine", "a/b/c.bin": b"\0"}
        for path, data in foreign.items():
            file = long_newsroom.output / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        (long_newsroom.output / "empty/folder").mkdir(parents=True)
        (long_newsroom.output / "link").symlink_to("CNAME")
        (long_newsroom.output / "linked-folder").symlink_to("a")
        long_newsroom.remove("clusters/s3.md")
        report = long_newsroom.build()
        assert report.published.written
        for path, data in foreign.items():
            assert data == (long_newsroom.output / path).read_bytes()
        assert not (long_newsroom.output / "clusters/s3/index.html").exists()
        assert (long_newsroom.output / "empty/folder").is_dir()
        assert (long_newsroom.output / "link").readlink() == Path("CNAME")
        assert (long_newsroom.output / "linked-folder").readlink() == Path("a")


# Edits that an editor, or the person at the site's folder, may make between two builds.

PICTURES = ("<svg/>", "<svg></svg>")
TOPICS = ("", "- {id: chips, name: Chips, aliases: [Semis]}\n- {id: ai, name: AI, parent: chips}\n")
SITES = (
    "title: The Small Brief\nurl: https://example.org/brief/\neditions: weekly\n",
    "title: The Other Brief\nurl: https://example.org/\neditions: weekly\nlanguage: ar\n",
    "title: The Small Brief\nurl: https://example.org/brief/\nfeeds: {items: 2}\n",
    "title: B\nurl: https://example.org/brief/\neditions: monthly\npages: {articles: false}\n",
)


def cluster(words: str, variant: int) -> str:
    """A cluster of one of eight looks; the eighth cites what is not there."""
    front = [f"headline: {words} {variant // 2}", f"date: 2025-0{1 + variant % 3}-0{1 + variant}"]
    front += [f"tags: [Tag {variant % 3}, shared]"] if variant % 2 else []
    front += ["topics: [Chips]"] if variant in {1, 4} else []
    front += ["thread: The Race"] if variant in {0, 3, 4, 6} else []
    front += ["draft: true"] if variant == 5 else []
    kind = {3: "update", 6: "retraction"}.get(variant)
    front += [f"corrections: [{{at: 2025-04-0{variant}, kind: {kind}, text: So.}}]"] if kind else []
    front += ["aliases: [/was/here/]"] if (words, variant) == ("b", 2) else []
    cited = "99999" if variant == 7 else ("51155" if variant % 2 else "43531")
    text = f"It says {variant} percent so [{cited}]. {words.upper()} [*].\n"
    return "---\n" + "\n".join(front) + f"\n---\n{text}"


names = st.sampled_from("abcd")
edits = st.one_of(
    st.tuples(st.just("write"), names, st.integers(0, 7)),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("article"), st.sampled_from(["title", "outlet", "tags"])),
    st.tuples(st.just("topics"), st.sampled_from(TOPICS)),
    st.tuples(st.just("site"), st.sampled_from(SITES)),
    st.tuples(st.just("asset"), st.sampled_from(PICTURES)),
    st.tuples(st.just("template"), st.sampled_from(["404", "page"]), st.booleans()),
    st.tuples(st.just("spoil"), st.integers(0, 50), st.booleans()),
)


def apply(newsroom, edit):
    """Make one edit."""
    kind, *values = edit
    file = newsroom.content / f"clusters/{values[0]}.md"
    if kind == "write":
        newsroom.write(f"clusters/{values[0]}.md", cluster(*values))
    elif kind == "delete" and file.exists():
        file.unlink()
    elif kind == "rename" and file.exists():
        file.rename(file.with_name(f"{values[1]}.md"))
    elif kind == "article":
        newsroom.write("articles/new.yaml", f"id: new\ntitle: {values[0]}\ntags: [{values[0]}]\n")
    elif kind in {"topics", "site"}:
        newsroom.write(f"{kind}.yaml", values[0])
    elif kind == "asset":
        newsroom.write("assets/map.svg", values[0])
    elif kind == "template":
        write_template(newsroom, values[0], f"<p>{values}</p>" if values[1] else None)
    elif kind == "spoil" and (files := sorted(newsroom.output.rglob("*.html"))):
        spoilt = files[values[0] % len(files)]
        spoilt.unlink()
        if values[1]:
            spoilt.write_text("spoilt")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(edits, min_size=1, max_size=8))
def test_step_by_step_is_the_same_as_at_once(newsroom, steps, tmp_path_factory):
    root = tmp_path_factory.mktemp("steps") / "newsroom"
    shutil.copytree(newsroom.root, root)
    stepwise = type(newsroom)(root)
    for step in steps:
        apply(stepwise, step)
        stepwise.build()
    for name in "abcd":  # A build that is refused leaves what was there, so the last must be fine.
        file = stepwise.content / f"clusters/{name}.md"
        if file.exists() and "99999" in file.read_text():
            file.unlink()
    report = stepwise.build()
    assert report.published is not None, report.diagnostics
    found = {**stepwise.files(), "": (root / "site/.briefs/manifest.json").read_bytes()}
    shutil.rmtree(stepwise.output)
    stepwise.build()
    assert {**stepwise.files(), "": (root / "site/.briefs/manifest.json").read_bytes()} == found
    shutil.rmtree(root.parent)


def test_a_project_that_was_moved_finds_its_assets_where_they_are_now(newsroom, tmp_path):
    newsroom.write("assets/a.txt", "a")
    newsroom.build()
    moved = newsroom.root.rename(tmp_path / "elsewhere")
    shutil.rmtree(moved / "site")
    assert main(["build", "-q", "-C", str(moved), "--pdf", "never", "--clock", "2026-01-01"]) == 0
    assert (moved / "site/assets/a.txt").read_text() == "a"


def test_an_old_address_may_become_a_file_and_a_file_a_folder(newsroom):
    cluster = "clusters/2025-02-06-chip-race.md"
    text = newsroom.root.joinpath("content", cluster).read_text("utf-8")
    for alias in ("/old.html/", "/old.html", "/old.html/", "/old.html"):
        newsroom.write(cluster, text.replace("---\n", f"---\naliases: [{alias}]\n", 1))
        newsroom.build()
        path = "old.html/index.html" if alias.endswith("/") else "old.html"
        assert "chip-race" in newsroom.read(path)
