"""What a build takes in: the tables, read and checked, kept, and cut into slices."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from tallybook import files
from tallybook.archive import Part
from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject
from tallybook.pipeline.editions import asked_for
from tallybook.pipeline.hosting import Line
from tallybook.pipeline.keeping import Data, keep
from tallybook.pipeline.running import Cut, cut_out
from tallybook.pipeline.sealing import used
from tallybook.pipeline.soundness import sound
from tallybook.pipeline.values import MARK, Plan, Stage
from tallybook.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken in: whose notebooks are to run, on what, and the templates for what they find.

    `read` are the files that it was made of, as they were before any was read.
    """

    read: tuple[Part, ...]
    data: Data
    templates: Mapping[str, str]
    wanted: Set[Subject]
    cut: Cut


def take_in(workspace: Workspace, period: Period, plan: Plan, line: Line) -> Taken:
    """Nothing is written before all is sound; raises FaultsError with all faults, UsageError for an unknown subject."""
    line.begin(Stage.TABLES)
    read = used(workspace, period)
    looked_at = sound(workspace, period, plan.snapshot, noted=None if plan.run_all else plan.folder)
    wanted = asked_for(looked_at.tables, period, plan)
    files.claim(plan.folder, MARK)
    line.lock()
    looked_at.note(plan.folder)
    data = keep(workspace, looked_at.tables, plan)
    line.begin(Stage.SLICES)
    return Taken(
        read=read,
        data=data,
        templates=looked_at.templates,
        wanted=wanted,
        cut=cut_out(workspace, period, looked_at.tables, plan),
    )
