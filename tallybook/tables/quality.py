"""What a reader should know of the data that is no fault: what became of the rows, and what is unusual in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from statistics import median

from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, DataNote, TableRead
from tallybook.errors import Message, say
from tallybook.sources.nearest import listed
from tallybook.tables.rows import Rows

# A plan so many times its neighbours is more likely a slip of units than a plan.
OUT_OF_LINE = 10
_NAMED = 3

Pair = tuple[str, str]


def reads(tables: Mapping[str, Rows]) -> Iterator[TableRead]:
    """What became of each table's rows."""
    for name, rows in tables.items():
        out = int(rows.left_out.sum())
        yield TableRead(
            table=name,
            read=rows.tally.read,
            kept=rows.tally.kept,
            made=rows.tally.made,
            distinct=rows.tally.distinct,
            left_out=out,
            used=len(rows.lines) - out,
        )


def notes(tables: Mapping[str, Rows], through: date | None) -> Iterator[DataNote]:
    """What is unusual in the amounts and plans."""
    for rows in tables.values():
        yield from rows.notes
    actuals = tables["actuals"]
    yield from _of_amounts(actuals, through)
    if "targets" in tables:
        yield from _of_plans(tables["targets"], actuals, _Names(tables))


def _of_amounts(actuals: Rows, through: date | None) -> Iterator[DataNote]:
    rows = actuals.frame(~actuals.left_out, actuals.table.names)
    if negative := sum(value < 0 for value in rows["value"]):
        text = say("Negative amounts, such as returns: {count}; they count as they stand.", count=negative)
        yield DataNote(kind="negative-amounts", table="actuals", count=negative, text=text)
    if through and (later := sum(day > through for day in rows["date"])):
        text = say(
            "Amounts dated after {day}, to which the data are said to reach: {count}.",
            count=later,
            day=through,
        )
        yield DataNote(kind="later-amounts", table="actuals", count=later, text=text)
    # What is merely counted is 1 each time, and may well be so twice.
    told = rows[rows["customer_id"].notna() & (rows["value"] != 1)]
    if alike := int(told.duplicated().sum()):
        text = say("Amounts like another in every column: {count}; each of them counts.", count=alike)
        yield DataNote(kind="amounts-alike", table="actuals", count=alike, text=text)


class _Names:
    """What people call those whom the tables know by ids, and which KPIs are ratios."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self.people = _named_by(tables["managers"], "manager_id")
        self.units = _named_by(tables["units"], "unit_id")
        self.kpis = _named_by(tables["kpis"], "kpi_id")
        columns = tables["kpis"].columns
        judged = zip(columns["kpi_id"], columns["aggregate"], strict=True)
        self.ratios = {kpi for kpi, aggregate in judged if aggregate is Aggregate.RATIO}

    def listed(self, pairs: Iterable[Pair]) -> tuple[str, ...]:
        """Some persons' KPIs, one after the other."""
        return listed([f"{self.people[person]} {self.kpis[kpi]}" for person, kpi in pairs], _NAMED)


def _named_by(rows: Rows, key: str) -> dict[str, str]:
    return dict(zip(rows.columns[key], rows.columns["name"], strict=True))


def _of_plans(targets: Rows, actuals: Rows, names: _Names) -> Iterator[DataNote]:
    planned, done = set(_pairs(targets)), set(_pairs(actuals))
    without_results = sorted(pair for pair in planned - done if pair[1] not in names.ratios)
    with_plans = {kpi for _, kpi in planned}
    without_plan = sorted(pair for pair in done - planned if pair[1] in with_plans)
    if without_results:
        text = say(
            "Persons' plans without any amount ({count}): {pairs}.",
            count=len(without_results),
            pairs=names.listed(without_results),
        )
        yield DataNote(kind="plans-without-results", table="targets", count=len(without_results), text=text)
    if without_plan:
        text = say(
            "Persons' amounts without any plan ({count}): {pairs}.",
            count=len(without_plan),
            pairs=names.listed(without_plan),
        )
        yield DataNote(kind="results-without-plans", table="targets", count=len(without_plan), text=text)
    for number, text in enumerate(_out_of_line(targets, names)):
        if number < _NAMED:
            yield DataNote(kind="plan-out-of-line", table="targets", count=1, text=text)


def _pairs(rows: Rows) -> Iterator[Pair]:
    found = rows.frame(rows.filled("manager_id", "kpi_id"), ("manager_id", "kpi_id"))
    return found.drop_duplicates().itertuples(index=False, name=None)


def _out_of_line(targets: Rows, names: _Names) -> Iterator[Message]:
    """Plans ten times, or a tenth of, what the same subject is asked for in like periods."""
    columns = [
        targets.columns[name][~targets.left_out]
        for name in ("manager_id", "unit_id", "kpi_id", "period", "value")
    ]
    series: dict[tuple[str, str, str, object], list[tuple[Period, Decimal]]] = defaultdict(list)
    for manager, unit, kpi, period, value in zip(*columns, strict=True):
        series[manager, unit, kpi, period.kind].append((period, value))
    for (manager, unit, kpi, _), plans in series.items():
        if len(plans) < _NAMED:
            continue
        for place, (period, value) in enumerate(plans):
            usual = median(other for number, (_, other) in enumerate(plans) if number != place)
            if usual > 0 and value > 0 and not usual / OUT_OF_LINE < value < usual * OUT_OF_LINE:
                yield say(
                    "The plan of {subject} for {kpi} in {period} is {value}; in like periods it is about {usual}.",
                    subject=names.people[manager] if manager else names.units[unit],
                    kpi=names.kpis[kpi],
                    period=period,
                    value=value,
                    usual=usual,
                )
