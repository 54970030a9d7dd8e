"""Setting: Jinja's environment, quicker where all templates of the site spend their time.

In:  templates.
Out: the text that Jinja's own environment would make of them, or an error where that may differ.

What is escaped stays a plain text, since nobody asks it again whether it is safe. A body gathers
its pieces before it hands them on. A dot is an attribute, and nothing else is tried. And a macro
that is imported sees its arguments alone, so for equal arguments it is run once: a story's card
stands in ten lists, a date on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup, escape

REMEMBERED, LONG = 4096, 2000
"""Texts of one macro that are kept, and the length from which one is not: a whole edition stands
on few pages, and ten thousand of them would fill the memory."""

try:
    from markupsafe._speedups import _escape_inner as escaped_text
except ImportError:
    escaped_text = escape


def escaped(value: Any) -> str:
    """What is no plain text as HTML, as `markupsafe.escape` has it, but a number as a plain one."""
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


class Remembering:
    """A macro that is run once for equal arguments."""

    def __init__(self, macro: Macro) -> None:
        self._run = macro
        self._texts: dict[Any, str] = {}

    def __call__(self, *arguments: Any, **named: Any) -> str:
        if named:
            return self._run(*arguments, **named)
        # A number and a flag may be equal, and are not printed alike.
        key = arguments, *map(type, arguments)
        try:
            return self._texts[key]
        except KeyError:
            pass
        except TypeError:
            # A list has no hash.
            return self._run(*arguments)
        text = self._run(*arguments)
        if len(text) < LONG:
            if len(self._texts) == REMEMBERED:
                self._texts.clear()
            self._texts[key] = text
        return text


class _Generator(CodeGenerator):
    """Writes Python of templates."""

    def visit_Template(  # noqa: N802 (Jinja calls it so)
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """The module of a template."""
        self.writeline(f"from {__name__} import Remembering, escaped, escaped_text")
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A body; one that would hand on each piece as it comes gathers them first."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:
        if _escapes(frame):
            self.write("(escaped_text(_text) if type(_text := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Any, frame: Frame, finalize: Any) -> None:
        if _escapes(frame):
            self.write(") is str else escaped(_text))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (as above)
        """What stands after a dot."""
        if node.attr.isascii() and node.attr.isidentifier() and not iskeyword(node.attr):
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Call(  # noqa: N802 (as above)
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call; that of a macro of another template needs nothing of this one."""
        if forward_caller or not _may_be_of_a_macro(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(_macro(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(") if type(_macro := ")
        self.visit(node.node, frame)
        self.write(") is Remembering else ")
        super().visit_Call(node, frame)
        self.write(")")


def _may_be_of_a_macro(node: nodes.Call) -> bool:
    """Whether a call is like `parts.card(story)`."""
    named = node.node
    is_of_a_name = isinstance(named, nodes.Getattr) and isinstance(named.node, nodes.Name)
    return is_of_a_name and not (node.kwargs or node.dyn_args or node.dyn_kwargs)


def _escapes(frame: Frame) -> bool:
    """Whether what is printed here is surely escaped."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class _Template(Template):
    """A template whose macros remember, where it is imported without the importer's context."""

    def make_module(self, *context: Any, **more: Any) -> TemplateModule:
        """The template as what `import` names, given the importer's context or none."""
        module = super().make_module(*context, **more)
        if not context and not more:
            for name, value in [*module.__dict__.items()]:
                if isinstance(value, Macro) and not value.caller:
                    setattr(module, name, Remembering(value))
        return module


class QuickEnvironment(Environment):
    """Jinja's environment, quicker."""

    code_generator_class = _Generator
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates may name, in one mapping: it is copied for each page."""
        return {**self.globals, **(d or {})}
