"""Plugin of the Pelican project of the benchmark: filters for its templates.

`cited` makes elements of the signs in a text; what the feed holds has been made by then. `card`
sets a story's card once, as it stands in several lists; `editions` are stories by day.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any

from pelican import signals  # type: ignore[import-not-found]

CITATION = re.compile(r"⸢(\d+) (\d+)⸣")
SENTENCE = re.compile(r"⸤(\d+) ([^⸣]+)⸣")


def cited(text: str, slug: str) -> str:
    """A text with its signs as elements."""
    text = CITATION.sub(
        rf'<sup class="cite" id="{slug}-c\1"><a href="#{slug}-r\2">\2</a>'
        r'<button popovertarget="card_\2" value="\2" aria-label="Reference \2"></button></sup>',
        text,
    )
    text = SENTENCE.sub(rf'<span id="{slug}-q\1" class="\2" data-number="\1">', text)
    return text.replace("⸥", "</span>")


def editions(articles: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Stories, newest first, by day."""
    days = groupby(articles, lambda article: article.date.date())
    return [(f"{day}", [*found]) for day, found in days]


def _add_filters(generator: Any) -> None:
    @cache
    def card(article: Any, level: int) -> Any:
        return generator.env.get_template("parts.html").module.card(article, level)

    generator.env.filters |= {"cited": cited, "editions": editions, "card": card}


def _cite_feed(_: Any, feed: Any) -> None:
    for item in feed.items:
        item["description"] = cited(item["description"], item["link"].split("/")[-2])


def register() -> None:
    """Called by Pelican."""
    signals.generator_init.connect(_add_filters)
    signals.feed_generated.connect(_cite_feed)
