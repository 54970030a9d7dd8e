"""Setting: Jinja's environment, quicker where all templates of the site spend their time.

In:  templates.
Out: the text that Jinja's own environment would make of them, or an error where that may differ.

What is escaped stays a plain text, since nobody asks it again whether it is safe. A body gathers
its pieces before it hands them on. A dot is an attribute, and nothing else is tried. A loop that
asks whether it has just begun has a flag for that. And macros remember (`remembering.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from functools import cached_property
from itertools import chain
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer

from briefs import remembering


class _First(NodeTransformer):
    """Asks a flag where a loop asks `loop.first`."""

    def __init__(self, flag: nodes.InternalName) -> None:
        self._flag = flag

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 (Jinja calls it so)
        """What stands after a dot."""
        return self._flag if _is_first(node) else self.generic_visit(node)


class _Generator(CodeGenerator):
    """Writes Python of templates."""

    def visit_Template(  # noqa: N802 (Jinja calls it so)
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """The module of a template."""
        names = "Remembering, escaped, escaped_text, remembering"
        self.writeline(f"from {remembering.__name__} import {names}")
        self._flags: dict[nodes.For, nodes.InternalName | None] = {}
        self._lasting = _lasting_macros(node)
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A body; one that would hand on each piece as it comes gathers them first."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        if frame.toplevel:
            # A page is its pieces: one letter beyond Latin would make all of it twice as long.
            self.writeline(f"yield from {frame.buffer}")
        else:
            self.writeline(f"yield concat({frame.buffer})")

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:
        if _escapes(frame):
            self.write("(escaped_text(_text) if type(_text := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Any, frame: Frame, finalize: Any) -> None:
        if _escapes(frame):
            self.write(") is str else _text if type(_text) is Markup else escaped(_text))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (as above)
        """What stands after a dot."""
        if not node.attr.isascii() or not node.attr.isidentifier() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        elif isinstance(node.node, nodes.Name) and not node.attr.startswith("_"):
            # What is missing has no such attribute either.
            self.write(f"{frame.symbols.ref(node.node.name)}.{node.attr}")
        else:
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802 (as above)
        """A macro, which others of its template may call."""
        super().visit_Macro(node, frame)
        if frame.toplevel and node.name in self._lasting:
            name = frame.symbols.ref(node.name)
            self.writeline(f"context.vars[{node.name!r}] = {name} = remembering({name}, context)")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 (as above)
        """A loop; one that asks for `loop.first` alone needs nobody who could tell all else."""
        # Those inside of it come first, since it seems to ask what they ask.
        for loop in reversed([node, *node.find_all(nodes.For)]):
            if loop not in self._flags:
                self._flags[loop] = self._flag(loop)
        flag = self._flags[node]
        if flag is not None:
            self.writeline(f"{flag.name} = True")
        super().visit_For(node, frame)

    def _flag(self, loop: nodes.For) -> nodes.InternalName | None:
        """What is true in the first round of a loop alone, if the loop asks for no more."""
        inside = [*loop.body, *chain(*(part.find_all(nodes.Node) for part in loop.body))]
        names = [*filter(_is_loop, inside)]
        if not names:
            return None
        firsts = [node for node in inside if isinstance(node, nodes.Getattr) and _is_first(node)]
        is_for_others = any(isinstance(node, _FOR_OTHERS) or _asks(node) for node in inside)
        if len(firsts) < len(names) or is_for_others or loop.recursive:
            return None
        flag = _internal(self.temporary_identifier())
        for part in loop.body:
            _First(flag).visit(part)
        loop.body.append(nodes.ExprStmt(_internal(f"{flag.name} = False")))
        return flag

    def visit_Call(  # noqa: N802 (as above)
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call; one of a macro that sees its arguments alone needs no context."""
        if forward_caller or not _escapes(frame) or not self._may_be_of_a_macro(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(_macro.text(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(") if type(_macro := ")
        self.visit(node.node, frame)
        self.write(") is Remembering else ")
        super().visit_Call(node, frame)
        self.write(")")

    def _may_be_of_a_macro(self, node: nodes.Call) -> bool:
        """Whether a call is like `parts.card(story)`, or of a macro of this template."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return False
        named = node.node
        if isinstance(named, nodes.Getattr):
            return isinstance(named.node, nodes.Name)
        return isinstance(named, nodes.Name) and named.name in self._lasting


def _is_loop(node: nodes.Node) -> bool:
    """Whether a node is the name of what tells of a loop."""
    return isinstance(node, nodes.Name) and node.name == "loop"


def _is_first(node: nodes.Getattr) -> bool:
    """Whether a node is `loop.first`."""
    return node.attr == "first" and _is_loop(node.node)


def _asks(node: nodes.Node) -> bool:
    """Whether a node is a loop inside of another that still asks for what Jinja alone can tell."""
    return isinstance(node, nodes.For) and any(map(_is_loop, node.find_all(nodes.Name)))


_FOR_OTHERS = (
    nodes.Block,
    nodes.CallBlock,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.Macro,
)
"""What runs elsewhere or at another time, and may ask for `loop` there."""


def _internal(code: str) -> nodes.InternalName:
    """A name of Python's own, or a statement, as Jinja's parser makes them."""
    made: nodes.InternalName = object.__new__(nodes.InternalName)
    nodes.Node.__init__(made, code)
    return made


def _lasting_macros(template: nodes.Template) -> frozenset[str]:
    """The macros of a template, if they see nothing that is set after the template has begun."""
    names = [node.name for node in template.body if isinstance(node, nodes.Macro)]
    return frozenset() if len({*names}) < len(names) or _sets(template) else frozenset(names)


def _sets(node: nodes.Node) -> bool:
    """Whether a node sets anything outside of macros."""
    return any(
        isinstance(child, (nodes.Assign, nodes.AssignBlock))
        or (not isinstance(child, nodes.Macro) and _sets(child))
        for child in node.iter_child_nodes()
    )


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
                    setattr(module, name, remembering.Remembering(value))
        return module


class QuickEnvironment(Environment):
    """Jinja's environment, quicker."""

    code_generator_class = _Generator
    template_class = _Template

    def bytes_of(self, name: str, values: dict[str, Any]) -> bytes:
        """A template set with some values, in UTF-8."""
        template = self.get_template(name)
        context = template.new_context(values)
        return b"".join(map(str.encode, template.root_render_func(context)))

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja calls it so)
    ) -> Template:
        """A template; once it is known, nobody asks whether it is as it was."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = super().get_template(name, parent)
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, Template]:
        return {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates may name, in one mapping: it is copied for each page."""
        return {**self.globals, **(d or {})}
