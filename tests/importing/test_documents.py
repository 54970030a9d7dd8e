"""The page on importing keeps up with what importing says."""

from __future__ import annotations

import ast
import re

from briefs.importing.kinds import LISTS
from tests.conftest import HOME

PAGE = (HOME / "docs" / "importing.md").read_text("utf-8")
SAYERS = {"guess", "Guess", "refusal", "Diagnostic"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def codes() -> set[str]:
    """Every code that a call in briefs/importing/ gives to a guess, a note or a refusal."""
    found = set()
    for file in (HOME / "briefs" / "importing").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            if getattr(call.func, "id", getattr(call.func, "attr", "")) in SAYERS:
                texts = [arg.value for arg in call.args[:3] if isinstance(arg, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}
    return found


def test_every_code_of_importing_is_explained_and_no_other():
    assert {"kind", "substory", "words-differ", "no-record"} <= codes()
    listed = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", PAGE, re.MULTILINE)
    explained = {code for cell in listed for code in re.findall(r"[a-z-]+", cell)}
    assert codes() - {"no-record"} == explained
    assert "`no-record`" in PAGE


def test_every_form_of_list_is_named():
    assert all(f"| {form}" in PAGE.lower() for form in ("csv", "json", "json lines", "opml"))
    assert {kind.value for kind in LISTS} == {"csv", "json", "jsonl", "opml", "addresses"}
