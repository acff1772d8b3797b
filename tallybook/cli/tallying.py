"""What `tally` does: a text against a file of facts, or a period's notes against the workspace's own."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from tallybook import manuscripts, pipeline, workspace
from tallybook.cli import tallies
from tallybook.cli.group import wording_here
from tallybook.cli.table import as_json
from tallybook.domain.period import Period
from tallybook.domain.tallying import Agreement, Known, Tallied
from tallybook.errors import Exit, UsageError, say
from tallybook.tally import MOST, NOBODY, Ledger, read
from tallybook.tally import tally as tally_text

# What can only be a file's or a period's name, and never a sentence.
_NAME = re.compile(r"[\w./\\~:-]+", re.ASCII)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyChoice:
    """The options of `tally` as they were given."""

    facts_file: Path | None = None
    everything: bool = False
    as_json: bool = False


def tally(root: Path, text: str, subject: str | None, choice: TallyChoice) -> None:
    """Tally a text or a period's notes; exit code 4 where a figure differs."""
    period = None if choice.facts_file else _period(text)
    if period is not None:
        _notes(root, period, subject, choice)
    else:
        _text(root, text, subject, choice)


def _period(text: str) -> Period | None:
    """The period that is named, where it is one and no file is called so."""
    if text == STANDARD_INPUT or (_may_be_file(text) and Path(text).is_file()):
        return None
    try:
        return Period.parse(text)
    except UsageError:
        return None


def _notes(root: Path, period: Period, subject: str | None, choice: TallyChoice) -> None:
    found = workspace.find(root)
    measured = pipeline.facts(found, Period.parse(period.slug, found.fiscal))
    notes = pipeline.tallies(measured)
    if subject is not None:
        notes = tuple(note for note in notes if note.subject.id == subject)
        if not notes:
            raise UsageError(say("{subject} has no note in this period.", subject=subject))
    figures = [figure for note in notes for figure in note.figures]
    if choice.as_json:
        click.echo(as_json(tallies.plain_notes(notes, found.wording)), nl=False)
    else:
        _echo(tallies.note_lines(notes, found.wording, everything=choice.everything))
        click.echo(tallies.summary(figures, found.wording))
    _end(figures)


def _text(root: Path, text: str, subject: str | None, choice: TallyChoice) -> None:
    wording = wording_here(root)
    words = _words(text)
    ledger = Ledger.of(_known(choice.facts_file, subject, text))
    figures = tally_text(words, ledger)
    if len(figures) == MOST:
        click.echo(wording.text("Only the first {count} figures are checked.", count=MOST), err=True)
    if choice.as_json:
        click.echo(as_json([tallies.plain(figure, wording) for figure in figures]), nl=False)
    else:
        found = tallies.of_text(words, figures)
        _echo(tallies.lines(found, wording, everything=choice.everything))
        click.echo(tallies.summary(figures, wording))
    _end(figures)


def _words(text: str) -> str:
    """The text itself: from standard input, from the file of this name, or as it was given."""
    if text == STANDARD_INPUT:
        return manuscripts.text(sys.stdin.buffer.read(manuscripts.MOST_BYTES + 1), say("Standard input"))
    if _may_be_file(text) and Path(text).is_file():
        return manuscripts.read(Path(text))
    if _NAME.fullmatch(text):
        raise UsageError(
            say("{text} is neither a period nor a file. Name a Markdown, text or Word file.", text=text)
        )
    return text


def _may_be_file(text: str) -> bool:
    return len(text) < 1024 and "\n" not in text and "\0" not in text


def _known(file: Path | None, subject: str | None, text: str) -> tuple[Known, ...]:
    """The known values of the subject that is named, or that the text's file is called after."""
    if file is None:
        return ()
    found = read(manuscripts.read(file), file.name)
    wanted = subject or (Path(text).stem if _may_be_file(text) else None)
    if wanted in found:
        return found[wanted]
    if subject is not None or len(found) > 1:
        raise UsageError(
            say(
                "The facts are those of {subjects}; name the one that the text is about: tallybook tally TEXT SUBJECT.",
                subjects=tuple(sorted(filter(None, found))[:8]) or NOBODY,
            )
        )
    return next(iter(found.values()), ())


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _end(figures: Iterable[Tallied]) -> None:
    if any(figure.verdict is Agreement.DIFFERS for figure in figures):
        raise click.exceptions.Exit(Exit.FAULTS)
