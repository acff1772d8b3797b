"""Samples: what pages are given, put together so that a check knows every name that there may be."""

from collections.abc import Iterable, Mapping
from typing import Any


class Open(dict[str, Any]):
    """A group whose names only a notebook knows: any name is in it, and gives the example.

    `guessed` tells whether a value was given that might as well have been one of another kind.
    """

    def __init__(self, values: Mapping[str, Any], example: Any) -> None:
        super().__init__(values)
        self.example = example
        self.guessed = False

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        self.guessed = self.guessed or not isinstance(self.example, Mapping)
        return self.example


def merged(samples: Iterable[Any]) -> Any:
    """One sample with all that the others have; None where none of them has anything.

    Of groups each part is merged, of a list all entries become one.
    """
    known = [sample for sample in samples if sample is not None]
    if known and all(isinstance(sample, Mapping) for sample in known):
        return _group(known)
    if known and all(isinstance(sample, list) for sample in known):
        entries = [entry for sample in known for entry in sample]
        return [merged(entries)] if entries else []
    return known[0] if known else None


def _group(groups: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    names = dict.fromkeys(name for group in groups for name in group)
    parts = {name: merged(group.get(name) for group in groups) for name in names}
    first = groups[0]
    return Open(parts, first.example) if isinstance(first, Open) else parts
