"""What the events prove: where each summary stands, and which step may follow."""

from collections.abc import Mapping
from dataclasses import replace

from tallybook.compose import state_word
from tallybook.domain.reviewing import Action, Event, Reviewed, ReviewState
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Message, ReviewError, say
from tallybook.review.log import Log

_FROM: Mapping[Action, frozenset[ReviewState]] = {
    Action.SUBMIT: frozenset({ReviewState.DRAFT, ReviewState.RETURNED, ReviewState.VOID}),
    Action.RETURN: frozenset(
        {ReviewState.SUBMITTED, ReviewState.APPROVED, ReviewState.PUBLISHED, ReviewState.VOID}
    ),
    Action.APPROVE: frozenset({ReviewState.SUBMITTED, ReviewState.VOID}),
    Action.PUBLISH: frozenset({ReviewState.APPROVED, ReviewState.PUBLISHED}),
    Action.REOPEN: frozenset(ReviewState) - {ReviewState.DRAFT},
}
_TO: Mapping[Action, ReviewState] = {
    Action.SUBMIT: ReviewState.SUBMITTED,
    Action.RETURN: ReviewState.RETURNED,
    Action.APPROVE: ReviewState.APPROVED,
    Action.PUBLISH: ReviewState.PUBLISHED,
    Action.REOPEN: ReviewState.DRAFT,
}


def standings(log: Log, subjects: tuple[Subject, ...]) -> dict[Subject, Reviewed]:
    """Where each subject stands by the log alone, in the subjects' order.

    An event that did not know of one before it, and does not fit what that one left, changes nothing; nor does
    one by which somebody reviews their own summary, which nobody but an editor can have written. Where the chain
    is broken no approval counts, whoever has tampered with it.
    """
    by_slug, _ = _followed(log, subjects)
    if log.broken:
        by_slug = {slug: _unproven(found) for slug, found in by_slug.items()}
    return {found.subject: found for found in by_slug.values()}


def idle(log: Log, subjects: tuple[Subject, ...]) -> frozenset[int]:
    """The lines of the log's events that change nothing."""
    _, lines = _followed(log, subjects)
    return lines


def _followed(log: Log, subjects: tuple[Subject, ...]) -> tuple[dict[str, Reviewed], frozenset[int]]:
    by_slug = {subject.slug: Reviewed(subject=subject) for subject in subjects}
    lines = set()
    for recorded in log.events:
        found = by_slug.get(recorded.event.subject)
        if found is not None and _counts(found, recorded.event):
            by_slug[found.subject.slug] = after(found, recorded.event)
        else:
            lines.add(recorded.line)
    return by_slug, frozenset(lines)


def _counts(found: Reviewed, event: Event) -> bool:
    """Whether an event fits; that an approval had become void, so that another could follow, no log knows."""
    action, own = event.action, (SubjectKind.MANAGER, event.by) == (found.subject.kind, found.subject.id)
    if own and action in (Action.APPROVE, Action.RETURN):
        return False
    again = found.state.is_final and action in (Action.APPROVE, Action.SUBMIT)
    return again or found.state in _FROM[action]


def after(found: Reviewed, event: Event) -> Reviewed:
    """Where a summary stands once this was done with it."""
    approved, published = event.action is Action.APPROVE, event.action is Action.PUBLISH
    return replace(
        found,
        state=_TO[event.action],
        # Who publishes answers for nothing: who approved it, and when, stays known.
        by=found.by if published else event.by,
        time=found.time if published else event.time,
        approvals=found.approvals + approved,
        kept=event.kept if approved else found.kept if published else "",
        comments=event.comments if event.action is Action.RETURN else (),
    )


def check_step(found: Reviewed, action: Action) -> None:
    """Raise ReviewError where this cannot be done with a summary that stands so."""
    if found.state not in _FROM[action]:
        raise ReviewError(
            say(
                "{name} ({id}) stands at: {state}. {remedy}",
                name=found.subject.name,
                id=found.subject.id,
                state=state_word(found.state),
                remedy=_REMEDIES[action],
            )
        )


_REMEDIES: Mapping[Action, Message] = {
    Action.SUBMIT: say("Only a draft, or what was returned, can be submitted."),
    Action.RETURN: say("Only what was submitted or approved can be returned."),
    Action.APPROVE: say("Only what was submitted can be approved."),
    Action.PUBLISH: say("Only what is approved can be published."),
    Action.REOPEN: say("There is nothing to reopen."),
}


def _unproven(found: Reviewed) -> Reviewed:
    if found.state.is_final:
        return replace(found, state=ReviewState.SUBMITTED, kept="")
    return found
