"""Settings: what a workspace declares under `tallybook:` in its `_config.yml`; values only, no disk."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tallybook.domain.slices import NextTargets, PlansCount, Rounding
from tallybook.settings.editions import Edition
from tallybook.settings.findings import Findings
from tallybook.settings.part import Part
from tallybook.settings.promises import Promises
from tallybook.settings.scoring import Grade, ScoreCards, Weights
from tallybook.settings.sources import Source, TableSources

__all__ = [
    "Edition",
    "Findings",
    "Fiscal",
    "Grade",
    "Judgement",
    "Phones",
    "Promises",
    "Review",
    "Running",
    "ScoreCards",
    "Settings",
    "Source",
    "TableSources",
    "TallyLevels",
    "Tolerance",
    "Weights",
]


class Fiscal(Part):
    """When the house's year begins."""

    first_month: Annotated[int, Field(ge=1, le=12)] = 1
    """The month, 1 to 12, in which the fiscal year begins."""
    named_by: Literal["start", "end"] = "start"
    """Whether fiscal year 2025 is the one that starts or the one that ends in 2025."""


class Tolerance(Part):
    """A kind of fault with which the book is built all the same; the rows are left out and the pages say so."""

    table: str
    """The canonical table in which the fault may occur."""
    kind: str
    """The kind of fault, as `tallybook check` names it."""


Attainment = Annotated[Decimal, Field(ge=0, le=100)]


class Judgement(Part):
    """From which attainment a result is on target, and from which it is only to be watched."""

    good_from: Attainment = Decimal("1.0")
    """On target from this attainment on; 1.0 is the plan."""
    watch_from: Attainment = Decimal("0.9")
    """To be watched from this attainment on; below it is off target."""

    @model_validator(mode="after")
    def _in_order(self) -> "Judgement":
        if self.watch_from > self.good_from:
            raise PydanticCustomError("limits_crossed", "watch_from lies above good_from")
        return self


class TallyLevels(Part):
    """What becomes of a figure in a note, by the verdict of the number check: nothing, a remark, or no book."""

    differs: Literal["off", "warn", "error"] = "warn"
    """A figure differs from the facts or from its own sentence."""
    unsupported: Literal["off", "warn", "error"] = "off"
    """There is no fact to hold a figure against."""
    waived: Literal["off", "warn", "error"] = "warn"
    """Its writer gives a reason why a figure is not to be checked."""


class Running(Part):
    """How notebooks are executed."""

    jobs: Annotated[int, Field(ge=1)] | Literal["auto"] = "auto"
    """How many notebooks run at a time; `auto` is two more than there are processors."""
    timeout: Annotated[int, Field(ge=1)] = 300
    """Seconds after which a notebook is stopped."""
    start_timeout: Annotated[int, Field(ge=1)] = 60
    """Seconds within which a kernel must answer."""


class Review(Part):
    """How summaries are submitted and approved."""

    used: bool = False
    """Whether pages show their state of review before anybody has submitted or returned anything, too."""
    top: tuple[str, ...] = ()
    """Ids of the people who review what has no leader above it: the topmost unit, and its leader."""
    publishers: tuple[str, ...] = ()
    """Ids of the people who may publish; when left out, who leads the topmost unit, and those under `top`."""


class Phones(Part):
    """What becomes of phone numbers in tables and notes."""

    masked: bool = True
    """Whether they are masked (138****5678) from the moment they are read."""
    reason: str | None = None
    """Why they are not; without a reason they are."""

    @model_validator(mode="after")
    def _with_a_reason(self) -> "Phones":
        if not self.masked and not (self.reason or "").strip():
            raise PydanticCustomError("no_reason", "phone numbers are shown without a reason")
        return self


class Pdf(Part):
    """What `build --pdf` makes."""

    standard: Literal["a-2a", "a-3a"] = "a-2a"
    """The archive's form: `a-2a` (ISO 19005-2), or `a-3a` (ISO 19005-3), which holds the KPI results as data, too."""


class Word(Part):
    """What `build --word` makes."""

    font: Annotated[str, Field(min_length=1)] = "宋体"
    """The font of Chinese text."""
    heading_font: Annotated[str, Field(min_length=1)] = "黑体"
    """The font of Chinese headings."""
    latin_font: Annotated[str, Field(min_length=1)] = "Times New Roman"
    """The font of Latin letters and figures in text."""
    latin_heading_font: Annotated[str, Field(min_length=1)] = "Arial"
    """The font of Latin letters and figures in headings."""
    reference: str | None = None
    """A .docx file in the workspace whose styles are taken in place of the house's."""


class Settings(Part):
    """All of `tallybook:`."""

    organisation: Annotated[str, Field(min_length=1)]
    """The name of the house, as the cover shows it."""
    language: Literal["zh", "en"] = "zh"
    """The language of pages and messages: `zh` or `en`."""
    tables: TableSources
    """Where the data come from."""
    notes: str | None = "data/notes"
    """The folder of people's notes: one folder for each period, in it one Markdown file for each manager_id."""
    due_days: Annotated[int, Field(ge=0, le=366)] = 10
    """How many days after a period's end notes are due; the board counts the days that are left."""
    read_from: tuple[str, ...] = ()
    """Folders outside the workspace from which files may be read, such as `../exports`."""
    fiscal_year: Fiscal = Fiscal()
    """When the house's year begins."""
    rounding: Rounding = Rounding.HALF_EVEN
    """How figures are rounded where they are shown: `half_even` or `half_up`."""
    lead_kpi: str | None = None
    """The KPI that leads pages and charts; the one with the greatest weight when left out."""
    plans_count: PlansCount = PlansCount.DATE
    """How plans count for a period: `date` where they lie inside it, `days` by the share of their days in it,
    `windows` where they end in it, against the result of exactly their own days."""
    data_through: date | None = None
    """The last day that the data cover; when left out, the last date found in the sources."""
    judgement: Judgement = Judgement()
    """The limits of on target and to be watched."""
    next_targets: NextTargets = NextTargets.SEASONALITY
    """How the next period's plan is shared out to its months: by last year's `seasonality` or `evenly`."""
    bridges: tuple[str, ...] | None = None
    """KPIs whose way from the plan of the year to date to its result is told month by month; the leading one when left out, none with `[]`."""
    findings: Findings = Findings()
    """Which sentences are drawn from the data, in which order and words."""
    alike_from: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.8")
    """From which share of the same words on the board names a note that is like another."""
    promises: Promises = Promises()
    """What is asked of last period's promises."""
    tally: TallyLevels = TallyLevels()
    """What becomes of figures in notes by the verdict of the number check: `off`, `warn` or `error`."""
    scorecard: ScoreCards | None = None
    """Points for results and conduct, and grades; no score cards when left out."""
    row_limit: Annotated[int, Field(ge=1)] = 20_000_000
    """How many rows one file, sheet, table or query may give."""
    snapshots: Annotated[int, Field(ge=0)] = 5
    """How many snapshots of what was read are kept; 0 keeps none."""
    tolerate: tuple[Tolerance, ...] = ()
    """Faults with which the book is built all the same."""
    pdf: Pdf = Pdf()
    """What `build --pdf` makes."""
    word: Word = Word()
    """What `build --word` makes."""
    running: Running = Running()
    """How notebooks are executed."""
    phones: Phones = Phones()
    """What becomes of phone numbers in tables and notes."""
    review: Review = Review()
    """How summaries are submitted and approved."""
    editions: tuple[Edition, ...] = ()
    """Books for one audience each, made by `build --edition NAME`."""

    def edition(self, name: str) -> Edition:
        """The edition of this name; where none is declared, that of the unit or person with this id."""
        return next((one for one in self.editions if one.name == name), None) or Edition.of(name)

    @model_validator(mode="after")
    def _conduct_is_judged_somewhere(self) -> "Settings":
        cards = self.scorecard
        if cards and (cards.normal.conduct or cards.abnormal.conduct) and self.tables.conduct is None:
            raise PydanticCustomError("no_conduct", "score cards count conduct, but there is no table of it")
        return self

    @model_validator(mode="after")
    def _one_edition_a_name(self) -> "Settings":
        names = [edition.name for edition in self.editions]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise PydanticCustomError("edition_twice", "two editions are called {name}", {"name": twice[0]})
        return self
