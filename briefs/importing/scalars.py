"""Scalars: texts and lists as YAML that a person would have written.

In:  keys and values.
Out: lines of YAML: quotes only where they are needed, long texts folded, paragraphs as blocks.

Each form is read back before it is used, so that what is written is what is meant.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from briefs.nodes import read_yaml

WIDTH = 100
"""Columns of a line before a text is folded or a list is written one item a line."""

_PLAIN = re.compile(r"[\w$(][^\n]*")


def mapping(values: Mapping[str, Any], indent: str = "") -> list[str]:
    """The lines of keys and values: texts, flags, lists of texts, lists of mappings."""
    found = []
    for key, value in values.items():
        if isinstance(value, list):
            found += _sequence(key, value, indent)
        elif isinstance(value, bool):
            found.append(f"{indent}{key}: {str(value).lower()}")
        else:
            found += _text(key, str(value), indent)
    return found


def records(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines of a list of mappings."""
    found = []
    for item in items:
        first, *rest = mapping(item, "  ")
        found += [f"- {first[2:]}", *rest]
    return found


def _sequence(key: str, items: list[Any], indent: str) -> list[str]:
    """A list on one line if it fits, else one item a line; sub-stories always are."""
    words = [scalar(str(item), in_flow=True) for item in items]
    line = f"{indent}{key}: [{', '.join(words)}]"
    if key != "substories" and len(line) <= WIDTH:
        return [line]
    return [f"{indent}{key}:", *(f"{indent}  - {scalar(str(item))}" for item in items)]


def _text(key: str, text: str, indent: str) -> list[str]:
    """A text after its key: on the line, folded, or as a block."""
    lines = text.split("\n")
    if len(lines) == 1 and len(key) + len(text) <= WIDTH + 40:
        return [f"{indent}{key}: {scalar(text)}"]
    inner = indent + "  "
    folded = textwrap.wrap(
        text, WIDTH, break_long_words=False, break_on_hyphens=False, expand_tabs=False
    )
    forms = [[f"{key}: >-", *(inner + line for line in folded)]] if len(lines) == 1 else []
    forms.append([f"{key}: |-", *((inner + line) if line else "" for line in lines)])
    for form in forms:
        if read_yaml("\n".join(form) + "\n", "")[0] == {key: text}:
            return [indent + form[0], *form[1:]]
    return [f"{indent}{key}: {_escaped(text)}"]


def scalar(text: str, *, in_flow: bool = False) -> str:
    """A text on one line: plain, or in the quotes that it needs."""
    forms = [text] if _PLAIN.match(text) else []
    double = f'"{text}"' if '"' not in text and "\\" not in text else None
    single = "'" + text.replace("'", "''") + "'"
    forms += [double or single, single]
    for form in forms:
        read, problem = read_yaml(f"k: [{form}, x]" if in_flow else f"k: {form}\n", "")
        if problem is None and read == {"k": [text, "x"] if in_flow else text}:
            return form
    return _escaped(text)


def _escaped(text: str) -> str:
    """A text in double quotes, with escapes for all that would be lost."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    letters = [
        signs.get(sign)
        or (sign if sign.isprintable() else f"\\u{ord(sign):04x}" if ord(sign) < 65536 else sign)
        for sign in text
    ]
    return f'"{"".join(letters)}"'
