"""Subjects: whom a page is about, and how they stand in the house."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from tallybook.domain.phones import is_phone

# Single separators only: the double hyphen is kept for ids that need a digest.
_SAFE = re.compile(r"(?=.{1,40}\Z)[a-z0-9]+(?:[-_][a-z0-9]+)*")


class SubjectKind(StrEnum):
    """A person, or a unit of any level."""

    MANAGER = "manager"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Subject:
    """A manager or a unit, by id and name."""

    kind: SubjectKind
    id: str
    name: str

    @property
    def slug(self) -> str:
        """A file name that no other id shares, whatever the id is made of, on any file system."""
        return f"{self.kind}-{safe(self.id)}"


def safe(identifier: str) -> str:
    """An id as a name that no other id shares, on any file system and in any address."""
    # Who takes phone numbers for ids does not mean to publish them in file names.
    phone = is_phone(identifier)
    if _SAFE.fullmatch(identifier) and not phone:
        return identifier
    stem = "" if phone else re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")[:24]
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{stem}--{digest}" if stem else f"-{digest}"
