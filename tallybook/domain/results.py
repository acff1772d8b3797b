"""Results: what a notebook hands over, and how a run ends."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tallybook.domain.bridges import Bridge
from tallybook.domain.facts import Concentration, Course, Explanation, Fact, Quota, Reconciliation
from tallybook.domain.findings import OwnFinding
from tallybook.domain.subjects import Subject
from tallybook.errors import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart: its file name's stem, its words, and the drawing as SVG text.

    `message` is the sentence drawn from the data, `title` says who, what, unit, when and scenarios, `alt`
    says what the chart says to someone who cannot see it.
    """

    name: str
    message: str
    title: str
    alt: str
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One subject's payload; `members` holds the facts of a unit's direct members.

    `findings` are sentences by rules of the notebook's own. `extra` is anything more that a customised notebook wants to give its template: plain JSON values by name.
    """

    version: int = 1
    subject: Subject
    period: str
    facts: tuple[Fact, ...]
    courses: tuple[Course, ...] = ()
    concentration: Concentration | None = None
    reconciliation: tuple[Reconciliation, ...] = ()
    members: tuple[Fact, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    quotas: tuple[Quota, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    findings: tuple[OwnFinding, ...] = ()
    figures: tuple[Figure, ...] = ()
    extra: tuple[tuple[str, str | int | float | bool | None], ...] = ()

    def figure_of(self, bridge: Bridge) -> str:
        """The name of the figure that shows a bridge; KPIs' own ids may be of any letters."""
        place = self.bridges.index(bridge)
        return f"bridge-{place + 1}" if place else "bridge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run to be made: whose notebook, on which slice, with which key in the cache."""

    subject: Subject
    period: str
    notebook: Path
    slice_file: Path
    key: str


class FailureKind(StrEnum):
    """Why a run has no results."""

    RAISED = "raised"
    KERNEL_DIED = "kernel_died"
    TIMED_OUT = "timed_out"
    STOPPED_EARLY = "stopped_early"
    NO_RESULTS = "no_results"
    TOO_LARGE = "too_large"
    NOT_STARTED = "not_started"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succeeded:
    """A run that ended well; `cached` when it was not needed again."""

    job: Job
    results: Results
    notebook: Path
    seconds: float
    cached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A run that did not; `cell` counts code cells and `line` its lines from 1, `detail` is the exception's last line, or words of ours."""

    job: Job
    kind: FailureKind
    detail: str | Message
    log: Path
    seconds: float
    cell: int | None = None
    line: int | None = None


Outcome = Succeeded | Failed
