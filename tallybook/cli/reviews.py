"""What `review` does and shows: a step in the review of a summary, or where all of them stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from tallybook import compose, pipeline, workspace
from tallybook.cli import show, verbs
from tallybook.cli.options import moment
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.reviewing import Action, Comment, Reviewed
from tallybook.errors import Exit, UsageError, say
from tallybook.sources.nearest import meant
from tallybook.wording import Wording

_LOG = "log"
_WIDEST = 110
_LONGEST = 2000
_HEADS = (say("Subject"), say("State"), say("By"), say("Since"))
_CHANGE_HEADS = (say("What"), say("Was"), say("Is"))
_DONE = {
    Action.SUBMIT: say("submitted"),
    Action.RETURN: say("returned"),
    Action.APPROVE: say("approved"),
    Action.PUBLISH: say("published"),
    Action.REOPEN: say("reopened"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChoice:
    """The options of `review` as they were given."""

    by: str
    comments: tuple[str, ...]
    time: datetime | None
    head: str | None
    path_output: Path | None
    as_json: bool


def review(root: Path, action: str, period: str, subject: str | None, choice: ReviewChoice) -> None:
    """Take a step, or show the log; exit code 4 where the log is damaged or is not what it was."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    folder = verbs.book_folder(found, choice.path_output, when)
    if action == _LOG:
        _log(pipeline.look(found, when, folder), subject, choice, found.wording)
        return
    if subject is None:
        raise UsageError(
            say("Name the manager or unit: tallybook review {action} PERIOD SUBJECT.", action=action)
        )
    wanted = pipeline.Step(
        action=Action(action),
        subject=subject,
        by=choice.by,
        time=moment(choice.time),
        comments=_comments(choice.comments, Action(action)),
    )
    stands = pipeline.take(found, when, folder, wanted)
    done = stands.log.events[-1].event
    reviewed = next(one for one in stands.standings if one.subject.slug == done.subject)
    if choice.as_json:
        verbs.print_json(_plain(reviewed, _known(stands), found.wording))
        return
    name = f"{reviewed.subject.name} ({reviewed.subject.id})"
    click.echo(
        found.wording.text(
            "{name}: {state} by {person}.",
            name=name,
            state=found.wording.message(_DONE[done.action]),
            person=reviewed.by_name,
        )
    )
    click.echo(
        found.wording.text("Head of the log, to be kept by somebody else: {head}", head=stands.log.head)
    )


def _comments(given: tuple[str, ...], action: Action) -> tuple[Comment, ...]:
    """Comments, each about the section named before its colon, if that is one."""
    if action is Action.RETURN and not given:
        raise UsageError(
            say(
                "Say why it is returned: --comment 'problems: …'; sections are {parts}.",
                parts=tuple(_SECTIONS),
            )
        )
    return tuple(_comment(text) for text in given)


_SECTIONS = (*compose.PARTS, "kpis", "figures", "customers", "visits")


def _comment(text: str) -> Comment:
    section, colon, rest = text.replace("：", ":", 1).partition(":")
    # Names of sections are plain words; anything else before a colon belongs to the sentence.
    if not colon or not re.fullmatch(r"[a-z_]+", section.strip()) or rest.startswith("//"):
        return Comment(section="", text=text.strip())
    if section.strip() in _SECTIONS and rest.strip():
        return Comment(section=section.strip(), text=rest.strip())
    raise UsageError(
        say(
            "There is no section {section}. {hint}",
            section=section.strip(),
            hint=meant(section.strip(), _SECTIONS),
        )
    )


def _log(stands: pipeline.Review, subject: str | None, choice: ReviewChoice, wording: Wording) -> None:
    shown = tuple(one for one in stands.standings if subject in (None, one.subject.id, one.subject.slug))
    if not shown:
        ids = [one.subject.id for one in stands.standings]
        raise UsageError(
            say(
                "There is no manager or unit {subject}. {hint}",
                subject=subject,
                hint=meant(str(subject), ids),
            )
        )
    cut = choice.head is not None and not stands.log.knows(choice.head)
    if choice.as_json:
        verbs.print_json(_plain_log(stands, shown, wording) | {"tail_cut": cut})
    else:
        for line in _lines(stands, shown, wording):
            click.echo(line)
        if cut:
            click.echo(
                f"■ {wording.text('The log no longer holds the line with this head: its end was cut.')}"
            )
    if cut or stands.log.broken:
        raise click.exceptions.Exit(Exit.FAULTS)


def _lines(stands: pipeline.Review, shown: tuple[Reviewed, ...], wording: Wording) -> Iterator[str]:
    for number in stands.log.broken:
        yield "■ " + wording.text(
            "{file}, line {row}: the chain of events is broken here; no approval counts.",
            file=stands.log.name,
            row=number,
        )
    yield from _event_lines(stands, {one.subject.slug: one.subject.name for one in shown}, wording)
    yield ""
    rows = [[wording.message(head) for head in _HEADS], *(_row(one, wording) for one in shown)]
    yield from show.aligned(rows, _WIDEST)
    for one in shown:
        if one.changes:
            yield from _change_lines(one, _known(stands), wording)
            yield "  " + wording.text(
                "To sign again: {people}.", people=tuple(stands.signers[one.subject]) or "–"
            )
    yield wording.text("Head of the log: {head}", head=stands.log.head or "–")


def _event_lines(stands: pipeline.Review, names: Mapping[str, str], wording: Wording) -> Iterator[str]:
    """What was done to the subjects that are named, with the comments on it."""
    for recorded in stands.log.events:
        event = recorded.event
        if event.subject in names:
            told = f"{event.time}  {names[event.subject]}  {wording.message(_DONE[event.action])}  {event.by}"
            vain = wording.text("(changes nothing)") if recorded.line in stands.idle else ""
            yield f"{recorded.line:>4}  {show.short(told, _LONGEST)}  {vain}".rstrip()
            for comment in event.comments:
                # On one line and without control characters, or a comment could pass for an event.
                yield f"      {show.short(' '.join(_said(comment, wording).split()), _LONGEST)}"


def _row(one: Reviewed, wording: Wording) -> list[str]:
    return [
        f"{one.subject.name} ({one.subject.id})",
        wording.message(compose.state_word(one.state)),
        one.by_name or "–",
        one.time[:10] or "–",
    ]


def _change_lines(one: Reviewed, kpis: Mapping[str, Kpi], wording: Wording) -> Iterator[str]:
    yield wording.text("Changed since {name} was approved:", name=f"{one.subject.name} ({one.subject.id})")
    changes = compose.differences.shown(one.changes, kpis, wording)
    rows = [[wording.message(head) for head in _CHANGE_HEADS]]
    rows += [[f"{c.part}{wording.text(': ')}{c.what}", c.old, c.new] for c in changes]
    yield from ("  " + line for line in show.aligned(rows, _WIDEST))


def _known(stands: pipeline.Review) -> dict[str, Kpi]:
    return {kpi.kpi_id: kpi for kpi in stands.kpis}


def _said(comment: Comment, wording: Wording) -> str:
    return f"{comment.section}{wording.text(': ')}{comment.text}" if comment.section else comment.text


def _plain(one: Reviewed, kpis: Mapping[str, Kpi], wording: Wording) -> dict[str, object]:
    return {
        "kind": str(one.subject.kind),
        "id": one.subject.id,
        "name": one.subject.name,
        "state": str(one.state),
        "by": one.by,
        "time": one.time,
        "approvals": one.approvals,
        "comments": [{"section": comment.section, "text": comment.text} for comment in one.comments],
        "changes": plain_changes(one, kpis, wording),
    }


def plain_changes(one: Reviewed, kpis: Mapping[str, Kpi], wording: Wording) -> list[dict[str, object]]:
    """What has changed, for machines: as values and as a page says it."""
    shown = compose.differences.shown(one.changes, kpis, wording)
    return [
        {
            "part": str(change.part),
            "item": change.item,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "words": [words.what, words.old, words.new],
        }
        for change, words in zip(one.changes, shown, strict=True)
    ]


def _plain_log(stands: pipeline.Review, shown: tuple[Reviewed, ...], wording: Wording) -> dict[str, object]:
    slugs = {one.subject.slug for one in shown}
    return {
        "log": stands.log.name,
        "head": stands.log.head,
        "broken": list(stands.log.broken),
        "events": [
            {
                "line": recorded.line,
                "action": str(recorded.event.action),
                "subject": recorded.event.subject,
                "by": recorded.event.by,
                "time": recorded.event.time,
                "counts": recorded.line not in stands.idle,
                "comments": [{"section": c.section, "text": c.text} for c in recorded.event.comments],
            }
            for recorded in stands.log.events
            if recorded.event.subject in slugs
        ],
        "standings": [_plain(one, _known(stands), wording) for one in shown],
    }
