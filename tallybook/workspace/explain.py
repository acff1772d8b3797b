"""What pydantic finds in the settings, in words that name the place and what would be right."""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from tallybook.errors import Fault, Message, say
from tallybook.settings import Settings
from tallybook.workspace.yaml import Document

# Pydantic lists what is possible as 'one', 'two' or 'three'.
_QUOTED = re.compile("'([^']*)'")
# So many choices can be read at a glance.
_FEW = 6


def explain(error: ValidationError, document: Document, key: str) -> list[Fault]:
    """One fault for each place that is wrong, where a value was tried against several types too."""
    faults: dict[tuple[object, ...], Fault] = {}
    for detail in error.errors(include_url=False):
        path = (key, *_visible(detail["loc"], document.texts[key] or {}))
        fault = _fault(detail, document, path)
        if path in faults:
            fault = replace(
                fault, remedy=say("{one} Or: {other}", one=faults[path].remedy, other=fault.remedy)
            )
        faults[path] = fault
    return [fault for path, fault in faults.items() if not _follows_from_another(path, fault, faults)]


def unknown_key(document: Document, path: Sequence[object], known: Collection[str]) -> Fault:
    """A key that nobody knows, with the nearest that somebody does."""
    near = _near(str(path[-1]), known)
    remedy = (
        say("Did you mean {key}?", key=near[0])
        if near
        else say("Known here are: {keys}.", keys=tuple(sorted(known)))
    )
    return Fault(
        kind="unknown-key",
        file=document.name,
        row=document.line(path),
        column=_dotted(path),
        problem=say("There is no setting {key}.", key=_dotted(path)),
        remedy=remedy,
    )


def _follows_from_another(
    path: tuple[object, ...], fault: Fault, others: Collection[tuple[object, ...]]
) -> bool:
    """A list whose only entry is wrong is reported as empty too; the entry's own fault is enough."""
    return fault.kind == "wrong-value" and any(
        len(other) > len(path) and other[: len(path)] == path for other in others
    )


def _fault(detail: Any, document: Document, path: tuple[object, ...]) -> Fault:
    if detail["type"] == "extra_forbidden":
        return unknown_key(document, path, _known_beside(path))
    if detail["type"] == "missing":
        return Fault(
            kind="missing-key",
            file=document.name,
            row=document.line(path),
            column=_dotted(path),
            problem=say("The setting {key} is missing.", key=_dotted(path)),
            remedy=say("Add it; the guide's page on settings shows how."),
        )
    return Fault(
        kind="wrong-value",
        file=document.name,
        row=document.line(path),
        column=_dotted(path),
        value=None if isinstance(detail["input"], dict | list) else str(detail["input"]),
        problem=say("The value of {key} is not right.", key=_dotted(path)),
        remedy=_remedy(detail),
    )


def _choice(given: str, choices: tuple[str, ...]) -> Message:
    """All that may be chosen; of many only the one that was meant, if that is clear."""
    if len(choices) > _FEW and (near := _near(given, choices, 0.8)):
        return say("Did you mean {key}?", key=near[0])
    return say("It is one of: {choices}.", choices=choices)


def _near(given: str, known: Collection[str], least: float = 0.6) -> list[str]:
    return difflib.get_close_matches(given, known, n=1, cutoff=least)


def _remedy(detail: Any) -> Message:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error" | "enum":
            return _choice(str(detail["input"]), tuple(_QUOTED.findall(context["expected"])))
        case "greater_than_equal":
            return say("It must be at least {limit}.", limit=str(context["ge"]))
        case "less_than_equal":
            return say("It must be at most {limit}.", limit=str(context["le"]))
        case "int_parsing" | "int_type" | "int_from_float":
            return say("It must be a whole number.")
        case "decimal_parsing" | "decimal_type" | "finite_number":
            return say("It must be a number.")
        case "bool_parsing" | "bool_type":
            return say("It must be true or false.")
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return say("It must be a date such as 2025-06-30.")
        case "string_type":
            return say("It must be a text.")
        case "string_too_short" | "too_short":
            return say("It must not be empty.")
        case "string_too_long":
            return say("It must be a single character.")
        case "tuple_type":
            return say("It must be a list.")
        case "dict_type" | "model_type":
            return say("It must be a group of keys with values.")
        case "limits_crossed":
            return say("watch_from must not be greater than good_from.")
        case "no_reason":
            return say("Write under phones.reason why phone numbers may be shown, or leave masked out.")
        case "edition_name":
            return say("Write it with small letters, digits and single hyphens, such as north-branch.")
        case "edition_twice":
            return say("Two editions are called {name}; give one another name.", name=context["name"])
        case "no_hundred":
            return say("results and conduct must add up to 100.")
        case "grade_twice":
            return say("Two grades are called {name}; give one another name.", name=context["name"])
        case "no_whole":
            return say("The shares of the grades must add up to 1, such as 0.1, 0.6 and 0.3.")
        case "no_conduct":
            return say(
                "Declare the table conduct under tables, or set conduct to 0 under normal and abnormal."
            )
        case "no_period":
            return say("Write periods such as 2025-H1 or 2025-Q3.")
        case "unknown_names":
            return say(
                "The sentence of {rule} may name {known}; it names {names}. Nothing but a name stands in braces.",
                rule=context["rule"],
                known=context["known"],
                names=context["names"],
            )
        case "value_error":
            return say(
                "Give it one of file, rows, table and query; a table needs a database, a query a database or files."
            )
        case "string_pattern_mismatch":
            return say("It must be the name of an environment variable.")
        case _:
            return say("The schema says: {reason}.", reason=detail["msg"])


def _visible(location: Sequence[object], data: object) -> Iterator[object]:
    """The parts of pydantic's location that stand in the file; it adds names of types and list positions."""
    for index, part in enumerate(location):
        if isinstance(data, dict) and (part in data or index == len(location) - 1):
            yield part
            data = data.get(part)
        elif isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
            yield part
            data = data[part]


def _known_beside(path: Sequence[object]) -> Collection[str]:
    """The keys of the settings model that holds the last key of `path`."""
    model: Any = Settings
    for part in path[1:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    return tuple(model.model_fields)


def _models(annotation: object) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _dotted(path: Sequence[object]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in path)
