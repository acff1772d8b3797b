"""What is published in a folder: for each period the book that is there, and what was corrected in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was changed in a published book on a day: whose, what, from which value to which."""

    day: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The book of a period as it is published; `approved` are the digests of what was approved, by page.

    `last_approved` also has those of pages that were approved in an earlier book of the period, and no longer are.

    `everything` says that pages are in it that nobody approved. `units` are the pages of units with their names.
    """

    period: str
    folder: str
    label: str
    time: str
    everything: bool
    units: tuple[tuple[str, str], ...]
    approved: tuple[tuple[str, str], ...] = ()
    last_approved: tuple[tuple[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def day(self) -> str:
        """The day of the publication."""
        return self.time[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a folder holds, in the order in which periods were first published; `name` is the site's."""

    version: int = 1
    publications: tuple[Publication, ...] = ()
    name: str = ""

    def of(self, period: str) -> Publication | None:
        """What is published of a period."""
        return next((one for one in self.publications if one.period == period), None)

    def with_publication(self, new: Publication, retold: Callable[[Row], Row]) -> "Record":
        """The record with this book in the place of the period's last one, its corrections added to the last one's.

        `retold` is given each row of the last one's, and says what may be told of it today.
        """
        old = self.of(new.period)
        if old is None:
            first = replace(new, last_approved=new.approved)
            return replace(self, publications=(*self.publications, first))
        # What was approved once is what a later approval is held against, also where it was void for a while.
        last = {**dict(old.last_approved), **dict(new.approved)}
        before = (replace(one, rows=tuple(map(retold, one.rows))) for one in old.corrections)
        corrections = (*before, *new.corrections)
        joined = replace(new, last_approved=tuple(last.items()), corrections=corrections)
        return replace(self, publications=tuple(joined if one is old else one for one in self.publications))
