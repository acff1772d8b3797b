"""Rendering: a workspace's templates, checked and filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from tallybook.compose.escapes import Myst
from tallybook.compose.templating import checks, faults
from tallybook.compose.templating.limits import MOST_CHARACTERS, RunawayError
from tallybook.compose.templating.samples import Open, merged
from tallybook.compose.templating.sandbox import Sandbox
from tallybook.compose.templating.survey import survey
from tallybook.compose.templating.trees import Known
from tallybook.errors import Fault, Message
from tallybook.wording import Wording

PAGES = ("manager", "unit", "index", "board", "tally", "definitions")
SUFFIX = ".md.jinja"
_PLAIN = (str, int, float, bool, type(None), date, Myst)
_EXPECTED = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_TOO_DEEP = (RecursionError, MemoryError, SyntaxError)
# The survey tells these better, with the nearest name that there is.
_SURVEYED = ("No filter named", "No test named")


@dataclass(frozen=True, slots=True)
class Sample:
    """An example of what a page is given, with a word for it."""

    label: Message
    context: Mapping[str, Any]


class MistakesError(Exception):
    """Templates are not fit to be filled in; `faults` are what is wrong."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__(*found)
        self.faults = tuple(found)


class Templates:
    """The templates of a workspace, by file name."""

    def __init__(self, sources: Mapping[str, str], wording: Wording) -> None:
        self._sources = sources
        self._sandbox = Sandbox(sources, wording)

    def check(self, samples: Mapping[str, Sequence[Sample]]) -> tuple[Fault, ...]:
        """Everything wrong in all templates; `samples` are examples for each page.

        Templates are read, gone through for names that are not there, and filled in with the samples.
        """
        found = [faults.missing(page + SUFFIX) for page in samples if page + SUFFIX not in self._sources]
        trees: dict[str, nodes.Template] = {}
        for name in self._sources:
            found += self._read(name, trees)
        given = {page: [(each, plain(each.context)) for each in some] for page, some in samples.items()}
        known = Known(
            trees=trees, sources=self._sources, filters=self._sandbox.known_filters, tests=self._sandbox.tests
        )
        found += survey(known, {page + SUFFIX: merged(c for _, c in some) for page, some in given.items()})
        places = {(fault.file, fault.row) for fault in found}
        if len(trees) == len(self._sources):
            tried = [fault for page, some in given.items() for fault in self._tried(page, some)]
            found += [fault for fault in tried if (fault.file, fault.row) not in places]
        return tuple(dict.fromkeys(found))

    def render(self, page: str, context: Mapping[str, Any], label: Message | str) -> str:
        """The page's MyST; raises MistakesError, which says of what page it is by its `label`."""
        return self._rendered(page + SUFFIX, plain(context), label)

    def _read(self, name: str, trees: dict[str, nodes.Template]) -> Iterator[Fault]:
        """The faults of a template's own writing; where it has none it is added to the trees."""
        self._sandbox.begin_page()
        try:
            tree = self._sandbox.unguarded(name)
            misuses = list(checks.misuses(tree))
            yield from (faults.of_syntax(misuse, name) for misuse in misuses)
            if not misuses:
                self._compile(name)
                trees[name] = tree
        except TemplateSyntaxError as error:
            yield faults.of_syntax(error, name)
        except _TOO_DEEP:
            yield faults.too_deep(name)

    def _compile(self, name: str) -> None:
        try:
            self._sandbox.get_template(name)
        except TemplateSyntaxError as error:
            if not str(error.message).startswith(_SURVEYED):
                raise

    def _tried(self, page: str, samples: Iterable[tuple[Sample, Any]]) -> Iterator[Fault]:
        """What goes wrong with the samples; nothing where a value had to be guessed."""
        for sample, context in samples if page + SUFFIX in self._sources else ():
            try:
                self._rendered(page + SUFFIX, context, sample.label)
            except MistakesError as error:
                if not any(isinstance(part, Open) and part.guessed for part in context.values()):
                    yield from error.faults

    def _rendered(self, name: str, context: Mapping[str, Any], label: Message | str) -> str:
        try:
            return self._filled(name, context)
        except _EXPECTED as error:
            fault = faults.told(
                error,
                name,
                sources=self._sources,
                filters=self._sandbox.known_filters,
                names=context,
                page=label,
            )
            raise MistakesError([fault]) from error

    def _filled(self, name: str, context: Mapping[str, Any]) -> str:
        self._sandbox.begin_page()
        parts, size = [], 0
        for part in self._sandbox.get_template(name).generate(context):
            parts.append(part)
            size += len(part)
            if size > MOST_CHARACTERS:
                raise RunawayError
        return "".join(parts).strip("\n") + "\n"


def plain(value: Any) -> Any:
    """The value as plain data; a template must not get hold of anything that could act."""
    if isinstance(value, Open):
        return Open(plain(dict(value)), plain(value.example))
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if type(value) not in _PLAIN:
        raise TypeError(f"not plain data for a template: {type(value).__name__}")
    return value
