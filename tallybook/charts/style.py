"""The look that all charts share: colours, sizes, and how a scenario or a judgement is drawn.

The notation is that of ISO 24896:2026 and IBCS: the fill says the scenario, colour is kept for judgement.
Lengths are points of the finished figure, counted from its top left corner.
"""

from dataclasses import dataclass
from decimal import Decimal

from tallybook.domain.facts import Status
from tallybook.domain.records import Better

WIDTH = 490.0
"""How wide every figure is: the text column of a printed page."""

TEXT = 9.6
SMALL = 8.8
ROW = 16.5
"""The distance of rows in which structure runs from top to bottom."""

INK = "#262626"
QUIET = "#686868"
HAIRLINE = "#d4d4d4"
PAPER = "#ffffff"
BAND = "#f1f4f7"
ACCENT = "#1f4e79"

DARK = "#404040"
LIGHT = "#bdbdbd"
# The pair differs in hue for the colour-blind and in lightness for grey print.
GOOD = "#12706a"
WATCH = "#b98512"
BAD = "#dd6b2a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an area is filled and outlined."""

    fill: str = PAPER
    edge: str | None = None
    line: float = 0.9


ACTUAL = Look(fill=DARK)
PRIOR = Look(fill=LIGHT)
PLAN = Look(fill=PAPER, edge=DARK)
REST = Look(fill="#8c8c8c")

_JUDGED = {True: Look(fill=GOOD), False: Look(fill=BAD)}
_MARKS = {Status.GOOD: ("circle", GOOD), Status.WATCH: ("triangle", WATCH), Status.BAD: ("square", BAD)}


def is_good(change: Decimal, better: Better) -> bool:
    """Whether a change goes the way that is better; one of nothing is good, too."""
    return better.gain(change) >= 0


def judged(good: bool) -> Look:
    """The look of a variance, by whether it is a good one."""
    return _JUDGED[good]


def mark(status: Status) -> tuple[str, str] | None:
    """Shape and colour of a status; None where nothing is judged."""
    return _MARKS.get(status)
