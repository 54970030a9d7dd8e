"""Shapes: the small forms that a written value may have, and what to tell an editor who missed one.

In:  a text as YAML, JSON or CSV gave it.
Out: the value, or a ShapeError whose message is a sentence for the editor.

`Checked` hands such a parser to pydantic without importing it, so that `model.py` knows no library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefs.moments import Moment, parse_moment


@dataclass(frozen=True)
class Checked:
    """Annotation: a field of this type is read by `parse`, which raises ShapeError."""

    parse: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell pydantic to call `parse` and nothing else."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.parse)


class ShapeError(ValueError):
    """A value that does not have its shape; `code` is the diagnostic's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f"  # control characters, which XML cannot hold
    "\u202a-\u202e\u2066-\u2069"  # direction overrides, which show a reviewer other text
    "\u2028\u2029"  # line breaks that YAML sees and a reviewer does not
    "\ud800-\udfff"  # halves of characters, which only an escape can write
    "\ufdd0-\ufdef\ufffe\uffff]"  # noncharacters, which citations.py uses inside
)
"""Characters that no content may hold, neither as they are nor as an escape."""


_SEEN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
"""The characters of ASCII that are none of them, in UTF-8."""


def hidden_in(text: str) -> re.Match[str] | None:
    """The first of these characters in a text."""
    # Of most texts nothing is left here, and of most others little.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _SEEN)
    if rest and HIDDEN.search(rest.decode("utf-8", "surrogatepass")):
        return HIDDEN.search(text)
    return None


def shown(value: Any) -> str:
    """A value of the wrong type, in words."""
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, list) else f'"{value}"'


def _text(value: Any, wanted: str) -> str:
    """The value if it is a text that says something."""
    if not isinstance(value, str):
        raise ShapeError("wrong-type", f"expected {wanted}, found {shown(value)}")
    said = value.strip()
    if not said:
        raise ShapeError("wrong-type", f"expected {wanted}, found an empty text")
    if len(said) > 2000 or not said.isascii():
        for found in unprintable_in(said):
            raise ShapeError("unprintable", unprintable(found[0]))
    return said


_ACCENT = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_TOWER = re.compile(f"{_ACCENT}{_ACCENT}{{8}}")
_UNPRINTABLE = re.compile(rf"\S{{2001}}|{_ACCENT}{{9}}")


def unprintable_in(text: str) -> Iterator[re.Match[str]]:
    """Words over 2,000 characters, and towers of accents: laying them out would take minutes."""
    has_words = (
        len(text) > 2000 and _longest(text.split("\n")) > 2000 and _longest(text.split()) > 2000
    )
    if has_words or (not text.isascii() and _TOWER.search(text)):
        yield from _UNPRINTABLE.finditer(text)


def _longest(pieces: list[str]) -> int:
    return max(map(len, pieces), default=0)


def unprintable(found: str) -> str:
    """What is wrong with a stretch of text that no page could hold."""
    if len(found) > 2000:
        return f'a word of over 2,000 characters cannot be printed: "{found[:20]}…"'
    return "more than eight accents on one letter cannot be printed"


def line(value: Any) -> str:
    """One line of text: a headline, a name, a tag. Runs of white space become one space."""
    return " ".join(_text(value, "a line of text").split())


def words(value: Any) -> str:
    """A text of one or more paragraphs, printed as it is."""
    return _text(value, "a text")


_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def identifier(value: Any) -> str:
    """An id, as it stands in `[@id]`: letters, digits, `.`, `_` and `-`, at most 80."""
    if type(value) is str and _IDENTIFIER.fullmatch(value):
        return value
    text = _text(value, "an id")
    if not _IDENTIFIER.fullmatch(text):
        raise ShapeError(
            "bad-id",
            f'"{text}" is not an id: use letters a-z, digits, ".", "_" and "-", at most 80, '
            "beginning with a letter or a digit",
        )
    return text


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def slug(value: Any) -> str:
    """The last piece of a path: lower-case words and digits joined by hyphens, at most 80.

    Names that Windows reserves for devices are refused, since the site must be a folder anywhere.
    """
    text = _text(value, "a slug")
    if len(text) > 80 or not _SLUG.fullmatch(text) or _RESERVED.fullmatch(text):
        raise ShapeError(
            "bad-slug",
            f'"{text}" is not a slug: use a-z, 0-9 and single hyphens, at most 80 characters',
        )
    return text


_SITE_PATH = re.compile(r"/?(?:[a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*/?")


def site_path(value: Any) -> str:
    """An old address on this site, from the root: `/2025/old-name/`."""
    text = _text(value, "a path on this site")
    if len(text) > 200 or not _SITE_PATH.fullmatch(text) or ".." in text:
        raise ShapeError(
            "bad-path",
            f'"{text}" is not a path on this site: write it from the root, in a-z, 0-9, '
            '"-", "_" and ".", such as /2025/old-name/',
        )
    return text.strip("/") + ("" if "." in text.rsplit("/", 1)[-1] else "/")


_ASSET_PATH = re.compile(r"/?assets/(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*")


def asset_path(value: Any) -> str:
    """A file of `content/assets/`, as its address on the site: `assets/map.png`."""
    text = _text(value, "a file of content/assets/")
    if not _ASSET_PATH.fullmatch(text) or ".." in text:
        raise ShapeError(
            "bad-path", f'"{text}" is not a file of content/assets/, such as assets/map.png'
        )
    return text.removeprefix("/")


_UNSAFE_IN_ADDRESS = re.compile(r"[\x00-\x20\"'<>\\^`{|}\x7f]")


def web_address(value: Any) -> str:
    """An absolute http or https address with a host and without a user name (RFC 3986)."""
    text = _text(value, "a web address")
    if not is_web_address(text):
        raise ShapeError(
            "bad-url",
            f'"{text}" is not a web address: write all of it, such as https://example.org/story',
        )
    return text


_EVERYDAY_ADDRESS = re.compile(
    r"https?://[a-z0-9.-]{1,90}(?:[/?#][A-Za-z0-9/?#._~%&=+,:;@!$()*-]{0,1900})?"
)
"""Most addresses: a host without a port, and signs that mean nothing in HTML."""


def is_web_address(text: str) -> bool:
    """Whether a text is an address that may be linked: http or https, a host, nothing odd."""
    if _EVERYDAY_ADDRESS.fullmatch(text):
        return True
    if len(text) > 2000 or _UNSAFE_IN_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and port_is_fine
    )


def flag(value: Any) -> bool:
    """`true` or `false`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    raise ShapeError("wrong-type", f"expected true or false, found {shown(value)}")


def count(value: Any) -> int:
    """A whole number, 0 to 999,999,999."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise ShapeError("wrong-type", f'expected a whole number, found "{value}"')


def percentage(value: Any) -> int:
    """A whole number, 0 to 100."""
    number = count(value)
    if number > 100:
        raise ShapeError("wrong-type", f'expected a percentage from 0 to 100, found "{value}"')
    return number


def moment(value: Any) -> Moment:
    """A date, or a date with a time."""
    try:
        return parse_moment(_text(value, "a date"))
    except ShapeError:
        raise
    except ValueError as problem:
        raise ShapeError("bad-date", str(problem)) from None


def base_url(value: Any) -> str:
    """The address of the home page, which ends in a slash: all others are made from it."""
    text = _text(value, "a web address")
    if not is_web_address(text) or urlsplit(text).query or urlsplit(text).fragment:
        raise ShapeError(
            "bad-url", f'"{text}" is not the address of a site, such as https://example.org/briefs/'
        )
    return text.rstrip("/") + "/"


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language(value: Any) -> str:
    """A language tag (BCP 47), such as `en` or `pt-BR`."""
    text = _text(value, "a language")
    if not _LANGUAGE.fullmatch(text):
        raise ShapeError("bad-language", f'"{text}" is not a language: write en, de or pt-BR')
    return text


def timezone(value: Any) -> str:
    """A zone of the IANA database, such as `Europe/Paris`."""
    text = _text(value, "a time zone")
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ShapeError(
            "bad-timezone", f'"{text}" is not a time zone: write UTC or Europe/Paris'
        ) from None


_AUTHORITY = re.compile(r"[a-z0-9][a-z0-9.-]*,[0-9]{4}(?:-[0-9]{2}){0,2}")


def tagging_authority(value: Any) -> str:
    """The name and the date of a tag URI (RFC 4151, section 2.1)."""
    text = _text(value, "a host and a year")
    if not _AUTHORITY.fullmatch(text):
        raise ShapeError("bad-authority", f'"{text}" is not a host and a year: example.org,2025')
    return text
