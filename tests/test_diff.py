"""`briefs diff`: what it says is what subscribers see, and nobody is shown a story twice.

A subscriber is `feedparser` and the ids that it has seen: whatever edit is made, the comparison
before the build must say what the feed readers find after it.
"""

from __future__ import annotations

import json
import shutil

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.cli import main
from briefs.comparing import State
from briefs.report import Published
from tests.conftest import HOME

CLUSTER = "clusters/2025-02-06-chip-race.md"
SHOWN = {State.NEW, State.AGAIN, State.BACK}
"""What a feed reader meets for the first time in this feed."""

GONE = {State.AGED, State.EXPIRED, State.VANISHED}
FEEDS = {"atom.xml": "feed.xml", "corrections/atom.xml": "corrections/feed.xml"}


def add(newsroom, name, date, *lines, text="Its price has risen [43531]."):
    front = "\n".join([f"headline: The {name} market in figures", f"date: {date}", *lines])
    newsroom.write(f"clusters/{name}.md", f"---\n{front}\n---\n{text}\n")


def rename(newsroom, old, new):
    folder = newsroom.content / "clusters"
    (folder / f"{old}.md").rename(folder / f"{new}.md")


def states(comparison, path="atom.xml"):
    """The items of a feed that are not as they were, by the last part of their ids."""
    feed = next(feed for feed in comparison.feeds if feed.path == path)
    return {
        change.item.id.partition("cluster/")[2]: change.state.value
        for change in feed.changes
        if change.state != State.UNCHANGED
    }


def problems(newsroom):
    """The problems of the last comparison that are its own."""
    own = ("identity-lost", "item-vanished", "silent-edit")
    return [
        problem for problem in newsroom.diagnostics() if any(f"[{code}]" in problem for code in own)
    ]


def subscriber(site, path):
    """What a feed reader keeps of a feed, wherever the site lives: of each id what it shows."""
    feed = feedparser.parse((site / path).read_bytes())
    assert len({entry.id for entry in feed.entries}) == len(feed.entries), "an id comes twice"
    (itself,) = (link.href for link in feed.feed.links if link.rel == "self")
    root = itself.removesuffix(path)
    return {
        entry.id: (
            entry.title,
            entry.published,
            "updated" in entry.keys() and entry.updated,  # noqa: SIM118 (feedparser guesses one)
            entry.link.removeprefix(root),
            entry.content[0].value.replace(root, "/"),
        )
        for entry in feed.entries
    }


@pytest.fixture
def published(newsroom):
    """A newsroom of four stories, published, with nothing that names them by their ids."""
    newsroom.remove("editions")
    add(newsroom, "copper", "2025-02-05")
    add(newsroom, "tin", "2025-02-04", "corrections: [{at: 2025-02-10, text: It was zinc.}]")
    add(newsroom, "gold", "2025-02-03", text="Nobody knows why it rose so much [*].")
    newsroom.build()
    return newsroom


class TestItems:
    def test_nothing_has_changed(self, published):
        assert states(published.diff()) == {}
        assert problems(published) == []

    def test_a_new_story_is_new(self, published):
        add(published, "lead", "2025-02-07")
        assert states(published.diff()) == {"lead": "new"}

    def test_a_changed_headline_is_an_update_that_shows_both(self, published):
        published.edit("clusters/tin.md", "The tin market", "Our tin market")
        (feed, _) = published.diff().feeds
        (change,) = (one for one in feed.changes if one.state == State.UPDATED)
        assert change.was.title == "The tin market in figures"
        assert change.item.title == "Our tin market in figures"
        assert change.differs == ("headline",)

    def test_a_correction_updates_its_story_and_is_new_in_its_own_feed(self, published):
        published.edit(
            "clusters/copper.md", "date:", "corrections: [{at: 2025-03-01, text: Not so.}]\ndate:"
        )
        published.edit("clusters/copper.md", "has risen", "has fallen")
        comparison = published.diff()
        assert states(comparison) == {"copper": "updated"}
        assert states(comparison, "corrections/atom.xml") == {"copper/correction/2025-03-01": "new"}
        assert problems(published) == []

    def test_what_newer_ones_push_out_of_the_feed_is_said_quietly(self, published):
        published.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 4}")
        published.build()
        add(published, "lead", "2025-02-07")
        assert states(published.diff()) == {"lead": "new", "gold": "aged"}
        assert problems(published) == []

    def test_an_older_story_that_comes_into_a_longer_feed_is_not_called_new(self, published):
        published.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 2}")
        published.build()
        published.edit("site.yaml", "items: 2", "items: 4")
        assert states(published.diff()) == {"tin": "back", "gold": "back"}
        assert problems(published) == []

    def test_an_older_correction_that_comes_into_a_longer_feed_is_not_called_new(self, published):
        lines = "corrections: [{at: 2025-03-01, text: One.}, {at: 2025-03-02, text: Two.}]"
        published.edit("clusters/copper.md", "date:", f"{lines}\ndate:")
        published.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 1}")
        published.build()
        published.edit("site.yaml", "items: 1", "items: 2")
        assert states(published.diff(), "corrections/atom.xml") == {
            "copper/correction/2025-03-01": "back"
        }

    def test_a_story_that_has_expired_is_no_problem(self, published):
        published.edit("clusters/gold.md", "date:", "expires_at: 2025-12-31\ndate:")
        assert states(published.diff()) == {"gold": "expired"}
        assert problems(published) == []

    @pytest.mark.parametrize("line", ["draft: true", "publish_at: 2027-01-01"])
    def test_a_story_that_is_hidden_again_is_missed(self, published, line):
        published.edit("clusters/gold.md", "date:", f"{line}\ndate:")
        assert states(published.diff()) == {"gold": "vanished"}
        (problem,) = problems(published)
        assert problem.startswith("content/clusters/gold.md:1:1: error[item-vanished]")

    def test_a_deleted_story_is_missed_unless_it_had_been_retracted(self, published):
        published.remove("clusters/gold.md")
        assert states(published.diff()) == {"gold": "vanished"}
        (problem,) = problems(published)
        assert "error[item-vanished]" in problem
        add(
            published,
            "gold",
            "2025-02-03",
            "corrections: [{at: 2025-03-01, kind: retraction, text: N.}]",
        )
        published.build()
        published.remove("clusters/gold.md")
        published.diff()
        assert problems(published) == []

    def test_a_deleted_story_that_had_left_the_feed_is_not_missed_by_subscribers(self, published):
        published.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 2}")
        published.build()
        published.remove("clusters/gold.md")
        assert states(published.diff()) == {}
        assert problems(published) == []

    def test_a_correction_that_is_taken_away_is_missed(self, published):
        published.edit(
            "clusters/tin.md", "corrections: [{at: 2025-02-10, text: It was zinc.}]\n", ""
        )
        assert states(published.diff(), "corrections/atom.xml") == {
            "tin/correction/2025-02-10": "vanished"
        }
        assert "the correction of 2025-02-10 was published, and is gone" in problems(published)[0]


class TestIdentity:
    def test_a_renamed_file_is_found_out_and_the_line_mends_it(self, published):
        rename(published, "copper", "metals")
        assert states(published.diff()) == {"metals": "again"}
        (problem,) = problems(published)
        assert problem.startswith("content/clusters/metals.md:")
        assert "write `id: copper` into this file" in problem
        published.edit("clusters/metals.md", "date:", "id: copper\ndate:")
        assert states(published.diff()) == {}
        assert problems(published) == []

    def test_it_is_found_out_though_the_headline_and_the_date_are_others_too(self, published):
        text = (published.content / CLUSTER).read_text("utf-8")
        published.remove(CLUSTER)
        published.write(
            "clusters/provinces.md",
            text.replace("A Race for Chips", "Ports").replace("02-06", "02-05"),
        )
        assert states(published.diff()) == {"provinces": "again"}

    def test_another_story_in_the_place_of_a_deleted_one_is_not_taken_for_it(self, published):
        published.remove("clusters/gold.md")
        add(published, "silver", "2025-02-08", text="Demand grew in many places at once [51155].")
        published.edit(
            "clusters/silver.md", "The silver market in figures", "Why photographs need less of it"
        )
        assert states(published.diff()) == {"gold": "vanished", "silver": "new"}

    def test_two_files_that_changed_their_names_find_their_own(self, published):
        rename(published, "copper", "a")
        rename(published, "tin", "b")
        published.diff()
        found = "".join(problems(published))
        assert "write `id: copper`" in found.partition("clusters/b.md")[0]
        assert "write `id: tin`" in found.partition("clusters/b.md")[2]

    def test_a_new_slug_keeps_the_story(self, published):
        published.edit("clusters/copper.md", "date:", "slug: other\ndate:")
        (feed, _) = published.diff().feeds
        (change,) = (one for one in feed.changes if one.state != State.UNCHANGED)
        assert (change.state, change.differs[0]) == (State.UPDATED, "address")
        assert problems(published) == []

    def test_a_build_for_another_address_changes_nothing(self, published):
        assert states(published.diff(base_url="https://preview.example/pr-7/")) == {}
        assert problems(published) == []

    def test_a_new_host_is_found_out_once_and_the_line_mends_it(self, published):
        published.edit("site.yaml", "https://example.org/brief/", "https://new.example/")
        assert set(states(published.diff()).values()) == {"again"}
        (problem,) = problems(published)
        assert 'write `feeds: {authority: "example.org,2025"}`' in problem
        published.edit(
            "site.yaml", "editions:", 'feeds: {authority: "example.org,2025"}\neditions:'
        )
        assert states(published.diff()) == {}
        assert problems(published) == []

    def test_a_correction_whose_moment_was_changed_is_found_out(self, published):
        published.edit("clusters/tin.md", "at: 2025-02-10", "at: 2025-02-11")
        comparison = published.diff()
        assert states(comparison, "corrections/atom.xml") == {"tin/correction/2025-02-11": "again"}
        (problem,) = problems(published)
        assert "write `at: 2025-02-10` again" in problem


class TestSilentEdits:
    @pytest.mark.parametrize(
        ("old", "new", "drawn"),
        [
            ("at 3 nm", "at 2 nm", "aims at [-3-]{+2+} nm."),
            ("A Race for Chips", "The Race for Chips", "[-A-]{+The+} Race for Chips"),
            ("Shanghai bets on chips", "Shanghai bets on ships", "bets on [-chips-]{+ships+}"),
        ],
        ids=["summary", "headline", "substory"],
    )
    def test_other_words_are_drawn_where_they_changed(self, published, old, new, drawn):
        published.edit(CLUSTER, old, new)
        published.diff()
        (problem,) = problems(published)
        assert "warning[silent-edit]" in problem
        assert drawn in problem

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("tags: [Shanghai]", "tags: [Pudong]"),
            ("plans [51155][43531].", "plans [43531]."),
            ("Provinces roll", "*Provinces* roll"),
            ("3 nm [51155].", "3 nm [51155].\n"),
            ("date: 2025-02-06", "date: 2025-02-07"),
        ],
        ids=["tags", "citations", "emphasis", "lines", "date"],
    )
    def test_what_changes_no_words_is_no_edit(self, published, old, new):
        published.edit(CLUSTER, old, new)
        published.diff()
        assert problems(published) == []

    def test_a_mended_slip_is_a_note(self, published):
        published.edit(CLUSTER, "investment plans", "invesment plans")
        published.build()
        published.edit(CLUSTER, "invesment plans", "investment plans")
        published.diff()
        (problem,) = problems(published)
        assert "note[silent-edit]" in problem

    def test_an_older_correction_does_not_excuse_a_new_edit(self, published):
        published.edit("clusters/tin.md", "has risen", "has fallen")
        published.diff()
        assert "[-risen.-]{+fallen.+}" in problems(published)[0]

    def test_a_story_that_left_the_feed_long_ago_is_compared_as_well(self, published):
        published.edit("site.yaml", "editions: weekly", "editions: weekly\nfeeds: {items: 1}")
        published.build()
        published.edit("clusters/gold.md", "so much", "so little")
        assert states(published.diff()) == {}
        assert "[-much.-]{+little.+}" in problems(published)[0]

    def test_words_are_found_without_a_manifest_too(self, published):
        shutil.rmtree(published.output / ".briefs")
        published.edit("clusters/gold.md", "so much", "so little")
        comparison = published.diff()
        assert states(comparison) == {"gold": "updated"}
        (problem,) = problems(published)
        assert "[-much.-]{+little.+}" in problem

    def test_a_new_template_is_no_edit(self, published):
        templates = published.root / "templates/pages"
        shutil.copytree(HOME / "templates/pages", templates)
        page = templates / "cluster.html"
        page.write_text(page.read_text().replace("References", "Sources"))
        published.diff()
        assert problems(published) == []


class TestCommand:
    @pytest.fixture
    def run(self, published, capsys):
        def act(*options):
            code = main(["diff", "-C", str(published.root), "--clock", "2026-01-01", *options])
            out, error = capsys.readouterr()
            return code, out, error

        return act

    def test_it_says_what_becomes_of_the_items(self, published, run):
        add(published, "lead", "2025-02-07")
        published.edit("clusters/copper.md", "The copper market", "Our copper market")
        code, out, error = run()
        assert code == 0
        assert "warning[silent-edit]" in error
        assert out.splitlines()[1:] == [
            "atom.xml, feed.xml: 1 new, 1 updated, 3 unchanged",
            "  + new       The lead market in figures",
            "  ~ updated   The copper market in figures → Our copper market in figures (headline)",
            "corrections/atom.xml, corrections/feed.xml: 1 unchanged",
        ]

    def test_warnings_fail_when_they_are_to(self, published, run):
        published.edit("clusters/copper.md", "The copper market", "Our copper market")
        assert (run()[0], run("--strict")[0]) == (0, 1)

    def test_errors_fail(self, published, run):
        rename(published, "copper", "metals")
        assert run()[0] == 1

    def test_content_with_errors_is_not_compared(self, published, run):
        published.edit(CLUSTER, "[51155][43531]", "[51156]")
        code, out, error = run()
        assert (code, out) == (1, "Not compared: 1 error\n")
        assert "error[unknown-article]" in error

    def test_a_program_is_told_in_objects(self, published, run):
        rename(published, "copper", "metals")
        code, out, error = run("--format", "json")
        assert (code, error) == (1, "")
        objects = [json.loads(line) for line in out.splitlines()]
        (again,) = (one for one in objects if one.get("state") == "again")
        assert (again["feed"], again["path"]) == ("atom.xml", "clusters/metals/")
        assert again["was"]["id"] == "tag:example.org,2025:cluster/copper"
        (problem,) = (one for one in objects if one.get("code") == "identity-lost")
        assert (problem["path"], problem["severity"]) == ("content/clusters/metals.md", "error")

    @pytest.mark.parametrize("name", ["", ".briefs/manifest.json"])
    def test_the_published_site_may_lie_anywhere(self, published, run, tmp_path, name):
        published.output.rename(tmp_path / "live")
        add(published, "lead", "2025-02-07")
        code, out, _ = run("--against", str(tmp_path / "live" / name))
        assert code == 0
        assert "1 new, 4 unchanged" in out
        assert not published.output.exists()

    def test_without_a_published_site_there_is_nothing_to_compare_with(self, published, run):
        shutil.rmtree(published.output)
        published.output.mkdir()
        code, out, error = run()
        assert (code, out) == (3, "")
        assert "holds no site that briefs has built" in error

    def test_a_feed_that_is_damaged_is_said_to_be(self, published, run):
        (published.output / "atom.xml").write_text("<feed>")
        code, _, error = run()
        assert code == 3
        assert "atom.xml is no feed" in error

    def test_it_writes_nothing_into_the_site(self, published, run):
        before = published.files()
        add(published, "lead", "2025-02-07")
        run()
        assert before == published.files()


names = st.sampled_from("abcde")
edits = st.one_of(
    st.tuples(st.just("write"), names, st.integers(0, 5), st.integers(0, 3)),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("identify"), names, names),
    st.tuples(st.just("items"), st.integers(1, 4)),
    st.tuples(
        st.just("address"), st.sampled_from(["https://example.org/b/", "https://b.example/"])
    ),
)


def story(name, day, variant):
    """A story of one of four looks."""
    front = [f"headline: The {name} market {variant // 2}", f"date: 2025-02-0{day + 1}"]
    front += [f"slug: {name}-{variant}"] if variant == 1 else []
    front += (
        ["corrections: [{at: 2025-03-01, text: Not so., kind: retraction}]"] if variant == 2 else []
    )
    front += ["expires_at: 2025-06-01"] if variant == 3 else []
    return "---\n" + "\n".join(front) + f"\n---\nThe market of {name} has {variant} sides [*].\n"


def apply(newsroom, edit):
    """Make one edit."""
    kind, *values = edit
    file = newsroom.content / f"clusters/{values[0]}.md"
    if kind == "write":
        newsroom.write(f"clusters/{values[0]}.md", story(*values))
    elif kind == "delete" and file.exists():
        file.unlink()
    elif kind == "rename" and file.exists():
        file.rename(file.with_name(f"{values[1]}.md"))
    elif kind == "identify" and file.exists():
        text = file.read_text("utf-8").replace("---\n", f"---\nid: {values[1]}\n", 1)
        file.write_text(
            text if text.count("id:") == 1 else text.replace(f"id: {values[1]}\n", "", 1)
        )
    elif kind in {"items", "address"}:
        old = (newsroom.content / "site.yaml").read_text("utf-8")
        url = values[0] if kind == "address" else old.split("url: ")[1].split("\n")[0]
        items = values[0] if kind == "items" else old.split("items: ")[1].split("}")[0]
        newsroom.write("site.yaml", f"title: T\nurl: {url}\nfeeds: {{items: {items}}}\n")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_it_says_is_what_a_subscriber_sees(newsroom, steps, tmp_path_factory):
    root = tmp_path_factory.mktemp("steps") / "newsroom"
    shutil.copytree(newsroom.root, root)
    stepwise = type(newsroom)(root)
    stepwise.remove("editions")
    stepwise.write("site.yaml", "title: T\nurl: https://example.org/b/\nfeeds: {items: 3}\n")
    stepwise.build()
    for step in steps:
        for edit in step:
            apply(stepwise, edit)
        if stepwise.check().diagnostics and any("error[" in one for one in stepwise.diagnostics()):
            continue
        comparison = stepwise.diff()
        before = {path: subscriber(stepwise.output, path) for path in FEEDS}
        assert isinstance(stepwise.build().published, Published)
        for feed in comparison.feeds:
            old, new = before[feed.path], subscriber(stepwise.output, feed.path)
            said = {change.item.id: change.state for change in feed.changes}
            assert {id for id, state in said.items() if state in SHOWN} == new.keys() - old.keys()
            assert {id for id, state in said.items() if state in GONE} | {
                change.was.id for change in feed.changes if change.state == State.AGAIN
            } == old.keys() - new.keys()
            for id in old.keys() & new.keys():
                assert (said[id] == State.UPDATED) == (old[id] != new[id])
            assert [*new] == [change.item.id for change in feed.changes if change.item.id in new]
            assert new.keys() == subscriber(stepwise.output, FEEDS[feed.path]).keys()
    shutil.rmtree(root.parent)
