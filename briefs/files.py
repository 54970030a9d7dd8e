"""Files: the content folder, read as if a stranger had sent it.

In:  a project folder.
Out: the text of each of its files, or why it is refused.

Links to elsewhere, pipes and devices are never opened; a file is UTF-8 without control characters.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from briefs.diagnostics import Diagnostic, Span, error
from briefs.shapes import hidden_in

MAX_BYTES = {".md": 1 << 18, ".yaml": 1 << 20, ".yml": 1 << 20, ".jsonl": 1 << 26, ".csv": 1 << 26}
"""The most bytes that a content file may have, by its ending: a page of prose, or many records."""

CONTENT = "content"
SITE = "site.yaml"
"""The folder of content, and the file in it that a project must have."""

_PIECE = (
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|/|$))"  # devices of Windows
    r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
)
ASSET_NAME = re.compile(rf"(?:{_PIECE}/)*{_PIECE}", re.IGNORECASE | re.ASCII)
"""The name of an asset: one that any file system and any address can hold."""


def read_bytes(file: Path, path: str, limit: int) -> tuple[bytes, Diagnostic | None]:
    """The bytes of a regular file. `path` is how diagnostics name it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(file, flags | getattr(os, "O_BINARY", 0))
    except OSError as problem:
        reason = "it is a symbolic link" if file.is_symlink() else problem.strerror
        return b"", error("unreadable", f"this file cannot be read: {reason}", Span(path, 1, 1))
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        return b"", error("unreadable", "this is no regular file", Span(path, 1, 1))
    with os.fdopen(handle, "rb") as opened:
        if state.st_size > limit:
            size = f"{state.st_size:,} bytes, {limit:,} are allowed"
            return b"", error("too-large", f"this file is too large: {size}", Span(path, 1, 1))
        return opened.read(), None


def read_text(file: Path, path: str) -> tuple[str, Diagnostic | None]:
    """The text of a content file; its lines end as on Unix, and no byte order mark is left."""
    data, problem = read_bytes(file, path, MAX_BYTES.get(file.suffix, 1 << 18))
    if problem:
        return "", problem
    text, problem = decode(data, path)
    if problem:
        return "", problem
    if found := hidden_in(text):
        return "", error(
            "bad-character",
            f"the invisible character U+{ord(found[0]):04X} is not allowed",
            _span_of(text[: found.start()], path),
            "delete it; it is often pasted by accident",
        )
    return text, None


def decode(data: bytes, path: str) -> tuple[str, Diagnostic | None]:
    """The text of some bytes of UTF-8; its lines end as on Unix, and no byte order mark is left."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].decode("utf-8")
        return "", error(
            "not-utf8",
            f"byte {data[wrong.start]:#04x} is not UTF-8",
            _span_of(before, path),
            "save the file as UTF-8",
        )
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), None


def _span_of(before: str, path: str) -> Span:
    """The place of the character that follows a text."""
    last = before.rsplit("\n", 1)[-1]
    return Span(path, before.count("\n") + 1, len(last) + 1)
