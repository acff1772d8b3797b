"""The templates as trees, and what a tree says by itself, whatever its names mean."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

ASKING = ("defined", "undefined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is: templates as they were read, by name; the names of all of them, of filters and tests."""

    trees: Mapping[str, nodes.Template]
    sources: Collection[str]
    filters: Collection[str]
    tests: Collection[str]
    readings: Counter[str] = field(default_factory=Counter)


def asked_for(tree: nodes.Template) -> Iterator[str]:
    """The names of which the template asks whether they are there, so that it can do without them."""
    for test in tree.find_all(nodes.Test):
        if test.name in ASKING and isinstance(test.node, nodes.Name | nodes.Getattr):
            yield test.node.name if isinstance(test.node, nodes.Name) else test.node.attr


def constants(node: nodes.Node) -> Iterator[str]:
    """The names of templates that are written out."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.List | nodes.Tuple):
        for item in node.items:
            yield from constants(item)
