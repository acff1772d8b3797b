"""Checks: what no template of a page may hold, and the guards put into every template before it runs."""

import re
from collections.abc import Iterator

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


class MisuseError(TemplateSyntaxError):
    """A template is written as a page's template cannot be written; `said` and `remedy` tell, in any language."""

    def __init__(self, said: Message, remedy: Message, line: int) -> None:
        super().__init__(str(said), line)
        self.said = said
        self.remedy = remedy


def guarded(tree: nodes.Template) -> nodes.Template:
    """The template with every loop counted and every joining of texts measured; raises MisuseError."""
    for misuse in misuses(tree):
        raise misuse
    for loop in tree.find_all(nodes.For):
        loop.iter = _filtered(loop.iter, COUNTED)
    _join_concatenations(tree)
    return tree


def misuses(tree: nodes.Template) -> Iterator[MisuseError]:
    """Everything in a template that a page's template cannot hold."""
    for kind, name in _REFUSED.items():
        for node in tree.find_all(kind):
            yield MisuseError(
                say("{tag} cannot be used in a page's template.", tag=f"{{% {name} %}}"),
                say("Put what is repeated into a template of its own, and use {tag}.", tag="{% include %}"),
                node.lineno,
            )
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            yield from _misuses_of_sentence(call)


def _misuses_of_sentence(call: nodes.Call) -> Iterator[MisuseError]:
    """A sentence must be written out, so that it can be found and translated, with all of its values."""
    sentence = call.args[0] if len(call.args) == 1 else None
    if not isinstance(sentence, nodes.Const) or not isinstance(sentence.value, str):
        yield MisuseError(
            say("{call} takes one sentence, written out, and its values by name.", call='_("...")'),
            say("Write for example: {example}", example='{{ _("Data through {day}", day=through) }}'),
            call.lineno,
        )
        return
    differing = sorted(set(_FIELD.findall(sentence.value)) ^ {value.key for value in call.kwargs})
    if differing:
        yield MisuseError(
            say("The sentence and the values given to it do not agree."),
            say("Each of these must be in both: {names}.", names=tuple(differing)),
            call.lineno,
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
