"""Values to JSON and back, exactly: dates, decimals, enums and nested values; one text for one value."""

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator, core_schema

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


class Sharing:
    """Decodes many texts, in which equal dates and decimals become one value: there may be millions of them."""

    def __init__(self) -> None:
        self._validators: dict[Any, SchemaValidator] = {}
        self._known = {kind: _Known(kind) for kind in ("date", "decimal")}

    def decode(self, kind: Any, text: bytes) -> Any:
        """As `decode`."""
        if kind not in self._validators:
            self._validators[kind] = SchemaValidator(self._shared(_adapter(kind).core_schema))
        try:
            return self._validators[kind].validate_json(text)
        except ValidationError as error:
            raise CodecError(_first(error)) from error

    def _shared(self, schema: Any) -> Any:
        """A schema that is the same but for its dates and decimals, which are looked for among the known ones first."""
        if isinstance(schema, list):
            return [self._shared(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        if (kind := schema.get("type")) in self._known:
            found = core_schema.no_info_plain_validator_function(self._known[kind].__getitem__)
            return core_schema.chain_schema([core_schema.str_schema(strict=True), found])
        return {name: self._shared(part) for name, part in schema.items()}


class _Known(dict[str, Any]):
    """Values by their texts, each made when it is first asked for."""

    def __init__(self, kind: str) -> None:
        self._made = SchemaValidator({"type": kind}).validate_python

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._made(text)
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
