"""What a book is made of, before any page is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tallybook.domain.period import Period
from tallybook.domain.records import DataNote, Kpi, TableRead
from tallybook.domain.reviewing import Reviewed
from tallybook.domain.slices import PlansCount
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Summary
from tallybook.domain.tallying import Agreement
from tallybook.errors import Fault
from tallybook.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class BookContent:
    """Everything that a book tells: the summaries, and what holds for all of it.

    `reads` has a line for each table that the workspace declares; `asks_for_notes` is set where it has a folder
    for notes. `marked` are the verdicts by which figures in notes are marked on the pages. `reviewed` tells where
    each summary stands; None where no review is used. `ranked_from` is the fewest people of a unit that is ranked.
    Notes are due `due_days` after the period's end.
    `audience` is set in a book for one unit or person, `left_out` are the tables and columns that it does not show.
    """

    title: str
    organisation: str
    period: Period
    kpis: tuple[Kpi, ...]
    lead_kpi: str
    plans_count: PlansCount = PlansCount.DATE
    summaries: tuple[Summary, ...]
    tolerated: tuple[Fault, ...]
    wording: Wording
    reads: tuple[TableRead, ...] = ()
    asks_for_notes: bool = True
    data_notes: tuple[DataNote, ...] = ()
    marked: frozenset[Agreement] = frozenset({Agreement.AGREES, Agreement.DIFFERS, Agreement.WAIVED})
    reached: date | None = None
    ranked_from: int = 1
    due_days: int = 0
    reviewed: Mapping[Subject, Reviewed] | None = None
    audience: Subject | None = None
    left_out: frozenset[str] = frozenset()
    _people: dict[str, Subject] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Make the index by which `manager` answers for each row of each table."""
        for summary in self.managers():
            self._people.setdefault(summary.subject.id, summary.subject)

    @property
    def has_data(self) -> bool:
        """Whether any figure of the house is of this period; taken to be so where that cannot be told."""
        results = self.whole.results if self.whole else None
        return results is None or any(fact.through for fact in results.facts)

    def declares(self, table: str) -> bool:
        """Whether the workspace has such a table, be it empty; taken to be so where no table was read."""
        if table in self.left_out:
            return False
        return not self.reads or any(read.table == table for read in self.reads)

    def kpi(self, kpi_id: str | None) -> Kpi | None:
        """The definition of a KPI, where there is one."""
        return next((kpi for kpi in self.kpis if kpi.kpi_id == kpi_id), None)

    def manager(self, manager_id: str) -> Subject | None:
        """The manager with this id, where they have a chapter."""
        return self._people.get(manager_id)

    def managers(self, unit: Subject | None = None) -> Iterator[Summary]:
        """The managers' chapters in order, of those in or below a unit only where one is given."""
        for summary in self.summaries:
            is_manager = summary.subject.kind is SubjectKind.MANAGER
            if is_manager and (unit is None or unit in summary.path):
                yield summary

    def units(self) -> Iterator[Summary]:
        """The units' chapters, from the top down."""
        return (summary for summary in self.summaries if summary.subject.kind is SubjectKind.UNIT)

    def stands(self, subject: Subject) -> Reviewed | None:
        """Where a subject's summary stands; None where no review is used."""
        return None if self.reviewed is None else self.reviewed.get(subject, Reviewed(subject=subject))

    @property
    def whole(self) -> Summary | None:
        """The chapter of whom the book is about: the topmost unit, or the one person that it is for."""
        return next((summary for summary in self.summaries if not summary.path), None)
