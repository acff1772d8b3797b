"""What each verb does: gather, call the pipeline, show, and end with the right exit code."""

import json
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import click

from tallybook import files, pipeline, workspace
from tallybook.cli import examine, progress, show, sources, table
from tallybook.cli.group import language_of_environment, wording_here
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.errors import Exit, FaultsError, UsageError, say
from tallybook.settings import Running
from tallybook.tables import snapshots
from tallybook.workspace import Workspace

BUILD = "_build"
# Without it Excel takes a file of UTF-8 for one in the system's old encoding.
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildChoice:
    """The options of `build` as they were given; None where the settings decide."""

    jobs: int | Literal["auto"] | None = None
    run_all: bool = False
    retry_failed: bool = False
    fail_fast: bool = False
    execution_timeout: int | None = None
    start_timeout: int | None = None
    path_output: Path | None = None
    progress_bar: bool | None = None
    dry_run: bool = False
    subjects: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    pdf: bool = False
    word: bool = False
    excel: bool = False
    snapshot: str | None = None
    quiet: bool = False
    as_json: bool = False

    def running(self, settings: Running) -> Running:
        """The settings, with what was asked for on the command line in their place."""
        asked = {"jobs": self.jobs, "timeout": self.execution_timeout, "start_timeout": self.start_timeout}
        return settings.model_copy(update={name: value for name, value in asked.items() if value is not None})


def init(folder: Path, language: str | None) -> None:
    """Make a workspace and say what to do next."""
    workspace.init(folder, language or language_of_environment())
    wording = wording_here(folder)
    click.echo(wording.text("A new workspace is in {folder}, filled with the demo. Next:", folder=folder))
    for command, purpose in (
        (f"cd {shlex.quote(str(folder))}", say("go there")),
        ("tallybook build 2025-H1", say("build the demo's book")),
        ("tallybook check", say("check your own tables, once they are in data/ and named in _config.yml")),
    ):
        click.echo(f"  {command:<28}# {wording.message(purpose)}")


def check(root: Path, period: str | None, *, as_json: bool, annotate: Path | None) -> None:
    """Check everything that a build would; faults are all listed, exit code 4."""
    try:
        found = workspace.find(root)
        when = Period.parse(period, found.fiscal) if period else None
        if when is None and not as_json:
            _advise_to_name_a_period(found)
        tables = _checked(found, when, annotate)
    except FaultsError as error:
        if not as_json:
            raise
        wording = wording_here(root)
        print_json({"faults": [show.plain_fault(fault, wording) for fault in error.faults]})
        raise click.exceptions.Exit(error.exit) from error
    warnings = [found.wording.message(note.text) for note in tables.data_notes if note.is_warning]
    if as_json:
        plain = [show.plain_fault(fault, found.wording) for fault in tables.tolerated]
        print_json({"faults": [], "tolerated": plain, "warnings": warnings})
    else:
        _show_checked(found, tables, warnings)


def _advise_to_name_a_period(found: Workspace) -> None:
    if pipeline.asks_by_days(found):
        told = found.wording.text(
            "Queries that name days are asked for everything. Name a period to ask only for what its book needs: {command}",
            command="tallybook check 2025-H1",
        )
        click.echo(told, err=True)


def _show_checked(found: Workspace, tables: Tables, warnings: Sequence[str]) -> None:
    """What there is to say of a workspace without faults."""
    if tables.tolerated:
        click.echo(found.wording.text("Tolerated, because the settings say so:"))
        for fault in tables.tolerated[: show.SHOWN]:
            click.echo(f"  {fault.file}: {show.fault_line(fault, found.wording)}")
    for line in show.warnings(warnings, found.wording):
        click.echo(line)
    if not warnings:
        click.echo(
            found.wording.text(
                "All good: settings, tables, notes, templates, handwritten pages and notebooks have no faults."
            )
        )


def _checked(found: Workspace, period: Period | None, annotate: Path | None) -> Tables:
    try:
        return pipeline.check(found, period)
    except FaultsError as error:
        if annotate is not None:
            for path in pipeline.annotate(found, error.faults, annotate):
                click.echo(found.wording.text("Marked: {path}", path=path), err=True)
        raise


def peek(root: Path, source: str, *, as_json: bool) -> None:
    """Show what a source gives; exit code 4 where something in it cannot be understood."""
    found = workspace.find(root)
    seen = pipeline.peek(found, source)
    if as_json:
        print_json(sources.plain(seen, found.wording))
    else:
        for line in sources.lines(seen, found.wording):
            click.echo(line)
    if seen.faults:
        raise click.exceptions.Exit(Exit.FAULTS)


def draft(root: Path, file: Path, table: str | None) -> None:
    """Print a draft of the settings for a file."""
    found = workspace.find(root)
    drafted = pipeline.draft(found, file.absolute(), table)
    for line in sources.remarks(drafted, found.wording):
        click.echo(f"# {line}")
    click.echo(workspace.write_yaml({drafted.table: drafted.source}), nl=False)


def build(root: Path, period: str, choice: BuildChoice) -> None:
    """Build the book; exit code 3 where some subjects failed."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    kept = snapshots_folder(found, choice.path_output)
    plan = pipeline.Plan(
        folder=book_folder(found, choice.path_output, when),
        running=choice.running(found.settings.running),
        run_all=choice.run_all,
        retry_failed=choice.retry_failed,
        fail_fast=choice.fail_fast,
        subjects=choice.subjects,
        pdf=choice.pdf,
        word=choice.word,
        excel=choice.excel,
        snapshots=kept,
        snapshot=snapshots.find(kept, choice.snapshot) if choice.snapshot else None,
    )
    if choice.dry_run:
        _show_states(pipeline.status(found, when, plan), found, as_json=choice.as_json)
        return
    if choice.editions and choice.subjects:
        raise UsageError(say("An edition is made whole: leave out --subject, or --edition."))
    plans = [replace(plan, edition=found.settings.edition(name)) for name in choice.editions] or [plan]
    reports = [_built(found, when, each, choice) for each in plans]
    if choice.as_json:
        print_json(reports[0][1] if not choice.editions else [plain for _, plain in reports])
    if any(report.failed for report, _ in reports):
        raise click.exceptions.Exit(Exit.PARTIAL)


def _built(
    found: Workspace, when: Period, plan: pipeline.Plan, choice: BuildChoice
) -> tuple[pipeline.Report, dict[str, object]]:
    """Build one book and tell how it went; also as plain data."""
    with _watch(choice, found) as watch:
        report = pipeline.build(found, when, plan, watch)
    if not choice.as_json:
        for line in show.report(report, found.wording, excel=plan.excel):
            click.echo(line)
    edition = {"edition": plan.edition.name} if plan.edition else {}
    return report, edition | show.plain_report(report, found.wording, watch.seconds)


def facts(root: Path, period: str, *, subjects: tuple[str, ...], output: Path | None, as_json: bool) -> None:
    """Write the facts; the same figures as the book's."""
    found = workspace.find(root)
    measured = pipeline.facts(found, Period.parse(period, found.fiscal), subjects)
    rows = table.rows(measured.facts, {kpi.kpi_id: kpi for kpi in measured.kpis})
    text = table.as_json(rows) if as_json else table.as_csv(rows)
    if output:
        check_folder(output.parent)
        files.write(output, text if as_json else _BOM + text)
    else:
        click.echo(text, nl=False)


def status(root: Path, period: str, *, path_output: Path | None, as_json: bool) -> None:
    """Show what is there and what would run."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    plan = pipeline.Plan(folder=book_folder(found, path_output, when), running=found.settings.running)
    _show_states(pipeline.status(found, when, plan), found, as_json=as_json)


def clean(root: Path, period: str | None, *, path_output: Path | None) -> None:
    """Remove generated files of a period, or of all, and nothing that is not ours."""
    found = workspace.find(root)
    place = base(found, path_output)
    folders = [place / Period.parse(period, found.fiscal).file_slug] if period else sorted(place.glob("*"))
    removed = [folder for folder in folders if files.is_claimed(folder, pipeline.MARK)]
    for folder in removed:
        with files.locked(folder), files.writing(folder):
            shutil.rmtree(folder)
    if removed:
        click.echo(found.wording.text("Removed: {folders}", folders=tuple(removed)))
    else:
        click.echo(found.wording.text("There was nothing to remove in {folder}.", folder=place))


def doctor(root: Path, *, as_json: bool) -> None:
    """Examine the machine; exit code 1 where a book could not be built."""
    wording = wording_here(root)
    findings = examine.examine(root, wording)
    if as_json:
        print_json([finding.plain() for finding in findings])
    else:
        for finding in findings:
            click.echo(finding.line(wording))
    if not all(finding.good for finding in findings):
        raise click.exceptions.Exit(Exit.FAILED)


def schema() -> None:
    """Print the schema of `_config.yml`."""
    print_json(workspace.schema())


def check_folder(folder: Path) -> None:
    """Raise UsageError where a file is to be written into a folder that is not there."""
    if not folder.is_dir():
        raise UsageError(say("There is no folder {folder}. Make it first, or name another.", folder=folder))


def base(found: Workspace, path_output: Path | None) -> Path:
    """Where generated files go; never among the sources."""
    base = path_output.resolve() if path_output else found.root / BUILD
    for source in found.sources():
        if base.is_relative_to(source.resolve()):
            raise UsageError(
                say(
                    "{source} holds sources of the workspace. Name a folder outside it with --path-output.",
                    source=source,
                )
            )
    return base


def book_folder(found: Workspace, path_output: Path | None, period: Period) -> Path:
    """Where the book of a period is built."""
    return base(found, path_output) / period.file_slug


def snapshots_folder(found: Workspace, path_output: Path | None) -> Path:
    """Where what was read for books is kept."""
    return base(found, path_output) / "snapshots"


def _watch(choice: BuildChoice, found: Workspace) -> progress.Clock:
    bars = sys.stderr.isatty() if choice.progress_bar is None else choice.progress_bar
    if choice.quiet or choice.as_json:
        return progress.Clock()
    return progress.Bars(found.wording) if bars else progress.Lines(found.wording)


def _show_states(states: tuple[pipeline.State, ...], found: Workspace, *, as_json: bool) -> None:
    if as_json:
        print_json(show.plain_states(states, found.wording))
    else:
        for line in show.states(states, found.wording):
            click.echo(line)


def print_json(data: object) -> None:
    """Write a value as JSON for machines."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
