"""Slips: papers that belong to no book, such as a certificate; what stands on one, part by part."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Values beside their names; `typed` ones are digests and the like, set in groups to be read aloud."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A judgement by shape and word; `status` is good, watch, bad or none."""

    status: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; `widths` are its columns' in points, what repeats in the first column is written once."""

    heading: str
    widths: tuple[float, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str | Verdict, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is to be done, one thing after the other: in words, and as a command where there is one."""

    heading: str
    steps: tuple[tuple[str, str], ...]


Part = Named | Grid | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A paper with its parts, a place for signatures, and at its foot what it is good for.

    `made` is the moment that the paper is of; `language` is zh or en; `lead` is the message of it all, with its
    `status` as a verdict's; `sheet` says "Page {number} of {all}".
    """

    title: str
    under: str
    organisation: str
    language: str
    made: datetime
    lead: str
    status: str = "none"
    parts: tuple[Part, ...]
    signatures: tuple[str, ...]
    foot: str
    sheet: str
