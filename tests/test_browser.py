"""The site in a real browser: widths, schemes, keyboard, contrast, policy, no foreign request.

Headless Chromium reads the demonstration site below the path that it was built for, from a server
on a port that the system chose, with JavaScript switched off for all that readers do. (What is
measured is measured by the browser's own protocol, which needs none on the page.)
"""

from __future__ import annotations

import itertools
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = "/briefs/"
PAGES = {
    "home": "",
    "edition": "editions/2025-w06/",
    "cluster": "clusters/china-chip-race/",
    "article": "articles/43531/",
    "topic": "topics/ai/",
    "tag": "tags/lithography/",
    "tags": "tags/",
    "archive": "archive/",
    "month": "archive/2025-02/",
    "about": "about/",
    "404": "no/such/page/",
}
WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")

CONTRASTS = """
() => {
  const number = value => value.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const part = value => (value /= 255) <= 0.04045
      ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const paper = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = number(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
  };
  const found = {};
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter(node => node.nodeType === 3)
      .map(node => node.data.trim()).join('');
    if (!text || !element.getClientRects().length) continue;
    const ink = luminance(number(getComputedStyle(element).color).slice(0, 3));
    const back = luminance(paper(element));
    const ratio = (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
    const name = element.tagName.toLowerCase() + '.' + element.className;
    found[name] = Math.min(found[name] ?? 99, ratio);
  }
  return found;
}
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves the site below its path, its own page for what is not there, and nothing else."""

    def translate_path(self, path: str) -> str:
        bare = path.split("?", 1)[0].split("#", 1)[0]
        if not bare.startswith(ROOT):
            return str(Path(self.directory, "outside the base path"))
        return super().translate_path(bare.removeprefix(ROOT.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    """Where the demonstration site is served."""
    home: Any = html.document_fromstring((demo_site / "index.html").read_bytes())
    assert home.xpath("string(//link[@rel='canonical']/@href)").endswith(ROOT)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=demo_site)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{ROOT}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser is installed under any of the names {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        found = playwright.chromium.launch(executable_path=path, args=arguments)
        yield found
        found.close()


class Visit:
    """A reader's window. Whatever the browser complains of, or asks elsewhere, is kept."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.complaints: list[str] = []
        self.address = address
        self.page: Page = context.new_page()
        context.route("**/*", self._answer)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("requestfailed", self._miss)

    def _answer(self, route: Any) -> None:
        if route.request.url.startswith(self.address):
            route.continue_()
        else:
            self.complaints.append(f"a request to {route.request.url}")
            route.abort()

    def _miss(self, request: Any) -> None:
        # A reader who goes on before the icon has come has missed nothing.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def _hear(self, message: Any) -> None:
        # The browser itself notes that the page for errors came as one.
        if "404" not in message.text or not message.location["url"].endswith(PAGES["404"]):
            self.complaints.append(f"{message.type}: {message.text}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A reader's window, of a telephone and without JavaScript."""
    with browser.new_context(
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
        reduced_motion="reduce",  # Nothing then moves for a while after a tap.
        service_workers="block",
    ) as context:
        opened = Visit(context, address)
        yield opened
        assert opened.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_window_and_its_text_stands_out_in_both_schemes(visit, name):
    """Nothing scrolls sideways; all text has a contrast of at least 4.5 to 1 with its paper."""
    page = visit.open(PAGES[name])
    page.evaluate("() => document.fonts.ready")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            assert width >= page.evaluate("() => document.documentElement.scrollWidth"), width
            contrasts = page.evaluate(CONTRASTS)
            assert contrasts
            assert {who: ratio for who, ratio in contrasts.items() if ratio < 4.5} == {}, scheme


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_found_through_by_its_headings_and_parts(visit, name):
    """One h1, which comes first, no level skipped; one main part; a language; named pictures."""
    page = visit.open(PAGES[name])
    assert page.get_attribute("html", "lang") == "en"
    assert page.locator("main").count() == 1
    assert page.eval_on_selector_all("img:not([alt])", "found => found.map(i => i.src)") == []
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )
    assert [level for level in levels if level == 1] == [1]
    assert levels[0] == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def without(visit: Visit, feature: str) -> None:
    """Let the browser be one that does not know a feature: the styles that ask for it say no."""

    def answer(route: Any) -> None:
        sheet = route.fetch()
        text = sheet.text()
        assert feature in text
        route.fulfill(response=sheet, body=text.replace(feature, "(no-such: thing)"))

    visit.page.route("**/*.css", answer)


POPOVERS = "selector(:popover-open)"
PLACES = "(position-area: end)"


def is_in_sight(page: Page, selector: str) -> bool:
    """Whether all of an element is inside the window."""
    box, window = page.locator(selector).bounding_box(), page.viewport_size
    return (
        box is not None
        and window is not None
        and box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= window["width"]
        and box["y"] + box["height"] <= window["height"]
    )


def lit(page: Page) -> list[str]:
    """The sentences that stand out from the paper."""
    return page.eval_on_selector_all(
        ".summary [id*='-q']",
        "all => all.filter(e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)')"
        ".map(e => e.id.replace('china-chip-race-', ''))",
    )


def test_where_there_are_no_popovers_a_tap_on_a_citation_goes_to_its_reference_and_back(visit):
    without(visit, POPOVERS)
    page = visit.open(PAGES["cluster"])
    assert page.locator("dialog:visible, button:visible").count() == 0
    assert not is_in_sight(page, "#china-chip-race-r3")
    page.click("#china-chip-race-c3 a")
    assert page.url.endswith("#china-chip-race-r3")
    assert is_in_sight(page, "#china-chip-race-r3")
    page.click("#china-chip-race-r3 .backs a >> nth=1")
    assert page.url.endswith("#china-chip-race-q6")
    assert is_in_sight(page, "#china-chip-race-q6")
    assert lit(page) == ["q6"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("missing", [None, PLACES])
def test_a_tap_on_a_citation_shows_its_article_without_leaving_the_page(visit, missing, width):
    if missing:
        without(visit, missing)
    page = visit.open(PAGES["cluster"])
    page.set_viewport_size({"width": width, "height": 700})
    assert page.locator("dialog:visible, .cite a:visible").count() == 0
    page.click("#china-chip-race-c6 button")
    (card,) = page.locator("dialog:visible").all()
    assert is_in_sight(page, "dialog:popover-open")
    assert is_in_sight(page, "#china-chip-race-c6") or missing
    assert page.url.endswith(PAGES["cluster"])
    assert "Chinese Provinces Prioritize Tech" in card.inner_text()
    assert card.locator("li").count() == 3
    assert card.locator("li >> nth=1").inner_text().startswith("No fewer than 22 provincial")
    assert lit(page) == ["q2", "q6", "q7"]
    card.locator("button").click()
    assert page.locator("dialog:visible").count() == 0
    assert lit(page) == []


def test_a_tap_beside_it_closes_a_card_and_a_tap_on_the_next_citation_shows_the_next(visit):
    page = visit.open(PAGES["cluster"])
    for ordinal in (1, 2, 3, 2):
        page.click(f"#china-chip-race-c{ordinal} button")
        assert page.locator("dialog:visible").get_attribute("aria-label") == (
            f"Reference {ordinal}"
        )
    page.mouse.click(385, 5)
    assert page.locator("dialog:visible").count() == 0
    boxes = [page.locator(f"#china-chip-race-c{n} button").bounding_box() for n in (1, 2, 3)]
    for left, right in itertools.pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"]


def test_a_card_is_opened_walked_through_and_closed_by_the_keyboard(visit):
    page = visit.open(PAGES["cluster"])
    focused = (
        "() => document.activeElement.closest('[id]').id + ' ' + document.activeElement.tagName"
    )
    button = page.locator("#china-chip-race-c4 button")
    assert button.get_attribute("aria-label") == "Reference 1"
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "card_1 A"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "card_1 BUTTON"
    page.keyboard.press("Escape")
    assert page.locator("dialog:visible").count() == 0
    assert page.evaluate(focused) == "china-chip-race-c4 BUTTON"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_text_of_a_card_and_of_what_it_lights_up_stands_out(visit, scheme):
    page = visit.open(PAGES["cluster"])
    page.emulate_media(color_scheme=scheme)
    page.click("#china-chip-race-c6 button")
    contrasts = page.evaluate(CONTRASTS)
    assert {who: ratio for who, ratio in contrasts.items() if ratio < 4.5} == {}


def test_going_to_a_reference_lights_up_the_sentences_that_rest_on_it(visit):
    page = visit.open(PAGES["cluster"])
    assert lit(page) == []
    for number, sentences in ((1, ["q2", "q3"]), (6, ["q12"]), (3, ["q2", "q6", "q7"])):
        page = visit.open(PAGES["cluster"] + f"#china-chip-race-r{number}")
        assert lit(page) == sentences


def test_a_sentence_that_is_gone_to_is_lit_up_alone(visit):
    page = visit.open(PAGES["article"])
    page.click(".sentences a >> nth=0")
    assert len(page.locator(":target").all()) == 1
    assert page.locator(":target").evaluate(
        "e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)'"
    )


def test_the_first_forty_references_of_a_story_can_light_up_what_rests_on_them(demo_site):
    (sheet,) = demo_site.glob("assets/style.*.css")
    text = sheet.read_text("utf-8")
    for number in range(1, 41):
        place = f".sources > :nth-child({number})"
        assert f".story:has({place}:target, {place} > :popover-open) .r{number}" in text


def test_on_paper_sentences_have_their_numbers_and_no_card_is_printed(visit):
    page = visit.open(PAGES["cluster"])
    page.click("#china-chip-race-c6 button")
    number = (
        "e => [getComputedStyle(e, '::before').position, getComputedStyle(e, '::before').content]"
    )
    sentence = page.locator("#china-chip-race-q6")
    assert sentence.evaluate(number) == ["static", "none"]
    page.emulate_media(media="print")
    assert sentence.evaluate(number) == ["absolute", '"6"']
    assert page.locator("dialog:visible").count() == 0


def test_the_keyboard_comes_first_to_the_way_past_the_menu(visit):
    page = visit.open(PAGES["cluster"])
    focused = """() => {
      const box = document.activeElement.getBoundingClientRect();
      return [document.activeElement.textContent.trim(), box.x >= 0 && box.y >= 0 && box.height > 0]
    }"""
    page.keyboard.press("Tab")
    text, is_visible = page.evaluate(focused)
    assert (text, is_visible) == ("Skip to content", True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main_content")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_whatever_has_the_focus_shows_it(visit, scheme):
    page = visit.open(PAGES["cluster"])
    page.emulate_media(color_scheme=scheme)
    outlines = set()
    for _ in range(page.locator("a:visible, button:visible").count()):
        page.keyboard.press("Tab")
        style, width, ink = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, s.outlineWidth, s.outlineColor] }"
        )
        outlines.add((style, float(re.sub("px$", "", width)) >= 2, ink != "rgba(0, 0, 0, 0)"))
    assert {("solid", True, True)} == outlines


def test_reading_from_the_front_page_to_the_article_takes_no_script(visit):
    page = visit.open("")
    page.click("main h3.headline a >> nth=0")
    assert page.url.endswith(PAGES["cluster"])
    page.click("#china-chip-race-s3 h3 a")
    assert page.url.endswith("articles/19492/")
    page.click(".sentences a >> nth=0")
    assert re.search(r"/clusters/[a-z0-9-]+/#[a-z0-9-]+-q\d+$", page.url)


def test_the_bundled_typefaces_are_those_that_are_shown(browser, address):
    with browser.new_context() as context:
        page = Visit(context, address).open(PAGES["cluster"])
        loaded = page.evaluate(
            "async () => { await document.fonts.ready; return [...document.fonts]"
            ".filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', '')) }"
        )
    assert {"Source Serif 4", "Source Sans 3"} <= set(loaded)


def test_no_script_of_anyone_would_run(browser, address):
    """Even with JavaScript on, the policy of the page lets none in."""
    with browser.new_context() as context:
        page = Visit(context, address).open(PAGES["cluster"])
        page.evaluate(
            "() => { const s = document.createElement('script');"
            " s.textContent = 'document.title = \"ran\"'; document.head.append(s) }"
        )
        assert page.title() != "ran"
        assert page.locator("script[src]").count() == 0
