"""Imports: pastes → new files of content, proven and then written.

In:  pastes, and what the editor wishes of them.
Out: an `Outcome`: the files, all guesses, and what is wrong. Where anything is, nothing is written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefs.diagnostics import Diagnostic, Place, Severity
from briefs.files import CONTENT, MAX_BYTES
from briefs.importing import outlines, tables
from briefs.importing.columns import read_rows
from briefs.importing.drafts import Draft, Findings, Guess, Stub
from briefs.importing.fidelity import prove
from briefs.importing.kinds import LISTS, Kind, find_kind, find_list_kind, parts_of
from briefs.importing.known import Known
from briefs.importing.pasted_article import read_article
from briefs.importing.pasted_cluster import read_cluster
from briefs.importing.pastes import Paste, RefusedPaste, refusal
from briefs.importing.writing import NewFile, list_file, page_file, stub_file
from briefs.model import Article, Cluster
from briefs.nodes import read_yaml
from briefs.permalinks import slug_of
from briefs.readers import read_file
from briefs.records import split_front_matter
from briefs.shapes import unprintable, unprintable_in

AUTO, LIST = "auto", "list"


@dataclass(frozen=True)
class Wishes:
    """What an editor says of pastes beside their text."""

    kind: str = AUTO
    date: str | None = None
    id: str | None = None
    stubs: bool = False


@dataclass
class Outcome:
    """What became of pastes: nothing is to be written where there are problems."""

    files: list[NewFile] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def import_all(pastes: Iterable[Paste], known: Known, wishes: Wishes) -> Outcome:
    """Make files of pastes, and prove that each holds its words. Nothing is written here."""
    outcome = Outcome()
    drafts: list[Draft] = []
    for paste in (part for whole in pastes for part in _parts(whole, wishes)):
        findings = Findings()
        try:
            outcome.files += _import(paste, known, wishes, findings)
        except RefusedPaste as refused:
            outcome.problems.append(refused.problem)
        else:
            drafts += findings.drafts
        outcome.guesses += findings.guesses
    outcome.problems += _taken(drafts, known)
    _add_stubs(outcome, drafts, known, wishes)
    outcome.guesses.sort(key=lambda guess: (guess.span.path, guess.span.line, guess.span.column))
    return outcome


def _import(paste: Paste, known: Known, wishes: Wishes, findings: Findings) -> list[NewFile]:
    """The files of one paste, proven. Raises RefusedPaste."""
    kind = _read(paste, known, wishes, findings)
    if kind in LISTS:
        stem = slug_of(Path(paste.name).stem) if paste.name != "-" else "imported"
        files = [list_file(stem, findings.drafts)]
    else:
        files = [page_file(draft) for draft in findings.drafts]
    for file in files:
        prove_file(file)
    return files


def _parts(paste: Paste, wishes: Wishes) -> list[Paste]:
    """The documents of a paste, if it was not said what it is."""
    if wishes.kind != AUTO or find_list_kind(paste):
        return [paste]
    return parts_of(paste)


def _read(paste: Paste, known: Known, wishes: Wishes, findings: Findings) -> Kind:
    """Read a paste as what it is. Raises RefusedPaste."""
    kind = _kind_of(paste, wishes, findings)
    if kind not in LISTS:
        _refuse_odd(paste)
    if kind == Kind.CLUSTER:
        read_cluster(paste, known, wishes.id, wishes.date, findings)
    elif kind == Kind.ARTICLE:
        read_article(paste, known, wishes.id, findings)
    elif kind == Kind.CSV:
        read_rows(tables.read_csv(paste), findings)
    elif kind == Kind.JSON:
        read_rows(tables.read_json_list(paste), findings)
    elif kind == Kind.JSONL:
        read_rows(tables.read_json_lines(paste), findings)
    elif kind == Kind.OPML:
        read_rows(outlines.read_opml(paste), findings)
    else:
        read_rows(outlines.read_addresses(paste), findings)
    if not findings.drafts:
        raise paste.refusal("empty", "there are no articles here")
    return kind


def _refuse_odd(paste: Paste) -> None:
    """Raises RefusedPaste for what is no pasted text: a book, or a file of content."""
    size, limit = len(paste.text.encode()), MAX_BYTES[".yaml"]
    if size > limit:
        message = f"this is too long for one record: {size:,} bytes, {limit:,} are allowed"
        raise paste.refusal("too-large", message, help="cut it to what the story needs")
    for found in unprintable_in(paste.text):
        raise paste.refusal("unprintable", unprintable(found[0]), found.start(), 20)
    split = split_front_matter(paste.text)
    front = read_yaml(split[0], paste.name)[0] if split else None
    if isinstance(front, dict) and {"headline", "title"} & front.keys():
        message = "this is a content file already"
        raise paste.refusal("own-format", message, help="copy it into content/")


_NAMES = {
    Kind.CLUSTER: "a cluster",
    Kind.ARTICLE: "an article",
    Kind.CSV: "a table of articles (CSV)",
    Kind.JSON: "a list of articles (JSON)",
    Kind.JSONL: "a list of articles (JSON Lines)",
    Kind.OPML: "a list of articles (OPML)",
    Kind.ADDRESSES: "a list of addresses",
}


def _kind_of(paste: Paste, wishes: Wishes, findings: Findings) -> Kind:
    """What a paste is, as it was said or as it looks. Raises RefusedPaste."""
    if wishes.kind in {Kind.CLUSTER, Kind.ARTICLE}:
        return Kind(wishes.kind)
    found = find_list_kind(paste) if wishes.kind == LIST else find_kind(paste)
    if found is None:
        message = "this is no list: neither CSV, JSON, JSON Lines, OPML nor addresses"
        raise paste.refusal("not-a-list", message)
    kind, confidence = found
    start = len(paste.text) - len(paste.text.lstrip())
    findings.guess(paste.span(start), "kind", confidence, f"this is {_NAMES[kind]}")
    return kind


def prove_file(file: NewFile) -> None:
    """Read a file back as a build does, and compare its words. Raises RefusedPaste."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / CONTENT / file.path
        target.parent.mkdir(parents=True)
        target.write_bytes(file.text.encode())
        reading = read_file(Path(folder), file.path)
    for problem in reading.diagnostics:
        span = file.drafts[_number_of(problem, len(file.drafts))].span
        raise refusal(problem.code, problem.message, span, problem.help)
    for draft, record in zip(file.drafts, reading.values, strict=True):
        prove(draft, record)


def _number_of(problem: Diagnostic, count: int) -> int:
    """The number of the record that has a problem: in a list, the first key of its place."""
    keys = problem.where.keys if isinstance(problem.where, Place) else ()
    first = keys[0] if keys else 0
    return first if isinstance(first, int) and first < count else 0


def _taken(drafts: Sequence[Draft], known: Known) -> list[Diagnostic]:
    """Ids that exist already, in the project or in an earlier paste."""
    found: list[Diagnostic] = []
    taken = {Cluster: dict(known.clusters), Article: dict(known.articles)}
    for draft in drafts:
        id = str(draft.values["id"])
        where = taken[draft.kind].setdefault(id, "")
        if where:
            message = f'there is a record "{id}" already, in {where}'
            help = "delete that record first if it is a stub; else give another --id, or leave it"
            found.append(Diagnostic(Severity.ERROR, "exists", message, draft.span, help))
        taken[draft.kind][id] = f"{draft.span.path}:{draft.span.line}"
    return found


def _add_stubs(outcome: Outcome, drafts: Sequence[Draft], known: Known, wishes: Wishes) -> None:
    """Records for what clusters cite and nobody has written, or a note for each."""
    written = {str(draft.values["id"]) for draft in drafts if draft.kind is Article}
    stubs: dict[str, Stub] = {}
    for draft in drafts:
        for stub in draft.stubs:
            if stub.id not in written:
                stubs.setdefault(stub.id, stub)
    for stub in stubs.values():
        if not wishes.stubs:
            message = f"{stub.id} is cited and has no record; --stubs writes one"
            outcome.notes.append(Diagnostic(Severity.NOTE, "no-record", message, stub.span))
            continue
        outcome.files.append(stub_file(stub))
        title = (
            f'the title of {stub.id} is "{stub.title}"' if stub.title else f"{stub.id} has no title"
        )
        message = f"{title}; its record is a stub"
        outcome.guesses.append(Guess(stub.span, "stub", stub.confidence, message))
