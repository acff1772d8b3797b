"""A small house made by hand, told in any words: two branches, three people, everything that a page can hold."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from tallybook import compose, measures, slices
from tallybook.domain.pages import Page
from tallybook.domain.period import Period
from tallybook.domain.records import (
    Actual,
    Aggregate,
    Better,
    Commitment,
    Customer,
    Fulfilment,
    Kpi,
    Manager,
    Note,
    Problem,
    Tables,
    Target,
    Unit,
    Visit,
)  # fmt: skip
from tallybook.domain.results import Failed, FailureKind, Figure, Job, Results, Succeeded
from tallybook.domain.slices import Slice
from tallybook.errors import Fault, say
from tallybook.settings import Settings, Source, TableSources
from tallybook.wording import Wording

PERIOD = Period.parse("2025-H1")
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NOTE = {
    "achievements": "**稳步**增长",
    "problems": "客户少",
    "next_steps": "1. 多走访",
    "success_case": "成功",
    "failure_case": "失败",
}
Word = Callable[[str], str]


def field(name: str) -> str:
    """The name of the field itself, so that a test finds each on the page."""
    return f"<{name}>"


def day(text: str) -> date:
    return date.fromisoformat(text)


def tables(word: Word = field, *, note: dict[str, str] | None = None) -> Tables:
    """Everything; `word` gives each field's text, `note` the parts of the one note handed in."""
    before = PERIOD.previous
    return Tables(
        units=(
            Unit(unit_id="hq", name=word("unit hq")),
            Unit(unit_id="b1", name=word("unit b1"), parent_id="hq"),
            Unit(unit_id="b2", name=word("unit b2"), parent_id="hq"),
        ),
        managers=(
            Manager(manager_id="a", name=word("manager a"), unit_id="b1", title=word("title"), grade=word("grade")),
            Manager(manager_id="b", name=word("manager b"), unit_id="b1", valid_to=day("2025-03-31")),
            Manager(manager_id="b", name=word("manager b"), unit_id="b2", valid_from=day("2025-04-01")),
            Manager(manager_id="c", name=word("manager c"), unit_id="b2"),
        ),
        kpis=(
            Kpi(kpi_id="loans", name=word("kpi loans"), unit=word("unit of loans"), aggregate=Aggregate.SUM,
                aliases=(word("alias"),), group=word("group"), weight=Decimal(60)),
            Kpi(kpi_id="bad", name=word("kpi bad"), unit="万元", aggregate=Aggregate.LAST, better=Better.LOWER,
                weight=Decimal(40)),
            Kpi(kpi_id="ratio", name=word("kpi ratio"), unit="%", aggregate=Aggregate.RATIO, numerator="bad",
                denominator="loans", better=Better.LOWER),
        ),
        actuals=tuple(_actuals()),
        targets=tuple(_targets()),
        customers=(
            Customer(customer_id="k1", name=word("customer k1"), manager_id="a", gained_on=day("2025-02-01")),
            Customer(customer_id="k2", name=word("customer k2"), manager_id="a", gained_on=day("2020-02-01"),
                     lost_on=day("2025-05-01")),
        ),
        visits=(
            Visit(visit_id="v1", date=day("2025-02-03"), manager_id="a", customer_id="k1", opinion=word("opinion"),
                  handler=word("handler"), due=day("2025-03-01")),
            Visit(visit_id="v2", date=day("2025-02-04"), manager_id="a", customer_id="k2", opinion="快一点",
                  closed_on=day("2025-03-02")),
            Visit(visit_id="v3", date=day("2025-02-05"), manager_id="a", customer_id="k2"),
        ),
        problems=(
            Problem(problem_id="p1", manager_id="a", raised_on=day("2025-01-02"), text=word("problem"),
                    cause=word("cause"), owner=word("owner of a problem"), due=day("2024-12-31")),
        ),
        commitments=(
            Commitment(commitment_id="c1", manager_id="a", period=before, text=word("promise kept"),
                       owner=word("owner of a promise"), kpi_id="loans", target=Decimal(100)),
            Commitment(commitment_id="c2", manager_id="a", period=before, text=word("promise dropped"),
                       status=Fulfilment.DROPPED, reason=word("reason")),
            Commitment(commitment_id="c3", manager_id="a", period=before, text="说到做到", kpi_id="bad",
                       target=Decimal(1), status=Fulfilment.DONE),
            Commitment(commitment_id="c4", manager_id="b", period=before, text=word("promise open")),
            Commitment(commitment_id="c5", manager_id="a", period=PERIOD, text=word("next step"),
                       owner=word("owner of a step"), due=day("2025-12-31"), kpi_id="bad", target=Decimal(2)),
        ),
        notes=(Note(manager_id="a", period=PERIOD, file="a.md", **(NOTE if note is None else note)),),
        tolerated=(
            Fault(kind="duplicate-key", file=word("file"), row=7, column=word("column"), value=word("value"),
                  problem=say("{value} is twice in the table.", value=word("faulty")), remedy=say("Remove one.")),
        ),
    )  # fmt: skip


def _actuals() -> Iterator[Actual]:
    for number, manager in enumerate("abc"):
        for month in range(18):
            when = date(2024 + month // 12, month % 12 + 1, 28)
            loans = Decimal(20 + number + month)
            yield Actual(
                manager_id=manager, date=when, kpi_id="loans", value=loans, customer_id=f"k{number + 1}"
            )
            yield Actual(manager_id=manager, date=when, kpi_id="bad", value=Decimal(1 + number))


def _targets() -> Iterator[Target]:
    for manager, value in (("a", 200), ("b", 210), ("c", 300)):
        yield _target(manager, "loans", value)
        yield _target(manager, "bad", 2)


def _target(manager: str, kpi_id: str, value: int) -> Target:
    return Target(subject_id=manager, of_unit=False, period=PERIOD, kpi_id=kpi_id, value=Decimal(value))


def cut(found: Tables, language: str = "en") -> tuple[Slice, ...]:
    """Every subject's slice, units before those below them."""
    nothing = (Source(rows=()),)
    sources = TableSources(units=nothing, managers=nothing, kpis=nothing, actuals=nothing)
    settings = Settings(organisation="-", language=language, tables=sources, lead_kpi="loans")
    return tuple(slices.cut(found, settings, PERIOD, slices.subjects(found, PERIOD)))


def chapter(slice_: Slice, word: Word = field, *, failed: bool = False) -> compose.Chapter:
    """A chapter as a run would leave it, with one figure and one value of the notebook's own."""
    job = Job(subject=slice_.subject, period=PERIOD.slug, notebook=Path("n"), slice_file=Path("s"), key="k")
    if failed:
        run = Failed(
            job=job, kind=FailureKind.RAISED, detail=word("failure"), log=Path("l"), seconds=1, cell=2
        )
        return compose.Chapter(slice=slice_, outcome=run)
    figure = Figure(name="own", message=word("message"), title=word("figure"), alt=word("alt"), svg="<svg/>")
    results = Results(
        subject=slice_.subject,
        period=PERIOD.slug,
        facts=measures.facts(slice_),
        courses=measures.courses(slice_),
        concentration=measures.concentration(slice_),
        reconciliation=measures.reconciliation(slice_),
        members=measures.member_facts(slice_),
        explanations=measures.explanations(slice_, measures.facts(slice_)),
        quotas=measures.quotas(slice_),
        bridges=measures.bridges(slice_),
        figures=(figure,),
        extra=((word("extra"), word("extra value")),),
    )
    return compose.Chapter(
        slice=slice_, outcome=Succeeded(job=job, results=results, notebook=Path("n"), seconds=1)
    )


def book(
    found: Tables | None = None, word: Word = field, *, language: str = "en", failed: Sequence[str] = ()
) -> compose.BookContent:
    """The whole book; `failed` are ids of subjects whose run failed."""
    found, wording = found or tables(word), Wording(language)
    chapters = [chapter(one, word, failed=one.subject.id in failed) for one in cut(found, language)]
    return compose.BookContent(
        title=word("title of the book"),
        organisation=word("organisation"),
        period=PERIOD,
        kpis=found.kpis,
        lead_kpi="loans",
        summaries=compose.summarise(chapters, found.notes, wording),
        tolerated=found.tolerated,
        wording=wording,
    )


def templates() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.jinja")}


def pages(content: compose.BookContent) -> dict[str, Page]:
    return {page.slug: page for page in compose.render(content, templates())}
