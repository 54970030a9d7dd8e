"""The house: which module may import which, who knows which package, how long a file may be.

The floors are read from docs/architecture.md, so that the page and the code cannot part.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "briefs"

ARCHITECTURE = PACKAGE.parent / "docs/architecture.md"

PACKAGES = {
    "click": "cli commands console invocation repository",
    "rich": "console",
    "distributed": "dask_workers",
    "feedgen": "syndication",
    "lxml": "syndication",
    "fontTools": "pdf",
    "weasyprint": "pdf",
    "jinja2": "setting templates",
    "markupsafe": "setting templates",
    "markdown_it": "commonmark",
    "mdit_py_plugins": "commonmark",
    "pydantic": "schema",
    "pydantic_core": "shapes",
    "rapidfuzz": "suggest",
    "slugify": "permalinks",
    "yaml": "events",
}
WITHOUT_IN_AND_OUT = {"", "__main__", "stages"}
MAX_LINES = 300


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def floors() -> dict[str, tuple[int, int]]:
    """The floor of each module, from the lowest, and its room there.

    In the table of the page a `·` parts rooms, of which the first may import from the later ones;
    `folder/*` are all modules of a folder that are not named themselves.
    """
    table = ARCHITECTURE.read_text("utf-8").split("## Floors", 1)[1].split("|---|---|", 1)[1]
    rows = [line.split("|")[2] for line in table.strip().split("\n\n")[0].splitlines()]
    found: dict[str, tuple[int, int]] = {}
    folders: dict[str, tuple[int, int]] = {}
    for floor, row in enumerate(reversed(rows)):
        for room, names in enumerate(reversed(row.split("·"))):
            for name in re.findall(r"`([a-z_/*]+)`", names):
                known = folders if name.endswith("/*") else found
                known[name.removesuffix("/*").replace("/", ".")] = (floor, room)
    for folder, order in folders.items():
        below = [module for module in MODULES if module.startswith(f"{folder}.")]
        found = dict.fromkeys([folder, *below], order) | found
    return found


ORDER = {**floors(), "__main__": (99, 0)}


def imports(name: str) -> Iterator[str]:
    """The modules and packages that a module imports, wherever in it that stands."""
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            found = node.module or ""
            below = [f"{found}.{alias.name}" for alias in node.names]
            are_modules = [path.removeprefix("briefs.") in MODULES for path in below]
            yield from (
                path if is_module else found
                for path, is_module in zip(below, are_modules, strict=True)
            )


def own_imports(name: str) -> set[str]:
    return {path.removeprefix("briefs.") for path in imports(name) if path.startswith("briefs.")}


def test_every_module_stands_on_a_floor():
    assert set(ORDER) - {"stages"} == set(MODULES) - {"", "stages"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_what_stands_below_it(name):
    """So no stage imports another, and no output imports another."""
    known = {other for other in own_imports(name) if other in ORDER}
    assert own_imports(name) - {"__version__"} == known
    own = ORDER.get(name, (-1, 0))
    assert set() == {other for other in known if ORDER[other] >= own}


def test_each_package_is_known_by_one_module_but_click_by_the_command_line():
    known: dict[str, set[str]] = {}
    for name in MODULES:
        for path in imports(name):
            package = path.split(".")[0]
            if package != "briefs" and package not in sys.stdlib_module_names:
                # A verb is nothing without click, so all of them together count as one module.
                known.setdefault(package, set()).add(re.sub(r"^commands\..*", "commands", name))
    assert {package: set(modules.split()) for package, modules in PACKAGES.items()} == known


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_can_be_read_in_one_sitting(name):
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_opens_by_saying_what_goes_in_and_what_comes_out(name):
    docstring = ast.get_docstring(ast.parse(MODULES[name].read_text("utf-8"))) or ""
    assert docstring
    if name not in WITHOUT_IN_AND_OUT:
        assert "\nIn:  " in docstring
        assert "\nOut: " in docstring


def test_check_starts_fast_for_it_imports_nothing_that_makes_bytes(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: News\nurl: https://example.org/\n")
    program = (
        "import sys; from briefs.cli import main\n"
        "code = main(['check', '-q', '-C', sys.argv[1]])\n"
        "heavy = {'weasyprint', 'jinja2', 'feedgen', 'lxml', 'distributed'} & set(sys.modules)\n"
        "print(code, sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
    )
    assert done.stdout == "0 []\n"
