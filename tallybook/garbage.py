"""How often Python looks for garbage: seldom where values are made by the hundred thousand, and kept."""

import contextlib
import gc
from collections.abc import Iterator

# Python does so after 700 new values, or a few thousand; at that rate it can take half of a build's time.
_NEW_VALUES = 100_000


@contextlib.contextmanager
def looking_seldom() -> Iterator[None]:
    """Only now and then meanwhile: of what is made most is kept, and there is room for the rest."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_VALUES, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def not_looking() -> Iterator[None]:
    """Not at all meanwhile: for a time in which millions of values are made, none of them garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
