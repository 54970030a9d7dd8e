"""Publish: artifacts → the output folder, a whole generation at once.

In:  what was made anew, what is kept, and the manifest of both.
Out: the output folder, exchanged in one step for a new one beside it.

Killed at any moment, the output is the last whole generation. Files that briefs did not make are
carried over; one that stands where a new file should be stops the build.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from briefs.jobs import Artifact, fingerprint
from briefs.manifest import FILE, Entry, Manifest, Parts


class OutputError(Exception):
    """The output folder cannot be replaced; the message says why, and it is as it was."""


@dataclass(frozen=True)
class Published:
    """What happened to the files of the output."""

    written: tuple[str, ...]
    unchanged: int
    pruned: tuple[str, ...]


@contextmanager
def only_build(output: Path) -> Iterator[None]:
    """Keep other builds from this output folder. Raises OutputError if one is at work."""
    from filelock import FileLock, Timeout

    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(_beside(output, "lock"), timeout=0):
            _recover(output)
            yield
    except Timeout:
        raise OutputError(f"another build is writing {output}") from None


def publish(
    artifacts: Iterable[Artifact], parts: Mapping[str, Parts], before: Manifest, output: Path
) -> Published:
    """Put the next generation in place. `parts` lists all of its files.

    Raises OutputError, and OSError if the disk fails; the output is then as it was.
    """
    made = {artifact.path: artifact.content for artifact in artifacts}
    pruned = tuple(path for path in before.files if path not in parts)
    if not made and not pruned:
        return Published((), len(parts), ())
    generation = _Generation(made, parts, before, output)
    staging = _beside(output, "new")
    try:
        generation.stage(staging)
        _exchange(staging, output)
    finally:
        # After the exchange this is the old generation, before it a half-made new one.
        shutil.rmtree(staging, ignore_errors=True)
    written = tuple(path for path in made if path not in generation.equal)
    return Published(written, len(parts) - len(written), pruned)


class _Generation:
    """The next generation of the output, while it is put together."""

    def __init__(
        self,
        made: Mapping[str, bytes],
        parts: Mapping[str, Parts],
        before: Manifest,
        output: Path,
    ) -> None:
        self._made = made
        self._before = before
        self._output = output
        self._entries = {
            path: Entry(found, fingerprint(made[path]), len(made[path]))
            if path in made
            else Entry(found, before.files[path].print, before.files[path].size)
            for path, found in parts.items()
        }
        self.equal = {path for path in made if self._is_as_before(path)}

    def _is_as_before(self, path: str) -> bool:
        """Whether a file that was made anew came out as it already is."""
        old = self._before.files.get(path)
        is_equal = old is not None and old.print == self._entries[path].print
        return is_equal and self._before.holds(self._output, path)

    def stage(self, staging: Path) -> None:
        """Build it in a folder; what is equal in the output is linked, not copied."""
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        self._carry_over(staging)
        folders = {staging}
        for path in [*self._entries, FILE]:
            target = staging / path
            if target.parent not in folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                folders.add(target.parent)
            if path == FILE:
                target.write_bytes(Manifest(self._entries).to_json())
            elif path in self._made and path not in self.equal:
                target.write_bytes(self._made[path])
            else:
                _link(self._output / path, target)

    def _carry_over(self, staging: Path) -> None:
        """Link the files that briefs did not make, and keep their folders."""
        ours = {*self._before.files, FILE}
        our_folders = {parent.as_posix() for path in ours for parent in PurePosixPath(path).parents}
        for folder, _, files in os.walk(self._output):
            below = Path(folder).relative_to(self._output)
            if below.as_posix() not in our_folders:
                (staging / below).mkdir(parents=True, exist_ok=True)
            for name in files:
                path = (below / name).as_posix()
                if path in ours:
                    continue
                if path in self._entries:
                    raise OutputError(
                        f"{self._output / path} was not made by briefs and stands where a page "
                        "should be: move it away, or choose another folder with -o"
                    )
                (staging / below).mkdir(parents=True, exist_ok=True)
                _link(self._output / path, staging / path)


def _beside(output: Path, role: str) -> Path:
    """A hidden path beside the output folder, on the same disk."""
    return output.with_name(f".{output.name}.{role}")


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the disk has no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(staging: Path, output: Path) -> None:
    """Swap the two folders: in one step where the system can, else in two that can be mended."""
    if not output.exists():
        staging.rename(output)
        return
    if _swap(staging, output):
        return
    old = _beside(output, "old")
    shutil.rmtree(old, ignore_errors=True)
    output.rename(old)
    staging.rename(output)
    old.rename(staging)


def _recover(output: Path) -> None:
    """Mend what a build that was killed between two renames has left."""
    old = _beside(output, "old")
    if old.is_dir() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)


_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def _swap(one: Path, other: Path) -> bool:
    """Exchange two paths in one step (Linux, renameat2(2)); False where that is not to be had."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(other))
