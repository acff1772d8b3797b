"""How a source writes its values, and how much of a wrong one a message shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tallybook.domain.period import CALENDAR_YEAR, FiscalYear
from tallybook.domain.phones import masked


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a source writes dates (strptime notation, None for ISO 8601) and amounts, and the house's year.

    `scale` is what a column's amounts are to be multiplied by; `masks` says that no phone number is read as it is.
    """

    dates: str | None = None
    thousands: str = ""
    decimal: str = "."
    scale: Mapping[str, Decimal] = field(default_factory=dict)
    fiscal: FiscalYear = CALENDAR_YEAR
    masks: bool = True


def cut(text: str) -> str:
    """A value short enough for a sentence."""
    return visible(text, 60)


def visible(text: str, most: int = 200) -> str:
    """A value with what cannot be seen written as its code and phones masked, cut where it is long."""
    text = masked(text)
    shown = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in text[:most]
    )
    return shown if len(text) <= most else f"{shown}…"
