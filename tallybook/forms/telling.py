"""What a form tells in whatever medium: its title, whose it is, its heads, what may be chosen, how columns stand."""

from collections.abc import Iterator, Sequence

from tallybook.domain.forms import Form
from tallybook.errors import say
from tallybook.forms import layout
from tallybook.forms.layout import Column, Kind, Section
from tallybook.wording import Wording

HEADS = (
    say("KPI"),
    say("Attainment"),
    say("Actual"),
    say("Plan"),
    say("vs last year"),
    say("vs previous period"),
)


def title(form: Form, wording: Wording) -> str:
    """What the form is called."""
    return wording.text(
        "{name}: work summary, {period}", name=form.subject.name, period=wording.period(form.period)
    )


def told(form: Form, wording: Wording) -> Iterator[str]:
    """Whose form it is, and up to when the data go."""
    yield form.organisation
    if form.unit is not None:
        yield form.unit.name
    yield wording.text("No. {id}", id=form.subject.id)
    if form.through is not None:
        yield wording.text("data through {day}", day=wording.day(form.through))
    yield wording.text("form no. {number}", number=form.stamp.number)


def options(column: Column, form: Form, wording: Wording) -> tuple[str, ...]:
    """What may be chosen in a column; nothing where it is written."""
    match column.kind:
        case Kind.STATUS:
            return tuple(wording.message(word) for word in layout.STATUSES.values())
        case Kind.KPI:
            return tuple(kpi.name for kpi in form.kpis)
        case Kind.PROMISE:
            return layout.promised(form)
    return ()


def placed(section: Section) -> Sequence[Column | None]:
    """The section's columns as they stand beside each other: a first narrow one, two wide ones, narrow ones."""
    narrow = [column for column in section.columns if not column.wide]
    wide = [column for column in section.columns if column.wide]
    first = narrow.pop(0) if narrow and narrow[0] is section.columns[0] else None
    return (first, *wide, *narrow)
