"""Writing: drafts → files of content, all of them or none.

In:  drafts, and a project folder.
Out: new files. A file that exists is never written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefs import schema
from briefs.diagnostics import Diagnostic, Severity, Span
from briefs.files import MAX_BYTES
from briefs.importing.drafts import Draft, Stub
from briefs.importing.pastes import refusal
from briefs.importing.scalars import mapping, records
from briefs.model import Article, Cluster
from briefs.readers import CONTENT


@dataclass(frozen=True)
class NewFile:
    """A file to be written: its path below `content/`, its text, and what it was made of."""

    path: str
    text: str
    drafts: tuple[Draft, ...]
    is_stub: bool = False


def page_file(draft: Draft) -> NewFile:
    """The file of a cluster or an article: front matter, and its text. Raises RefusedPaste."""
    if draft.kind is Cluster:
        day = str(draft.values["date"])[:10]
        # The id is the file's name without its date.
        values = {key: value for key, value in draft.values.items() if key != "id"}
        return _page(draft, values, f"clusters/{day}-{draft.values['id']}", "summary")
    return _page(draft, draft.values, f"articles/{draft.values['id']}", "text")


def _page(draft: Draft, given: Mapping[str, Any], stem: str, body: str) -> NewFile:
    """A record with a text: Markdown if it is not too long, else YAML. Raises RefusedPaste."""
    values = _in_order(draft.kind, given)
    front = {key: value for key, value in values.items() if key != body}
    text = "\n".join(["---", *mapping(front), "---", values[body], ""])
    if len(text.encode()) <= MAX_BYTES[".md"]:
        return NewFile(f"{stem}.md", text, (draft,))
    text = "\n".join([*mapping(values), ""])
    if len(text.encode()) > MAX_BYTES[".yaml"]:
        limit = MAX_BYTES[".yaml"]
        message = f"this is too long for one file: {len(text.encode()):,} bytes of {limit:,}"
        raise refusal("too-large", message, draft.span, "cut it to what the story needs")
    return NewFile(f"{stem}.yaml", text, (draft,))


def list_file(stem: str, drafts: Sequence[Draft]) -> NewFile:
    """The file of a list of articles: YAML, or a JSON object a line if it is long."""
    items = [_in_order(Article, draft.values) for draft in drafts]
    text = "\n".join([*records(items), ""])
    if len(text.encode()) <= MAX_BYTES[".yaml"] // 4:
        return NewFile(f"articles/{stem}.yaml", text, tuple(drafts))
    lines = "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)
    return NewFile(f"articles/{stem}.jsonl", lines, tuple(drafts))


def stub_file(stub: Stub) -> NewFile:
    """The record of an article of which only the id is known.

    A likely title is told in a comment: readers see no guess, and no sub-story is linked by one.
    """
    likely = f' Likely "{stub.title}" ({stub.confidence:.2f}).' if stub.title else ""
    lines = [
        f"# A stub: only the id is known.{likely} Write the title, url, outlet and published.",
        *mapping({"id": stub.id, "title": f"Article {stub.id}"}),
        "",
    ]
    return NewFile(f"articles/{stub.id}.yaml", "\n".join(lines), (), is_stub=True)


def _in_order(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the order in which docs/content-format.md names their keys."""
    order = schema.keys_of(kind)
    if kind is Cluster:
        order = [key for key in order if key != "summary"] + ["summary"]
    elif "text" in values:
        order = [key for key in order if key != "text"] + ["text"]
    return {key: values[key] for key in order if key in values}


def hindrances(root: Path, files: Sequence[NewFile]) -> Iterator[Diagnostic]:
    """What keeps files from being written: one that exists, or a folder that leads elsewhere."""
    paths = [file.path for file in files]
    for path in dict.fromkeys(paths):
        target = root / CONTENT / path
        where = Span(f"{CONTENT}/{path}", 1, 1)
        if target.parent.is_symlink():
            message = f"{CONTENT}/{path.rpartition('/')[0]} is a symbolic link"
            yield Diagnostic(Severity.ERROR, "exists", message, where)
        elif target.exists() or target.is_symlink() or paths.count(path) > 1:
            message = "this file exists already" if target.exists() else "two files have this name"
            help = "an import never writes over a file: move it, or give the new record an --id"
            yield Diagnostic(Severity.ERROR, "exists", message, where, help)


def write_all(root: Path, files: Sequence[NewFile]) -> None:
    """Write new files, all or none. Raises FileExistsError and other OSErrors."""
    written: list[Path] = []
    try:
        for file in files:
            target = root / CONTENT / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as opened:
                written.append(target)
                opened.write(file.text)
                opened.flush()
                os.fsync(opened.fileno())
    except OSError:
        for target in written:
            with suppress(OSError):
                target.unlink()
        raise
