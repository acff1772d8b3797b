"""The payload: results as plain JSON data in a notebook's output, and back."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from tallybook import codec
from tallybook.domain.results import Results
from tallybook.errors import ResultsError, ResultsTooLargeError, say
from tallybook.results.rules import check

MIME = "application/vnd.tallybook.results+json"
VERSION = 1
LIMIT = 20_000_000


def bundle(results: Results) -> dict[str, Any]:
    """The display data of results: the payload, and a line for people who run the notebook by hand."""
    return {MIME: encode(results), "text/plain": f"{results.subject.name}, {results.period}"}


def encode(results: Results) -> dict[str, Any]:
    """The payload of results; raises ResultsError where they are not fit for a page."""
    _check_extra(results)
    payload: dict[str, Any] = codec.dump(results)
    load(payload)
    return payload


def from_notebook(notebook: Mapping[str, Any]) -> Results:
    """The results that an executed notebook handed over; raises ResultsError unless there is just one payload."""
    found = list(payloads(notebook))
    if not found:
        raise ResultsError(say("It handed over no results. Its last cell must call hand_over(...)."))
    if len(found) > 1:
        raise ResultsError(
            say("It handed over results {count} times. Call hand_over(...) once.", count=len(found))
        )
    return load(found[0])


def kept(payload: bytes) -> Results:
    """The results in the JSON of a payload that was approved before, and is not checked again."""
    return codec.decode(Results, payload)


def load(payload: object) -> Results:
    """The results in a payload, checked against schema, version, limits and rules; raises ResultsError."""
    if not isinstance(payload, Mapping):
        raise ResultsError(say("The payload is not a JSON object."))
    if payload.get("version") != VERSION:
        raise ResultsError(
            say(
                "The payload is of version {found}; this Tallybook reads version {known}.",
                found=payload.get("version"),
                known=VERSION,
            )
        )
    results = _decoded(payload, _text(payload))
    check(results)
    return results


def _check_extra(results: Results) -> None:
    for name, value in results.extra:
        plain = value is None or isinstance(value, str | int | float)
        if not plain or (isinstance(value, float) and not math.isfinite(value)):
            raise ResultsError(
                say(
                    "extra[{name}] is {value}: a page shows texts, finite numbers, true, false or nothing.",
                    name=repr(name),
                    value=str(value) if plain else type(value).__name__,
                )
            )


def payloads(notebook: Mapping[str, Any]) -> Iterator[object]:
    """Every payload in an executed notebook, as it stands there, unchecked."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if MIME in output.get("data", {}):
                yield output["data"][MIME]


def _text(payload: Mapping[str, Any]) -> bytes:
    """The payload as JSON, of bounded size."""
    try:
        text = json.dumps(payload, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
    except ValueError as error:
        raise ResultsError(say("The payload holds what JSON cannot: {reason}.", reason=str(error))) from error
    if len(text) > LIMIT:
        raise ResultsTooLargeError(
            say(
                "The payload has {size} MB; {limit} MB is the limit. Hand over less.",
                size=len(text) // 1_000_000,
                limit=LIMIT // 1_000_000,
            )
        )
    return text


def _decoded(payload: Mapping[str, Any], text: bytes) -> Results:
    try:
        results = codec.decode(Results, text)
    except codec.CodecError as error:
        raise ResultsError(
            say("The payload does not fit its schema: {reason}.", reason=str(error))
        ) from error
    # What comes back different was not understood: a key too many, or a value of the wrong kind. Keys may have
    # another order, and numbers be written otherwise.
    if codec.encode(results) != text and codec.dump(results) != payload:
        raise ResultsError(say("The payload holds keys or values that its schema does not know."))
    return results
