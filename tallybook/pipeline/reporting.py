"""How a build ended, as far as that is known once its pages are written."""

from tallybook import book
from tallybook.domain.results import Failed, FailureKind, Succeeded
from tallybook.domain.subjects import SubjectKind
from tallybook.pipeline.tallying import differing
from tallybook.pipeline.telling import Told
from tallybook.pipeline.values import Plan, Report


def report_of(told: Told, written: book.Written, plan: Plan) -> Report:
    """What is told of a book; what its signs and papers lack shows only when it is bound."""
    content, outcomes, data = told.content, told.outcomes, told.data
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    return Report(
        period=content.period.slug,
        book=plan.html / "index.html",
        pages=len(written.names),
        subjects=len(outcomes),
        cached=sum(isinstance(outcome, Succeeded) and outcome.cached for outcome in outcomes),
        left_out=sum(outcome.kind is FailureKind.NOT_ASKED for outcome in failed),
        failed=tuple(outcome for outcome in failed if outcome.kind is not FailureKind.NOT_ASKED),
        without_note=tuple(
            summary.subject.name
            for summary in content.summaries
            if summary.subject.kind is SubjectKind.MANAGER and summary.note is None
        ),
        tolerated=len(content.tolerated),
        differing=differing(content),
        papers=tuple(plan.html / paper for paper in written.papers),
        without_data=not content.has_data,
        warnings=tuple(content.wording.message(note.text) for note in content.data_notes if note.is_warning),
        snapshot=data.snapshot.id if data.snapshot else None,
        changed=data.changed,
        damaged=told.damaged,
        hidden=told.hidden,
        shown=told.shown,
        audience=content.audience.name if content.audience else "",
    )
