"""Promised: last period's promises with their verdicts, and the next steps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tallybook.compose import quantities
from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING, Context, NaturalKey, first, natural, person, short_day
from tallybook.compose.verdicts import contradicts, lacks_reason, said
from tallybook.domain.facts import Quota
from tallybook.domain.records import Commitment, Kpi
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Carried, Promise, Summary, Verdict
from tallybook.errors import say
from tallybook.wording import Wording

# The worst first, as a unit's page lists them.
VERDICTS = {
    Verdict.UNANSWERED: say("□ not answered"),
    Verdict.BROKEN: say("■ not kept"),
    Verdict.PARTLY: say("▲ partly kept"),
    Verdict.DROPPED: say("– dropped"),
    Verdict.KEPT: say("● kept"),
}
_ORDER = list(VERDICTS)


def promises(found: Iterable[Promise], book: BookContent, most: int) -> tuple[list[Context], int]:
    """The first of the promises, those that were kept last and alike ones by their ids, and how many are left out."""
    shown, left = first(promises_in_order(found), most)
    return [promise(one, book) for one in shown], left


def promises_in_order(found: Iterable[Promise]) -> list[Promise]:
    """Promises as pages list them: the worst first, alike ones by their ids."""
    return sorted(found, key=_place)


def _place(found: Promise) -> tuple[int, NaturalKey]:
    return _ORDER.index(found.verdict), natural(found.commitment.commitment_id)


def promise(found: Promise, book: BookContent) -> Context:
    """A promise with what became of it."""
    kpi = book.kpi(found.commitment.kpi_id)
    reached = found.reached
    return step(found.commitment, book) | {
        "verdict": book.wording.message(VERDICTS[found.verdict]),
        "kept": found.verdict is Verdict.KEPT,
        "computed": found.computed,
        "reached": quantities.quantity(reached, kpi, book.wording)
        if kpi and reached is not None
        else NOTHING,
        "reason": found.commitment.reason or NOTHING,
        "said": _said(found, book.wording),
    }


def _said(found: Promise, wording: Wording) -> str:
    """What the owner says where that does not count: against the figures, or without a reason."""
    if lacks_reason(found.commitment):
        return wording.text("– dropped, without a reason")
    return wording.message(VERDICTS[said(found)]) if contradicts(found) else ""


def step(commitment: Commitment, book: BookContent) -> Context:
    """A promised next step: who does what until when, and how one will see it."""
    return {
        "id": commitment.commitment_id,
        "text": commitment.text,
        "owner": commitment.owner or NOTHING,
        "due": short_day(commitment.due, book),
        "measure": _measure(commitment, book),
        "person": person(book, commitment.manager_id),
    }


def steps(found: Iterable[Commitment], book: BookContent, most: int) -> tuple[list[Context], int]:
    """The first of the next steps, those due first first, and how many are left out."""
    shown, left = first(steps_in_order(found), most)
    return [step(commitment, book) for commitment in shown], left


def steps_in_order(found: Iterable[Commitment]) -> list[Commitment]:
    """Next steps as pages list them: those due first first, those without a day last."""
    return sorted(found, key=lambda one: (one.due is None, one.due, natural(one.commitment_id)))


def counts(found: Iterable[Promise]) -> dict[str, int]:
    """How many promises there were, and how many met with each verdict."""
    counted = Counter(promise.verdict for promise in found)
    return {"all": counted.total()} | {str(verdict): counted[verdict] for verdict in Verdict}


def rate(found: Iterable[Promise], wording: Wording) -> str | None:
    """How many of the promises that were not dropped were kept, as per cent; None where there are none."""
    asked = [promise for promise in found if promise.verdict is not Verdict.DROPPED]
    kept = sum(promise.verdict is Verdict.KEPT for promise in asked)
    return wording.percent(Decimal(kept) / len(asked)) if asked else None


def carried(found: Iterable[Carried], book: BookContent) -> list[Context]:
    """The next steps that were promised before, those first that were most often."""
    ordered = sorted(found, key=lambda one: (-one.times, one.commitment.commitment_id))
    return [step(one.commitment, book) | {"times": one.times} for one in ordered]


def _measure(commitment: Commitment, book: BookContent) -> str:
    kpi = book.kpi(commitment.kpi_id)
    if kpi is None:
        return NOTHING
    if commitment.target is None:
        return kpi.name
    return f"{kpi.name} {quantities.quantity(commitment.target, kpi, book.wording)}"


def quotas(summary: Summary, book: BookContent) -> list[Context]:
    """The next period's plans by month: of a person a row for each KPI, of a unit one for it and each member."""
    rows = summary.results.quotas if summary.results else ()
    kpis = [kpi for kpi in book.kpis if any(row.kpi_id == kpi.kpi_id for row in rows)]
    shown = kpis if summary.subject.kind is SubjectKind.MANAGER else _weightiest(kpis, book)
    return [
        {
            "kpi": kpi.name,
            "unit": kpi.unit,
            "months": [book.wording.month(name) for name in of[0].names],
            "rows": [_quota(row, kpi, summary, book) for row in of],
        }
        for kpi in shown
        for of in [[row for row in rows if row.kpi_id == kpi.kpi_id]]
    ]


def _weightiest(kpis: list[Kpi], book: BookContent) -> list[Kpi]:
    return sorted(kpis, key=lambda kpi: (kpi.kpi_id != book.lead_kpi, -kpi.weight))[:1]


def _quota(row: Quota, kpi: Kpi, summary: Summary, book: BookContent) -> Context:
    """Amounts with all digits that they have, for they are to add up."""
    finest = max(0, kpi.decimals, *(-int(value.as_tuple().exponent) for value in (*row.months, row.total)))
    exact = replace(kpi, decimals=finest)
    name = row.subject.name if row.subject else book.wording.text("Not shared out")
    return {
        "name": name,
        "own": row.subject == summary.subject,
        "months": [book.wording.amount(value, exact) for value in row.months],
        "total": book.wording.amount(row.total, exact),
    }
