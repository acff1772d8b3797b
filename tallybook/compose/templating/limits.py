"""Limits: what a page can need at the very most; beyond them a template has run away and is stopped."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2.exceptions import TemplateRuntimeError

MOST_STEPS = 1_000_000
MOST_CHARACTERS = 5_000_000
MOST_ITEMS = 100_000
MOST_NUMBER = 10**30
# To begin a template takes about as long as so many turns of a loop.
INCLUSION = 100


class RunawayError(TemplateRuntimeError):
    """A template went on and on, or made something too large."""


class Budget:
    """How many turns the loops and filters of one page may still take."""

    def __init__(self) -> None:
        self._left = MOST_STEPS

    def spend(self, steps: int) -> None:
        """Pay for so many turns at once."""
        self._left -= steps
        if self._left < 0:
            raise RunawayError

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """The same values, each paid for."""
        for value in values:
            self.spend(1)
            yield value


def paid(function: Callable[..., Any], spend: Callable[[int], None]) -> Callable[..., Any]:
    """The filter, paid for by the length of what it is given."""

    @wraps(function)
    def filtered(*values: Any, **named: Any) -> Any:
        spend(sum(len(value) for value in values if isinstance(value, list | range | dict)))
        return function(*values, **named)

    return filtered


def sized(value: Any) -> Any:
    """The value, unless a text, list or number has grown out of all measure."""
    if isinstance(value, str | list) and len(value) > (
        MOST_CHARACTERS if isinstance(value, str) else MOST_ITEMS
    ):
        raise RunawayError
    if isinstance(value, int | float) and abs(value) > MOST_NUMBER:
        raise RunawayError
    return value
