"""What a form is made of: its sections, their columns, and what stands in them before anybody writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tallybook.compose import quantities
from tallybook.domain.forms import Form
from tallybook.domain.records import Commitment, Fulfilment
from tallybook.domain.summary import Promise
from tallybook.errors import Message, say
from tallybook.wording import Wording

NOTHING = "–"
PROMPT = say("please choose")


class Kind(StrEnum):
    """What is to be written into a column's cells; of what is GIVEN nothing."""

    GIVEN = "given"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    STATUS = "status"
    KPI = "kpi"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a section; `wide` ones hold sentences, others take the place of `across` narrow ones."""

    name: str
    title: Message
    kind: Kind = Kind.TEXT
    help: Message | None = None
    wide: bool = False
    across: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the form: what to write there, in which columns, on how many empty lines."""

    name: str
    title: Message
    help: Message
    columns: tuple[Column, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in a cell at first, and whether its owner may change it."""

    value: str | date | None = None
    open: bool = True


STATUSES: Mapping[Fulfilment, Message] = {
    Fulfilment.DONE: say("done"),
    Fulfilment.PARTLY: say("partly"),
    Fulfilment.NOT_DONE: say("not done"),
    Fulfilment.DROPPED: say("dropped"),
}
PROMISES = Section(
    name="promises",
    title=say("Last period's promises"),
    help=say("Say of each what became of it; unless it is done, say why."),
    columns=(
        Column(name="commitment_id", title=say("No."), kind=Kind.GIVEN),
        Column(name="text", title=say("Promise"), kind=Kind.GIVEN, wide=True),
        Column(
            name="reason",
            title=say("Reason"),
            help=say("Why it is not done, or what is left to do."),
            wide=True,
        ),
        Column(
            name="status",
            title=say("What became of it"),
            kind=Kind.STATUS,
            help=say("Choose: done, partly, not done, or dropped."),
        ),
        Column(name="due", title=say("Due"), kind=Kind.GIVEN),
        Column(name="measure", title=say("Measure"), kind=Kind.GIVEN),
        Column(name="reached", title=say("Reached"), kind=Kind.GIVEN),
    ),
    empty=0,
)
ACHIEVEMENTS = Section(
    name="achievements",
    title=say("Achievements"),
    help=say("One achievement on a line, and what shows it."),
    columns=(
        Column(
            name="text",
            title=say("What was achieved"),
            help=say("As long as you like, with line breaks where you want them."),
            wide=True,
        ),
        Column(
            name="evidence",
            title=say("What shows it"),
            help=say("Figures, dates, customers. The program holds figures against the data."),
            wide=True,
        ),
    ),
    empty=6,
)
PROBLEMS = Section(
    name="problems",
    title=say("Problems"),
    help=say("One problem on a line, and its cause."),
    columns=(
        Column(name="text", title=say("Problem"), help=say("What is wrong, and since when."), wide=True),
        Column(name="cause", title=say("Cause"), help=say("Why it is so, as far as you know."), wide=True),
    ),
    empty=4,
)
OPINIONS = Section(
    name="opinions",
    title=say("Customers' opinions"),
    help=say("What customers said at visits. Say of each what was done about it; add what is not listed."),
    columns=(
        Column(name="opinion", title=say("Opinion"), help=say("What the customer said."), wide=True),
        Column(
            name="answer",
            title=say("What was done about it"),
            help=say("What was done, by whom, and what is left to do."),
            wide=True,
        ),
        Column(name="date", title=say("Visited on"), kind=Kind.DAY),
        Column(name="customer", title=say("Customer"), across=2),
    ),
    empty=3,
)
NEXT_STEPS = Section(
    name="next_steps",
    title=say("Next steps"),
    help=say("Each line is a promise that you answer next time: what, who, until when, by which measure."),
    columns=(
        Column(name="text", title=say("Next step"), help=say("What is to be done."), wide=True),
        Column(
            name="continues",
            title=say("Carries on"),
            kind=Kind.PROMISE,
            help=say("The promise of last period that this step carries on, if it does."),
            wide=True,
        ),
        Column(name="owner", title=say("Owner"), help=say("Who answers for it.")),
        Column(name="due", title=say("Due"), kind=Kind.DAY, help=say("A date, such as 2025-09-30.")),
        Column(
            name="kpi_id",
            title=say("KPI"),
            kind=Kind.KPI,
            help=say("The KPI by which one will see it, if there is one."),
        ),
        Column(
            name="target",
            title=say("Target"),
            kind=Kind.NUMBER,
            help=say("The KPI's value to be reached, a number; per cent with the sign: 1.3%."),
        ),
    ),
    empty=8,
)
SUCCESS = Section(
    name="success_case",
    title=say("A success"),
    help=say("One case that others can learn from."),
    columns=(
        Column(name="text", title=say("What happened"), wide=True),
        Column(name="lesson", title=say("What we learned"), wide=True),
    ),
    empty=1,
)
FAILURE = Section(
    name="failure_case",
    title=say("A failure"),
    help=say("One case from which you learned the most; nobody is blamed for it."),
    columns=SUCCESS.columns,
    empty=1,
)
SECTIONS = (PROMISES, ACHIEVEMENTS, PROBLEMS, OPINIONS, NEXT_STEPS, SUCCESS, FAILURE)


def named(name: str) -> Section:
    """The section of this name."""
    return next(section for section in SECTIONS if section.name == name)


def lines(section: Section, form: Form, wording: Wording) -> tuple[tuple[Slot, ...], ...]:
    """The lines of a section: those that hold something already, then empty ones; none where it is not asked for."""
    if section is PROMISES:
        return tuple(_promise(one, form, wording) for one in form.promises)
    if section is OPINIONS and not form.tells_visits:
        return ()
    known = [_opinion(form, at) for at in range(len(form.visits))] if section is OPINIONS else []
    empty = tuple(Slot(open=column.kind is not Kind.GIVEN) for column in section.columns)
    return (*known, *(empty for _ in range(section.empty)))


def asked(form: Form, wording: Wording) -> tuple[str, ...]:
    """The names of the sections that a person is asked to fill in."""
    return tuple(section.name for section in SECTIONS if lines(section, form, wording))


def promised(form: Form) -> tuple[str, ...]:
    """The promises as they may be chosen: their ids, and how they begin."""
    return tuple(f"{one.commitment.commitment_id} {_beginning(one.commitment)}" for one in form.promises)


def measure(commitment: Commitment, form: Form, wording: Wording) -> str:
    """By which KPI and value one sees that a promise is kept."""
    kpi = form.kpi(commitment.kpi_id)
    if kpi is None:
        return NOTHING
    if commitment.target is None:
        return kpi.name
    return f"{kpi.name} {quantities.quantity(commitment.target, kpi, wording)}"


_LONGEST = 40


def _beginning(commitment: Commitment) -> str:
    text = " ".join(commitment.text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _promise(promise: Promise, form: Form, wording: Wording) -> tuple[Slot, ...]:
    one, kpi = promise.commitment, form.kpi(promise.commitment.kpi_id)
    reached = (
        quantities.quantity(promise.reached, kpi, wording) if kpi and promise.reached is not None else ""
    )
    said = STATUSES.get(one.status)
    return (
        Slot(one.commitment_id, open=False),
        Slot(one.text, open=False),
        Slot(one.reason),
        Slot(wording.message(said) if said else None),
        Slot(one.due or NOTHING, open=False),
        Slot(measure(one, form, wording), open=False),
        Slot(reached or NOTHING, open=False),
    )


def _opinion(form: Form, at: int) -> tuple[Slot, ...]:
    visit = form.visits[at]
    return (
        Slot(visit.opinion, open=False),
        Slot(),
        Slot(visit.date, open=False),
        Slot(form.customer(visit.customer_id), open=False),
    )
