"""What papers about the archive have in common: how a moment and a long text stand on them."""

from datetime import datetime

from tallybook.errors import say
from tallybook.wording import Wording

SHEET = say("Page {number} of {all}", number="{number}", all="{all}")
# Longer texts of people are cut off on paper, where everything has its place; so are longer lists.
_LONGEST = 120
MOST = 4


def moment(when: datetime, wording: Wording) -> str:
    """A moment to the minute, with the zone in which it was told."""
    return f"{wording.day(when.date())} {when:%H:%M} (UTC{when.isoformat(timespec='seconds')[19:]})"


def short(text: str) -> str:
    """A text of somebody's that fits into a few lines."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
