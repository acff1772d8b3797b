"""The sandbox: a template reads plain values, uses a few filters and calls nothing but `_` and `range`."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from decimal import Decimal
from functools import partial
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, Undefined, UndefinedError, nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import missing

from tallybook.compose import marks
from tallybook.compose.escapes import Myst, escape_inside, keep_edges
from tallybook.compose.refusals import RefusedError
from tallybook.compose.templating import checks
from tallybook.compose.templating.limits import INCLUSION, Budget, paid, sized
from tallybook.compose.templating.output import joined, shown
from tallybook.errors import say
from tallybook.wording import Wording

_FILTERS = (
    "abs", "default", "dictsort", "first", "float", "groupby", "int", "items", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "sort",
    "sum", "trim", "unique", "upper",
)  # fmt: skip
LOOP = frozenset(
    {
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "depth",
        "previtem",
        "nextitem",
        "cycle",
    }
)
_MOST_DECIMALS = 10
_FIELD = re.compile(r"\{(\w+)\}")


class UnknownNameError(UndefinedError):
    """A template asked for a name that is not there; `whole` is what it was to be a part of, None of the page."""

    def __init__(self, name: str, whole: Any, message: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.whole = whole


class _Unknown(StrictUndefined):
    """A name that is not there, which remembers what it was asked of."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = None
    ) -> None:
        error: Any = exc or partial(UnknownNameError, str(name), None if obj is missing else obj)
        super().__init__(hint, obj, name, error)


class Sandbox(ImmutableSandboxedEnvironment):
    """One set of templates in one language; raises Jinja's own errors."""

    intercepted_binops = frozenset({"+", "*", "**", "%", "-", "/", "//"})

    def __init__(self, sources: Mapping[str, str], wording: Wording) -> None:
        super().__init__(
            loader=FunctionLoader(partial(_load, sources)),
            undefined=_Unknown,
            finalize=shown,
            # What is worked out beforehand can go wrong beforehand, when no line is known yet.
            optimized=False,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=len(sources) + 1,
        )
        self._budget = Budget()
        self._sources = sources
        self.globals = {"_": partial(translated, wording), "range": safe_range}
        known = {name: paid(self.filters[name], self._spend) for name in _FILTERS}
        self.filters = {**known, "join": joined, **marks.filters(), **numbers(wording)}
        self.known_filters = frozenset(self.filters)
        self.filters |= {checks.COUNTED: lambda values: self._budget.counted(values), checks.JOINED: joined}

    def begin_page(self) -> None:
        """Grant the loops of the next page their turns."""
        self._budget = Budget()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of a group by its name; nothing else has attributes here, so that nothing can act."""
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A part of a group by its name, or one of a list by its number."""
        try:
            if isinstance(obj, Mapping | Undefined) or (
                isinstance(obj, list | str) and isinstance(argument, int)
            ):
                return obj[argument]
        except LookupError:
            pass
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers, and texts or lists put together, as long as the result has a measure."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return joined((left, right))
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            return sized(left + right)
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise RefusedError(
                say("{operator} cannot be used with these values.", operator=operator),
                say("Reckon with numbers only; put texts together with {sign}.", sign="~"),
            )
        return sized(super().call_binop(context, operator, left, right))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = checks.guarded(super()._parse(source, name, filename))
        tree.set_environment(self)
        return tree

    def unguarded(self, name: str) -> nodes.Template:
        """A template as it is written, to be looked at and never run."""
        return super()._parse(self._sources[name], name, name)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        self._spend(INCLUSION)
        return super()._load_template(name, globals)

    def _spend(self, steps: int) -> None:
        self._budget.spend(steps)


def translated(wording: Wording, template: str, **values: Any) -> Myst:
    """A sentence of the template in the book's language, finished: its own words and its values escaped."""
    pieces = _FIELD.split(wording.text(template))
    fields = [shown(values[name]) for name in pieces[1::2]]
    literals = [str(escape_inside(piece)) for piece in pieces[::2]]
    written = [literals[0]]
    for field, literal in zip(fields, literals[1:], strict=True):
        written += [str(field), literal]
    return keep_edges("".join(written))


def numbers(wording: Wording) -> dict[str, Callable[..., str]]:
    """Filters for the figures that a notebook hands over as it likes: grouped, rounded, in the book's language."""

    def number(value: float, decimals: int = 0) -> str:
        return wording.number(_decimal(value), _decimals(decimals))

    def percent(value: float, decimals: int = 1) -> str:
        return wording.percent(_decimal(value), _decimals(decimals))

    return {"number": number, "percent": percent}


def _decimal(value: Any) -> Decimal:
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite():
        raise RefusedError(
            say("{value} is not a number.", value=str(value)),
            say("What stands in tables is text already; numbers are counts and what a notebook hands over."),
        )
    return found


def _decimals(count: Any) -> int:
    if type(count) is not int or not 0 <= count <= _MOST_DECIMALS:
        raise RefusedError(
            say("{count} is not a number of decimals.", count=str(count)),
            say(
                "Write a whole number from 0 to {most}, such as {example}.",
                most=_MOST_DECIMALS,
                example="number(1)",
            ),
        )
    return count


def _load(sources: Mapping[str, str], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    return (sources[name], name, lambda: True) if name in sources else None
