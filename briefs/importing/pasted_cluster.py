"""Pasted cluster: a headline, sentences that cite articles, sub-headlines, and a count.

In:  the text of a cluster.
Out: the draft of its file. Its sub-stories are open: only an editor links them.
"""

from __future__ import annotations

import re

from briefs.importing.clues import Clues
from briefs.importing.drafts import Findings, Rule
from briefs.importing.glue import paragraphs
from briefs.importing.glued_topics import read_topics
from briefs.importing.hashtags import find_hashtags, read_hashtags, read_leading_flag
from briefs.importing.headlines import read_headline
from briefs.importing.known import Known
from briefs.importing.markdown import Written, markdown_of
from briefs.importing.pastes import Paste
from briefs.importing.scanner import Scanner
from briefs.importing.stubs import stubs_of
from briefs.importing.tails import find_tail, read_substories
from briefs.model import Cluster
from briefs.permalinks import slug_of

COUNT = re.compile(
    r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})\s+articles?\s+in\s+this\s+cluster[.!]?\s*\Z",
    re.IGNORECASE,
)


def read_cluster(
    paste: Paste, known: Known, id: str | None, date: str | None, findings: Findings
) -> None:
    """Read a pasted cluster. Raises RefusedPaste."""
    text = paste.text
    last, last_tags = find_hashtags(text, 0, len(text))
    count = COUNT.search(text[:last], max(0, last - 200))
    begin, tags = find_hashtags(text, 0, count.start()) if count else (last, [])
    scanner = Scanner(paste, findings, end=begin)
    read_leading_flag(scanner, has_flag=False)
    scanner.skip_signs()
    scanner.read_date("date")
    read_topics(scanner, known.topics)
    scanner.read_date("date")
    read_headline(scanner, "headline")
    scanner.read_date("date")
    tail, confidence = find_tail(text, scanner.at, begin)
    summary = text[scanner.at : tail]
    written = _read_summary(scanner, known, tail)
    clues = Clues(summary, written.cited_for(), known.titles)
    pieces = read_substories(scanner, begin, confidence, clues)
    scanner.end = len(text)
    read_hashtags(scanner, tags, has_flag=False)
    if count:
        scanner.claim(last, "article_count", rule=Rule.COUNT)
        number = count[1].replace(",", "")
        scanner.values["article_count"] = number
        scanner.guess(count.start(), count.end(), "count", 0.99, f"article_count is {number}")
    read_hashtags(scanner, last_tags, has_flag=False)
    _give_id_and_date(scanner, id, date)
    stubs = stubs_of(paste, written, pieces, known)
    made = frozenset({"id", "articles"} | ({"date"} if date else set()))
    findings.drafts.append(scanner.draft(Cluster, made, stubs))


def _read_summary(scanner: Scanner, known: Known, end: int) -> Written:
    """The prose up to an offset. Raises RefusedPaste if there is none."""
    paste, start = scanner.paste, scanner.at
    found = paragraphs(paste, start, end, scanner.findings)
    if not found:
        message = "there is no text below the headline"
        raise paste.refusal("no-text", message, min(start, len(paste.text) - 1))
    written = markdown_of(paste, start, found, known.articles, scanner.findings)
    scanner.claim(end, "summary")
    scanner.values["summary"] = written.text
    if written.cited:
        scanner.values["articles"] = list(written.cited)
    return written


def _give_id_and_date(scanner: Scanner, id: str | None, date: str | None) -> None:
    """The id and the date of a cluster. Raises RefusedPaste: a date is never invented."""
    paste, values = scanner.paste, scanner.values
    if id is None:
        values["id"] = slug_of(str(values["headline"]))
        message = f'the id is "{values["id"]}", made of the headline; --id gives another'
        scanner.guess(0, 1, "id", 0.9, message)
    else:
        values["id"] = id
    if date is None and "date" not in values:
        help = "add --date and the day that it is dated, such as --date 2025-02-06"
        raise paste.refusal("no-date", "this cluster has no date, and none is made up", help=help)
    if date is not None and values.setdefault("date", date) != date:
        message = f"the paste says {values['date']}, and --date {date}"
        raise paste.refusal("two-dates", message, help="leave out --date, or the line of the paste")
