"""What `diff` and `restated` show: every difference as a table, as JSON, or as a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tallybook import book, compose, files, pipeline, publish, workspace
from tallybook.cli import archives, show, verbs
from tallybook.domain.subjects import Subject
from tallybook.errors import Exit, UsageError, say
from tallybook.sources.nearest import meant
from tallybook.wording import Wording
from tallybook.workspace import Workspace

_WIDEST = 110
_HEADS = (say("What"), say("Was"), say("Is"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffChoice:
    """The options of `diff` and `restated` as they were given."""

    subjects: tuple[str, ...]
    page: Path | None
    archive: Path | None
    path_output: Path | None
    as_json: bool


def diff(root: Path, old: str, new: str, choice: DiffChoice) -> None:
    """Show what differs between two versions."""
    _show(workspace.find(root), old, new, choice)


def restated(root: Path, period: str, choice: DiffChoice) -> None:
    """Show what differs between what was approved and the data of today; exit code 4 where anything does."""
    if _show(workspace.find(root), f"{period}@{pipeline.APPROVED}", period, choice):
        raise click.exceptions.Exit(Exit.FAULTS)


def _show(found: Workspace, old: str, new: str, choice: DiffChoice) -> bool:
    before, after = (pipeline.Version.parse(text, found) for text in (old, new))
    folder = verbs.book_folder(found, choice.path_output, after.period)
    sealed = choice.archive or found.root / archives.ARCHIVE
    differences = pipeline.differences(found, before, after, folder, sealed)
    _check_subjects(choice.subjects, differences)
    tables = _tables(differences, choice.subjects, found.wording)
    title = found.wording.text("Differences between {old} and {new}", old=old, new=new)
    if choice.page:
        page = publish.page(title, found.settings.language, _parts(tables, differences, found.wording))
        files.write(choice.page, book.with_fonts(page))
        click.echo(found.wording.text("The page is at {path}.", path=choice.page), err=True)
    if choice.as_json:
        verbs.print_json(_plain(differences, choice.subjects, found.wording))
    else:
        click.echo(title)
        for line in _lines(tables, differences, found.wording):
            click.echo(line)
    return bool(tables)


def _check_subjects(wanted: tuple[str, ...], differences: pipeline.Differences) -> None:
    ids = sorted({subject.id for subject in differences.subjects})
    for one in wanted:
        if one not in ids:
            raise UsageError(
                say("There is no manager or unit {subject}. {hint}", subject=one, hint=meant(one, ids))
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """What differs of one subject, in words."""

    subject: Subject
    rows: tuple[tuple[str, ...], ...]
    signers: str


def _tables(found: pipeline.Differences, wanted: tuple[str, ...], wording: Wording) -> list[_Of]:
    kpis = {kpi.kpi_id: kpi for kpi in found.kpis}
    rows: dict[Subject, list[tuple[str, ...]]] = {}
    shown = compose.differences.shown(found.changes, kpis, wording)
    for change, words in zip(found.changes, shown, strict=True):
        if not wanted or change.subject.id in wanted:
            cells = (f"{words.part}{wording.text(': ')}{words.what}", words.old, words.new)
            rows.setdefault(change.subject, []).append(cells)
    return [
        _Of(subject=subject, rows=tuple(own), signers=", ".join(found.signers.get(subject, ())) or "–")
        for subject, own in rows.items()
    ]


def _lines(tables: list[_Of], found: pipeline.Differences, wording: Wording) -> Iterator[str]:
    for one in tables:
        yield ""
        yield f"{one.subject.name} ({one.subject.id})"
        yield from show.aligned([_heads(wording), *one.rows], _WIDEST)
        yield "  " + wording.text("To sign again: {people}.", people=one.signers)
    if not tables:
        yield _nothing(found, wording)


def _parts(
    tables: list[_Of], found: pipeline.Differences, wording: Wording
) -> Iterator[str | publish.Table | publish.Listing]:
    for one in tables:
        yield publish.Listing(heading=f"{one.subject.name} ({one.subject.id})")
        yield publish.Table(heads=_heads(wording), rows=one.rows)
        yield wording.text("To sign again: {people}.", people=one.signers)
    if not tables:
        yield _nothing(found, wording)


def _nothing(found: pipeline.Differences, wording: Wording) -> str:
    return wording.message(found.unapproved or say("Nothing differs."))


def _heads(wording: Wording) -> tuple[str, ...]:
    return tuple(wording.message(head) for head in _HEADS)


def _plain(found: pipeline.Differences, wanted: tuple[str, ...], wording: Wording) -> list[dict[str, object]]:
    kpis = {kpi.kpi_id: kpi for kpi in found.kpis}
    shown = compose.differences.shown(found.changes, kpis, wording)
    return [
        {
            "kind": str(change.subject.kind),
            "id": change.subject.id,
            "name": change.subject.name,
            "part": str(change.part),
            "item": change.item,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "words": [words.what, words.old, words.new],
            "sign_again": list(found.signers.get(change.subject, ())),
        }
        for change, words in zip(found.changes, shown, strict=True)
        if not wanted or change.subject.id in wanted
    ]
