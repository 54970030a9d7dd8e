"""Markdown: pasted paragraphs written so that they print as they were pasted.

In:  paragraphs of plain text, and the ids of the articles that exist.
Out: prose that the readers read back to the same words, and the articles that it cites.

A paragraph is written as it is if Markdown makes nothing of it; otherwise its signs are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from briefs import citations, prose, sentences
from briefs.importing.drafts import Findings
from briefs.importing.pastes import Paste, bare
from briefs.model import Prose

_SPACED = re.compile(r"\[\s*([0-9]{1,18}(?:[\s,;]+[0-9]{1,18})+)\s*\]")
_SEPARATOR = re.compile(r"[\s,;]+")
_NAMED = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9._-]{0,79})\]")
_GROUP = re.compile(r"\[@?[A-Za-z0-9._-]{1,80}(?:[,;]@?[A-Za-z0-9._-]{1,80})*\]")
_SIGNS = re.compile(r"[\\`*_\[\]<>&!~#]")
_OPENING = re.compile(r"(?:([-+=|:])|([0-9]{1,9})([.)]))")
_TAG = re.compile(r"</?p>|\n")


MANY_SIGNS = 200
"""Signs of Markdown in a paragraph that is escaped without a look at what they would do."""


@dataclass(frozen=True)
class Written:
    """Prose as it is written, as it is read, and the articles that it cites, each once."""

    text: str
    prose: Prose
    listed: frozenset[str]

    @property
    def cited(self) -> tuple[str, ...]:
        """The articles in the order in which they are first cited."""
        return tuple(dict.fromkeys(self.prose.cited))

    def cited_for(self) -> list[str]:
        """For each article the sentences that cite it."""
        found: dict[str, list[str]] = {id: [] for id in self.cited}
        for sentence in sentences.split(self.prose.html):
            ids = {self.prose.cited[index] for index in sentence.citations}
            for id in ids:
                found[id].append(sentence.text)
        return [" ".join(texts) for texts in found.values()]


def markdown_of(
    paste: Paste, offset: int, paragraphs: Sequence[str], known: Iterable[str], findings: Findings
) -> Written:
    """Write paragraphs that stand from an offset of a paste on."""
    text = "\n\n".join(paragraphs)
    existing = frozenset(known)
    named = {word for word in _NAMED.findall(text) if not word.isdigit()} & existing
    for word in sorted(named):
        message = f"[{word}] is a citation, since such an article exists"
        findings.guess(paste.span(offset), "citation", 0.9, message)
    listed = frozenset(named)
    written = "\n\n".join(_paragraph(_commas(part), listed) for part in text.split("\n\n"))
    for found in _SPACED.finditer(text):
        if not re.search("[,;]", found[1]):
            message = f"[{' '.join(found[1].split())}] cites each of these articles"
            findings.guess(paste.span(offset), "citation", 0.9, message)
    return Written(written, prose.read(written, listed).prose, listed)


def _commas(text: str) -> str:
    """Ids that share brackets, with commas between them."""
    return _SPACED.sub(lambda found: f"[{', '.join(_SEPARATOR.split(found[1]))}]", text)


def _paragraph(text: str, listed: frozenset[str]) -> str:
    """One paragraph, escaped if it must be."""
    # Markdown takes long over a great many signs, and would make something of them anyway.
    signs = len(_SIGNS.findall(_GROUP.sub("", text)))
    return text if signs < MANY_SIGNS and _is_plain(text, listed) else _escaped(text, listed)


def _is_plain(text: str, listed: frozenset[str]) -> bool:
    """Whether a paragraph is read back as it stands."""
    reading = prose.read(text, listed)
    if reading.flaws or _TAG.sub("", reading.prose.html).count("<"):
        return False
    return same_citations(text) == bare(words_of(reading.prose))


def _escaped(text: str, listed: frozenset[str]) -> str:
    """A paragraph all of whose signs are escaped; citations stay."""
    # A bracket that is followed by another kind of bracket would be read as a link.
    masked = citations.mask(text.replace("](", "]\\("), listed)
    signs = _SIGNS.sub(r"\\\g<0>", masked.text.replace("]\\(", "](").replace("⸣\\(", "⸣("))
    signs = signs.replace("](", "]\\(").replace("⸣(", "⸣\\(")
    opening = _OPENING.match(signs)
    if opening:
        at = opening.end() - 1
        signs = f"{signs[:at]}\\{signs[at:]}"
    return citations.unmask(signs, masked)


def words_of(read: Prose) -> str:
    """The text of a prose as readers see it, its citations in brackets."""
    filled = citations.MARK.sub(
        lambda mark: f"[{read.cited[int(mark[1])]}]",
        read.html.replace(citations.ANALYSIS_MARK, "[*]"),
    )
    return unescape(re.sub(r"<[^>]*>", " ", filled))


def same_citations(text: str) -> str:
    """A text without white space, whose citations are written one a bracket."""
    commas = bare(_commas(text))
    return _GROUP.sub(_apart, commas)


def _apart(group: re.Match[str]) -> str:
    """The citations of a group, if it is one."""
    ids = re.split("[,;]", group[0][1:-1])
    if len(ids) > 1 and not all(id.isdigit() or id.startswith("@") for id in ids):
        return group[0]
    return "".join(f"[{id.removeprefix('@')}]" for id in ids)
