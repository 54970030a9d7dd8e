"""Tools: how briefs and each peer are made to build the same corpus.

In:  a folder, a corpus, an installed peer.
Out: a `Tool`: a project on disk, what to remove before a cold build, the command, the output.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import content, convert
from bench.corpus import Corpus
from bench.install import Peer

ROOT = Path(__file__).resolve().parent.parent
BRIEFS = "briefs"
BUILD = (sys.executable, "-m", "briefs", "build", "--verbose")
CHECK = (sys.executable, "-m", "briefs", "check", "--verbose")


@dataclass(frozen=True)
class Tool:
    """One tool and its project.

    `sources` names what a cold build finds; all else in the folder is removed before it. `again`
    is what the environment has to say for a build to use what the last one left.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    output: Path
    sources: frozenset[str]
    env: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)

    def clean(self) -> None:
        """Leave the sources alone."""
        for item in self.folder.iterdir():
            if item.name in self.sources:
                continue
            if item.is_dir() and not item.is_symlink():
                shutil.rmtree(item)
            else:
                item.unlink()

    def source(self, corpus: Corpus, number: int) -> Path:
        """The file of the nth newest cluster."""
        if self.name == BRIEFS:
            return content.cluster_file(self.folder, corpus.head(number))
        return convert.cluster_file(self.folder, self.name, corpus.head(number))


def write_briefs(corpus: Corpus, folder: Path, options: Sequence[str] = ("--pdf", "never")) -> Tool:
    """A project of briefs, HTML and feeds alone unless the options say more."""
    shutil.rmtree(folder, ignore_errors=True)
    content.write_project(corpus, folder)
    return briefs_tool(folder, options)


def briefs_tool(folder: Path, options: Sequence[str] = ()) -> Tool:
    """Briefs, on a project that is there."""
    # A cache of the user's must be found neither by the first build nor by anyone afterwards.
    env = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / ".xdg"), "NO_COLOR": "1"}
    # Who installs a package has its modules compiled, as pip has done for the peers.
    env |= {"PYTHONDONTWRITEBYTECODE": ""}
    sources = frozenset({"content", "templates"})
    return Tool(BRIEFS, folder, (*BUILD, *options), folder / "site", sources, env)


_OUTPUTS = {"hugo": "public", "eleventy": "site", "pelican": "site"}


def write_peer(corpus: Corpus, peer: Peer, folder: Path) -> Tool:
    """A project of a peer."""
    shutil.rmtree(folder, ignore_errors=True)
    convert.write_project(corpus, peer.name, folder)
    if peer.modules:
        (folder / "node_modules").symlink_to(peer.modules)
    sources = frozenset(item.name for item in folder.iterdir())
    output = folder / _OUTPUTS[peer.name]
    env = {"HUGO_CACHEDIR": str(folder / ".cache")} if peer.name == "hugo" else {}
    again = {"BENCH_CACHE": "1"} if peer.name == "pelican" else {}
    return Tool(peer.name, folder, peer.command, output, sources, env, again)
