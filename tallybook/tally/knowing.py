"""Knowing: the values that facts hold, and those of a file of facts, as what figures are held against.

`known(facts, kpis)` takes the book's own facts; `read(text)` the JSON that `tallybook facts --json` writes, or a
list of `{id, kpi, kind, value, unit}` written by hand, and gives the values of each subject.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from tallybook.domain.facts import Fact, Measured
from tallybook.domain.records import Kpi
from tallybook.domain.tallying import FactKind, Known
from tallybook.errors import UsageError, say

_K = FactKind
# Whoever writes a list by hand means one subject.
NOBODY = ""
_MOST_DIGITS = 40
_WIDE = (
    _K.ACTUAL, _K.TARGET, _K.ATTAINMENT, _K.PRIOR, _K.CHANGE, _K.POP, _K.PRIOR_YEAR, _K.YOY_CHANGE, _K.YOY, _K.RANK,
)  # fmt: skip


def known(facts: Iterable[Fact], kpis: Mapping[str, Kpi]) -> tuple[Known, ...]:
    """Everything that a subject's facts say."""
    return tuple(value for fact in facts for value in _of_fact(fact, kpis[fact.kpi_id]))


def _of_fact(fact: Fact, kpi: Kpi) -> Iterator[Known]:
    year = _K.YOY_POINTS if kpi.is_percent else _K.YOY_CHANGE
    figures: dict[FactKind, Measured] = {
        _K.ACTUAL: fact.actual,
        _K.TARGET: fact.target,
        _K.ATTAINMENT: fact.attainment,
        _K.PRIOR: fact.prior.value,
        _K.CHANGE: fact.prior.change,
        _K.POP: fact.prior.rate,
        _K.PRIOR_YEAR: fact.prior_year.value,
        year: fact.prior_year.change,
        _K.YOY: fact.prior_year.rate,
    }
    values = {kind: figure.value for kind, figure in figures.items() if figure.value is not None}
    if fact.plan_days and fact.answering.value is not None and fact.target.value is not None:
        values[_K.GAP] = fact.answering.value - fact.target.value
    if fact.rank is not None:
        values[_K.RANK] = Decimal(fact.rank)
    for kind, value in values.items():
        yield Known(
            id=fact.id, kpi=kpi.name, kind=kind, value=value, unit=kpi.unit, names=kpi.aliases, period=fact.period
        )  # fmt: skip


def read(text: str) -> dict[str, tuple[Known, ...]]:
    """The values of a file of facts by subject; raises UsageError where it is no such file."""
    try:
        rows = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise UsageError(
            say("The facts are not JSON. Write them with `tallybook facts PERIOD --json`.")
        ) from error
    if isinstance(rows, dict) and "facts" in rows:
        rows = rows["facts"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(say("The facts are not a JSON list of objects."))
    found: dict[str, list[Known]] = {}
    for number, row in enumerate(rows, 1):
        found.setdefault(str(row.get("subject") or NOBODY), []).extend(_of_row(row, number))
    return {subject: tuple(values) for subject, values in found.items()}


def _of_row(row: Mapping[str, object], number: int) -> Iterator[Known]:
    if "kind" in row or "value" in row:
        kind = _kind(row, number)
        value = _number(row.get("value"), number)
        if value is None:
            raise UsageError(say("Fact {number} has no value.", number=number))
        yield _known(row, kind, value, number)
        return
    percent = row.get("unit") == "%"
    for kind in _WIDE:
        value = _number(row.get(str(kind)), number)
        if value is not None:
            said = _K.YOY_POINTS if percent and kind is _K.YOY_CHANGE else kind
            yield _known(row, said, value, number)
    reached, planned = _number(row.get("plan_actual"), number), _number(row.get("target"), number)
    if reached is not None and planned is not None:
        yield _known(row, _K.GAP, reached - planned, number)


def _known(row: Mapping[str, object], kind: FactKind, value: Decimal, number: int) -> Known:
    kpi = row.get("kpi_name") or row.get("kpi")
    if not isinstance(kpi, str) or not kpi.strip():
        raise UsageError(say("Fact {number} names no KPI.", number=number))
    aliases = row.get("aliases") or ()
    listed = aliases.split(";") if isinstance(aliases, str) else aliases
    names = (row.get("name"), row.get("kpi"), *(listed if isinstance(listed, list | tuple) else ()))
    period = row.get("period")
    return Known(
        id=str(row.get("id") or f"{kpi}/{kind}"),
        kpi=kpi.strip(),
        kind=kind,
        value=value,
        unit=str(row.get("unit") or ""),
        names=tuple(name.strip() for name in names if isinstance(name, str) and name.strip()),
        period=period if isinstance(period, str) else None,
    )


def _kind(row: Mapping[str, object], number: int) -> FactKind:
    try:
        return FactKind(str(row.get("kind") or FactKind.ACTUAL))
    except ValueError as error:
        raise UsageError(
            say(
                "Fact {number}: {kind} is no kind of fact. There are {kinds}.",
                number=number,
                kind=str(row.get("kind"))[:40],
                kinds=tuple(map(str, FactKind)),
            )
        ) from error


def _number(value: object, number: int) -> Decimal | None:
    """An exact number; text is read too, since some programs write amounts as text."""
    if value is None or value == "":
        return None
    try:
        found = (
            Decimal(value) if isinstance(value, int | str | Decimal) and not isinstance(value, bool) else None
        )
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or abs(found.adjusted()) > _MOST_DIGITS:
        raise UsageError(say("Fact {number}: {value} is not a number.", number=number, value=str(value)[:40]))
    return found


def _no_number(word: str) -> Decimal:
    raise ValueError(word)
