"""Faults: a mistake in a template, told with template, line and what would be right."""

import difflib
import re
import traceback
from collections.abc import Collection, Mapping
from typing import Any

from jinja2 import TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError

from tallybook.compose.refusals import SEE_GUIDE, RefusedError
from tallybook.compose.templating import syntax
from tallybook.compose.templating.checks import MisuseError
from tallybook.compose.templating.limits import RunawayError
from tallybook.compose.templating.sandbox import UnknownNameError
from tallybook.errors import Fault, Message, say

FOLDER = "templates"
_NEAR = 0.5
# Named as a text, as in map("upper"), it is looked for only when the template runs.
_NO_FILTER = re.compile(r"No (?:filter|test) named '(.*)'")
_WITHOUT_PARENTHESES = say(
    "Take the parentheses away; what changes a value is a filter: {example}", example="{{ value | upper }}"
)


def of_syntax(error: TemplateSyntaxError, template: str) -> Fault:
    """A template that cannot be read."""
    if isinstance(error, MisuseError):
        problem, remedy = error.said, error.remedy
    else:
        problem, remedy = syntax.told(error.message or "")
    return _fault("template-syntax", error.name or template, error.lineno, problem, remedy)


def too_deep(template: str) -> Fault:
    """A template that holds more within each other than can be read."""
    return _fault(
        "template-syntax",
        template,
        1,
        say("More is put within each other here than can be read."),
        say("Divide it, and use {tag}.", tag="{% include %}"),
    )


def missing(template: str) -> Fault:
    """A page's template that is not there."""
    return _fault(
        "missing-template",
        template,
        None,
        say("This template is missing."),
        say("Install Tallybook again."),
    )


def told(
    error: Exception,
    template: str,
    *,
    sources: Mapping[str, str],
    filters: Collection[str],
    names: Mapping[str, Any],
    page: Message | str,
) -> Fault:
    """What went wrong on a page; `names` is what the page was given."""
    where, line = _place(error, template, sources)
    match error:
        case TemplateSyntaxError():
            return of_syntax(error, template)
        case UnknownNameError() if isinstance(error.whole, list) and error.name.isdecimal():
            return _met(page, where, line, say("The list has no entry {name}.", name=error.name), _ASK_FIRST)
        case UnknownNameError():
            return no_part(where, line, error.name, names if error.whole is None else error.whole, filters)
        case TemplateRuntimeError() if named := _NO_FILTER.match(error.message or ""):
            return unknown(where, line, named[1], filters)
        case TemplateNotFound():
            return unknown(where, line, str(error.name), sources)
        case RecursionError():
            problem = say("The template includes itself without end.")
            return _fault("template-use", where, line, problem, say("Take one of the inclusions out."))
        case RunawayError() | OverflowError():
            problem = say("The template makes a page without end.")
            return _fault(
                "template-use", where, line, problem, say("See what its loops go through, and how often.")
            )
        case _:
            return _met(page, where, line, *_misused(error))


def unknown(template: str, line: int, name: str, known: Collection[str]) -> Fault:
    """A name that is not there, with the nearest that is."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=_NEAR)
    remedy = say("Did you mean {near}?", near=near[0]) if near else SEE_GUIDE
    return _fault("template-name", template, line, say("There is nothing named {name}.", name=name), remedy)


def no_part(template: str, line: int, name: str, whole: Any, filters: Collection[str]) -> Fault:
    """A part that a value does not have."""
    if isinstance(whole, Mapping):
        return unknown(template, line, name, whole)
    problem = say("There is nothing named {name}.", name=name)
    if isinstance(whole, list):
        remedy = say("This is a list; go through it: {loop}", loop="{% for row in ... %} ... {% endfor %}")
    elif name in filters:
        remedy = say("Write it as a filter: {filter}", filter=f"| {name}")
    else:
        remedy = say("This is a text or a number, which has no parts.")
    return _fault("template-name", template, line, problem, remedy)


def not_callable(template: str, line: int) -> Fault:
    """Parentheses after something that cannot be called."""
    return _fault("template-use", template, line, _CANNOT_BE_CALLED, _WITHOUT_PARENTHESES)


def wrong(template: str, line: int, problem: Message, remedy: Message) -> Fault:
    """A value used in a way that it cannot be used in."""
    return _fault("template-use", template, line, problem, remedy)


def _misused(error: Exception) -> tuple[Message, Message]:
    """What a value was asked for, in our words where the usual ones are known."""
    if isinstance(error, RefusedError):
        return error.said, error.remedy
    if isinstance(error, ZeroDivisionError):
        return say("A number is divided by 0."), _ASK_FIRST
    reason = str(error) or type(error).__name__
    for pattern, problem, remedy in _USUAL:
        if re.search(pattern, reason):
            return problem, remedy
    return say("This cannot be done with these values ({reason}).", reason=reason.rstrip(".")), SEE_GUIDE


def _met(page: Message | str, template: str, line: int, problem: Message, remedy: Message) -> Fault:
    """Something that depends on what a page was given, and so says on which page it was met."""
    seen = say("{problem} Seen on the page {page}.", problem=problem, page=page)
    return _fault("template-use", template, line, seen, remedy)


def _fault(kind: str, template: str, line: int | None, problem: Message, remedy: Message) -> Fault:
    return Fault(kind=kind, file=f"{FOLDER}/{template}", row=line, problem=problem, remedy=remedy)


def _place(error: Exception, template: str, sources: Mapping[str, str]) -> tuple[str, int]:
    """The innermost template and line that were at work; Jinja puts them into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in sources]
    return (frames[-1].filename, frames[-1].lineno or 1) if frames else (template, 1)


_ASK_FIRST = say("Ask first: {example}", example="{% if ... %}")
_CANNOT_BE_CALLED = say("This is a value and cannot be called.")
_USUAL = (
    (r"not callable|not safely callable", _CANNOT_BE_CALLED, _WITHOUT_PARENTHESES),
    (
        r"not supported between instances",
        say("Values of different kinds cannot be compared or put in order."),
        say("Name the part to go by: {example}", example='| sort(attribute="name")'),
    ),
    (
        r"not iterable|not subscriptable|not unpack|to unpack|has no len",
        say("This is a single value, not a list or a group."),
        say("Name a list, or leave the loop or filter out."),
    ),
    (
        r"unsupported operand|bad operand|must be real number|could not convert",
        say("This can be done with numbers only."),
        say("What stands in tables is text already; numbers are counts and what a notebook hands over."),
    ),
    (
        r"argument|parameter|as an integer|method must be|sort by either|arg must be|sum strings",
        say("A filter or test is given too much, too little or the wrong thing in its parentheses."),
        SEE_GUIDE,
    ),
)
