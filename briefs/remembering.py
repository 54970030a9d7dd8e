"""Remembering: what the Python of a template calls while a page is set.

In:  values and macros, as templates name them.
Out: their HTML.

A macro that is imported sees its arguments alone, so for equal arguments it is run once: a story's
card stands in ten lists, a date on every page.
"""

from __future__ import annotations

from typing import Any

from jinja2 import pass_eval_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

REMEMBERED, LONG = 4096, 2000
"""Texts of one macro that are kept, and the length from which one is not: a whole edition stands
on few pages, and ten thousand of them would fill the memory."""

LASTING = (str, int, float, tuple, type(None))
"""What stays as it is; a `cycler` is equal to itself and yet another at each call."""

try:
    from markupsafe._speedups import _escape_inner as escaped_text
except ImportError:
    escaped_text = escape


def escaped(value: Any) -> str:
    """What is no text as HTML, as `markupsafe.escape` has it, but a number as a plain text."""
    return str(value) if type(value) is int else escape(value)


class Remembering:
    """A macro that is run once for equal arguments."""

    def __init__(self, macro: Macro) -> None:
        self._run = macro
        self._body = macro._func  # noqa: SLF001 (what Jinja itself calls, in the end)
        self._count = -1 if macro.catch_kwargs or macro.catch_varargs else len(macro.arguments)
        self._texts: dict[Any, str] = {}

    @pass_eval_context
    def __call__(self, *arguments: Any, **named: Any) -> str:
        """What Jinja itself would have, wherever it asks."""
        return self._run(*arguments, **named)

    def text(self, *arguments: Any) -> str:
        """What it prints for some arguments, where everything is escaped."""
        # A number and a flag may be equal, and are not printed alike.
        key = arguments, *map(type, arguments)
        try:
            text = self._texts.get(key)
        except TypeError:
            # A list has no hash.
            return self._set(arguments)
        if text is not None:
            return text
        text = self._set(arguments)
        if len(text) >= LONG:
            return text
        for one in arguments:
            if not isinstance(one, LASTING):
                return text
        if len(self._texts) == REMEMBERED:
            self._texts.clear()
        self._texts[key] = text
        return text

    def _set(self, arguments: tuple[Any, ...]) -> str:
        run = self._body if len(arguments) == self._count else self._run
        return Markup(run(*arguments))  # noqa: S704 (it escapes what it prints)


def remembering(macro: Macro, context: Context) -> Macro | Remembering:
    """A macro, which remembers if its template is imported without the importer's context."""
    sees_more = macro.caller or context.parent.keys() != context.globals_keys
    return macro if sees_more else Remembering(macro)
