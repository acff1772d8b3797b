"""What is asked of a build, who watches it, and what is said of it at its end."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tallybook.book import Unformed, Unshown
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi, Note
from tallybook.domain.results import Failed
from tallybook.domain.subjects import Subject
from tallybook.settings import Edition, Running
from tallybook.tables.snapshots import Snapshot, TableChange

# Stands in every folder that a build made, so that `clean` removes nothing else.
MARK = ".tallybook"


class Stage(StrEnum):
    """The steps that a person waits for."""

    TABLES = "tables"
    SLICES = "slices"
    RUNS = "runs"
    PAGES = "pages"
    BOOK = "book"


class Watch(Protocol):
    """Whoever wants to know how far a build is."""

    def begin(self, stage: Stage, steps: int = 0) -> None:
        """A stage begins, of so many steps where that is known."""

    def done(self, subject: Subject, *, good: bool) -> None:
        """One subject's run has ended, as it should or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of a build beside the workspace: where it goes, how it runs, whether all of it.

    With `retry_failed`, nothing but what failed or was broken off may run. With `subjects`, ids of managers or
    units, only theirs are run, and a preview is made beside the book. What is read is kept in the folder
    `snapshots`, if there is one; with `snapshot` that is read instead of the sources.
    With `edition` a book for one audience is made, in a tree of its own. `pdf`, `word` and `excel` ask for PDF, Word and Excel files beside the pages; `again` is set where a sealed book is made once more. With
    `approved_only` the pages that nobody approved are empty, and the book is made beside the whole one.
    """

    folder: Path
    running: Running
    run_all: bool = False
    retry_failed: bool = False
    fail_fast: bool = False
    subjects: tuple[str, ...] = ()
    pdf: bool = False
    word: bool = False
    excel: bool = False
    snapshots: Path | None = None
    snapshot: Snapshot | None = None
    again: bool = False
    approved_only: bool = False
    edition: Edition | None = None

    @property
    def place(self) -> Path:
        """Where the book is made: a preview never takes the place of the whole book."""
        tree = self.folder / "editions" / self.edition.name if self.edition else self.folder
        if self.approved_only:
            return tree / "approved"
        return tree / "preview" if self.subjects else tree

    @property
    def is_whole(self) -> bool:
        """Whether the period's own book is made: nothing of it left out, or emptied."""
        return not (self.subjects or self.approved_only or self.edition)

    @property
    def html(self) -> Path:
        """Where the book is read."""
        return self.place / "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a build ended: where the book is and what is not in it; `unchanged` where nothing had to be done.

    `snapshot` is the id of what was read, `changed` what is other in it than in the book before. `hidden` are the
    words that must not stand in an edition, `shown` its pages and `audience` whom it is for.
    """

    period: str
    book: Path
    pages: int
    subjects: int
    cached: int
    left_out: int
    failed: tuple[Failed, ...]
    without_note: tuple[str, ...]
    tolerated: int
    differing: int = 0
    unshown: tuple[Unshown, ...] = ()
    without_data: bool = False
    warnings: tuple[str, ...] = ()
    papers: tuple[Path, ...] = ()
    unformed: tuple[Unformed, ...] = ()
    damaged: tuple[str, ...] = ()
    unchanged: bool = False
    snapshot: str | None = None
    changed: tuple[TableChange, ...] = ()
    hidden: frozenset[str] = field(default=frozenset(), repr=False)
    shown: frozenset[str] = frozenset()
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """Every KPI result of a period, with the definitions that say how to read them."""

    facts: tuple[Fact, ...]
    kpis: tuple[Kpi, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where one subject's chapter stands: whether it would run, and why it is missing where it is.

    `damaged` where a run was kept and cannot be used any more.
    `begun` where it has begun and not ended; `building` where a build of the period is running now.
    """

    subject: Subject
    handed_in: bool | None
    fresh: bool
    failed: Failed | None
    damaged: bool = False
    begun: bool = False
    building: bool = False

    @property
    def running(self) -> bool:
        """Whether its notebook runs now."""
        return self.begun and self.building and not self.fresh

    @property
    def broken_off(self) -> bool:
        """Whether it was under way when the last build was stopped."""
        return self.begun and not self.building and not self.fresh
