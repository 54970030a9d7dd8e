"""Sameness: one article has one record, or an editor's word that two are meant."""

from __future__ import annotations

import pytest

from tests.conftest import Newsroom

COPY = "id: copy\ntitle: Shanghai to Invest\nurl: https://www.news.example/shanghai/?utm_source=x\n"


def codes(newsroom: Newsroom) -> list[str]:
    return [problem.code for problem in newsroom.check().diagnostics]


def test_a_second_record_of_an_address_is_refused(newsroom: Newsroom) -> None:
    newsroom.write("articles/copy.yaml", COPY)
    assert codes(newsroom) == ["same-article"]


def test_following_the_patch_mends_it(newsroom: Newsroom) -> None:
    newsroom.write("articles/copy.yaml", COPY)
    newsroom.write(
        "clusters/other.md",
        "---\nheadline: Another\ndate: 2025-02-07\narticles: [copy]\n---\nA plan [copy].\n",
    )
    (drawn,) = newsroom.diagnostics()
    assert "write 43531 for copy at content/clusters/other.md:4:12" in drawn
    assert "write 43531 for copy at content/clusters/other.md:6:9" in drawn
    newsroom.remove("articles/copy.yaml")
    newsroom.edit("clusters/other.md", "articles: [copy]", "articles: [43531]")
    newsroom.edit("clusters/other.md", "plan [copy]", "plan [43531]")
    assert not codes(newsroom)


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("articles/copy.yaml", COPY + "same_as: [43531]\n"),
        (
            "articles/copy.csv",
            "id,title,url,same_as\ncopy,Copy,https://m.news.example/shanghai,43531;51155\n",
        ),
    ],
)
def test_an_editor_may_say_that_both_records_stay(
    newsroom: Newsroom, path: str, record: str
) -> None:
    newsroom.write(path, record)
    assert not codes(newsroom)


def test_the_word_of_the_first_record_counts_as_well(newsroom: Newsroom) -> None:
    newsroom.write("articles/copy.yaml", COPY)
    newsroom.edit("articles/43531.md", "id: 43531", "id: 43531\nsame_as: [copy]")
    assert not codes(newsroom)


def test_the_record_that_more_clusters_rest_on_is_kept(newsroom: Newsroom) -> None:
    newsroom.write("articles/copy.yaml", COPY)
    for number in (1, 2):
        text = f"---\nheadline: Plan {number}\ndate: 2025-02-07\n---\nA plan [@copy].\n"
        newsroom.write(f"clusters/plan-{number}.md", text)
    (drawn,) = newsroom.diagnostics()
    assert drawn.startswith("content/articles/43531.md:4:6: error[same-article]")
    assert "help: keep copy:" in drawn


def test_many_lines_to_change_are_counted_and_the_first_shown(newsroom: Newsroom) -> None:
    newsroom.write("articles/copy.yaml", COPY)
    text = "---\nheadline: Plan\ndate: 2025-02-07\n---\n" + "A plan [@copy]. " * 20
    newsroom.write("clusters/plan.md", text)
    (drawn,) = newsroom.diagnostics()
    assert drawn.count("write 43531 for copy") == 8
    assert "(20 places; 8 are shown)" in drawn


def test_a_front_page_is_no_articles_address(newsroom: Newsroom) -> None:
    records = "".join(f"- {{id: f{n}, title: F, url: https://front.example/}}\n" for n in range(3))
    newsroom.write("articles/front.yaml", records)
    assert not codes(newsroom)


def _syndicated(newsroom: Newsroom, same_as: str = "") -> None:
    title = "Shanghai pours ten billion dollars into chips"
    newsroom.write(
        "articles/copies.yaml",
        "".join(
            f"- {{id: c{n}, title: {title}, url: 'https://o{n}.example/{n}', outlet: O{n}"
            f"{same_as if n == 2 else ''}}}\n"
            for n in (1, 2, 3)
        ),
    )
    text = "---\nheadline: Plan\ndate: 2025-02-07\n---\nA plan [@c1; @c2; @c3].\n"
    newsroom.write("clusters/plan.md", text)


def test_copies_are_suggested_once_and_never_taken_for_one_silently(newsroom: Newsroom) -> None:
    _syndicated(newsroom)
    text = "---\nheadline: More\ndate: 2025-02-08\n---\nMore [@c1; @c2].\n"
    newsroom.write("clusters/more.md", text)
    assert codes(newsroom) == ["likely-syndicated"] * 2
    assert all("write `same_as: [c1]` in its record" in drawn for drawn in newsroom.diagnostics())


def test_copies_that_are_declared_are_not_suggested(newsroom: Newsroom) -> None:
    _syndicated(newsroom, ", same_as: [c1, c3]")
    assert not codes(newsroom)


def test_articles_that_no_cluster_has_together_are_not_compared(newsroom: Newsroom) -> None:
    _syndicated(newsroom)
    newsroom.remove("clusters/plan.md")
    assert not codes(newsroom)


def test_a_misshapen_record_may_be_named_by_same_as(newsroom: Newsroom) -> None:
    newsroom.write("articles/bad.yaml", "{id: bad, title: Bad, colour: red}\n")
    newsroom.edit("articles/43531.md", "id: 43531", "id: 43531\nsame_as: [bad]")
    assert codes(newsroom) == ["unknown-key"]
