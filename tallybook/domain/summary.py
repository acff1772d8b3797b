"""Summaries: everything one page says, before it becomes text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tallybook.domain.facts import Fact
from tallybook.domain.findings import Finding
from tallybook.domain.records import Commitment, Customer, Note, Problem, Visit
from tallybook.domain.results import Failed, Results
from tallybook.domain.scoring import ScoreCard
from tallybook.domain.subjects import Subject
from tallybook.domain.tallying import TalliedPart
from tallybook.errors import Message


class Verdict(StrEnum):
    """What became of a promise, computed where a KPI measures it, else as its owner says."""

    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"
    DROPPED = "dropped"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise of the period before with its verdict; `reached` where a KPI measures it."""

    commitment: Commitment
    verdict: Verdict
    reached: Decimal | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A note that a person's is like: whose, of which period, and how much of the two is the same."""

    manager_id: str
    period: str
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A next step that has been promised before, so many times."""

    commitment: Commitment
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A manager as a page introduces them, on the period's last day or the last one they were here."""

    title: str | None
    grade: str | None
    moves: tuple[tuple[str, date | None, date | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A subject below a unit: its place in the ranking, its facts, or why it has none.

    `is_small` is set of a unit that has too few people to be ranked.
    """

    subject: Subject
    rank: int | None
    score: Decimal | None
    facts: tuple[Fact, ...]
    failed: bool
    handed_in: bool
    is_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A manager's place by one KPI among all managers of the house; a fact's own rank is within the unit.

    `before` and `now` are the places in the period before and in this one among those who were there in both,
    `among` so many; None where this cannot be told.
    """

    kpi_id: str
    rank: int
    peers: int
    before: int | None = None
    now: int | None = None
    among: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One subject's chapter: facts, findings, the person's own words, promises, and what is missing.

    `findings` are the sentences drawn from the data, most important first. `failure` is set, and `results`
    is None, where the run failed. `tallied` are the note's figures with their verdicts. Of a unit, problems, promises and next steps are those of everyone below; `few` says that its people are too few to be compared.
    """

    subject: Subject
    period: str
    path: tuple[Subject, ...]
    results: Results | None
    failure: Failed | None
    findings: tuple[Finding, ...]
    note: Note | None
    person: Person | None
    members: tuple[Member, ...]
    promises: tuple[Promise, ...]
    next_steps: tuple[Commitment, ...]
    problems: tuple[Problem, ...]
    customers: tuple[Customer, ...]
    visits: tuple[Visit, ...]
    remarks: tuple[Message, ...]
    score: Decimal | None = None
    standings: tuple[Standing, ...] = ()
    carried: tuple[Carried, ...] = ()
    alike: tuple[Alike, ...] = ()
    tallied: tuple[TalliedPart, ...] = ()
    few: bool = False
    card: ScoreCard | None = None
