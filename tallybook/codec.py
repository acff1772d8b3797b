"""Values to JSON and back, exactly: dates, decimals, enums and nested values; one text for one value."""

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


class CodecError(ValueError):
    """The text is not the JSON of the value that was asked for."""


def dump(value: object) -> Any:
    """The value as plain JSON data: decimals and dates as strings."""
    return _adapter(type(value)).dump_python(value, mode="json")


def encode(value: object, kind: Any = None) -> bytes:
    """The value as UTF-8 JSON, fields in their order, no spaces: the same value gives the same bytes.

    `kind` says of a tuple what it is of.
    """
    return _adapter(kind or type(value)).dump_json(value)


def decode(kind: type[T], text: bytes | str) -> T:
    """The value of type `kind` that `encode` wrote; raises CodecError."""
    try:
        value: T = _adapter(kind).validate_json(text)
    except ValidationError as error:
        raise CodecError(_first(error)) from error
    return value


def load(kind: type[T], data: object) -> T:
    """The value of type `kind` that `dump` made plain data of; raises CodecError."""
    return decode(kind, json.dumps(data))


def _adapter(kind: type) -> TypeAdapter[Any]:
    # A plain dictionary, for making an adapter costs milliseconds and functools.cache refuses `type` to mypy.
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
