"""Output: how a value leaves a template; text is escaped, finished MyST stays, anything else is refused."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from jinja2 import Undefined

from tallybook.compose.escapes import Myst, escape
from tallybook.compose.refusals import RefusedError
from tallybook.compose.templating.limits import sized
from tallybook.errors import say

_SHOWN = (str, int, float, date)


def shown(value: Any) -> Any:
    """A value as MyST; None shows nothing, and an unknown name is left to say so itself."""
    if isinstance(value, Myst | Undefined):
        return value
    if value is None:
        return Myst("")
    if isinstance(value, _SHOWN):
        return escape(str(value))
    raise RefusedError(
        say("A list or a group of values cannot be shown as it is."),
        say("Name one of its parts, or go through it with {loop}.", loop="{% for %}"),
    )


def joined(values: Iterable[Any], separator: Any = "") -> str:
    """Values one after the other: text of plain values, MyST as soon as one of them is."""
    parts = list(values)
    if any(isinstance(part, Myst) for part in (*parts, separator)):
        return Myst(sized(str(shown(separator)).join(str(shown(part)) for part in parts)))
    return str(sized(str(separator).join(_text(part) for part in parts)))


def _text(value: Any) -> str:
    if isinstance(value, _SHOWN):
        return str(value)
    return str(shown(value))
