"""Editions: of everything that a period's book is told from, what one audience is given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from tallybook import review, slices
from tallybook.domain.period import Period
from tallybook.domain.records import DataNote, Tables
from tallybook.domain.results import Outcome
from tallybook.domain.reviewing import Reviewed
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import say
from tallybook.pipeline.running import run, written
from tallybook.pipeline.telling import Material
from tallybook.pipeline.values import Plan, Stage, Watch
from tallybook.settings import Edition, Settings
from tallybook.workspace import Workspace


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


def narrowed(workspace: Workspace, told: Material, plan: Plan, watch: Watch) -> Material:
    """What the plan's audience is given of it: its own slices, cut from what it may see, and what is told of these."""
    rules, audience = plan.edition, audience_of(told.found, told.cut[0].period, plan)
    if rules is None or audience is None:
        return told
    found = slices.shown(told.found, rules)
    cut = tuple(_cut(workspace, told, found, audience, rules))
    outcomes = _run(workspace, told, cut, plan, watch)
    top = next(slice_.subject for slice_ in cut if slice_.subject.slug == audience.slug)
    return Material(
        found=_narrowed(found, {slice_.subject for slice_ in cut}),
        cut=slices.seen(cut, top),
        outcomes=outcomes,
        reviewed=_reviewed(told.reviewed, cut, rules),
        audience=top,
        rules=rules,
    )


def _cut(
    workspace: Workspace, told: Material, found: Tables, audience: Subject, rules: Edition
) -> Iterator[Slice]:
    """The slices of the audience and everyone below it, as its rules let them be seen."""
    period, cut = told.cut[0].period, told.cut
    wanted = {slice_.subject.slug for slice_ in slices.seen(cut, audience)}
    if rules.hides:
        below = [each for each in slices.subjects(found, period) if each.slug in wanted]
        cut = tuple(slices.cut(found, _settings(workspace, found), period, below))
    return (slices.uncompared(slice_, rules) for slice_ in cut if slice_.subject.slug in wanted)


def _settings(workspace: Workspace, found: Tables) -> Settings:
    """The workspace's settings; the leading KPI is another where it is left out."""
    lead = workspace.settings.lead_kpi
    there = any(kpi.kpi_id == lead for kpi in found.kpis)
    return workspace.settings if there else workspace.settings.model_copy(update={"lead_kpi": None})


def _run(
    workspace: Workspace, told: Material, cut: Sequence[Slice], plan: Plan, watch: Watch
) -> tuple[Outcome, ...]:
    """How the runs of these slices ended; where nothing of one is hidden the whole book's run is this one's, too."""
    whole = {pair[0].subject.slug: pair for pair in zip(told.cut, told.outcomes, strict=True)}
    before = [whole[slice_.subject.slug] for slice_ in cut]
    own = [slice_ for slice_, (old, _) in zip(cut, before, strict=True) if slice_ != old]
    if not own:
        return tuple(outcome for _, outcome in before)
    watch.begin(Stage.RUNS, len(own))
    jobs = tuple(written(workspace, slice_, plan.place) for slice_ in own)
    subjects = {slice_.subject for slice_ in own}
    ran = run(jobs, subjects, replace(plan, folder=plan.place, retry_failed=False), watch)
    new = dict(zip([slice_.subject for slice_ in own], ran, strict=True))
    return tuple(new.get(slice_.subject, outcome) for slice_, (_, outcome) in zip(cut, before, strict=True))


def _reviewed(
    reviewed: Mapping[Subject, Reviewed] | None, cut: Iterable[Slice], rules: Edition
) -> dict[Subject, Reviewed] | None:
    """Where each summary stands; what was said and what has changed may name what the rules hide."""
    if reviewed is None:
        return None
    known = {subject.slug: stands for subject, stands in reviewed.items()}
    found = {s.subject: replace(known[s.subject.slug], subject=s.subject) for s in cut}
    if not rules.hides:
        return found
    masked = slices.masked_name if "managers.name" in rules.mask else str
    return {
        subject: replace(stands, comments=(), changes=(), by_name=masked(stands.by_name))
        for subject, stands in found.items()
    }


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
