"""Forms to be filled in: for each person what the data say so far, and what was promised."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from tallybook import files, measures, slices
from tallybook.book import WordLook
from tallybook.compose import verdicts
from tallybook.domain.facts import Fact
from tallybook.domain.forms import Form, Stamp
from tallybook.domain.period import Period
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Promise
from tallybook.errors import UsageError, say
from tallybook.forms import excel
from tallybook.pipeline.measuring import slices_of, tables_of
from tallybook.sources import finding
from tallybook.workspace import Workspace

KEPT = "collected"


class Medium(StrEnum):
    """In which program a form is filled in."""

    EXCEL = "excel"
    WORD = "word"


_ENDINGS = {Medium.EXCEL: "xlsx", Medium.WORD: "docx"}
_NEEDS = {Medium.EXCEL: ("xlsxwriter", "excel"), Medium.WORD: ("docx", "word")}
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 40


def hand_out(
    workspace: Workspace, period: Period, subjects: tuple[str, ...], medium: Medium, folder: Path
) -> tuple[Path, ...]:
    """Write a form for each person, of a unit for everyone below it; returns the files, none of which was there before."""
    finding.check_installed(*_NEEDS[medium])
    forms = tuple(_forms(workspace, period, subjects))
    write = _writer(workspace, medium)
    places = [folder / f"{_name(form)}.{_ENDINGS[medium]}" for form in forms]
    _check_free(places)
    kept = workspace.root / KEPT
    with files.locked(kept):
        numbers = _numbered(kept / period.file_slug / "issued.json", [form.subject.id for form in forms])
        for form, place in zip(forms, places, strict=True):
            stamp = replace(form.stamp, number=numbers[form.subject.id])
            files.write(place, write(replace(form, stamp=stamp)))
    return tuple(places)


def _writer(workspace: Workspace, medium: Medium) -> Callable[[Form], bytes]:
    """Who puts a form on paper; each needs parts that may not be installed."""
    if medium is Medium.WORD:
        from tallybook.forms import word

        fonts = WordLook(**workspace.settings.word.model_dump(exclude={"reference"}))
        return lambda form: word.write(form, workspace.wording, fonts)
    return lambda form: excel.write(form, workspace.wording)


def _forms(workspace: Workspace, period: Period, subjects: tuple[str, ...]) -> Iterable[Form]:
    found = tables_of(workspace, period)
    wanted = slices.chosen(slices.subjects(found, period), subjects, period)
    for slice_ in slices_of(workspace, found, period):
        if slice_.subject.kind is SubjectKind.MANAGER and _is_wanted(slice_, wanted):
            yield _form(workspace, slice_, tells_visits=bool(found.visits))


def _is_wanted(slice_: Slice, wanted: Iterable[Subject]) -> bool:
    return not {slice_.subject, *slice_.path}.isdisjoint(wanted)


def _form(workspace: Workspace, slice_: Slice, *, tells_visits: bool) -> Form:
    facts = measures.facts(slice_)
    organisation = workspace.settings.organisation
    return Form(
        stamp=Stamp(
            workspace=organisation, period=slice_.period.slug, manager_id=slice_.subject.id, number=0
        ),
        organisation=organisation,
        subject=slice_.subject,
        unit=slice_.path[-1] if slice_.path else None,
        period=slice_.period,
        through=max((fact.through for fact in facts if fact.through), default=None),
        kpis=slice_.kpis,
        facts=tuple(facts),
        promises=_promises(slice_, facts),
        visits=tuple(visit for visit in slice_.visits if visit.opinion and visit.date in slice_.period),
        customers=slice_.customers,
        tells_visits=tells_visits,
    )


def _promises(slice_: Slice, facts: Iterable[Fact]) -> tuple[Promise, ...]:
    """What the person promised for this period, with what the figures say of it so far."""
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    before = slice_.period.previous
    made = [one for one in slice_.commitments if one.period.same_days(before)]
    return tuple(verdicts.promise(one, facts, kpis) for one in made if one.manager_id == slice_.subject.id)


def _name(form: Form) -> str:
    """A file's name by which people know whose it is; no other form has it, on any system."""
    name = _UNSAFE.sub("_", form.subject.name)[:_LONGEST_NAME].strip("._")
    slug = form.subject.slug.removeprefix(f"{form.subject.kind}-")
    return "-".join(part for part in (form.period.file_slug, slug, name) if part)


def _check_free(places: Iterable[Path]) -> None:
    """Raise UsageError where a form would take the place of one that somebody may be filling in."""
    there = [place for place in places if place.exists()]
    if there:
        raise UsageError(
            say(
                "{count} of these files are there already, and may be filled in: {file}. Nothing was written; "
                "name another folder, or collect and remove them first.",
                count=len(there),
                file=there[0],
            )
        )


def _numbered(record: Path, ids: Iterable[str]) -> dict[str, int]:
    """The number of the form that each person is given for the period, counted from 1 and remembered before any is written."""
    known = json.loads(record.read_text("utf-8")) if record.exists() else {}
    numbers = {one: known.get(one, 0) + 1 for one in ids}
    files.write(record, json.dumps(known | numbers, ensure_ascii=False, indent=1) + "\n")
    return numbers
