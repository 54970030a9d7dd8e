"""The house: which module may import which, who knows which package, how long a file may be.

The table of floors is the one of docs/architecture.md: a module imports only what stands on a lower
floor, or before it on its own.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "briefs"

FLOORS = (
    "diagnostics moments shapes model publication jobs",
    "files citations dates permalinks suggest executors manifest",
    "nodes sentences prose",
    "records schema locator references labels editions views templates pdf config",
    "stories frames",
    "stages.load stages.link stages.check stages.plan stages.render stages.publish",
    "outputs outputs.assets outputs.digest outputs.feeds outputs.lists outputs.pages outputs.sitemap",
    "pipeline",
    "cli __main__",
)
SIBLINGS = ("stages", "outputs")
PACKAGES = {
    "click": "cli",
    "rich": "cli",
    "feedgen": "outputs.feeds",
    "lxml": "outputs.feeds",
    "filelock": "stages.publish",
    "fontTools": "pdf",
    "weasyprint": "pdf",
    "jinja2": "templates",
    "markupsafe": "templates",
    "markdown_it": "prose",
    "mdit_py_plugins": "prose",
    "pydantic": "schema",
    "pydantic_core": "shapes",
    "rapidfuzz": "suggest",
    "slugify": "permalinks",
    "yaml": "nodes",
}
WITHOUT_IN_AND_OUT = {"", "__main__", "stages"}
MAX_LINES = 300


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}
ORDER = {
    name: (floor, place)
    for floor, names in enumerate(FLOORS)
    for place, name in enumerate(names.split())
}


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
    found = {path.removeprefix("briefs.") for path in imports(name) if path.startswith("briefs.")}
    return found - {""}


def test_every_module_stands_on_a_floor():
    assert set(ORDER) == set(MODULES) - {"", "stages"}


@pytest.mark.parametrize("name", sorted(ORDER))
def test_a_module_imports_only_what_stands_below_it(name):
    floor, place = ORDER[name]
    above = {
        other
        for other in own_imports(name)
        if ORDER[other] > (floor, place) or (ORDER[other][0] == floor and is_sibling(name, other))
    }
    assert set() == above


def is_sibling(name: str, other: str) -> bool:
    """Whether both are stages, or both outputs: these know nothing of each other."""
    return any(
        name.startswith(f"{folder}.") and other.startswith(f"{folder}.") for folder in SIBLINGS
    )


def test_each_package_is_known_by_one_module():
    known: dict[str, set[str]] = {}
    for name in MODULES:
        for path in imports(name):
            package = path.split(".")[0]
            if package != "briefs" and package not in sys.stdlib_module_names:
                known.setdefault(package, set()).add(name)
    assert {package: {module} for package, module in PACKAGES.items()} == known


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
    assert "0 []\n" == done.stdout
