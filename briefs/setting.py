"""Setting: Jinja's environment, quicker where all templates of the site spend their time.

In:  templates.
Out: the text that Jinja's own environment would make of them.

Two things differ. What is escaped stays a plain text, since nobody asks it again whether it is
safe. And a macro that is imported sees its arguments alone, so for equal arguments it is run once:
a story's card stands in ten lists, a date on every page.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup, escape

REMEMBERED, LONG = 4096, 2000
"""Texts of one macro that are kept, and the length from which one is not: a whole edition stands
on few pages, and ten thousand of them would fill the memory."""


def escaped(value: Any) -> str:
    """A value as HTML, as `markupsafe.escape` has it, but as a plain text where it can be one."""
    if type(value) is str:
        return _escape(value)
    return value if type(value) is Markup else escape(value)


try:
    from markupsafe._speedups import _escape_inner as _escape
except ImportError:
    _escape = escape


class _Generator(CodeGenerator):
    """Writes Python of templates; `escaped` prints what stands in double braces."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Remembering:
    """A macro that is run once for equal arguments."""

    def __init__(self, macro: Macro) -> None:
        self._run = macro
        self._texts: dict[Any, str] = {}

    def __call__(self, *arguments: Any, **named: Any) -> str:
        # A number and a flag may be equal, and are not printed alike.
        key = arguments, tuple(map(type, arguments))
        try:
            if not named and (known := self._texts.get(key)) is not None:
                return known
        except TypeError:
            # A list has no hash.
            return self._run(*arguments, **named)
        text = self._run(*arguments, **named)
        if not named and len(text) < LONG:
            if len(self._texts) == REMEMBERED:
                self._texts.clear()
            self._texts[key] = text
        return text


class _Template(Template):
    """A template whose macros remember, where it is imported without the importer's context."""

    def make_module(self, *context: Any, **more: Any) -> TemplateModule:
        """The template as what `import` names, given the importer's context or none."""
        module = super().make_module(*context, **more)
        if not context and not more:
            for name, value in [*module.__dict__.items()]:
                if isinstance(value, Macro) and not value.caller:
                    setattr(module, name, _Remembering(value))
        return module


class QuickEnvironment(Environment):
    """Jinja's environment, quicker."""

    code_generator_class = _Generator
    template_class = _Template
    escaped = staticmethod(escaped)
