"""From the tables to a book whose pages are written: all of a build that goes through the results of everyone."""

from dataclasses import dataclass, replace

from tallybook import apart, book, compose, garbage, runs, stamp
from tallybook.archive import Part
from tallybook.domain.period import Period
from tallybook.pipeline.editions import narrowed
from tallybook.pipeline.hiding import hidden
from tallybook.pipeline.hosting import Line
from tallybook.pipeline.keeping import Data
from tallybook.pipeline.media import for_management, word_look
from tallybook.pipeline.publishing import approved_only
from tallybook.pipeline.reporting import report_of
from tallybook.pipeline.reviewing import reviewed
from tallybook.pipeline.running import run, run_again, warming
from tallybook.pipeline.sealing import Outline, facts_by_page, outline
from tallybook.pipeline.soundness import edition_of
from tallybook.pipeline.taking import Taken, take_in
from tallybook.pipeline.tallying import refuse
from tallybook.pipeline.telling import Material, Told, content_of
from tallybook.pipeline.values import Plan, Report, Stage
from tallybook.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A book that only has to be bound, and what is to be told and kept of it after that.

    `read` are the files that it was made of, as they were before any was read; `outline` is there where the period's
    own book is made.
    """

    book: book.Written
    report: Report
    read: tuple[Part, ...]
    data: Data
    outline: Outline | None


@garbage.looking_seldom()
def write(workspace: Workspace, period: Period, plan: Plan, line: Line) -> Ready:
    """Read and check the tables, run the notebooks, write the pages; raises whatever keeps them from being written."""
    with warming(workspace, plan) as server:
        # What reading needs besides what is cut is gone with its process; kernels need the room.
        taken = apart.call(lambda tell: take_in(workspace, period, plan, Line(tell)), line.tell)
        ran = _ran(workspace, taken, plan, line, server=server)
    line.begin(Stage.PAGES)
    line.load_sphinx()
    told = _told(workspace, ran, taken, plan)
    line.begin(Stage.BOOK)
    software = "" if plan.run_all else stamp.software()
    written = book.write(_edition(workspace, period, told, plan), plan.place, software=software)
    return Ready(
        book=written,
        report=report_of(told, written, plan),
        read=taken.read,
        data=taken.data,
        outline=outline(told.content, told.outcomes) if plan.is_whole else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ran:
    """What the notebooks made of the whole house, what of it the book may tell, and whose kept runs were made again."""

    whole: Material
    material: Material
    damaged: tuple[str, ...]


def _ran(
    workspace: Workspace, taken: Taken, plan: Plan, line: Line, *, server: runs.ForkServer | None
) -> _Ran:
    cut, wanted = taken.cut, taken.wanted
    line.begin(Stage.RUNS, len(wanted))
    kept = {job for job in cut.jobs if runs.is_kept(job, plan.folder) and not plan.run_all}
    outcomes = run(cut.jobs, wanted, plan, line, server)
    stands = reviewed(workspace, cut.found, cut.slices, outcomes)
    whole = Material(found=cut.found, cut=cut.slices, outcomes=outcomes, reviewed=stands)
    return _Ran(
        whole=whole,
        material=narrowed(workspace, whole, plan, line),
        damaged=run_again(kept, outcomes),
    )


def _told(workspace: Workspace, ran: _Ran, taken: Taken, plan: Plan) -> Told:
    """From what the notebooks made to the pages."""
    material = ran.material
    content = content_of(workspace, material)
    refuse(content, workspace.settings)
    pages = compose.render(content, taken.templates)
    return Told(
        content=content,
        pages=approved_only(content, pages) if plan.approved_only else pages,
        outcomes=material.outcomes,
        data=taken.data,
        damaged=ran.damaged,
        hidden=hidden(workspace, ran.whole, material) if plan.edition else frozenset(),
        shown=frozenset(slice_.subject.slug for slice_ in material.cut) if plan.edition else frozenset(),
    )


def _edition(workspace: Workspace, period: Period, told: Told, plan: Plan) -> book.Edition:
    attached = facts_by_page(told.outcomes) if workspace.settings.pdf.standard == "a-3a" else {}
    return replace(
        edition_of(workspace, told.pages, workspace.wording.period(period)),
        on_paper=plan.pdf,
        word=word_look(workspace) if plan.word else None,
        data=attached,
        workbooks=for_management(told.content) if plan.excel else {},
    )
