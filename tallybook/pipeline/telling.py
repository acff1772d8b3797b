"""What a book tells: the summaries of its subjects, joined with notes, promises and where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tallybook import compose
from tallybook.domain.pages import Page
from tallybook.domain.records import Tables
from tallybook.domain.results import Outcome
from tallybook.domain.reviewing import Reviewed
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject
from tallybook.pipeline.keeping import Data
from tallybook.pipeline.tallying import marked, with_tally
from tallybook.settings import Edition
from tallybook.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that a book is told from: the tables, each subject's slice, how its run ended, where it stands.

    `audience` and `rules` are set where it is a book for one unit or person.
    """

    found: Tables
    cut: tuple[Slice, ...]
    outcomes: tuple[Outcome, ...]
    reviewed: Mapping[Subject, Reviewed] | None
    audience: Subject | None = None
    rules: Edition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a book says, before it is one: its content and pages, what they were made of, and which runs were made again.

    Of a book for one audience `hidden` are the words that it must not hold, `shown` its subjects' pages.
    """

    content: compose.BookContent
    pages: tuple[Page, ...]
    outcomes: tuple[Outcome, ...]
    data: Data
    damaged: tuple[str, ...]
    hidden: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()


def content_of(workspace: Workspace, told: Material) -> compose.BookContent:
    """The book's content, before any page is."""
    found, first = told.found, told.cut[0]
    left_out = frozenset(told.rules.leave_out if told.rules else ())
    chapters = [compose.Chapter(slice=s, outcome=o) for s, o in zip(told.cut, told.outcomes, strict=True)]
    kpis = {kpi.kpi_id: kpi for kpi in found.kpis}
    summaries = compose.summarise(
        chapters,
        found.notes,
        workspace.wording,
        workspace.settings.findings,
        _carried(workspace, found),
        compared_from=told.rules.compared_from if told.rules else 1,
    )
    like = compose.alike(found.notes, first.period, workspace.settings.alike_from)
    # Points and places are those of the whole house, which a book for one audience does not know.
    rules = workspace.settings.scorecard if told.audience is None else None
    cards = compose.score_cards(chapters, rules, workspace.fiscal) if rules else {}
    return compose.BookContent(
        title=workspace.title,
        organisation=workspace.settings.organisation,
        period=first.period,
        kpis=found.kpis,
        lead_kpi=first.house.lead_kpi,
        plans_count=first.house.plans_count,
        summaries=tuple(
            replace(
                with_tally(summary, kpis),
                alike=like.get(summary.subject.id, ()) if summary.note else (),
                card=cards.get(summary.subject),
            )
            for summary in summaries
        ),
        tolerated=found.tolerated,
        reads=found.reads,
        asks_for_notes=workspace.asks_for_notes and "notes" not in left_out,
        data_notes=found.data_notes,
        reached=max((known.last for known in first.coverage), default=None),
        wording=workspace.wording,
        marked=marked(workspace.settings.tally),
        due_days=workspace.settings.due_days,
        ranked_from=workspace.settings.findings.ranked_from,
        reviewed=told.reviewed,
        audience=told.audience,
        left_out=left_out,
    )


def _carried(workspace: Workspace, found: Tables) -> dict[str, int]:
    """The promises that are to be listed as carried over, and how many times they were."""
    least = workspace.settings.promises.carried_from
    return {one: times for one, times in compose.carried(found.commitments).items() if times >= least}
