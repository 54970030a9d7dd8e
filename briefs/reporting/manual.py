"""Manual: what docs/diagnostics.md says of each code.

In:  a code.
Out: its paragraph, as Markdown and as plain text.

The page for people is the only copy: the wheel brings it along inside the package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def page() -> Path:
    """The page: inside the wheel, or among the docs of a clone."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_docs" / "diagnostics.md"
    return inside if inside.is_file() else package.parent / "docs" / "diagnostics.md"


@cache
def paragraphs() -> Mapping[str, str]:
    """The Markdown below the heading of each code."""
    _, *parts = re.split(r"^### (\S+)\n", page().read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], (text.strip("\n") for text in parts[1::2]), strict=True))


def plain(code: str) -> str:
    """The paragraph as plain text: examples are indented."""
    lines = []
    is_example = False
    for line in paragraphs()[code].splitlines():
        if line.startswith("```"):
            is_example = not is_example
        elif line and is_example:
            lines.append(f"    {line}")
        else:
            lines.append(_LINK.sub(r"\1", line))
    return "\n".join(lines)


_LINK = re.compile(r"(?<![!`])\[([^\]]+)\]\([^)]*\.md[^)]*\)")
"""A link to another page; links in the paragraphs themselves are examples of content."""


def first_sentence(code: str) -> str:
    """How the paragraph begins, in one line of plain text."""
    first = plain(code).split("\n\n", 1)[0].replace("\n", " ")
    return re.split(r"(?<=\.)\s", first, maxsplit=1)[0]
