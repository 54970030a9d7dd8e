"""Groups: what is joined is one, both ways and from one to the next, however it came together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefs.groups import Groups

PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(PAIRS)
def test_the_order_of_the_pairs_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    one, other = Groups(pairs), Groups([pair[::-1] for pair in reversed(pairs)])
    assert [one.first(name) for name in "abcdefg"] == [other.first(name) for name in "abcdefg"]
    assert all(one.first(a) == one.first(b) <= min(a, b) for a, b in pairs)


def test_joining_says_whether_it_made_one_of_two() -> None:
    groups = Groups([("a", "b"), ("b", "c")])
    assert not groups.join("c", "a")
    assert groups.join("c", "d")
    assert groups.first("d") == "a"
    assert groups.first("z") == "z"


def test_a_chain_of_a_hundred_thousand_takes_no_time_and_no_stack() -> None:
    count = 100_000
    names = [f"{number:06}" for number in range(count)]
    groups = Groups(zip(names[1:], names, strict=False))
    backwards = Groups(zip(names[-2::-1], names[::-1], strict=False))
    assert {groups.first(name) for name in names} == {names[0]}
    assert {backwards.first(name) for name in names} == {names[0]}
