"""Storing: a slice as a file, and the digest by which an unchanged one is known.

A file is JSON in which the rows of long tables stand on lines of their own, so many a line: a reader who takes one
line after the other holds no million of them as text and as values at once.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tallybook import codec, files, garbage
from tallybook.domain.records import Actual, Target
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject
from tallybook.errors import SlicesError, reason, say

# The long tables, in the order of a slice's fields.
_LONG: dict[str, Any] = {"actuals": tuple[Actual, ...], "targets": tuple[Target, ...]}
_A_LINE = 5_000
# No text can hold this: quotation marks in texts stand behind a backslash.
_OPENED = re.compile(rf'"({"|".join(_LONG)})":\[\n$'.encode())


def write(slice_: Slice, folder: Path) -> Path:
    """Write the slice as `<slug>.json` into the folder, unless it stands there; the same slice gives the same bytes."""
    path = place(slice_.subject, folder)
    if not files.holds(path, _lines(slice_)):
        files.write(path, _lines(slice_))
    return path


def without_amounts(slice_: Slice) -> Slice:
    """The slice without actuals and targets, which stand in its file for whoever measures them."""
    return replace(slice_, actuals=(), targets=())


def place(subject: Subject, folder: Path) -> Path:
    """Where in the folder the subject's slice is written."""
    return files.inside(folder, f"{subject.slug}.json")


def read(path: Path) -> Slice:
    """Read a slice; raises SlicesError where it is missing or damaged."""
    try:
        with garbage.not_looking(), path.open("rb") as lines:
            return _read(lines)
    except OSError as error:
        raise SlicesError(
            say("{path} could not be read: {reason}.", path=path, reason=reason(error))
        ) from error
    except codec.CodecError as error:
        raise SlicesError(
            say("{path} is damaged ({reason}). Build the book again.", path=path, reason=str(error))
        ) from error


def fingerprint(slice_: Slice) -> str:
    """The SHA-256 of the bytes that `write` writes, in hexadecimal."""
    digest = hashlib.sha256()
    for line in _lines(slice_):
        digest.update(line)
    return digest.hexdigest()


def _lines(slice_: Slice) -> Iterator[bytes]:
    rest = codec.encode(without_amounts(slice_))
    for name, kind in _LONG.items():
        opening = f'"{name}":['.encode()
        before, _, rest = rest.partition(opening)
        yield before + opening + b"\n"
        rows = getattr(slice_, name)
        for start in range(0, len(rows), _A_LINE):
            line = codec.encode(rows[start : start + _A_LINE], kind)[1:-1]
            yield line + (b",\n" if start + _A_LINE < len(rows) else b"\n")
    yield rest + b"\n"


def _read(lines: Iterable[bytes]) -> Slice:
    """The slice of these lines; there may be but one, which holds all rows."""
    rows: dict[str, list[Any]] = defaultdict(list)
    others, table, shared = b"", "", codec.Sharing()
    for line in lines:
        if table and not line.startswith(b"]"):
            rows[table] += shared.decode(_LONG[table], b"[" + line.rstrip(b",\n") + b"]")
        else:
            others += line
            opened = _OPENED.search(line)
            table = opened[1].decode() if opened else ""
    found: dict[str, Any] = {name: tuple(several) for name, several in rows.items()}
    return replace(codec.decode(Slice, others), **found)
