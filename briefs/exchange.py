"""Exchange: two folders change places, in one step where the system can.

In:  the paths of a new folder and of the one that it replaces.
Out: each stands where the other stood; a reader sees the one or the other, whole.

Linux does it by renameat2(2). Elsewhere it takes three renames through `.NAME.old`, and what is
left by a crash between them is mended by the next build.
"""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path


def exchange(new: Path, current: Path) -> None:
    """Put `new` in the place of `current`, and `current`, if it is there, in that of `new`."""
    if not current.exists():
        new.rename(current)
        return
    if _swap(new, current):
        return
    import shutil

    old = current.with_name(f".{current.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    current.rename(old)
    new.rename(current)
    old.rename(new)


_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def _swap(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False where that is not to be had."""
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
