"""Storing: a slice as a file, and the digest by which an unchanged one is known."""

import hashlib
from pathlib import Path

from tallybook import codec, files, garbage
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject
from tallybook.errors import SlicesError, reason, say


def write(slice_: Slice, folder: Path) -> Path:
    """Write the slice as `<slug>.json` into the folder; the same slice gives the same bytes."""
    path = place(slice_.subject, folder)
    files.write(path, codec.encode(slice_))
    return path


def place(subject: Subject, folder: Path) -> Path:
    """Where in the folder the subject's slice is written."""
    return files.inside(folder, f"{subject.slug}.json")


def read(path: Path) -> Slice:
    """Read a slice; raises SlicesError where it is missing or damaged."""
    try:
        with garbage.not_looking():
            return codec.decode(Slice, path.read_bytes())
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
    return hashlib.sha256(codec.encode(slice_)).hexdigest()
