"""Rewriting: one file of an editor's put in the place of its older self, whole or not at all.

In:  the file, the bytes that were read from it, and the bytes that it is to have.
Out: the file with the new bytes; or a refusal, and the file as it is.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from briefs import files


class NotWrittenError(Exception):
    """A file that stays as it is; the message says why."""


def read(root: Path, path: str) -> bytes:
    """The bytes of a content file that may be rewritten. Raises NotWrittenError."""
    file = root / path
    if file.resolve() != root.resolve() / path:
        raise NotWrittenError("it lies behind a symbolic link")
    data, problem = files.read_bytes(file, path, files.MAX_BYTES.get(file.suffix, 1 << 18))
    if problem:
        raise NotWrittenError(problem.message)
    return data


def rewrite(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Replace a file that still holds `before`. Raises NotWrittenError.

    The new bytes are written beside it first, so that a kill leaves the one or the other.
    """
    file = root / path
    if not os.access(file, os.W_OK):
        raise NotWrittenError("it may not be written")
    handle, name = tempfile.mkstemp(prefix=".", suffix="~", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as beside:
            beside.write(after)
            beside.flush()
            os.fsync(handle)
        Path(name).chmod(stat.S_IMODE(file.stat().st_mode))
        _expect(root, path, before)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _expect(root: Path, path: str, before: bytes) -> None:
    """Refuse a file that somebody else has changed."""
    if read(root, path) != before:
        raise NotWrittenError("it has changed meanwhile")
