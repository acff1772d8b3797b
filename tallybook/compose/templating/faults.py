"""Faults: a mistake in a template, told with template, line and what would be right."""

import difflib
import traceback
from collections.abc import Collection, Mapping

from jinja2 import TemplateNotFound, TemplateSyntaxError

from tallybook.compose.refusals import RefusedError
from tallybook.compose.templating.checks import MisuseError
from tallybook.compose.templating.limits import RunawayError
from tallybook.compose.templating.sandbox import UnknownNameError
from tallybook.errors import Message, PagesError, say

_NEAR = 0.5


def told(
    error: Exception, template: str, *, sources: Mapping[str, str], names: Collection[str]
) -> PagesError:
    """The error as a person who edits templates understands it; `names` is what the page was given."""
    where, line = _place(error, template, sources)
    match error:
        case MisuseError():
            return wrong(error.name or template, error.lineno, error.said)
        case TemplateSyntaxError():
            return wrong(error.name or template, error.lineno, say("{reason}.", reason=error.message))
        case UnknownNameError():
            return unknown(where, line, error.name, error.known or names)
        case TemplateNotFound():
            return unknown(where, line, str(error.name), sources)
        case RecursionError():
            return wrong(where, line, say("The template includes itself without end."))
        case RunawayError():
            return wrong(where, line, say("The template makes a page without end; is a loop wrong?"))
        case RefusedError():
            return wrong(where, line, error.said)
        case _:
            return wrong(where, line, say("{reason}.", reason=str(error) or type(error).__name__))


def unknown(template: str, line: int, name: str, known: Collection[str]) -> PagesError:
    """A name that is not there, with the nearest that is."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=_NEAR)
    if near:
        return wrong(
            template,
            line,
            say("There is nothing named {name}. Did you mean {near}?", name=name, near=near[0]),
        )
    return wrong(template, line, say("There is nothing named {name}.", name=name))


def wrong(template: str, line: int, problem: Message) -> PagesError:
    """Something wrong at a place."""
    return PagesError(
        say("templates/{template}, line {line}: {problem}", template=template, line=line, problem=problem)
    )


def _place(error: Exception, template: str, sources: Mapping[str, str]) -> tuple[str, int]:
    """The innermost template and line that were at work; Jinja puts them into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in sources]
    return (frames[-1].filename, frames[-1].lineno or 1) if frames else (template, 1)
