"""Pages and documents shared among processes, where the system can fork them."""

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sphinx.util.parallel import ParallelTasks, SerialTasks, make_chunks, parallel_available

_MOST_PROCESSES = 4

Item = TypeVar("Item")
Made = TypeVar("Made")


def processes() -> int:
    """How many work at a time."""
    return min(os.cpu_count() or 1, _MOST_PROCESSES) if parallel_available else 1


def chunks(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The items in as many parts as keep every process busy."""
    return make_chunks(items, processes()) if items else []  # type: ignore[arg-type]


def parcels(items: Iterable[Item], size: Callable[[Item], int], most: int) -> list[Sequence[Item]]:
    """The items from the smallest to the greatest, in parts that are together no greater than `most`, or of one item."""
    made: list[list[Item]] = []
    full = most
    for item in sorted(items, key=size):
        if full + size(item) > most:
            made.append([])
            full = 0
        made[-1].append(item)
        full += size(item)
    return [*made]


def shared(work: Callable[[Sequence[Item]], list[Made]], parts: Sequence[Sequence[Item]]) -> list[Made]:
    """What is made of every part, each in a process of its own, in the order of the parts."""
    found: dict[int, list[Made]] = {}

    def begin(numbered: tuple[int, Sequence[Item]]) -> tuple[int, list[Made]]:
        # What there is of the book already stays: looking for garbage in it again and again takes half the time.
        gc.freeze()
        place, part = numbered
        return place, work(part)

    def done(*told: tuple[int, list[Made]]) -> None:
        place, made = told[-1]
        found[place] = made

    tasks = ParallelTasks(processes()) if processes() > 1 else SerialTasks()
    for numbered in enumerate(parts):
        tasks.add_task(begin, numbered, done)
    tasks.join()
    return [one for place in sorted(found) for one in found[place]]
