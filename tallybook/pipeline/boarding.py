"""The board of a period before its book is built: who has handed in, what is missing or faulty."""

from dataclasses import replace
from pathlib import Path

from tallybook import compose, measures, slices
from tallybook.domain.board import Board
from tallybook.domain.period import Period
from tallybook.domain.results import Failed, FailureKind, Job, Outcome, Results, Succeeded
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import SubjectKind
from tallybook.pipeline.measuring import slices_of, tables_of
from tallybook.pipeline.telling import Material, content_of
from tallybook.settings import Settings, Tolerance
from tallybook.tables.faults import TOLERABLE
from tallybook.workspace import Workspace


def board(workspace: Workspace, period: Period, subjects: tuple[str, ...] = ()) -> Board:
    """The board of everybody, or of some people and of everyone in some units; by the same values as the book's page.

    Notes that cannot be read are told on the board; raises FaultsError for anything else that is wrong.
    """
    lenient = replace(workspace, settings=_lenient(workspace.settings))
    found = tables_of(lenient, period)
    wanted = slices.chosen(slices.subjects(found, period), subjects, period)
    cut = tuple(slices_of(workspace, found, period))
    outcomes = tuple(_measured(slice_, workspace) for slice_ in cut)
    whole = compose.board(
        content_of(workspace, Material(found=found, cut=cut, outcomes=outcomes, reviewed=None))
    )
    people = {slice_.subject for slice_ in cut if not wanted.isdisjoint({slice_.subject, *slice_.path})}
    return replace(whole, entries=tuple(entry for entry in whole.entries if entry.subject in people))


def _lenient(settings: Settings) -> Settings:
    """The settings by which a faulty note stops nothing."""
    of_notes = tuple(Tolerance(table="notes", kind=kind) for kind in TOLERABLE)
    return settings.model_copy(update={"tolerate": (*settings.tolerate, *of_notes)})


def _measured(slice_: Slice, workspace: Workspace) -> Outcome:
    """A person's results without a notebook; of units nothing is on the board."""
    job = Job(
        subject=slice_.subject,
        period=slice_.period.slug,
        notebook=workspace.notebook(slice_.subject.kind),
        slice_file=Path(),
        key="",
    )
    if slice_.subject.kind is SubjectKind.UNIT:
        return Failed(job=job, kind=FailureKind.NOT_ASKED, detail="", log=Path(), seconds=0)
    facts = tuple(measures.facts(slice_))
    results = Results(subject=slice_.subject, period=slice_.period.slug, facts=facts)
    return Succeeded(job=job, results=results, notebook=job.notebook, seconds=0)
