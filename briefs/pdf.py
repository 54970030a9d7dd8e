"""PDF: the one module that knows WeasyPrint, and which characters the bundled fonts have.

In:  HTML with its CSS in it, and a reader of the files that it names as `briefs:NAME`.
Out: the bytes of a tagged PDF, or `PdfError` with everything that went wrong.

Nothing but the reader is asked for a file: no network, no disk, no font of this machine. So the
bytes depend on the HTML, the files and the versions of WeasyPrint, Pango and HarfBuzz alone.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import os
import re
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Reader = Callable[[str], bytes]
"""Gives a file by its name, such as `static/fonts/x.woff2`. Raises OSError or KeyError."""

TEXT_FONTS = tuple(
    f"static/fonts/source-{face}-{subset}-400-normal.woff2"
    for face in ("serif-4", "sans-3")
    for subset in ("latin", "latin-ext")
)
"""The files that say which characters can be drawn; other weights and styles have the same."""

_LIBRARIES = (
    ("libgobject-2.0-0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    ("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libharfbuzz-0", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    ("libfontconfig-1", "libfontconfig.so.1", "libfontconfig.1.dylib"),
    ("libpangoft2-1.0-0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
)
"""The names by which WeasyPrint opens its libraries on Windows, Linux and macOS."""

_WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin"
_OUTSIDE = re.compile(r"^/|[\\:\0]|(^|/)\.\.?(/|$)|^$")
_LINKED = ("#", "http://", "https://", "mailto:")
_LONG_WORD = re.compile(r"\S{60}(?=\S)")

_NO_LOSS = (".notdef glyph", "Using fontTools instead of HarfBuzz-Subset")
"""Warnings of WeasyPrint by which no PDF lacks anything.

`missing_characters` tells of characters without a glyph beforehand; and where one library of
HarfBuzz is not here, fonts are cut down by fontTools.
"""

_ONE_AT_A_TIME = threading.Lock()
"""Fonts, logging and the collector are the process's; a Dask worker may have many threads."""


class PdfError(Exception):
    """A PDF that could not be made as written. Its `args` are the problems, each once."""


@cache
def is_available() -> bool:
    """Whether WeasyPrint and the libraries it needs are here; it is not imported to find out."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    if hasattr(os, "add_dll_directory"):  # This is Windows.
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    return all(any(map(_opens, names)) for names in _LIBRARIES)


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_pdf(html: str, read: Reader) -> bytes:
    """Set HTML as a tagged PDF. Raises PdfError if anything that it names is missing or refused."""
    refused: list[str] = []
    # Where fontTools cuts fonts down, it dates them by this variable, or else by the clock.
    undated = _variable("SOURCE_DATE_EPOCH", "0")
    with _ONE_AT_A_TIME, undated, _listening() as heard:
        weasyprint, fonts = _weasyprint()
        document = weasyprint.HTML(string=html, url_fetcher=_fetcher(read, refused))
        _soften_long_words(document.etree_element)
        refused += [
            f"a PDF cannot link to {link.get('href')}"
            for link in document.etree_element.iter("a")
            if not link.get("href", "#").startswith(_LINKED)
        ]
        pdf: bytes = document.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    # WeasyPrint goes on without a file that it was refused; inside an SVG, even without a word.
    heard = [message for message in heard if not any(refusal in message for refusal in refused)]
    if refused or heard:
        raise PdfError(*dict.fromkeys((*refused, *heard)))
    return pdf


@cache
def _weasyprint() -> tuple[Any, Any]:
    """WeasyPrint and the fonts of all documents of this process, which it unpacks once.

    Fontconfig reads a configuration without folders meanwhile, so that it finds no font by itself;
    WeasyPrint warns of that.
    """
    from multiprocessing.util import Finalize
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        configuration = Path(folder, "fonts.conf")
        configuration.write_text(f"<fontconfig><cachedir>{folder}</cachedir></fontconfig>", "utf-8")
        with _variable("FONTCONFIG_FILE", str(configuration)):
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration

            fonts = FontConfiguration()
    # A worker process ends without collecting what is left, and would leave its folder behind.
    Finalize(None, fonts.__del__, exitpriority=0)
    return weasyprint, fonts


def _fetcher(read: Reader, refused: list[str]) -> Any:
    """What WeasyPrint asks for files: it answers from the reader, or notes the refusal."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url: str, *_: object) -> Any:
            scheme, _colon, quoted = url.partition(":")
            name = unquote(quoted)
            if scheme == "briefs" and not _OUTSIDE.search(name):
                with suppress(OSError, KeyError):
                    return URLFetcherResponse(url, read(name))
            refused.append(f"a PDF cannot hold {url[:200]}")
            raise ValueError(refused[-1])

    return Fetcher()


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    """Set a variable of the environment for a while."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Hear what WeasyPrint logs, which is how it reports a lost picture, font or anchor.

    Meanwhile no garbage collection walks the boxes of the layout, which takes a fifth of a book.
    """
    import logging

    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not str(record.msg).startswith(_NO_LOSS):
                heard.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    logger.addHandler(listener)
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        if was_collecting:
            gc.enable()


def _soften_long_words(root: Any) -> None:
    """Let words break at each 60th character: looking for a place costs the square of a length."""
    for element in root.iter():
        if element.tag not in {"style", "title"} and element.text:
            element.text = _LONG_WORD.sub("\\g<0>\u200b", element.text)
        if element.tail:
            element.tail = _LONG_WORD.sub("\\g<0>\u200b", element.tail)


def missing_characters(text: str, read: Reader) -> str:
    """The characters of a text that the bundled fonts cannot draw, each once, by code."""
    if text.isascii():
        return ""
    drawn = _drawn(read)
    return "".join(
        character
        for character in sorted(set(unicodedata.normalize("NFC", text)) - drawn)
        if unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp"}
        and not drawn.issuperset(unicodedata.normalize("NFD", character))
    )


@cache
def _drawn(read: Reader) -> frozenset[str]:
    """The characters of the bundled fonts, and the variation selectors, which draw nothing."""
    from fontTools.ttLib import TTFont

    codes = set(range(0xFE00, 0xFE10))
    for name in TEXT_FONTS:
        codes.update(TTFont(BytesIO(read(name)), lazy=True).getBestCmap())
    return frozenset(map(chr, codes))
