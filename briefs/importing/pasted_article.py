"""Pasted article: topics, a title, the text and its hashtags, as a page shows them.

In:  the text of an article.
Out: the draft of its record. The text is kept as `text`, which is never published.
"""

from __future__ import annotations

import re

from briefs.importing.drafts import Findings
from briefs.importing.glue import paragraphs
from briefs.importing.glued_topics import read_topics
from briefs.importing.hashtags import find_hashtags, read_hashtags, read_leading_flag
from briefs.importing.headlines import read_headline
from briefs.importing.known import Known
from briefs.importing.pastes import Paste
from briefs.importing.scanner import Scanner
from briefs.model import Article

_NUMBERED = re.compile(r"(?:.*[^0-9])?([0-9]{1,18})")


def read_article(paste: Paste, known: Known, id: str | None, findings: Findings) -> None:
    """Read a pasted article. Raises RefusedPaste."""
    begin, tags = find_hashtags(paste.text, 0, len(paste.text))
    scanner = Scanner(paste, findings, end=begin)
    read_leading_flag(scanner, has_flag=True)
    scanner.skip_signs()
    scanner.read_date("published")
    read_topics(scanner, known.topics)
    scanner.read_date("published")
    read_headline(scanner, "title")
    scanner.read_date("published")
    text = paragraphs(paste, scanner.at, begin, findings)
    if not text:
        raise paste.refusal("no-text", "there is no text below the title", scanner.at)
    scanner.values["text"] = "\n\n".join(text)
    scanner.claim(begin, "text")
    scanner.end = len(paste.text)
    read_hashtags(scanner, tags, has_flag=True)
    scanner.values["id"] = id or _id_of_name(paste, findings)
    findings.drafts.append(scanner.draft(Article, frozenset({"id"})))


def _id_of_name(paste: Paste, findings: Findings) -> str:
    """The number that a file's name ends in. Raises RefusedPaste if it has none."""
    stem = paste.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = _NUMBERED.fullmatch(stem)
    if found is None:
        message = "this article has no id, and none is made up"
        help = "add --id and the id by which it is cited"
        raise paste.refusal("no-id", message, help=help)
    message = f"the id is {found[1]}, from the name of the file"
    findings.guess(paste.span(0), "id", 0.8, message)
    return found[1]
