"""What `form` and `collect` do and show."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from tallybook import workspace
from tallybook.cli import show, verbs
from tallybook.domain.period import Period
from tallybook.errors import Exit, Message, say
from tallybook.forms.choosing import Outcome
from tallybook.pipeline import collecting, forming
from tallybook.pipeline.desks import Collected
from tallybook.wording import Wording

_OUTCOMES = {
    Outcome.TAKEN: say("● taken"),
    Outcome.UNCHANGED: say("○ unchanged"),
    Outcome.DUPLICATE: say("○ the same twice"),
    Outcome.OLDER: say("○ older, not taken"),
    Outcome.REFUSED: say("■ refused"),
}


def hand_out(
    root: Path, period: str, subjects: tuple[str, ...], medium: str, folder: Path, *, as_json: bool
) -> None:
    """Write forms, and say how many and where."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    written = forming.hand_out(found, when, subjects, forming.Medium(medium), folder)
    if as_json:
        verbs.print_json({"forms": written})
        return
    click.echo(found.wording.text("Forms written: {count}, in {folder}.", count=len(written), folder=folder))
    click.echo(
        found.wording.text(
            "Send them out; when they are back: tallybook collect FOLDER, however the files are called."
        )
    )


def collect(root: Path, folder: Path, *, replace: bool, as_json: bool) -> None:
    """Collect forms, and tell of each file what became of it; exit code 4 where one was refused."""
    found = workspace.find(root)
    told = collecting.collect(found, folder, datetime.now().astimezone(), replace=replace)
    if as_json:
        verbs.print_json([_plain(one, found.wording) for one in told])
    else:
        for line in _lines(told, found.wording):
            click.echo(line)
    if any(one.outcome is Outcome.REFUSED for one in told):
        raise click.exceptions.Exit(Exit.FAULTS)


def _lines(told: Sequence[Collected], wording: Wording) -> Iterator[str]:
    for one in told:
        whose = f" · {one.subject.name} ({one.subject.id})" if one.subject else ""
        when = f" · {wording.period(one.period)}" if one.period else ""
        yield f"{wording.message(_OUTCOMES[one.outcome])}  {one.file}{whose}{when}"
        yield from (f"    {wording.message(part)}" for part in _reasons(one))
        yield from (f"    {show.fault_line(fault, wording)}" for fault in one.faults[: show.SHOWN])
    counts = [(outcome, sum(one.outcome is outcome for one in told)) for outcome in Outcome]
    parts = [f"{wording.message(_OUTCOMES[outcome])} {count}" for outcome, count in counts if count]
    yield " · ".join(parts) if parts else wording.text("There are no files in this folder.")


def _reasons(one: Collected) -> Iterable[Message]:
    return [part for part in (one.why, one.remedy) if part is not None]


def _plain(one: Collected, wording: Wording) -> dict[str, object]:
    return {
        "file": one.file,
        "outcome": str(one.outcome),
        "period": one.period.slug if one.period else None,
        "manager_id": one.subject.id if one.subject else None,
        "why": " ".join(wording.message(part) for part in _reasons(one)) or None,
        "faults": [show.plain_fault(fault, wording) for fault in one.faults],
    }
