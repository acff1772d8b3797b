"""Differences in words: what has changed, from which value to which, as a reader of the page would say it.

`shown(change, kpis, wording) -> Shown`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tallybook.compose.approvals import DIGEST
from tallybook.domain.facts import Measured, Missing, Status
from tallybook.domain.records import Kpi
from tallybook.domain.reviewing import Change, Part
from tallybook.errors import Message, say
from tallybook.wording import Wording

# As much of a text as tells where it differs.
_AROUND = 24
_NOTHING = "–"
_PARTS: Mapping[Part, Message] = {
    Part.NARRATIVE: say("Note"),
    Part.FACTS: say("Figures"),
    Part.FIGURES: say("Charts"),
    Part.ROWS: say("Tables"),
    Part.TEMPLATE: say("Template"),
}
_FIELDS: Mapping[str, Message] = {
    "actual": say("actual"),
    "target": say("plan"),
    "attainment": say("attainment"),
    "prior": say("previous period"),
    "prior_year": say("last year"),
    "status": say("judgement"),
    "": say("how it was measured"),
}
_GENERAL: Mapping[str, Message] = {
    "unkept": say("the record of what was approved is missing or altered"),
    "unbuilt": say("its notebook has not run since the data or the notebook changed; build the book"),
}
_NOTES: Mapping[str, Message] = {
    "achievements": say("Achievements"),
    "problems": say("Problems"),
    "promises": say("Last period's promises"),
    "next_steps": say("Next steps"),
    "success_case": say("A success"),
    "failure_case": say("A failure"),
    "opinions": say("Customers' opinions"),
}
_CHARTS: Mapping[str, Message] = {
    "attainment": say("attainment by KPI"),
    "bridge": say("from plan to result"),
    "concentration": say("the largest customers' share"),
    "course": say("course by month"),
    "gap": say("who explains the gap"),
    "ranking": say("ranking"),
    "spread": say("spread of the results"),
    "visits": say("visits by month"),
}
_STATUS: Mapping[str, Message] = {
    Status.GOOD: say("on target"),
    Status.WATCH: say("watch"),
    Status.BAD: say("off target"),
    Status.NONE: say("not judged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A change in words: which part, what in it, and both values."""

    part: str
    what: str
    old: str
    new: str


def shown(changes: Iterable[Change], kpis: Mapping[str, Kpi], wording: Wording) -> Iterator[Shown]:
    """Each change in words; of long texts the passage that differs."""
    for change in changes:
        old, new = _values(change, kpis, wording)
        yield Shown(
            part=wording.message(_PARTS[change.part]), what=_what(change, kpis, wording), old=old, new=new
        )


def _what(change: Change, kpis: Mapping[str, Kpi], wording: Wording) -> str:
    if change.field in _GENERAL:
        return wording.message(_GENERAL[change.field])
    match change.part:
        case Part.FACTS:
            name = kpis[change.item].name if change.item in kpis else change.item
            return f"{name}{wording.text(', ')}{wording.message(_FIELDS[change.field])}"
        case Part.NARRATIVE:
            return wording.message(_NOTES[change.item]) if change.item in _NOTES else change.item
        case Part.ROWS:
            return change.item if change.field == DIGEST else f"{change.item} {change.field}"
        case Part.FIGURES if change.item in _CHARTS:
            return wording.message(_CHARTS[change.item])
        case _:
            return change.item or wording.text("what else the notebook hands over")


def _values(change: Change, kpis: Mapping[str, Kpi], wording: Wording) -> tuple[str, str]:
    if change.field in _GENERAL:
        return _NOTHING, _NOTHING
    if change.part is Part.FACTS:
        return _fact(change, change.old, kpis, wording), _fact(change, change.new, kpis, wording)
    if change.part in (Part.FIGURES, Part.TEMPLATE) or change.field == DIGEST:
        return _whole(change.old, change.new, wording)
    return _passages(change.old or "", change.new or "")


def _fact(change: Change, text: str | None, kpis: Mapping[str, Kpi], wording: Wording) -> str:
    if text is None:
        return _NOTHING
    if change.field == "status":
        return wording.message(_STATUS[text])
    if text in frozenset(Missing):
        return wording.why(Missing(text))
    figure = Measured(Decimal(text))
    if change.field == "attainment":
        return wording.rate(figure, signed=False)
    kpi = kpis.get(change.item)
    return wording.measured(figure, kpi) if kpi else text


def _whole(old: str | None, new: str | None, wording: Wording) -> tuple[str, str]:
    """Of what is only known as a whole, by its digest: whether it was there, and whether it has changed."""
    before = wording.text("as before") if old else _NOTHING
    if not new:
        return before, wording.text("gone") if old else _NOTHING
    return before, wording.text("changed") if old else wording.text("new")


def _passages(old: str, new: str) -> tuple[str, str]:
    """Of both texts what differs, with a few words around it."""
    start = len(_common(old, new))
    end = len(_common(old[start:][::-1], new[start:][::-1]))
    return _passage(old, start, len(old) - end), _passage(new, start, len(new) - end)


def _common(one: str, other: str) -> str:
    return one[
        : next(
            (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
            min(len(one), len(other)),
        )
    ]


def _passage(text: str, start: int, end: int) -> str:
    if not text:
        return _NOTHING
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    words = " ".join(text[low:high].split())
    return ("…" if low else "") + words + ("…" if high < len(text) else "")
