"""The table: sums an edition, and fits the terminal."""

from __future__ import annotations

import pytest

from briefs.report import ClusterTally
from briefs.reporting import table


def tally(edition: str, cluster: str = "a", **counts: int) -> ClusterTally:
    """A cluster of twelve sentences, nine of them cited, and what `counts` say instead."""
    one = ClusterTally(
        cluster, edition, f"content/clusters/{cluster}.md", 12, 9, 1, 2, 4, 6, 8, 1, 3
    )
    return ClusterTally(**(one._asdict() | counts))


MANY = [tally(f"2025-02-{day:02d}", f"c{day}") for day in range(28, 0, -1)]


def test_an_edition_has_the_sum_of_its_clusters() -> None:
    rows = list(table.lines([tally("2025-02-06"), tally("2025-02-06", "b", cited=10, bare=1)], ()))
    assert [row.split() for row in rows] == [
        ["sentences", "claims"],
        "edition clusters all cited marked bare coverage one article".split()
        + "found not found no text".split(),
        "2025-02-06 2 24 19 2 3 87% 8 16 2 6".split(),
    ]


def test_columns_are_aligned_and_groups_stand_over_theirs() -> None:
    groups, names, row = table.lines([tally("2025-02-06", sentences=1200, bare=1190)], ())
    assert groups.index("sentences") == names.index("  all")
    assert groups.index("claims") == names.index("found")
    for name, cell in (("all", "1,200"), ("coverage", "0%"), ("no text", " 3")):
        assert names.index(name) + len(name) == row.index(cell) + len(cell)


def test_several_editions_are_summed_up_below() -> None:
    rows = list(table.lines([tally("2025-02-07"), tally("2025-02-06")], ()))
    assert [row.split()[0] for row in rows[2:]] == ["2025-02-07", "2025-02-06", "all"]
    assert rows[-1].split()[1:4] == ["2", "24", "18"]


def test_old_editions_are_shown_where_something_is_wrong_with_them_or_on_demand() -> None:
    shown = [row.split()[0] for row in table.lines(MANY, {"content/clusters/c3.md"})][2:]
    newest = ["2025-02-28", "2025-02-27", "2025-02-26", "2025-02-25"]
    assert [*newest, "2025-02-03", "all", "23"] == shown
    *_, total, rest = table.lines(MANY, {"content/clusters/c3.md"})
    assert total.split()[1] == "28", "what is not shown is counted all the same"
    assert rest == "23 more editions with nothing wrong; -v shows all"
    assert len(list(table.lines(MANY, (), shows_all=True))) == 2 + 28 + 1


def test_coverage_is_cut_off_so_that_only_all_is_all() -> None:
    nearly = tally("2025-02-06", sentences=1000, cited=999, marked=0, bare=1)
    assert "99%" in list(table.lines([nearly], ()))[-1].split()
    assert nearly.coverage == 99.9
    assert tally("2025-02-06", sentences=9999, bare=1).coverage == 99.9
    assert tally("2025-02-06", sentences=0, cited=0, marked=0, bare=0).coverage == 100
    assert tally("2025-02-06", sentences=12, cited=9, marked=0, bare=3).coverage == 75.0


@pytest.mark.parametrize("width", [97, 80, 60, 48, 40])
def test_no_line_is_wider_than_the_terminal_and_no_column_is_lost(width: int) -> None:
    rows = list(table.lines(MANY[:3], (), width))
    assert max(map(len, rows)) <= width
    heads = " ".join(row for row in rows if row.startswith("edition"))
    assert all(column.name in heads for column in table.COLUMNS)
    assert len([row for row in rows if row.startswith("2025-02-28")]) == heads.count("edition")


def test_groups_of_columns_stay_together_where_they_can() -> None:
    rows = list(table.lines(MANY[:1], (), 80))
    assert rows[4].split() == ["edition", "found", "not", "found", "no", "text"]


def test_a_newsletter_without_clusters_has_no_table() -> None:
    assert list(table.lines([], ())) == []
