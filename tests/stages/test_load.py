"""Load: each file is read by itself, whatever else there is, and nothing is passed over."""

from __future__ import annotations

import os

import pytest

from briefs.entries import Corpus
from briefs.model import Article, Cluster, Config
from briefs.readers import read_file
from briefs.stages.load import Loaded
from tests.conftest import Newsroom


def loaded_of(newsroom: Newsroom) -> Loaded:
    """What the content holds, which must be without problems."""
    loaded = newsroom.load()
    assert not loaded.diagnostics
    return loaded


def cluster_of(newsroom: Newsroom, id: str) -> Cluster:
    """One cluster as written."""
    loaded = loaded_of(newsroom)
    entry = next(entry for entry in loaded.corpus.clusters if entry.id == id)
    return loaded.shelf.cluster(entry)


def article_of(newsroom: Newsroom, id: str) -> Article:
    """One article as written."""
    loaded = loaded_of(newsroom)
    entry = next(entry for entry in loaded.corpus.articles if entry.id == id)
    return loaded.shelf.article(entry)


STORY = "headline: A Second Story\ndate: 2025-02-05\n"


def test_the_base_is_read_whole(newsroom: Newsroom) -> None:
    loaded = loaded_of(newsroom)
    config, corpus = loaded.config, loaded.corpus
    assert isinstance(config, Config)
    assert (config.title, config.url) == ("The Small Brief", "https://example.org/brief/")
    assert (config.editions, config.language, config.timezone) == ("weekly", "en", "UTC")
    assert [article.id for article in corpus.articles] == ["43531", "51155"]
    assert [cluster.id for cluster in corpus.clusters] == ["chip-race"]
    assert [note.id for note in corpus.editions] == ["2025-w06"]
    assert [page.slug for page in corpus.pages] == ["about"]


@pytest.mark.parametrize(
    ("path", "id", "slug"),
    [
        ("clusters/2025-02-05-second-story.md", "second-story", "second-story"),
        ("clusters/second.md", "second", "second"),
        ("clusters/2025/02/deep.md", "deep", "deep"),
        ("clusters/2025-02-05-Second_Story.md", "Second_Story", "second-story"),
        ("clusters/2025-02-05.md", "2025-02-05", "2025-02-05"),
        ("clusters/Zweite Geschichte.md", "zweite-geschichte", "zweite-geschichte"),
    ],
)
def test_the_name_of_a_file_gives_id_and_slug(
    newsroom: Newsroom, path: str, id: str, slug: str
) -> None:
    newsroom.write(path, f"---\n{STORY}---\nText.\n")
    assert slug == cluster_of(newsroom, id).slug


def test_an_id_that_is_written_wins_and_gives_the_slug(newsroom: Newsroom) -> None:
    newsroom.write("clusters/second.md", f"---\nid: S2\n{STORY}---\nText.\n")
    newsroom.write("clusters/third.md", f"---\nid: S3\nslug: other\n{STORY}---\nText.\n")
    assert cluster_of(newsroom, "S2").slug == "s2"
    assert cluster_of(newsroom, "S3").slug == "other"


def test_a_cluster_is_the_same_in_markdown_and_in_yaml(newsroom: Newsroom) -> None:
    newsroom.write("clusters/second.md", f"---\n{STORY}---\nOne [51155].\n\nTwo [*].\n")
    markdown = cluster_of(newsroom, "second")
    newsroom.remove("clusters/second.md")
    newsroom.write("clusters/second.yaml", f"{STORY}summary: |\n  One [51155].\n\n  Two [*].\n")
    assert markdown == cluster_of(newsroom, "second")


def test_records_inline_are_articles_of_their_own(newsroom: Newsroom) -> None:
    newsroom.write(
        "clusters/second.md",
        f"---\n{STORY}articles:\n  - 51155\n  - {{id: memo, title: A memo}}\n---\nOne [memo].\n",
    )
    assert cluster_of(newsroom, "second").articles == ("51155", "memo")
    assert article_of(newsroom, "memo").title == "A memo"


def test_a_bare_headline_is_a_substory_that_is_not_linked_yet(newsroom: Newsroom) -> None:
    newsroom.write(
        "clusters/second.md",
        f"---\n{STORY}substories:\n  - An angle\n  "
        "- {headline: Told, text: 'So [51155].'}\n---\nText.\n",
    )
    bare, told = cluster_of(newsroom, "second").substories
    assert (bare.headline, bare.cluster, bare.articles, bare.text) == ("An angle", None, (), None)
    assert told.text is not None
    assert [cited.article for cited in told.text.citations] == ["51155"]


def test_the_body_of_an_article_is_its_text(newsroom: Newsroom) -> None:
    article = article_of(newsroom, "43531")
    assert article.text == "The plan covers semiconductors and artificial intelligence."
    assert not article.republish


@pytest.mark.parametrize("name", [".hidden.md", "~lock.md", "second.md~", ".git/config"])
def test_files_of_tools_are_left_alone(newsroom: Newsroom, name: str) -> None:
    newsroom.write(f"clusters/{name}", "not for us")
    assert len(loaded_of(newsroom).corpus.clusters) == 1


@pytest.mark.parametrize(
    "name", ["topics.yml", "clusters/a.txt", "clusters/a", "notes/a.md", "assets.md", "site.md"]
)
def test_nothing_else_is_passed_over_in_silence(newsroom: Newsroom, name: str) -> None:
    newsroom.write(name, "x\n")
    assert [problem.code for problem in newsroom.load().diagnostics] == ["unknown-file"]


def test_the_order_of_the_disk_does_not_matter(newsroom: Newsroom) -> None:
    for name in ("b", "a", "c"):
        newsroom.write(f"clusters/{name}.md", f"---\n{STORY}---\nText.\n")
    assert [one.id for one in loaded_of(newsroom).corpus.clusters] == ["chip-race", "a", "b", "c"]


def test_a_file_is_read_without_looking_at_another(newsroom: Newsroom) -> None:
    before = cluster_of(newsroom, "chip-race")
    name = "clusters/2025-02-06-chip-race.md"
    for other in ("articles", "editions", "pages", "site.yaml"):
        newsroom.remove(other)
    assert read_file(newsroom.root, name).values == (before,)


def test_an_empty_folder_wants_a_site(newsroom: Newsroom) -> None:
    newsroom.remove("")
    newsroom.content.mkdir()
    loaded = newsroom.load()
    assert loaded.config is None
    assert loaded.corpus == Corpus()
    assert [problem.code for problem in loaded.diagnostics] == ["missing-file"]


@pytest.mark.parametrize("text", [b"", b"\n", b"# later\n", b"---\n"])
def test_an_empty_site_file_is_said_to_lack_its_keys(newsroom: Newsroom, text: bytes) -> None:
    newsroom.write("site.yaml", text)
    report = newsroom.check()
    assert {problem.code for problem in report.diagnostics} == {"missing-key"}


def test_an_empty_cluster_file_is_said_to_lack_its_keys(newsroom: Newsroom) -> None:
    newsroom.write("clusters/second.yaml", "")
    assert {problem.code for problem in newsroom.check().diagnostics} == {"missing-key"}


def test_a_file_without_permission_is_named(newsroom: Newsroom) -> None:
    newsroom.write("clusters/second.md", f"---\n{STORY}---\nText.\n")
    (newsroom.content / "clusters/second.md").chmod(0)
    if os.access(newsroom.content / "clusters/second.md", os.R_OK):
        (newsroom.content / "clusters/second.md").unlink()
        (newsroom.content / "clusters/second.md").mkdir()
        (newsroom.content / "clusters/second.md/x").symlink_to("/etc/passwd")
    report = newsroom.check()
    assert {problem.code for problem in report.diagnostics} <= {"unreadable", "unknown-file"}
    assert report.diagnostics
