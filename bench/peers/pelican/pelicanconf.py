"""Settings of the Pelican project of the benchmark. BENCH_CACHE=1 turns Pelican's caches on."""

import json
import os
from functools import cache
from typing import Any

SITENAME = "Bench Briefing"
SITEURL = "https://briefing.example"
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "site", "cache", "theme"
TIMEZONE, DEFAULT_LANG = "UTC", "en"
WITH_FUTURE_DATES = True
PLUGIN_PATHS, PLUGINS = ["."], ["filters"]

PAGE_PATHS: list[str] = []
STATIC_PATHS = ["assets"]
THEME_STATIC_PATHS: list[str] = []
ARTICLE_URL = "clusters/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "topics/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
DAY_ARCHIVE_URL = "editions/{date:%Y}-{date:%m}-{date:%d}/"
DAY_ARCHIVE_SAVE_AS = DAY_ARCHIVE_URL + "index.html"
MONTH_ARCHIVE_URL = "archive/{date:%Y}-{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL + "index.html"
CATEGORY_SAVE_AS = DRAFT_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "authors", "tags", "sitemap", "robots"]
ARCHIVES_SAVE_AS, AUTHORS_SAVE_AS = "archive/index.html", "topics/index.html"
TAGS_SAVE_AS = "tags/index.html"
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"
PAGINATED_TEMPLATES = {"tag": 30, "author": 30}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_RSS, FEED_MAX_ITEMS, RSS_FEED_SUMMARY_ONLY = "feed.xml", 20, False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

FORMATTED_FIELDS: list[str] = []
MARKDOWN = {"extensions": ["markdown.extensions.meta"], "output_format": "html5"}
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "auto_reload": False}


@cache
def facts(text: str) -> Any:
    """A line of JSON, read once. Settings are pickled, so this has to have a name."""
    return json.loads(text)


JINJA_FILTERS = {"facts": facts}

if os.environ.get("BENCH_CACHE"):
    CACHE_CONTENT = LOAD_CONTENT_CACHE = True
    CONTENT_CACHING_LAYER, CHECK_MODIFIED_METHOD, GZIP_CACHE = "generator", "mtime", False
