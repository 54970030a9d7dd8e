"""Templates: the one Jinja environment.

In:  the folder of the package's templates, and one of the publication's own that overrides it.
Out: a `Typesetter`: a view set in a template, a template's closure, a file beside the templates.

Everything is escaped unless the Markdown renderer made it: templates mark the fields that end in
`html` with the one filter `prose`. Content is a value here and never a template.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from briefs.fingerprints import fingerprint

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from briefs.setting import QuickEnvironment

    Kind = TypeVar("Kind", bound=Environment)


def package_folder() -> Path:
    """The templates that come with briefs: inside the wheel, or beside the package in a clone."""
    package = Path(__file__).resolve().parent
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"


class TemplateFault(Exception):
    """A template that cannot be set: its path, the line, and why."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path, self.line, self.reason = path, line, reason


def prose(html: str) -> Markup:
    """Let HTML through that `prose.py` made, and nothing else: it is the only such filter."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704 (its input is made by the Markdown renderer, which escapes)


class Templates:
    """Templates of one or two folders, the first one winning."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self.folders = folders

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with all files, since a worker may be where these folders are not."""
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> _Folders:
        """The folders by their names, each with its files."""
        return tuple((Path(name).name, tuple(_files_of(Path(name)))) for name in self.folders)

    @cached_property
    def _environment(self) -> Environment:
        """Jinja's own environment, which says what is wrong with a template."""
        from jinja2 import Environment

        return self._set_up(Environment)

    @cached_property
    def _quick(self) -> QuickEnvironment:
        """The environment that sets pages."""
        from briefs.setting import QuickEnvironment

        return self._set_up(QuickEnvironment)

    def _set_up(self, kind: type[Kind]) -> Kind:
        from jinja2 import FileSystemLoader, StrictUndefined

        environment = kind(
            loader=FileSystemLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        environment.filters["prose"] = prose
        return environment

    def compile(self) -> None:
        """Compile what pages and feeds are set in, before it is asked for. Raises TemplateFault."""
        for folder in ("pages", "feeds"):
            for name in self.names(folder):
                self._quick.get_template(name)

    def set(self, template: str, view: Any) -> str:
        """The text of a template, given the fields of a view. Raises TemplateFault."""
        return self.page(template, view).decode()

    def page(self, template: str, view: Any) -> bytes:
        """The same as it stands in a file."""
        values = vars(view)
        if template not in self._odd:
            try:
                return self._quick.bytes_of(template, values)
            except Exception:  # noqa: BLE001 (Jinja itself says what it is, or does not mind)
                self._odd.append(template)
        return self._set_plainly(template, values).encode()

    @cached_property
    def _odd(self) -> list[str]:
        """Templates that ask for what there may not be: `{% if story.mood is defined %}`."""
        return []

    def _set_plainly(self, template: str, values: Mapping[str, Any]) -> str:
        """The text of a template as Jinja itself has it. Raises TemplateFault."""
        from jinja2 import TemplateError, TemplateSyntaxError

        try:
            return self._environment.get_template(template).render(values)
        except (TemplateError, *_FAULTS) as problem:
            if isinstance(problem, TemplateSyntaxError):
                name, line = problem.name or template, problem.lineno
            else:
                name, line = self._scene(template, problem)
            if self._owner_of(name) == str(package_folder()):
                # A mistake in a template of ours is no fault of the editor's.
                raise
            raise self._fault(name, line, problem) from None

    def _scene(self, template: str, problem: Exception) -> tuple[str, int]:
        """The template and the line in which a problem arose: Jinja puts them in the traceback."""
        import traceback

        for frame in reversed(traceback.extract_tb(problem.__traceback__)):
            for folder in self.folders:
                if frame.filename.startswith(f"{folder}{os.sep}"):
                    return Path(frame.filename).relative_to(folder).as_posix(), frame.lineno or 1
        return template, 1

    def _fault(self, name: str, line: int, problem: Exception) -> TemplateFault:
        """A problem of a template, with the file as an editor knows it."""
        return TemplateFault(f"{Path(self._owner_of(name)).name}/{name}", line, str(problem))

    def _owner_of(self, name: str) -> str:
        """The folder that a template comes from."""
        return next((f for f in self.folders if Path(f, name).is_file()), self.folders[0])

    def read(self, name: str) -> bytes:
        """A file of the templates folders as it is. Raises FileNotFoundError."""
        for folder in self.folders:
            path = Path(folder, name)
            if path.is_file():
                return path.read_bytes()
        raise FileNotFoundError(name)

    def names(self, folder: str) -> list[str]:
        """The files below a folder of the templates, as names for `read`, in order."""
        found = set()
        for root in self.folders:
            base = Path(root)
            found |= {
                path.relative_to(base).as_posix()
                for path in (base / folder).rglob("*")
                if path.is_file()
            }
        return sorted(found)

    def closure(self, template: str) -> Mapping[str, str]:
        """The template and all that it extends, includes or imports, each with a fingerprint."""
        if template not in self._closures:
            self._closures[template] = self._close(template)
        return self._closures[template]

    @cached_property
    def _closures(self) -> dict[str, dict[str, str]]:
        return {}

    def _close(self, template: str) -> dict[str, str]:
        found: dict[str, str] = {}
        wanted = [template]
        while wanted:
            name = wanted.pop()
            if name not in found:
                text = self._text(name)
                found[name] = fingerprint(text)
                wanted += (match[1] or match[2] for match in _REFERENCE.finditer(text))
        return dict(sorted(found.items()))

    def _text(self, name: str) -> str:
        """The source of a template. Raises TemplateFault if it is missing or cannot be followed."""
        try:
            text = self.read(name).decode("utf-8")
        except FileNotFoundError:
            raise TemplateFault(f"templates/{name}", 1, "there is no such template") from None
        except UnicodeDecodeError:
            raise self._fault(name, 1, ValueError("this template is not UTF-8")) from None
        if computed := _COMPUTED.search(text):
            line = text.count("\n", 0, computed.start()) + 1
            raise self._fault(name, line, ValueError("a template is named by a text in quotes"))
        return text


_FAULTS = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What Python raises of a mistake in a template, beside what Jinja does."""

_COMPUTED = re.compile(r"""{%[-+]?\s*(?:extends|include|import|from)\s+[^"'\s]""")
_REFERENCE = re.compile(r"""{%[-+]?\s*(?:extends|include|import|from)\s+(?:"([^"]+)"|'([^']+)')""")
"""How a template names another. A computed name could be any, so what it reads is not known."""


_Folders = tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]


def _files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files below a folder, by name, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


@cache
def _unpacked(folders: _Folders) -> Templates:
    """The templates of another process, in a folder of this one; unpacked once, gone with it."""
    import shutil
    import tempfile
    from multiprocessing.util import Finalize

    home = Path(tempfile.mkdtemp(prefix="briefs-"))
    Finalize(None, shutil.rmtree, (home, True), exitpriority=0)
    found = []
    for number, (name, files) in enumerate(folders):
        found.append(home / str(number) / name)
        for path, content in files:
            file = found[-1] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return templates(tuple(map(str, found)))


@cache
def templates(folders: tuple[str, ...]) -> Templates:
    """The templates of these folders, one object a process."""
    return Templates(folders)
