"""Checks: what is seen in a template before it runs, and the guards put into it."""

import re
from collections.abc import Iterator
from typing import TypeVar

from jinja2 import TemplateSyntaxError, nodes

from tallybook.errors import Message, say

COUNTED = "tallybook_counted"
JOINED = "tallybook_joined"
_FIELD = re.compile(r"\{(\w+)\}")
# What would hold finished text back as a value, which then were escaped once more.
_REFUSED = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set",
    nodes.Import: "import",
    nodes.FromImport: "from",
}
N = TypeVar("N", bound=nodes.Node)


class MisuseError(TemplateSyntaxError):
    """A template is written as a page's template cannot be written; `said` tells how, in any language."""

    def __init__(self, said: Message, line: int) -> None:
        super().__init__(str(said), line)
        self.said = said


def guarded(tree: nodes.Template) -> nodes.Template:
    """The template with every loop counted and every joining of texts measured; raises MisuseError."""
    for kind, name in _REFUSED.items():
        for node in tree.find_all(kind):
            raise MisuseError(
                say("{tag} cannot be used in a page's template. Use include.", tag=f"{{% {name} %}}"),
                node.lineno,
            )
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            _check_sentence(call)
    for loop in tree.find_all(nodes.For):
        loop.iter = _filtered(loop.iter, COUNTED)
    _join_concatenations(tree)
    return tree


def assigned(tree: nodes.Template) -> set[str]:
    """The names that a template gives itself, which the templates it includes may use too."""
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}


def used(tree: nodes.Template, kind: type[N]) -> Iterator[N]:
    """Every use of a filter, test, name or inclusion."""
    return tree.find_all(kind)


def _check_sentence(call: nodes.Call) -> None:
    """A sentence must be written out, so that it can be found and translated, with all of its values."""
    sentence = call.args[0] if len(call.args) == 1 else None
    if not isinstance(sentence, nodes.Const) or not isinstance(sentence.value, str):
        raise MisuseError(
            say("{call} takes one sentence, written out, and its values by name.", call='_("...")'),
            call.lineno,
        )
    wanted = set(_FIELD.findall(sentence.value))
    given = {value.key for value in call.kwargs}
    if wanted != given:
        names = ", ".join(sorted(wanted ^ given))
        raise MisuseError(
            say("The sentence and the values given to it do not agree in {names}.", names=names), call.lineno
        )


def _join_concatenations(node: nodes.Node) -> None:
    """Replace a ~ b: Jinja's own would forget that one of them is finished MyST."""
    for name, value in list(node.iter_fields()):
        if isinstance(value, nodes.Concat):
            setattr(node, name, _joining(value))
        elif isinstance(value, list):
            value[:] = [_joining(one) if isinstance(one, nodes.Concat) else one for one in value]
    for child in node.iter_child_nodes():
        _join_concatenations(child)


def _joining(concatenation: nodes.Concat) -> nodes.Filter:
    parts = nodes.List(concatenation.nodes, lineno=concatenation.lineno)
    return _filtered(parts, JOINED)


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
