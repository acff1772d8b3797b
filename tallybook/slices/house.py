"""The house's customs as a slice carries them."""

import difflib

from tallybook.domain.records import Kpi
from tallybook.domain.slices import House
from tallybook.errors import SlicesError, say
from tallybook.settings import Settings


def house(settings: Settings, kpis: tuple[Kpi, ...]) -> House:
    """Language, rounding, limits and the leading KPI; raises SlicesError where that one is not in the table."""
    return House(
        language=settings.language,
        rounding=settings.rounding,
        good_from=settings.judgement.good_from,
        watch_from=settings.judgement.watch_from,
        lead_kpi=(lead := _lead(settings.lead_kpi, kpis)),
        plans_count=settings.plans_count,
        next_targets=settings.next_targets,
        bridges=_bridges(settings.bridges, lead, kpis),
    )


def _lead(wanted: str | None, kpis: tuple[Kpi, ...]) -> str:
    if not kpis:
        raise SlicesError(say("The table kpis is empty: there is nothing to measure."))
    if wanted is None:
        return max(kpis, key=lambda kpi: kpi.weight).kpi_id
    _check_known(wanted, kpis, key="lead_kpi")
    return wanted


def _bridges(wanted: tuple[str, ...] | None, lead: str, kpis: tuple[Kpi, ...]) -> tuple[str, ...]:
    """The KPIs asked for, each once; the leading one where nothing is said of them."""
    for kpi_id in wanted or ():
        _check_known(kpi_id, kpis, key="bridges")
    return (lead,) if wanted is None else tuple(dict.fromkeys(wanted))


def _check_known(wanted: str, kpis: tuple[Kpi, ...], *, key: str) -> None:
    known = [kpi.kpi_id for kpi in kpis]
    if wanted in known:
        return
    nearest = difflib.get_close_matches(wanted, known, n=1, cutoff=0) or known
    raise SlicesError(
        say(
            "{key} names {kpi}, which is not in the table kpis. The nearest is {nearest}.",
            key=key,
            kpi=wanted,
            nearest=nearest[0],
        )
    )
