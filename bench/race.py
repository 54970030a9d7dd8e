"""Race: the tools in turn on one corpus, each scenario in each round.

In:  a size, the peers, folders.
Out: runs, added to `Results`.

Within a scenario the tools follow each other at once, and every second round in reverse, so that a
machine that speeds up or slows down does so for all of them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import edits, sites
from bench.content import write_site
from bench.corpus import Corpus
from bench.equality import differing
from bench.install import Peer
from bench.measure import Run, measure, measure_memory
from bench.results import CHECK, COLD, EDIT, MEMORY, SAME, TEMPLATE, Key, Results
from bench.tools import BRIEFS, ROOT, Tool, briefs_tool, write_briefs, write_peer
from bench.tools import CHECK as CHECK_COMMAND

REPEATED = 3
"""How often a round repeats what takes briefs a moment."""


def say(line: str) -> None:
    """A line of progress."""
    sys.stderr.write(f"bench: {line}\n")
    sys.stderr.flush()


@dataclass(frozen=True)
class Course:
    """Where races are run, how often, and with what seed."""

    folder: Path
    rounds: int
    seed: int
    results: Results

    def race(self, size: int, peers: Sequence[Peer]) -> None:
        """Measure briefs and the peers on a corpus of this size."""
        corpus = Corpus(size, self.seed)
        say(f"{size:,} clusters: writing projects")
        tools = [write_briefs(corpus, self.folder / f"{BRIEFS}-{size}")]
        tools += [write_peer(corpus, peer, self.folder / f"{peer.name}-{size}") for peer in peers]
        race = _Race(size, corpus, tools, self.results)
        # Where there is nobody to run beside, once is enough: it takes as long as all the rest.
        rounds = self.rounds if peers else 1
        for number in range(rounds):
            race.run_round(number, f"{size:,} clusters, round {number + 1} of {rounds}")
        race.watch_memory()
        for tool in tools:
            shutil.rmtree(tool.folder)

    def race_demo(self) -> None:
        """The project's own content, with everything on: the first build, and nothing to do."""
        folder = self.folder / "demo"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "content", folder / "content")
        tool = briefs_tool(folder)
        race = _Race(0, Corpus(1), [tool], self.results)
        for _ in range(self.rounds):
            race.run_cold(tool, "demo")
            race.run_same(tool, "demo")
        shutil.rmtree(folder)

    def race_variant(
        self,
        name: str,
        size: int,
        options: Sequence[str],
        *,
        articles: bool = False,
        evidence: bool = False,
    ) -> None:
        """Briefs alone, asked for more, cold and after an edit; under a name of its own."""
        corpus = Corpus(size, self.seed)
        folder = self.folder / "variant"
        tool = write_briefs(corpus, folder, options)
        write_site(folder, has_article_pages=articles, has_evidence=evidence)
        race = _Race(size, corpus, [tool], self.results, name)
        for number in range(min(2, self.rounds)):
            race.run_cold(tool, f"{size:,} clusters, {name}")
            race.run_edit(tool, number, f"{size:,} clusters, {name}")
            if evidence:
                race.run_check(tool, f"{size:,} clusters, {name}")
        shutil.rmtree(folder)


class _Race:
    """One corpus, and the tools that build it. `variant` is put behind our name in results."""

    def __init__(
        self,
        size: int,
        corpus: Corpus,
        tools: Sequence[Tool],
        results: Results,
        variant: str = "",
    ) -> None:
        self._size = size
        self._corpus = corpus
        self._tools = tools
        self._results = results
        self._variant = variant

    def run_round(self, number: int, title: str) -> None:
        """All scenarios, the tools in turn."""
        order = self._tools[::-1] if number % 2 else self._tools
        for tool in order:
            self.run_cold(tool, title)
        if number == 0:
            self._compare()
        for tool in order:
            if tool.again:
                measure(tool.command, tool.folder, {**tool.env, **tool.again})
            self.run_same(tool, title)
        for tool in order:
            self.run_edit(tool, number, title)
        for tool in order:
            if tool.name == BRIEFS:
                self._run_template(tool, number, title)
                self.run_check(tool, title)

    def watch_memory(self) -> None:
        """A cold build of each tool, looked at, and not timed."""
        for tool in self._tools:
            tool.clean()
            run = measure_memory(tool.command, tool.folder, tool.env)
            self._results.add(self._key(tool, MEMORY), [run])
            say(f"{self._size:,} clusters, memory: {tool.name} {run.tree / 1e6:,.0f} MB")

    def run_cold(self, tool: Tool, title: str) -> None:
        """Nothing is there but the sources."""
        tool.clean()
        self._note(tool, COLD, title, [measure(tool.command, tool.folder, tool.env)])
        key = (self._size, self._key(tool, COLD).tool)
        if key not in self._results.censuses:
            self._results.censuses[key] = sites.take_census(tool.output)

    def run_same(self, tool: Tool, title: str) -> None:
        """Nothing has changed since the last build."""
        count = REPEATED if tool.name == BRIEFS else 1
        self._note(tool, SAME, title, [self._build(tool) for _ in range(count)])

    def run_edit(self, tool: Tool, number: int, title: str) -> None:
        """A word has been added to one cluster; the first time, see which files were written."""
        with edits.one_word(tool, self._corpus, f"zzword{number}"), self._seeing(tool, EDIT):
            self._note(tool, EDIT, title, [self._build(tool)])
        if tool.name == BRIEFS:
            self._build(tool)

    def _run_template(self, tool: Tool, number: int, title: str) -> None:
        """A template has been changed that every cluster's page is made with."""
        edits.own_template(tool)
        self._build(tool)
        with edits.one_template(tool, f"zzword{number}"), self._seeing(tool, TEMPLATE):
            self._note(tool, TEMPLATE, title, [self._build(tool)])
        shutil.rmtree(tool.folder / "templates")
        self._build(tool)

    def run_check(self, tool: Tool, title: str) -> None:
        """Problems are looked for, and nothing is written."""
        self._note(tool, CHECK, title, [measure(CHECK_COMMAND, tool.folder, tool.env)])

    def _build(self, tool: Tool) -> Run:
        return measure(tool.command, tool.folder, {**tool.env, **tool.again})

    @contextmanager
    def _seeing(self, tool: Tool, scenario: str) -> Iterator[None]:
        """Note which files were written meanwhile, unless that is known."""
        key = self._key(tool, scenario)
        if key in self._results.rewritten:
            yield
            return
        before = sites.snapshot(tool.output)
        yield
        self._results.rewritten[key] = sites.difference(before, sites.snapshot(tool.output))

    def _compare(self) -> None:
        """See whether the peers' pages are the same as ours."""
        ours, *others = self._tools
        for tool in others:
            found = differing(self._corpus, ours.output, tool.output)
            self._results.differing[self._size, tool.name] = len(found)
            if found:
                say(f"{tool.name} differs in {len(found)} sampled pages: {found[0]}")

    def _key(self, tool: Tool, scenario: str) -> Key:
        name = f"{tool.name}, {self._variant}" if self._variant else tool.name
        return Key(self._size, name, scenario)

    def _note(self, tool: Tool, scenario: str, title: str, runs: list[Run]) -> None:
        self._results.add(self._key(tool, scenario), runs)
        walls = " ".join(f"{run.wall:.3f}" for run in runs)
        say(f"{title}: {tool.name} {scenario} {walls} s (calib {runs[0].calib:.0f} ms)")
