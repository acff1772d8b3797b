"""Samples: two small books made of nothing but examples, so that templates can be tried before there are data.

In the `full` one there is something of everything that a page can hold; in the `bare` one no more than there
must be: chapters whose runs failed, and nothing handed in.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tallybook.compose.content import BookContent
from tallybook.compose.remarks import PARTS
from tallybook.domain.bridges import Bridge, Step
from tallybook.domain.facts import (
    Comparison,
    Concentration,
    Course,
    Fact,
    Measured,
    Point,
    Quota,
    Reconciliation,
    Share,
    Status,
    TargetRule,
)
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.period import Period
from tallybook.domain.records import (
    Aggregate,
    Commitment,
    Customer,
    DataNote,
    Kpi,
    Note,
    Problem,
    TableRead,
    Visit,
)
from tallybook.domain.results import Failed, FailureKind, Figure, Job, Results
from tallybook.domain.reviewing import Change, Comment, Part, Reviewed, ReviewState
from tallybook.domain.scoring import Allotment, CardPart, ScoreCard, ScoreLine
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Alike, Carried, Member, Person, Promise, Standing, Summary, Verdict
from tallybook.domain.tallying import Agreement, Measure, Mention, Tallied, TalliedPart
from tallybook.errors import Fault, say
from tallybook.wording import Wording

_PERIOD = Period.parse("2025-H1")
_DAY = date(2025, 3, 31)
_TEXT = "example"
_ONE = Decimal(1)
_FIGURE = Measured(_ONE)
_KPI = Kpi(
    kpi_id="example",
    name=_TEXT,
    unit=_TEXT,
    aggregate=Aggregate.SUM,
    aliases=(_TEXT,),
    group=_TEXT,
    weight=_ONE,
)
_WHOLE = Subject(kind=SubjectKind.UNIT, id="whole", name=_TEXT)
_BRANCHES = tuple(Subject(kind=SubjectKind.UNIT, id=f"branch{n}", name=_TEXT) for n in (1, 2, 3))
_PEOPLE = tuple(Subject(kind=SubjectKind.MANAGER, id=f"person{n}", name=_TEXT) for n in (1, 2, 3))
_PLACES = (
    (_WHOLE, (), _BRANCHES),
    *((branch, (_WHOLE,), _PEOPLE if branch is _BRANCHES[0] else ()) for branch in _BRANCHES),
    *((person, (_WHOLE, _BRANCHES[0]), ()) for person in _PEOPLE),
)


def full(wording: Wording) -> BookContent:
    """A book with something of everything."""
    return _book(tuple(_full(*place) for place in _PLACES), wording, (_TOLERATED,))


def bare(wording: Wording) -> BookContent:
    """A book with no more than there must be."""
    return _book(tuple(_bare(*place) for place in _PLACES), wording, ())


def _book(summaries: tuple[Summary, ...], wording: Wording, tolerated: tuple[Fault, ...]) -> BookContent:
    return BookContent(
        title=_TEXT,
        organisation=_TEXT,
        period=_PERIOD,
        kpis=(_KPI,),
        lead_kpi=_KPI.kpi_id,
        summaries=summaries,
        tolerated=tolerated,
        reads=(READ,) if tolerated else (),
        data_notes=(_DATA_NOTE,) if tolerated else (),
        reviewed={place[0]: _reviewed(place[0]) for place in _PLACES} if tolerated else None,
        audience=_PLACES[0][0] if tolerated else None,
        wording=wording,
    )


def _reviewed(subject: Subject) -> Reviewed:
    comment = Comment(section=next(iter(PARTS)), text=_TEXT)
    change = Change(subject=subject, part=Part.FACTS, item=_KPI.kpi_id, field="actual", old="1", new="2")
    return Reviewed(
        subject=subject,
        state=ReviewState.VOID,
        by=_TEXT,
        by_name=_TEXT,
        time=_DAY.isoformat(),
        comments=(comment,),
        changes=(change,),
    )


def _full(subject: Subject, path: tuple[Subject, ...], members: tuple[Subject, ...]) -> Summary:
    is_manager = subject.kind is SubjectKind.MANAGER
    return Summary(
        subject=subject,
        period=_PERIOD.slug,
        path=path,
        results=_results(subject),
        failure=None,
        findings=(
            Finding(rule=Rule.OF_PLAN, weight=_ONE, sentence=say("Cover"), kpi_id=_KPI.kpi_id),
            Finding(rule=Rule.PROMISES, weight=_ONE, sentence=say("Board"), section="promises"),
        ),
        note=_NOTE if is_manager else None,
        person=Person(title=_TEXT, grade=_TEXT, moves=((_TEXT, _DAY, _DAY),)) if is_manager else None,
        members=tuple(_member(member) for member in members),
        promises=(Promise(commitment=_PROMISE, verdict=Verdict.KEPT, reached=_ONE, computed=True),),
        next_steps=(_PROMISE,),
        alike=(Alike(manager_id=_PERSON, period="2024-H2", share=_ONE),) if is_manager else (),
        carried=(Carried(commitment=_PROMISE, times=3),),
        problems=(_PROBLEM,),
        customers=(_CUSTOMER,),
        visits=(_VISIT,),
        remarks=(say("Cover"),),
        score=_ONE,
        standings=(Standing(kpi_id=_KPI.kpi_id, rank=1, peers=1),),
        tallied=(_TALLIED,) if is_manager else (),
        card=_CARD if is_manager else None,
    )


def _bare(subject: Subject, path: tuple[Subject, ...], members: tuple[Subject, ...]) -> Summary:
    return Summary(
        subject=subject,
        period=_PERIOD.slug,
        path=path,
        results=None,
        failure=Failed(
            job=Job(
                subject=subject,
                period=_PERIOD.slug,
                notebook=Path(_TEXT),
                slice_file=Path(_TEXT),
                key=_TEXT,
            ),
            kind=FailureKind.RAISED,
            detail=_TEXT,
            log=Path(_TEXT),
            seconds=0,
        ),
        findings=(),
        note=None,
        person=Person(title=None, grade=None, moves=()) if subject.kind is SubjectKind.MANAGER else None,
        members=tuple(
            Member(subject=member, rank=None, score=None, facts=(), failed=True, handed_in=False)
            for member in members
        ),
        promises=(),
        next_steps=(),
        problems=(),
        customers=(),
        visits=(),
        remarks=(),
    )


def _results(subject: Subject) -> Results:
    return Results(
        subject=subject,
        period=_PERIOD.slug,
        facts=(_fact(subject),),
        courses=(Course(kpi_id=_KPI.kpi_id, points=(_POINT,)),),
        concentration=Concentration(
            kpi_id=_KPI.kpi_id,
            customers=1,
            shares=(Share(customer_id=_TEXT, name=_TEXT, value=_ONE, share=_FIGURE, cumulative=_FIGURE),),
            top_fifth=_FIGURE,
            unassigned=_ONE,
        ),
        reconciliation=(Reconciliation(kpi_id=_KPI.kpi_id, members=_ONE, unassigned=_ONE, total=_ONE),),
        quotas=(Quota(kpi_id=_KPI.kpi_id, subject=subject, total=_ONE, months=(_ONE,), names=("2025-07",)),),
        bridges=tuple(
            Bridge(kpi_id=_KPI.kpi_id, period=_PERIOD.slug, plan=_ONE, result=_ONE, steps=steps)
            for steps in ((Step(period="2025-01", difference=_ONE),), ())
        ),
        figures=(Figure(name=_TEXT, message=_TEXT, title=_TEXT, alt=_TEXT, svg="<svg/>"),),
        extra=((_TEXT, _TEXT),),
    )


def _fact(subject: Subject) -> Fact:
    other = Comparison(period=_PERIOD.slug, start=_DAY, end=_DAY, value=_FIGURE, change=_FIGURE, rate=_FIGURE)
    return Fact(
        subject=subject,
        period=_PERIOD.slug,
        kpi_id=_KPI.kpi_id,
        actual=_FIGURE,
        target=_FIGURE,
        attainment=_FIGURE,
        prior=other,
        prior_year=other,
        status=Status.GOOD,
        complete=True,
        through=_DAY,
        time_progress=_ONE,
        target_rule=TargetRule.EXACT,
        rule=_TEXT,
        rank=1,
        peers=1,
    )


def _member(subject: Subject) -> Member:
    return Member(
        subject=subject,
        rank=1,
        score=_ONE,
        facts=(_fact(subject),),
        failed=False,
        handed_in=True,
        is_small=subject.kind is SubjectKind.UNIT,
    )


_LINE = ScoreLine(
    part=CardPart.RESULTS, name=_TEXT, weight=_ONE, reached=_ONE, counts=_ONE, points=_ONE, note=_TEXT
)
_CARD = ScoreCard(
    abnormal=False,
    weights=tuple((part, _ONE) for part in CardPart),
    lines=(_LINE,),
    floor=_ONE,
    cap=_ONE,
    ties="upper",
    total=_ONE,
    missing=say("Cover"),
    place=1,
    among=1,
    grade=_TEXT,
    allotments=(Allotment(name=_TEXT, share=_ONE, people=1, given=1),),
)
_POINT = Point(month="2025-03", actual=_FIGURE, target=_FIGURE, prior_year=_FIGURE)
_PERSON = _PEOPLE[0].id
_NOTE = Note(
    manager_id=_PERSON,
    period=_PERIOD,
    file=_TEXT,
    achievements=_TEXT,
    problems=_TEXT,
    promises=_TEXT,
    next_steps=_TEXT,
    success_case=_TEXT,
    failure_case=_TEXT,
    opinions=_TEXT,
)
_MENTION = Mention(
    text=_TEXT, start=0, end=len(_TEXT), value=_ONE, step=_ONE, unit=_TEXT, measure=Measure.AMOUNT
)
_TALLIED = TalliedPart(
    part="achievements",
    text=_TEXT,
    figures=tuple(Tallied(mention=_MENTION, verdict=verdict, expected=_ONE) for verdict in Agreement),
)
_PROMISE = Commitment(
    commitment_id=_TEXT,
    manager_id=_PERSON,
    period=_PERIOD,
    text=_TEXT,
    owner=_TEXT,
    due=_DAY,
    kpi_id=_KPI.kpi_id,
    target=_ONE,
    reason=_TEXT,
)
_PROBLEM = Problem(
    problem_id=_TEXT, manager_id=_PERSON, raised_on=_DAY, text=_TEXT, cause=_TEXT, owner=_TEXT, due=_DAY
)
_VISIT = Visit(
    visit_id=_TEXT,
    date=_DAY,
    manager_id=_PERSON,
    customer_id=_TEXT,
    opinion=_TEXT,
    handler=_TEXT,
    due=_DAY,
)
_CUSTOMER = Customer(customer_id=_TEXT, name=_TEXT, manager_id=_PERSON, gained_on=_DAY, lost_on=_DAY)
READ = TableRead(table="actuals", read=9, kept=8, made=16, distinct=15, left_out=1, used=14)
_DATA_NOTE = DataNote(kind="example", table="actuals", count=1, text=say("Cover"))
_TOLERATED = Fault(
    kind="duplicate-key",
    file=_TEXT,
    row=1,
    column=_TEXT,
    value=_TEXT,
    problem=say("Cover"),
    remedy=say("Cover"),
)
