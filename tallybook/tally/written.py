"""Written: what is known from a file, the JSON that `tallybook facts --json` writes or a list written by hand.

`read(text, file) -> dict[subject, values]`; raises FactsError with every fault of the list, entry by entry.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from tallybook.domain.tallying import FactKind, Known
from tallybook.errors import FactsError, Fault, Message, UsageError, say

# Whoever writes a list by hand means one subject.
NOBODY = ""
_K = FactKind
_MOST_DIGITS = 40
_SHOWN = 40
_WIDE = (
    _K.ACTUAL, _K.TARGET, _K.ATTAINMENT, _K.PRIOR, _K.CHANGE, _K.POP, _K.PRIOR_YEAR, _K.YOY_CHANGE, _K.YOY, _K.RANK,
    _K.YEAR_TARGET, _K.YEAR_ATTAINMENT,
)  # fmt: skip
_A_NUMBER = say("Write an amount as 30519.21, and a ratio as a fraction: 0.0939.")


class _WrongFactError(Exception):
    def __init__(self, problem: Message, remedy: Message) -> None:
        super().__init__(str(problem))
        self.problem, self.remedy = problem, remedy


def read(text: str, file: str = "") -> dict[str, tuple[Known, ...]]:
    """The values of a file of facts by subject; raises UsageError where it is no such file."""
    found: dict[str, dict[tuple[str, FactKind], Known]] = {}
    faults: list[Fault] = []
    for number, row in enumerate(_rows(text), 1):
        values = found.setdefault(str(row.get("subject") or NOBODY), {})
        try:
            _take_in(_of_row(row), values)
        except _WrongFactError as wrong:
            faults.append(
                Fault(kind="wrong-fact", file=file, row=number, problem=wrong.problem, remedy=wrong.remedy)
            )
    if faults:
        raise FactsError(say("Faults in the facts: {count}.", count=len(faults)), faults)
    return {subject: tuple(values.values()) for subject, values in found.items()}


def _rows(text: str) -> list[dict[str, object]]:
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
    return rows


def _take_in(given: Iterable[Known], values: dict[tuple[str, FactKind], Known]) -> None:
    """Add the values of an entry; refused where an entry before it gives another."""
    for each in given:
        first = values.setdefault((each.kpi, each.kind), each)
        if first.value != each.value:
            raise _WrongFactError(
                say(
                    "{kpi}, {kind}, is {value} already.",
                    kpi=each.kpi[:_SHOWN],
                    kind=each.kind,
                    value=first.value,
                ),
                say("Leave one of the two."),
            )


def _of_row(row: Mapping[str, object]) -> Iterator[Known]:
    if "kind" in row or "value" in row:
        kind = _kind(row)
        value = _number(row.get("value"))
        if value is None:
            raise _WrongFactError(say("It has no value."), _A_NUMBER)
        yield _known(row, kind, value)
    elif not any(str(kind) in row for kind in _WIDE):
        raise _WrongFactError(say("It has no value."), _A_NUMBER)
    else:
        yield from _wide(row)


def _wide(row: Mapping[str, object]) -> Iterator[Known]:
    """A row of `tallybook facts --json`: all kinds of one KPI side by side."""
    percent = row.get("unit") == "%"
    for kind in _WIDE:
        value = _number(row.get(str(kind)))
        if value is not None:
            yield _known(row, _K.YOY_POINTS if percent and kind is _K.YOY_CHANGE else kind, value)
    reached, planned = _number(row.get("plan_actual")), _number(row.get("target"))
    if reached is not None and planned is not None:
        yield _known(row, _K.GAP, reached - planned)


def _known(row: Mapping[str, object], kind: FactKind, value: Decimal) -> Known:
    kpi = row.get("kpi_name") or row.get("kpi")
    if not isinstance(kpi, str) or not kpi.strip():
        raise _WrongFactError(say("It names no KPI."), say("Write under `kpi` what the text calls it."))
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
        # Whoever writes a list by hand may well mean the year's plan; facts of ours say how they found theirs.
        own_plan="target_rule" in row,
    )


def _kind(row: Mapping[str, object]) -> FactKind:
    try:
        return FactKind(str(row.get("kind") or FactKind.ACTUAL))
    except ValueError as error:
        raise _WrongFactError(
            say("{kind} is no kind of fact.", kind=str(row.get("kind"))[:_SHOWN]),
            say("There are {kinds}.", kinds=tuple(map(str, FactKind))),
        ) from error


def _number(value: object) -> Decimal | None:
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
        raise _WrongFactError(say("{value} is not a number.", value=str(value)[:_SHOWN]), _A_NUMBER)
    return found


def _no_number(word: str) -> Decimal:
    raise ValueError(word)
