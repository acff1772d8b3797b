"""Files with a JSON object on each line."""

import json
from collections.abc import Iterator
from pathlib import Path

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import finding
from tallybook.sources.decoding import decode
from tallybook.sources.grids import Grid, Row
from tallybook.sources.unfit import Unfit

_WORDS = {None: "", True: "true", False: "false"}


def grids(path: Path, source: Source) -> Iterator[Grid]:
    """The one grid of a file: its header is every name used, in the order in which they come."""
    objects = list(_objects(decode(finding.read(path), source.encoding).removeprefix("\ufeff")))
    names = list(dict.fromkeys(name for _, one in objects for name in one))
    body = (Row(line, [one.get(name, "") for name in names]) for line, one in objects)
    yield Grid(rows=_after(Row(1, names), body))


def _after(header: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield header
    yield from rows


def _objects(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for line, written in enumerate(text.split("\n"), 1):
        if written.strip():
            yield line, _texts(_parsed(written, line), line)


def _parsed(written: str, line: int) -> list[tuple[str, object]]:
    """A line's names and values; numbers stay as they are written, for an id may be one."""
    try:
        found = json.loads(
            written, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_Pairs
        )
    except (ValueError, RecursionError) as error:
        raise _not_an_object(line) from error
    if not isinstance(found, _Pairs):
        raise _not_an_object(line)
    return found


class _Pairs(list[tuple[str, object]]):
    """An object's names and values as they stand, a name twice too."""


def _texts(pairs: list[tuple[str, object]], line: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in pairs:
        if name in texts:
            raise Unfit(
                "repeated-column",
                say("This object has {column} twice.", column=name),
                say("Give each value a name of its own."),
                row=line,
            )
        if isinstance(value, list):
            raise Unfit(
                "nested-value",
                say("The value of {column} is a list or an object.", column=name),
                say("A cell holds one text or number: export it flat."),
                row=line,
            )
        texts[name] = value if isinstance(value, str) else _WORDS[value]  # type: ignore[index]
    return texts


def _not_an_object(line: int) -> Unfit:
    return Unfit(
        "not-json",
        say("This line is not a JSON object."),
        say("Every line is an object such as {example}.", example='{"manager_id": "007", "value": 12.5}'),
        row=line,
    )
