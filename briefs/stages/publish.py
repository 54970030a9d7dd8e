"""Publish: artifacts → the output folder, a whole generation at once.

In:  what was made anew, and what is kept of the last generation.
Out: the output folder, exchanged in one step for a new one beside it.

Killed at any moment, the output is the last whole generation. The generation before it is kept
beside the output, hidden: the next build brings it up to date by what has changed since, which
costs as much as the changes do. Equal files of the two are one file on the disk, so a file is never
written in place. Files that briefs did not make are carried over; one that stands where a new file
should be stops the build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath

from briefs.diagnostics import EnvironmentFault
from briefs.errands import errand
from briefs.exchange import exchange
from briefs.jobs import Artifact
from briefs.manifest import FILE, Entry, Manifest, folders_of, read_manifest, to_json
from briefs.report import Published


class OutputError(EnvironmentFault):
    """The output folder cannot be replaced; the message says why, and it is as it was."""


@contextmanager
def only_build(output: Path) -> Iterator[None]:
    """Keep other builds from this output folder. Raises OutputError if one is at work."""
    from filelock import FileLock, Timeout

    if output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file, not a folder")
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(_beside(output, "lock"), timeout=0):
            _recover(output)
            yield
    except Timeout:
        raise OutputError(f"another build is writing {output}") from None


def _beside(output: Path, role: str) -> Path:
    """A hidden path beside the output folder, on the same disk."""
    return output.with_name(f".{output.name}.{role}")


LARGE = 1 << 18
"""Bytes of a manifest from which on another process looks after an output: some thousand files."""


class Spare:
    """The generation beside a large output, looked after while nobody needs it yet.

    It is there but after a build of everything, or one that was killed. Then it is made of links to
    the files of the output. Its manifest comes last: without one it is no generation, and
    `Staging.open` throws it away. It ends with the build that began it, however that ends.
    """

    def __init__(self, output: Path) -> None:
        self._errand = None
        with suppress(OSError):
            if (output / FILE).stat().st_size > LARGE:
                self._errand = errand(partial(_look_after, output, os.getpid()))

    def are_as_left(self) -> bool:
        """Whether it and the output are known to be as a build left them; waits for the answer.

        Where they are not, files are looked at one by one, and linked.
        """
        return self._errand is not None and self._errand.went_well()

    def close(self) -> None:
        """Nobody needs it."""
        if self._errand is not None:
            self._errand.drop()


def _look_after(output: Path, builder: int) -> bool:
    """Whether the output and the generation beside it, which is made if need be, are as left."""
    spare = _beside(output, "next")
    before = read_manifest(output)
    if (spare / FILE).exists():
        return before.is_as_left() and read_manifest(spare).has_only_known()
    return _link_all(output, before, builder) and before.is_as_left()


def _link_all(output: Path, before: Manifest, builder: int) -> bool:
    """Make the generation beside an output equal to it, for as long as a build needs it."""
    spare = _beside(output, "next")
    if not before.files:
        return False
    try:
        _remove(spare)
        spare.mkdir()
        for path in (*before.files, FILE):
            if builder not in {os.getpid(), os.getppid()}:
                return False
            _link(f"{output}/{path}", f"{spare}/{path}")
    except OSError:
        return False
    return True


class Staging:
    """The next generation of an output folder, while it is put together beside it."""

    def __init__(self, output: Path, before: Manifest, *, are_as_left: bool) -> None:
        self._output = output
        self._before = before
        self._are_as_left = are_as_left
        self._folder = _beside(output, "next")
        self._held: Mapping[str, Entry] = {}
        self._foreign: frozenset[str] = frozenset()

    def open(self, paths: Iterable[str]) -> None:
        """Make the folder ready for `paths`. Raises OutputError if a foreign file is in the way."""
        wanted = frozenset(paths)
        self._foreign = frozenset(self._foreign_beside(wanted))
        for path in sorted(self._foreign & wanted):
            raise OutputError(
                f"{self._output / path} was not made by briefs and stands where a page "
                "should be: move it away, or choose another folder with -o"
            )
        held = read_manifest(self._folder)
        if self._are_as_left:
            held.believe()
        if held.files:
            # Until it is whole again it is no generation, and a build that dies leaves no doubt.
            (self._folder / FILE).unlink()
            for path in held.foreign:
                _remove(self._folder / path)
            # What is no longer wanted goes first: it may stand where a folder must be, or a file.
            for path in held.files.keys() - wanted:
                self._prune(path)
            self._held = held.files
        else:
            _remove(self._folder)
            self._folder.mkdir()
        for path in self._foreign:
            _carry(self._output / path, self._folder / path)

    def _foreign_beside(self, wanted: frozenset[str]) -> Iterator[str]:
        """What briefs did not make; a folder that it will write into as the files in it."""
        folders = folders_of(wanted) if self._before.foreign else set()
        for path in self._before.foreign:
            if path not in folders:
                yield path
                continue
            for folder, _, names in os.walk(self._output / path):
                below = Path(folder).relative_to(self._output)
                yield from ((below / name).as_posix() for name in names)

    def put(self, path: str, content: bytes) -> None:
        """Write one new file."""
        target = f"{self._folder}/{path}"
        if not self._held:
            # Nothing is there yet, and most pages have a folder of their own.
            _make_folder(target)
        try:
            handle = os.open(target, _ANEW, 0o666)
        except FileNotFoundError:
            _make_folder(target)
            handle = os.open(target, _ANEW, 0o666)
        except FileExistsError:
            os.unlink(target)  # noqa: PTH108 (per page)
            handle = os.open(target, _ANEW, 0o666)
        try:
            done = os.write(handle, content)
            while done < len(content):
                done += os.write(handle, memoryview(content)[done:])
        finally:
            os.close(handle)

    def publish(self, artifacts: Iterable[Artifact], keys: Mapping[str, str]) -> Published:
        """Complete the generation of `keys`, all its files, and put it in the output's place."""
        made = {artifact.path: artifact for artifact in artifacts}
        entries: dict[str, Entry] = {}
        equal: set[str] = set()
        for path, key in keys.items():
            old = self._before.files.get(path)
            new = made.get(path)
            if new is not None:
                entries[path] = Entry(key, new.print, new.size)
                if old is not None and old.print == new.print and path not in self._before.lost:
                    # It came out as it was, so the old file stays, with its times.
                    self._relink(path)
                    equal.add(path)
            elif old is not None:
                entries[path] = old if old.key == key else old._replace(key=key)
                held = self._held.get(path)
                if held is None or held.print != old.print:
                    self._relink(path)
        pruned = tuple(path for path in self._before.files if path not in entries)
        (self._folder / FILE).parent.mkdir(exist_ok=True)
        (self._folder / FILE).write_bytes(to_json(entries, self._foreign))
        exchange(self._folder, self._output)
        if self._before.lost:
            # The generation that was damaged must not come back with the next one.
            _remove(self._folder)
        written = tuple(path for path in made if path not in equal)
        sizes = {path: entry.size for path, entry in entries.items()}
        return Published(written, len(entries) - len(written), pruned, sizes)

    def _relink(self, path: str) -> None:
        """Let the new generation have the output's file."""
        with suppress(FileNotFoundError):
            os.unlink(f"{self._folder}/{path}")  # noqa: PTH108 (asked of every file)
        _link(f"{self._output}/{path}", f"{self._folder}/{path}")

    def _prune(self, path: str) -> None:
        """Take a file that is no longer wanted out, and the folders that held it alone."""
        (self._folder / path).unlink(missing_ok=True)
        for parent in PurePosixPath(path).parents:
            try:
                (self._folder / parent).rmdir()
            except OSError:
                break


_BINARY = getattr(os, "O_BINARY", 0)
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


def _make_folder(target: str) -> None:
    """Make the folder in which a file shall stand, unless it is there."""
    folder = target.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102 (per page)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (per page)


def _link(source: str, target: str) -> None:
    """Give a file a second name, or copy it where the disk has no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        _make_folder(target)
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:
            import shutil

            shutil.copy2(source, target, follow_symlinks=False)


def _carry(source: Path, target: Path) -> None:
    """Link a file, or a folder with all that it holds."""
    if source.is_symlink() or not source.is_dir():
        _link(str(source), str(target))
        return
    for folder, _, files in os.walk(source):
        below = target / Path(folder).relative_to(source)
        below.mkdir(parents=True, exist_ok=True)
        for name in files:
            _link(f"{folder}/{name}", f"{below}/{name}")


def _remove(path: Path) -> None:
    """Delete a file, or a folder with all that it holds, if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        # Most builds delete no folder, and need not import what does so.
        import shutil

        shutil.rmtree(path, ignore_errors=True)


def _recover(output: Path) -> None:
    """Mend what a build that was killed between two renames has left."""
    old = _beside(output, "old")
    if old.is_dir() and not output.exists():
        old.rename(output)
    _remove(old)
