"""Editions: of everything that a period's book is told from, what one audience is given."""

from collections.abc import Set
from dataclasses import replace

from tallybook import review, slices
from tallybook.domain.period import Period
from tallybook.domain.records import DataNote, Tables
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import say
from tallybook.pipeline.telling import Material
from tallybook.pipeline.values import Plan


def audience_of(found: Tables, period: Period, plan: Plan) -> Subject | None:
    """Whom the book is for; None where it is the whole house's. Raises UsageError with the nearest right one."""
    if plan.edition is None:
        return None
    return review.named(slices.subjects(found, period), plan.edition.audience, period)


def asked_for(found: Tables, period: Period, plan: Plan) -> Set[Subject]:
    """Whose notebooks are run."""
    audience, everyone = audience_of(found, period, plan), slices.subjects(found, period)
    if audience is None:
        return slices.chosen(everyone, plan.subjects, period)
    return slices.below(found, period, audience)


def narrowed(told: Material, plan: Plan) -> Material:
    """What the plan's audience is given of it: its own slices, and what is told of these alone."""
    period = told.cut[0].period
    audience = audience_of(told.found, period, plan)
    if audience is None:
        return told
    cut = slices.seen(told.cut, audience)
    outcomes = {outcome.job.subject: outcome for outcome in told.outcomes}
    reviewed = told.reviewed
    return Material(
        found=_narrowed(told.found, {slice_.subject for slice_ in cut}),
        cut=cut,
        outcomes=tuple(outcomes[slice_.subject] for slice_ in cut),
        reviewed=None if reviewed is None else {s.subject: reviewed[s.subject] for s in cut},
        audience=audience,
    )


def _narrowed(found: Tables, subjects: Set[Subject]) -> Tables:
    """The tables with the notes of these people alone; of files nothing but how many rows are in no book."""
    people = {subject.id for subject in subjects if subject.kind is SubjectKind.MANAGER}
    left_out = len(found.tolerated)
    note = DataNote(
        kind="left-out",
        table="",
        count=left_out,
        text=say(
            "Rows of the whole house left out for faults that the settings tolerate: {count}.", count=left_out
        ),
    )
    return replace(
        found,
        notes=tuple(note for note in found.notes if note.manager_id in people),
        tolerated=(),
        reads=(),
        data_notes=(note,) if left_out else (),
    )
