"""Groups: things that are one with others, each group known by the first of its members.

In:  pairs that belong together, in any order.
Out: for each member the first of its group by name; joining holds both ways, from one to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Groups:
    """Things in groups; what nothing was joined with is a group of its own."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._next: dict[str, str] = {}
        for one, other in pairs:
            self.join(one, other)

    def first(self, name: str) -> str:
        """The first of the group that a thing is in."""
        while (ahead := self._next.get(name, name)) != name:
            # Each step is halved for the next who comes this way, so that no way is long.
            self._next[name] = self._next.get(ahead, ahead)
            name = ahead
        return name

    def join(self, one: str, other: str) -> bool:
        """Make one group of two; false if they are one already."""
        low, high = sorted((self.first(one), self.first(other)))
        self._next[high] = low
        self._next.setdefault(low, low)
        return low != high

    def __iter__(self) -> Iterator[str]:
        """All that was joined."""
        return iter([*self._next])
