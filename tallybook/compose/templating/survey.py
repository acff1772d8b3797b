"""Survey: every name in the templates that is not there, found without running them.

A template is read with a sample of what its page is given. Where a value cannot be foreseen, nothing is said of
it; where one is, its parts must be among those of the sample.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from jinja2 import nodes

from tallybook.compose.templating import faults
from tallybook.compose.templating.samples import Open
from tallybook.compose.templating.sandbox import LOOP
from tallybook.compose.templating.trees import ASKING, Known, asked_for, constants
from tallybook.errors import Fault, say

_CALLABLE = ("_", "range")
_BLOCKS = ("self", "super")
# Filters that hand on what they are given, one entry of it, or go by a part of its entries.
_SAME = ("list", "reverse", "sort", "unique", "select", "reject", "selectattr", "rejectattr")
_ONE = ("first", "last", "min", "max")
_BY_FIRST = ("selectattr", "rejectattr", "groupby")
# A template that is included more often than this has been read in every way that matters.
_MOST_READINGS = 50
_TEXT = "text"
_Names = dict[str, Any]


class _Unforeseen:
    """A value of which nothing is known."""


_ANY = _Unforeseen()
_IN_LOOP = dict.fromkeys(LOOP, _ANY)


def survey(known: Known, pages: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """The faults of all templates; `pages` are samples by the template that is given them.

    A template that no page leads to is read with the names of all pages.
    """
    for template, sample in pages.items():
        yield from _Reader(known, template, dict(sample)).whole()
    everything = {name: _ANY for sample in pages.values() for name in sample}
    for template in known.trees:
        if not known.readings[template]:
            yield from _Reader(known, template, dict(everything)).whole()


class _Reader:
    """Reads one template with the names that it may use, and gathers faults on the way."""

    def __init__(self, known: Known, template: str, names: _Names, within: tuple[str, ...] = ()) -> None:
        self._known = known
        self._template = template
        self._names = names
        self._within = (*within, template)
        self._optional: Collection[str] = ()
        self._faults: list[Fault] = []

    def whole(self) -> list[Fault]:
        """The faults of the template and of what it includes."""
        self._known.readings[self._template] += 1
        if tree := self._known.trees.get(self._template):
            self._optional = frozenset(asked_for(tree))
            self._statements(tree.body)
        return self._faults

    def _statements(self, body: list[nodes.Node]) -> None:
        for node in body:
            self._statement(node)

    def _apart(self, body: list[nodes.Node], own: _Names) -> None:
        """Statements with names of their own; what they give names to is forgotten after them."""
        names, self._names = self._names, {**self._names, **own}
        self._statements(body)
        self._names = names

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._loop(node)
            case nodes.Assign():
                self._names |= _bound(node.target, self._value(node.node))
            case nodes.With():
                values = [self._value(value) for value in node.values]
                bound = [_bound(target, value) for target, value in zip(node.targets, values, strict=True)]
                self._apart(node.body, {name: value for each in bound for name, value in each.items()})
            case nodes.Include() | nodes.Extends():
                self._inclusion(node)
            case nodes.Expr():
                self._value(node)
            case _:
                self._statements(list(node.iter_child_nodes()))

    def _loop(self, node: nodes.For) -> None:
        own = _bound(node.target, self._entry(node.iter))
        if node.test is not None:
            self._apart([node.test], own)
        self._apart(node.body, {**own, "loop": _ANY if node.recursive else _IN_LOOP})
        self._apart(node.else_, {})

    def _entry(self, node: nodes.Node) -> Any:
        """What a loop is given each time."""
        value = self._value(node)
        if isinstance(value, int | float):
            problem = say("A number cannot be gone through.")
            remedy = say("For a number of turns go through {range}.", range="range(...)")
            self._faults.append(faults.wrong(self._template, node.lineno, problem, remedy))
        if isinstance(value, list):
            return value[0] if value else _ANY
        return _TEXT if isinstance(value, str | Mapping) else _ANY

    def _inclusion(self, node: nodes.Include | nodes.Extends) -> None:
        targets = list(constants(node.template))
        there = [target for target in targets if target in self._known.sources]
        optional = isinstance(node, nodes.Include) and node.ignore_missing
        if targets and not there and not optional:
            self._faults.append(faults.unknown(self._template, node.lineno, targets[0], self._known.sources))
        for target in there[:1]:
            if target not in self._within and self._known.readings[target] < _MOST_READINGS:
                alone = isinstance(node, nodes.Include) and not node.with_context
                names = {} if alone else dict(self._names)
                self._faults += _Reader(self._known, target, names, self._within).whole()

    def _value(self, node: nodes.Node, *, may_lack: bool = False) -> Any:
        """What an expression comes to as far as the sample tells; None in it tells nothing."""
        if isinstance(node, nodes.Name):
            value = self._name(node, may_lack=may_lack)
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            value = self._part(node, may_lack=may_lack)
        else:
            value = self._compound(node)
        return _ANY if value is None else value

    def _compound(self, node: nodes.Node) -> Any:
        readers: dict[type[nodes.Node], Callable[[Any], Any]] = {
            nodes.Const: lambda const: const.value,
            nodes.List: lambda listed: [self._value(item) for item in listed.items],
            nodes.Tuple: lambda listed: [self._value(item) for item in listed.items],
            nodes.Dict: self._dict,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.Call: self._call,
        }
        if reader := readers.get(type(node)):
            return reader(node)
        for child in node.iter_child_nodes():
            self._value(child)
        return _ANY

    def _name(self, node: nodes.Name, *, may_lack: bool) -> Any:
        if node.name in self._names:
            return self._names[node.name]
        if node.name not in (*_CALLABLE, *_BLOCKS, *self._optional) and not may_lack:
            self._faults.append(faults.unknown(self._template, node.lineno, node.name, self._names))
        return _ANY

    def _dict(self, node: nodes.Dict) -> Any:
        pairs = [(self._value(pair.key), self._value(pair.value)) for pair in node.items]
        return _ANY if any(key is _ANY for key, _ in pairs) else dict(pairs)

    def _part(self, node: nodes.Getattr | nodes.Getitem, *, may_lack: bool) -> Any:
        whole = self._value(node.node)
        name = node.attr if isinstance(node, nodes.Getattr) else self._value(node.arg)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            return whole
        return self._named(node, whole, name, may_lack=may_lack)

    def _named(self, node: nodes.Node, whole: Any, name: Any, *, may_lack: bool = False) -> Any:
        """The part of a value by its name, or the entry of a list by its number."""
        if whole is _ANY or not isinstance(name, str | int):
            return _ANY
        if isinstance(whole, Open):
            return _example(whole)
        if isinstance(whole, Mapping) and name in whole:
            return whole[name]
        if isinstance(whole, list | str) and isinstance(name, int):
            return whole[0] if whole else _ANY
        if not may_lack and name not in self._optional:
            self._faults.append(
                faults.no_part(self._template, node.lineno, str(name), whole, self._known.filters)
            )
        return _ANY

    def _filter(self, node: nodes.Filter) -> Any:
        if node.name not in self._known.filters:
            self._faults.append(faults.unknown(self._template, node.lineno, node.name, self._known.filters))
        value = self._value(node.node, may_lack=node.name == "default") if node.node else _ANY
        self._arguments(node)
        part = self._by_part(node, value)
        if not isinstance(value, list | Mapping):
            return _ANY
        if node.name in ("items", "dictsort"):
            return [[_TEXT, _example(value)]]
        if node.name == "map":
            return [part]
        if node.name in _ONE:
            return value[0] if value and isinstance(value, list) else _ANY
        return value if node.name in _SAME else _ANY

    def _by_part(self, node: nodes.Filter, value: Any) -> Any:
        """The part of each entry that a filter goes by, as in sort(attribute="name")."""
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        named += node.args[:1] if node.name in _BY_FIRST else []
        part = value[0] if isinstance(value, list) and value else _ANY
        if not named or not isinstance(named[0], nodes.Const):
            return _ANY
        for name in str(named[0].value).split("."):
            part = self._named(node, part, name)
        return part

    def _test(self, node: nodes.Test) -> Any:
        if node.name not in self._known.tests:
            self._faults.append(faults.unknown(self._template, node.lineno, node.name, self._known.tests))
        self._value(node.node, may_lack=node.name in ASKING)
        self._arguments(node)
        return _ANY

    def _call(self, node: nodes.Call) -> Any:
        self._arguments(node)
        if isinstance(node.node, nodes.Name) and node.node.name in _CALLABLE:
            return _TEXT if node.node.name == "_" else [0]
        if self._value(node.node) is not _ANY:
            self._faults.append(faults.not_callable(self._template, node.lineno))
        return _ANY

    def _arguments(self, node: nodes.Filter | nodes.Test | nodes.Call) -> None:
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._value(argument)


def _bound(target: nodes.Node, value: Any) -> _Names:
    """The names that a target gives to a value."""
    if isinstance(target, nodes.Name):
        return {target.name: value}
    if not isinstance(target, nodes.Tuple):
        return {}
    same = isinstance(value, list) and len(value) == len(target.items)
    pairs = zip(target.items, value if same else [_ANY] * len(target.items), strict=True)
    return {name: part for item, one in pairs for name, part in _bound(item, one).items()}


def _example(group: Any) -> Any:
    return group.example if isinstance(group, Open) and isinstance(group.example, Mapping) else _ANY
