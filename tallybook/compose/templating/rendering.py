"""Rendering: a workspace's templates, checked and filled in."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes

from tallybook.compose.escapes import Myst
from tallybook.compose.templating import checks, faults
from tallybook.compose.templating.limits import MOST_CHARACTERS, RunawayError
from tallybook.compose.templating.sandbox import Sandbox
from tallybook.errors import PagesError, say
from tallybook.wording import Wording

PAGES = ("manager", "unit", "index", "board", "definitions")
SUFFIX = ".md.jinja"
_PLAIN = (str, int, float, bool, type(None), date, Myst)
_EXPECTED = (TemplateError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError)


class Templates:
    """The templates of a workspace, by file name; raises PagesError with template and line."""

    def __init__(self, sources: Mapping[str, str], wording: Wording) -> None:
        self._sources = sources
        self._sandbox = Sandbox(sources, wording)
        missing = [page + SUFFIX for page in PAGES if page + SUFFIX not in sources]
        if missing:
            raise PagesError(
                say("templates/ lacks {names}. Take them from a new workspace.", names=", ".join(missing))
            )

    def check(self, known: Mapping[str, Collection[str]]) -> None:
        """See that each template is well formed and uses only names, filters and templates that there are.

        `known` says what each page is given; what a page includes may use the names of any page, and those
        that any template sets.
        """
        trees = {name: self._parsed(name) for name in self._sources}
        everywhere = {name for names in known.values() for name in names}
        everywhere |= {name for tree in trees.values() for name in checks.assigned(tree)}
        for name, tree in trees.items():
            self._check_tree(name, tree, known.get(name.removesuffix(SUFFIX), everywhere))

    def render(self, page: str, context: Mapping[str, Any]) -> str:
        """The page's MyST."""
        name, data = page + SUFFIX, plain(context)
        try:
            return self._rendered(name, data)
        except _EXPECTED as error:
            raise faults.told(error, name, sources=self._sources, names=context) from error

    def _rendered(self, name: str, context: Any) -> str:
        self._sandbox.begin_page()
        parts, size = [], 0
        for part in self._sandbox.get_template(name).generate(context):
            parts.append(part)
            size += len(part)
            if size > MOST_CHARACTERS:
                raise RunawayError
        return "".join(parts).strip("\n") + "\n"

    def _parsed(self, name: str) -> nodes.Template:
        try:
            return self._sandbox.parse(self._sources[name], name, name)
        except TemplateSyntaxError as error:
            raise faults.told(error, name, sources=self._sources, names=()) from error

    def _check_tree(self, name: str, tree: nodes.Template, known: Collection[str]) -> None:
        undeclared = meta.find_undeclared_variables(tree) - set(known) - set(self._sandbox.globals)
        for node in checks.used(tree, nodes.Name):
            if node.name in undeclared:
                raise faults.unknown(name, node.lineno, node.name, known)
        for kind, there in ((nodes.Filter, self._sandbox.filters), (nodes.Test, self._sandbox.tests)):
            for use in checks.used(tree, kind):
                if use.name not in there:
                    raise faults.unknown(name, use.lineno, use.name, there)
        for inclusion in checks.used(tree, nodes.Include):
            target = inclusion.template
            if isinstance(target, nodes.Const) and target.value not in self._sources:
                raise faults.unknown(name, inclusion.lineno, str(target.value), self._sources)


def plain(value: Any) -> Any:
    """The value as plain data; a template must not get hold of anything that could act."""
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if type(value) not in _PLAIN:
        raise TypeError(f"not plain data for a template: {type(value).__name__}")
    return value
