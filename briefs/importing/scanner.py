"""Scanner: a paste read from its beginning to its end, each stretch claimed once.

In:  a paste.
Out: the values that were found, and the claims that say where each stretch went.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from briefs.diagnostics import Key
from briefs.importing.dated import read_date_line
from briefs.importing.drafts import Claim, Draft, Findings, Rule, Stub
from briefs.importing.pastes import Paste

_SIGNS = re.compile(r"(?:[^\w\n$€£¥]*\n)+")
_SPACE = re.compile(r"\s*")


@dataclass
class Scanner:
    """One paste; `at` is how far it was read, `end` how far it is to be read."""

    paste: Paste
    findings: Findings
    at: int = 0
    end: int = -1
    values: dict[str, Any] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.end < 0:
            self.end = len(self.paste.text)

    def claim(self, end: int, *keys: Key, rule: Rule = Rule.SAME) -> str:
        """Say what the text up to an offset has become, and go on there."""
        text = self.paste.text[self.at : end]
        if text.strip():
            self.claims.append(Claim(text, keys, rule))
        self.at = max(self.at, end)
        return text

    def skip_space(self) -> None:
        """Go on to the next character that is no white space."""
        found = _SPACE.match(self.paste.text, self.at, self.end)
        self.at = found.end() if found else self.at

    def skip_signs(self) -> None:
        """Go past lines that hold no word, such as a rule."""
        found = _SIGNS.match(self.paste.text, self.at, self.end)
        if found:
            self.claim(found.end(), rule=Rule.MARK)

    def line_end(self) -> int:
        """Where the line ends that is being read."""
        found = self.paste.text.find("\n", self.at, self.end)
        return found if found >= 0 else self.end

    def guess(self, start: int, end: int, code: str, confidence: float, message: str) -> None:
        """Add a guess about a stretch."""
        span = self.paste.span(start, end - start)
        self.findings.guess(span, code, confidence, message)

    def read_date(self, key: str) -> None:
        """A line that is a date, if there is one here."""
        self.skip_space()
        end = self.line_end()
        day = read_date_line(self.paste.text[self.at : end])
        if day and key not in self.values:
            self.guess(self.at, end, "date", 0.9, f"{key}: {day}, from a line of its own")
            self.values[key] = day
            self.claim(end, key, rule=Rule.DATE)
            self.skip_space()

    def draft(self, kind: type, made: frozenset[str], stubs: tuple[Stub, ...] = ()) -> Draft:
        """The record that was read."""
        source = (self.paste.text,)
        span = self.paste.span(0)
        return Draft(kind, self.values, source, tuple(self.claims), span, made, stubs)
