"""Facts as rows for other programs: CSV that a spreadsheet cannot run, JSON with numbers as numbers."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tallybook.domain.facts import Comparison, Fact, Measured
from tallybook.domain.records import Kpi

Cell = str | int | bool | Decimal | None
# What a spreadsheet takes for the beginning of a formula (OWASP ASVS 5.0, 1.2.10).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def rows(facts: Iterable[Fact], kpis: Mapping[str, Kpi]) -> list[dict[str, Cell]]:
    """One row for each fact; ratios and percentages as fractions; `missing` says why a figure is not there."""
    return [_row(fact, kpis[fact.kpi_id]) for fact in facts]


def as_csv(table: Sequence[Mapping[str, Cell]]) -> str:
    """CSV with a header; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    if table:
        writer = csv.DictWriter(out, fieldnames=list(table[0]))
        writer.writeheader()
        writer.writerows({name: _csv(value) for name, value in row.items()} for row in table)
    return out.getvalue()


def as_json(table: Sequence[Mapping[str, Cell]]) -> str:
    """A JSON list of objects; amounts are numbers with all their digits, never passed through binary floats."""
    return "[\n" + ",\n".join(f"  {_object(row)}" for row in table) + "\n]\n"


def _row(fact: Fact, kpi: Kpi) -> dict[str, Cell]:
    figures = {"actual": fact.actual, "target": fact.target, "attainment": fact.attainment}
    figures |= _comparison("prior", "change", "pop", fact.prior)
    figures |= _comparison("prior_year", "yoy_change", "yoy", fact.prior_year)
    return {
        "id": fact.id,
        "subject_kind": str(fact.subject.kind),
        "subject": fact.subject.id,
        "subject_name": fact.subject.name,
        "period": fact.period,
        "kpi": fact.kpi_id,
        "kpi_name": kpi.name,
        "unit": kpi.unit,
        **{name: _number(figure) for name, figure in figures.items()},
        "year_target": _number(fact.year_target),
        "prior_period": fact.prior.period,
        "prior_year_period": fact.prior_year.period,
        "status": str(fact.status),
        "rank": fact.rank,
        "peers": fact.peers,
        "complete": fact.complete,
        "through": fact.through.isoformat() if fact.through else None,
        "time_progress": _rounded(fact.time_progress),
        "prior_complete": fact.prior.complete,
        "prior_year_complete": fact.prior_year.complete,
        "rule": fact.rule,
        "target_rule": str(fact.target_rule),
        "plan_start": fact.plan_days.start.isoformat() if fact.plan_days else None,
        "plan_end": fact.plan_days.end.isoformat() if fact.plan_days else None,
        "plan_actual": _number(fact.plan_days.actual) if fact.plan_days else None,
        "aliases": ";".join(kpi.aliases) or None,
        "missing": ";".join(f"{name}={figure.missing}" for name, figure in figures.items() if figure.missing)
        or None,
    }


def _comparison(value: str, change: str, rate: str, other: Comparison) -> dict[str, Measured]:
    return {value: other.value, change: other.change, rate: other.rate}


def _number(figure: Measured) -> Decimal | None:
    return None if figure.value is None else _rounded(figure.value)


def _rounded(value: Decimal) -> Decimal:
    """Quotients never end; twelve decimals are more than any page shows, exact amounts stay as they are."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -12:
        value = round(value, 12).normalize()
    return value + 0


def _csv(value: Cell) -> str | int | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _object(row: Mapping[str, Cell]) -> str:
    return "{" + ", ".join(f"{json.dumps(name)}: {_json(value)}" for name, value in row.items()) + "}"


def _json(value: Cell) -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
