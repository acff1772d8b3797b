"""What is to be sealed: a book with all that it was made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tallybook.domain.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An executed notebook: whose it is, and by their paths in the package what it was made from."""

    subject: Subject
    result: str
    slice: str
    notebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved whose chapter, and when."""

    subject: Subject
    by: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One book: the period, the unit at its top, and every file by its path in the package.

    `digests` are the SHA-512 that the files had when the book was built.
    """

    period: str
    unit: Subject
    title: str
    organisation: str
    language: str
    software: Mapping[str, str]
    places: Mapping[str, Path]
    digests: Mapping[str, str]
    made: tuple[Made, ...] = ()
    approvals: tuple[Approval, ...] = ()

    @property
    def name(self) -> str:
        """The object's folder in the archive."""
        return name(self.period, self.unit.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Who seals, when, and why; `address` is a URI such as mailto:somebody@example.org."""

    by: str
    time: datetime
    message: str
    address: str | None = None

    @property
    def seconds(self) -> str:
        """The time to the second, with its zone."""
        return self.time.isoformat(timespec="seconds")


def name(period: str, unit: str) -> str:
    """The folder of a period's object; no period's name holds a dot alone."""
    return f"{period.replace('..', '_')}.{unit}"


def is_of(object_: str, period: str) -> bool:
    """Whether an object is of this period."""
    return object_.startswith(name(period, ""))


def digest(path: Path) -> str:
    """The SHA-512 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()
