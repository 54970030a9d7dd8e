"""Canonical addresses: which web addresses lead to one article.

In:  an absolute http or https address, as an editor wrote or pasted it.
Out: its canonical form, without a scheme: `example.com/story?id=7`; equal for addresses that differ
     only in how they were found, never for two articles.

It is a key to compare by, never an address to link to. What may be content stays: a parameter is
left out only if the tables below know it, and a path loses `amp` only where an article is left.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

_ADDRESS = re.compile(
    r"(https?)://([^/?#:\[]+)(?::([0-9]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE
)

_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid yclid ysclid ttclid igshid igsh li_fat_id
    mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi __hstc __hssc __hsfp hsctatracking epik ef_id s_cid
    s_kwcid _openstat wickedid rb_clickid irclickid irgwc oly_enc_id oly_anon_id vero_id vero_conv
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid
    wt_mc wt_zmc wt.mc_id xtor cmpid ncid dicbo
    ns_campaign ns_mchannel ns_source ns_linkname ns_fee
    fb_action_ids fb_action_types fb_source fb_ref soc_src soc_trk guccounter guce_referrer
    guce_referrer_sig __twitter_impression __source ref ref_src ref_url referrer referer
    amp_js_v amp_gsa usqp
    """.split()
)
"""Parameters that say how a reader came, on any site."""

_TRACKING_FAMILIES = ("utm_", "mtm_", "matomo_", "hsa_")
"""Beginnings of parameters that nothing else has."""

_TRACKING_OF = {
    "bbc.co.uk": "ocid at_medium at_campaign at_link_id at_link_type at_link_origin at_format",
    "bbc.com": "ocid at_medium at_campaign at_link_id at_link_type at_link_origin at_format",
    "bloomberg.com": "sref srnd leadsource embedded-checkout",
    "economist.com": "fsrc",
    "ft.com": "sharetype",
    "linkedin.com": "trk trackingid",
    "medium.com": "source sk",
    "msn.com": "ocid cvid ei",
    "nytimes.com": "smid smtyp partner emc unlocked_article_code giftcopy referringsource",
    "reuters.com": "taid",
    "theguardian.com": "cmp",
    "twitter.com": "s t",
    "washingtonpost.com": "tid itid wpisrc wpmm pwapi_token",
    "wsj.com": "mod reflink st",
    "x.com": "s t",
    "youtube.com": "si feature pp ab_channel",
    "youtu.be": "si feature",
}
"""Parameters that say how a reader came on these sites, and may be content on others."""

_CONTENT_OF = {"github.com": "ref", "gitlab.com": "ref", "codeberg.org": "ref"}
"""Parameters that the table for all sites knows, but that are content here."""

_AMP_FLAGS = {"amp": ("", "1", "true"), "outputtype": ("amp",), "output": ("amp",)}
"""Parameters that ask for the AMP form of a page, with the values that do."""

_SECOND_LEVELS = frozenset("ac co com edu go gob gov ne net or org".split())
"""What stands before a country's ending where names are given out below it: `co.uk`."""

_INDEX = re.compile(
    r"/(?:index\.(?:html?|xhtml|shtml|php|aspx?|jsp)|default\.aspx?)$", re.IGNORECASE
)
_AMP_END = re.compile(r"(?:/amp|\.amp|\.amp\.html?)$", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_ODD = re.compile(r"[^!-$&-~]")  # what is no ASCII or not printed, and %
_GOOGLE_AMP = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
_AMP_CACHE = re.compile(r"/(?:[a-z]{1,2}/)?(s/)?(?=[^/]+\.[^/]+)")


def canonical(address: str) -> str:
    """The canonical form of an address; empty if it names no more than a site's front page."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return ""
    scheme, host, port, path, query, fragment = found.groups("")
    host = host.lower()
    if "amp" in path or host.endswith(".cdn.ampproject.org"):
        inner = _inside_a_cache(host, path)
        if inner:
            return canonical(f"{inner}{'&' if '?' in inner else '?'}{query}")
    if _ODD.search(path):
        path = _escaped(path)
    path = _plain_path(path)
    wanted = _wanted(query, host) if query else ""
    if fragment[:1] in {"!", "/"}:
        # A page that is put together by a script tells its articles apart here.
        wanted += f"#{fragment}"
    if not path and not wanted:
        return ""
    if port and port != ("443" if scheme.lower() == "https" else "80"):
        host += f":{port}"
    return f"{_site(host)}{path}{wanted}"


def _inside_a_cache(host: str, path: str) -> str:
    """The address of the page that a cache of AMP pages holds; empty if this is no such cache."""
    if host == "cdn.ampproject.org" or host.endswith(".cdn.ampproject.org"):
        rest = path
    elif path.startswith("/amp/") and _GOOGLE_AMP.fullmatch(host):
        rest = path.removeprefix("/amp")
    else:
        return ""
    found = _AMP_CACHE.match(rest)
    if found is None:
        return ""
    inner, mark, query = re.split("(%3f|$)", rest[found.end() :], maxsplit=1, flags=re.IGNORECASE)
    asked = f"?{unquote(query)}" if mark else ""
    return f"http{'s' if found[1] else ''}://{inner}{asked}"


def _plain_path(path: str) -> str:
    """A path without what leads to the same page: an index, a closing slash, a mark of AMP."""
    if path.endswith("/"):
        path = path.rstrip("/")
    elif "." in path[-6:]:
        path = _INDEX.sub("", path)
    return _without_amp(path) if "amp" in path.lower() else path


def _without_amp(path: str) -> str:
    """A path without its mark of AMP, if it still names an article then."""
    short = _AMP_END.sub("", path)
    if short != path and path[-4:].lower() == "html":
        short += ".html"
    if short.startswith("/amp/"):
        short = short.removeprefix("/amp")
    return short if _names_an_article(short) else path


def _names_an_article(path: str) -> bool:
    """Whether a path ends in what a section has not: several words, or a number."""
    last = path.rpartition("/")[2]
    return "-" in last or "_" in last or any(map(str.isdigit, last))


def _wanted(query: str, host: str) -> str:
    """The parameters that choose what is shown, in order."""
    kept = []
    for pair in query.replace("+", "%20").split("&"):
        name, _, value = pair.partition("=")
        if pair and not _is_tracking(name.lower(), value, host):
            kept.append(_escaped(pair) if _ODD.search(pair) else pair)
    return "?" + "&".join(sorted(kept)) if kept else ""


def _is_tracking(name: str, value: str, host: str) -> bool:
    """Whether a parameter says how a reader came, or how the page is shown, but not which page."""
    if name == "ref" and any(map(str.isdigit, value)):
        # The number of a document, as public bodies write it; what leads readers is a word.
        return False
    if name in _TRACKING or name.startswith(_TRACKING_FAMILIES):
        return name not in _parameters_of(_site(host)).content
    if name in _AMP_FLAGS:
        return value.lower() in _AMP_FLAGS[name]
    return name in _parameters_of(_site(host)).tracking


class _Parameters(NamedTuple):
    """What is content on one site, and what is tracking."""

    content: frozenset[str]
    tracking: frozenset[str]


@lru_cache(maxsize=4096)
def _parameters_of(site: str) -> _Parameters:
    """What is content, and what is tracking, on one site and those below it."""
    labels = site.partition(":")[0].split(".")
    names = [".".join(labels[index:]) for index in range(len(labels))]
    content = (word for name in names for word in _CONTENT_OF.get(name, "").split())
    tracking = (word for name in names for word in _TRACKING_OF.get(name, "").split())
    return _Parameters(frozenset(content), frozenset(tracking))


@lru_cache(maxsize=4096)
def _site(host: str) -> str:
    """A host without the labels that only say how it is shown: `www`, `m`, `mobile`, `amp`."""
    name, colon, port = host.partition(":")
    if not name.isascii():
        name = _ascii(name)
    labels = name.rstrip(".").split(".")
    while labels[0] in {"www", "m", "mobile", "amp"} and _is_a_site(labels[1:]):
        labels = labels[1:]
    if labels[1:2] == ["m"] and _is_a_site(labels[2:]):
        # As in en.m.wikipedia.org.
        del labels[1]
    return ".".join(labels) + colon + port


def _is_a_site(labels: list[str]) -> bool:
    """Whether labels are a whole domain, not only an ending such as `org` or `co.uk`."""
    if len(labels) == 2 and len(labels[1]) == 2:
        return labels[0] not in _SECOND_LEVELS
    return len(labels) > 1


def _ascii(host: str) -> str:
    """A host in other scripts as it is looked up (RFC 3490); as it is, if it cannot be one."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _escaped(text: str) -> str:
    """Percent-encoding in its normal form (RFC 3986): only where needed, in capitals, as UTF-8."""
    spelled = _ESCAPE.sub(_shortest, text)
    return quote(spelled, safe="%/?:@!$&'()*+,;=~-._[]{}|\\^`\"<>")


def _shortest(escape: re.Match[str]) -> str:
    """The character itself where it needs no escape; else the escape in capitals."""
    character = chr(int(escape[0][1:], 16))
    is_plain = character.isascii() and (character.isalnum() or character in "-._~")
    return character if is_plain else escape[0].upper()
