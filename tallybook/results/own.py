"""What a notebook's own rules hand over, looked at while its author can still be told what would be right."""

import difflib
from collections.abc import Collection, Iterable
from decimal import Decimal, InvalidOperation

from tallybook.domain.findings import OwnFinding
from tallybook.errors import ResultsError, say


def finding(text: object, weight: object, kpi_id: str | None) -> OwnFinding:
    """A finding of these parts; raises ResultsError where they make none."""
    if not isinstance(text, str) or not text.strip():
        raise ResultsError(say("A finding's text is {value}: it must be words.", value=repr(text)))
    try:
        heavy = Decimal(str(weight))
    except InvalidOperation:
        heavy = Decimal("NaN")
    if isinstance(weight, bool) or not heavy.is_finite() or not 0 <= heavy <= 100:
        raise ResultsError(
            say("A finding's weight is {value}: it must be a number from 0 to 100.", value=repr(weight))
        )
    return OwnFinding(text=text, weight=heavy, kpi_id=kpi_id)


def findings(handed: object, known: Collection[str]) -> tuple[OwnFinding, ...]:
    """The findings handed over, about KPIs that are known; raises ResultsError for the first that is none."""
    listed = tuple(handed) if isinstance(handed, Iterable) and not isinstance(handed, str) else None
    if listed is None:
        raise ResultsError(
            say("findings is {value}: it must be a list of what finding(...) makes.", value=_called(handed))
        )
    for number, each in enumerate(listed):
        if not isinstance(each, OwnFinding):
            raise ResultsError(
                say(
                    "findings[{number}] is {value}: it must be what finding(...) makes.",
                    number=number,
                    value=_called(each),
                )
            )
        if each.kpi_id is not None:
            check_kpi(each.kpi_id, known)
    return listed


def check_kpi(kpi_id: str, known: Collection[str]) -> None:
    """Raise ResultsError where a KPI is not among those of the page."""
    if kpi_id in known:
        return
    nearest = difflib.get_close_matches(kpi_id, known, n=1, cutoff=0)
    raise ResultsError(
        say("There is no KPI {kpi}. The nearest is {nearest}.", kpi=repr(kpi_id), nearest=", ".join(nearest))
    )


def _called(value: object) -> str:
    return "None" if value is None else type(value).__name__
