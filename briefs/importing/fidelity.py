"""Fidelity: the proof that a file holds every word of its paste, and no other.

In:  a draft, and the record that the project's own readers read back from its file.
Out: nothing, or a refusal that names the words that were lost or invented.

What the writer believes to have written has no part in it. The claims must be the paste again, end
to end; each value must be what its claims say; and a value without a claim must be declared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from briefs import schema
from briefs.importing.columns import FALSE, TRUE
from briefs.importing.dated import read_date, read_date_line
from briefs.importing.drafts import Claim, Draft, Keys, Rule
from briefs.importing.markdown import same_citations, words_of
from briefs.importing.pastes import RefusedPaste, bare, refusal
from briefs.model import Article, Cluster, Prose, SubStory
from briefs.moments import Moment

_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"[^\w]*[0-9]{1,4}[.)][^\w]*")
_COUNT = re.compile(r"([0-9][0-9,]*)articles?inthiscluster[.!]?", re.IGNORECASE)
_ONLY_PARAGRAPHS = re.compile(r"</?p>|\n")


def prove(draft: Draft, record: Article | Cluster) -> None:
    """Raises RefusedPaste unless a record holds the words of its paste."""
    claimed = bare("".join(claim.text for claim in draft.claims))
    source = bare("".join(draft.source))
    if claimed != source:
        raise _differ(draft, source, claimed)
    if record.id != draft.values["id"]:
        raise _differ(draft, str(draft.values["id"]), record.id)
    texts = dict(_texts(record, draft))
    by_keys = _by_keys(draft)
    for keys, text in texts.items():
        same = by_keys.get(keys, [])
        if not same and keys[0] not in draft.made:
            raise _differ(draft, "", text)
        pasted = "".join(claim.text for claim in same)
        is_date = any(claim.rule == Rule.DATE for claim in same)
        if same and not is_date and _plain(keys, pasted) != _plain(keys, text):
            raise _differ(draft, pasted, text)
    for claim in draft.claims:
        if not _is_kept(claim, texts, record):
            raise _differ(draft, claim.text, "")
    _prove_articles(draft, record)


def _by_keys(draft: Draft) -> dict[Keys, list[Claim]]:
    """The claims that make each value, in the order of the paste."""
    found: dict[Keys, list[Claim]] = {}
    for claim in draft.claims:
        if claim.rule in {Rule.SAME, Rule.DATE}:
            found.setdefault(claim.keys, []).append(claim)
    return found


def _plain(keys: Keys, text: str) -> str:
    """A text as it is compared: without white space; in a summary, one citation a bracket."""
    return same_citations(text) if keys == ("summary",) else bare(text)


def _texts(record: Article | Cluster, draft: Draft) -> Iterator[tuple[Keys, str]]:
    """All texts of a record, by the keys that lead to them; what is worked out of them left out."""
    for key in schema.keys_of(type(record)):
        value: Any = getattr(record, key)
        if isinstance(value, Prose):
            if "<" in _ONLY_PARAGRAPHS.sub("", value.html):
                raise _differ(draft, "", value.html)
            yield (key,), words_of(value)
        elif isinstance(value, Moment):
            yield (key,), (value.at or value.day).isoformat()
        elif isinstance(value, str) and key not in {"id", "slug"}:
            yield (key,), value
        elif key == "id" and "id" not in draft.made:
            yield (key,), str(value)
        elif isinstance(value, tuple) and not (key == "articles" and isinstance(record, Cluster)):
            for index, item in enumerate(value):
                if isinstance(item, SubStory):
                    yield (key, index, "headline"), item.headline
                else:
                    yield (key, index), str(item)


def _is_kept(claim: Claim, texts: Mapping[Keys, str], record: Article | Cluster) -> bool:
    """Whether what a claim says of its stretch is true of the record."""
    if claim.rule == Rule.MARK:
        return not _WORD.search(claim.text) or bool(_BULLET.fullmatch(claim.text))
    if claim.rule == Rule.COUNT:
        found = _COUNT.fullmatch(bare(claim.text))
        count = getattr(record, "article_count", None)
        return found is not None and int(found[1].replace(",", "")) == count
    if claim.rule == Rule.FLAG:
        return _is_flag(claim, record)
    if claim.rule == Rule.DOUBLED:
        return _letters(claim.text) == _letters(texts.get(claim.keys, ""))
    if claim.rule == Rule.DATE:
        day = read_date(claim.text) or read_date_line(claim.text)
        written: Moment | None = getattr(record, str(claim.keys[0]))
        return written is not None and day is not None and _same_day(day, written)
    return claim.keys in texts or not bare(claim.text)


def _is_flag(claim: Claim, record: Article | Cluster) -> bool:
    """Whether a flag is set as its word says; a cluster has no flag that a paste could set."""
    word = claim.text.strip().lstrip("#").lower()
    if not claim.keys:
        return word == "featured" and isinstance(record, Cluster)
    value: bool = getattr(record, str(claim.keys[0]))
    return value if word in TRUE or word == claim.keys[0] else not value and word in FALSE


def _same_day(day: str, written: Moment) -> bool:
    from briefs.moments import parse_moment

    return parse_moment(day) == written


def _letters(text: str) -> str:
    """The letters, figures and signs of money of a text, whatever their case."""
    return "".join(re.findall(r"[\w$€£¥%]", text.lower()))


def _prove_articles(draft: Draft, record: Article | Cluster) -> None:
    """Raises RefusedPaste unless the articles that a cluster lists are those that it cites."""
    if isinstance(record, Cluster):
        cited = dict.fromkeys(record.summary.cited)
        if [*cited] != [*record.articles]:
            raise _differ(draft, " ".join(cited), " ".join(record.articles))


def _differ(draft: Draft, pasted: str, written: str) -> RefusedPaste:
    """The refusal of a file whose words are not those of its paste."""
    before, after = Counter(_WORD.findall(pasted)), Counter(_WORD.findall(written))
    lost, invented = [*(before - after)][:10], [*(after - before)][:10]
    said = [f"lost: {' '.join(lost)}"] if lost else []
    said += [f"invented: {' '.join(invented)}"] if invented else []
    message = f"the file would not hold the words of the paste ({'; '.join(said) or 'their order'})"
    help = "nothing was written; put headline, text and labels on lines of their own, and try again"
    return refusal("words-differ", message, draft.span, help)
