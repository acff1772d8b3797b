"""Templates: Jinja in a sandbox, strict about names, every value escaped on its way out."""

import difflib
import functools
import re
import traceback
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tallybook.compose import marks
from tallybook.compose.escapes import Myst, escape, escape_inside, keep_edges
from tallybook.errors import PagesError, say
from tallybook.wording import Wording

PAGES = ("manager", "unit", "index", "board", "definitions")
SUFFIX = ".md.jinja"
# A page of this size is not a page any more but a loop gone wrong.
MOST_CHARACTERS = 3_000_000
_NAME = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_FIELD = re.compile(r"\{(\w+)\}")
Plain = str | int | float | bool | None | list[Any] | dict[str, Any]


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which `row.items` is what the row has under this name, never a method of dictionaries."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value under a name first."""
        return (
            obj[attribute] if isinstance(obj, dict) and attribute in obj else super().getattr(obj, attribute)
        )


class Templates:
    """The workspace's templates, compiled; raises PagesError naming template and line."""

    def __init__(self, sources: Mapping[str, str], wording: Wording) -> None:
        self._sources = sources
        self._environment = _environment(sources, wording)
        missing = [page + SUFFIX for page in PAGES if page + SUFFIX not in sources]
        if missing:
            raise PagesError(say("Templates are missing: {names}.", names=", ".join(missing)))

    def check(self, known: Mapping[str, set[str]]) -> None:
        """Compile everything, and see that each page's template names only what it will be given."""
        for name, source in self._sources.items():
            try:
                tree = self._environment.parse(source, name, name)
            except jinja2.TemplateSyntaxError as error:
                raise _syntax(error, name) from error
            page = name.removesuffix(SUFFIX)
            if page in known:
                for unknown in sorted(meta.find_undeclared_variables(tree) - known[page] - {"_"}):
                    raise _unknown(name, _line_of(source, unknown), unknown, known[page])

    def render(self, page: str, context: Mapping[str, Plain]) -> str:
        """The page's MyST."""
        name = page + SUFFIX
        parts, size = [], 0
        try:
            for part in self._environment.get_template(name).generate(_checked(context)):
                parts.append(part)
                size += len(part)
                if size > MOST_CHARACTERS:
                    raise PagesError(
                        say("{template} makes a page without end; is a loop wrong?", template=name)
                    )
        except jinja2.TemplateSyntaxError as error:
            raise _syntax(error, error.name or name) from error
        except jinja2.UndefinedError as error:
            raise _undefined(error, name, context) from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            where, line = _place(error, name)
            raise PagesError(
                say("{template}, line {line}: {reason}.", template=where, line=line, reason=error)
            ) from error
        return "".join(parts)


def _environment(sources: Mapping[str, str], wording: Wording) -> _Sandbox:
    def load(name: str) -> tuple[str, str, Any] | None:
        return (sources[name], name, lambda: True) if name in sources else None

    environment = _Sandbox(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.globals["_"] = functools.partial(_translated, wording)
    allowed = (
        "length",
        "first",
        "last",
        "join",
        "default",
        "select",
        "selectattr",
        "map",
        "list",
        "sort",
        "dictsort",
        "batch",
    )
    filters = {name: environment.filters[name] for name in allowed}
    environment.filters.clear()
    environment.filters.update(filters, **marks.filters())
    return environment


def _translated(wording: Wording, template: str, **values: Any) -> Myst:
    """A sentence of the template in the book's language; everything in it is escaped but finished MyST."""
    pieces = _FIELD.split(wording.text(template))
    literal, fields = pieces[::2], [str(_finalize(values[name])) for name in pieces[1::2]]
    written = [escape_inside(literal[0])]
    for field, after in zip(fields, literal[1:], strict=True):
        written += [Myst(field), escape_inside(after)]
    return keep_edges("".join(written))


def _finalize(value: object) -> object:
    if isinstance(value, Myst | jinja2.Undefined):
        return value
    return "" if value is None else escape(str(value))


def _checked(value: Any) -> Any:
    """Refuse everything that is not plain data: a template must not get hold of anything that acts."""
    if isinstance(value, Mapping):
        return {str(key): _checked(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(part) for part in value]
    if value is None or type(value) in (str, int, float, bool, Myst):
        return value
    raise TypeError(f"not plain data for a template: {type(value).__name__}")


def _undefined(error: jinja2.UndefinedError, name: str, context: Mapping[str, Plain]) -> PagesError:
    where, line = _place(error, name)
    found = _NAME.search(str(error))
    unknown = next(filter(None, found.groups())) if found else str(error)
    return _unknown(where, line, unknown, set(_names(context)))


def _unknown(template: str, line: int, unknown: str, known: set[str]) -> PagesError:
    near = difflib.get_close_matches(unknown, sorted(known), n=1, cutoff=0.5)
    if near:
        return PagesError(
            say(
                "{template}, line {line}: there is nothing named {name}. Did you mean {near}?",
                template=template,
                line=line,
                name=unknown,
                near=near[0],
            )
        )
    return PagesError(
        say(
            "{template}, line {line}: there is nothing named {name}.",
            template=template,
            line=line,
            name=unknown,
        )
    )


def _names(value: object) -> set[str]:
    if isinstance(value, Mapping):
        return {str(key) for key in value}.union(*(_names(part) for part in value.values()))
    if isinstance(value, list) and value:
        return _names(value[0])
    return set()


def _syntax(error: jinja2.TemplateSyntaxError, name: str) -> PagesError:
    return PagesError(
        say(
            "{template}, line {line}: {reason}.",
            template=error.name or name,
            line=error.lineno,
            reason=error.message,
        )
    )


def _place(error: BaseException, name: str) -> tuple[str, int]:
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".jinja")
    ]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (name, 0)


def _line_of(source: str, name: str) -> int:
    for number, line in enumerate(source.splitlines(), start=1):
        if re.search(rf"\b{re.escape(name)}\b", line):
            return number
    return 1
