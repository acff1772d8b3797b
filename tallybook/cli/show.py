"""What a person sees on the terminal: faults as a list to be worked through, reports as a few plain lines."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path

import click

from tallybook.domain.results import Failed
from tallybook.domain.subjects import Subject
from tallybook.errors import Fault, FaultsError
from tallybook.pipeline import Report, Stage, State
from tallybook.wording import Wording
from tallybook.workspace import CONFIG

# More than this nobody works through at one sitting; --json gives them all.
SHOWN = 50
# So many faults of one kind in one column are shown; the others are counted, so that other kinds stay visible.
ALIKE = 3
UNSHOWN = 8


def faults(error: FaultsError, wording: Wording) -> None:
    """The faults, each with its place, what is wrong and what would be right, grouped by file."""
    click.echo(wording.message(error.message), err=True)
    for line in listed(error.faults, wording):
        click.echo(line, err=True)


def listed(found: Sequence[Fault], wording: Wording) -> Iterable[str]:
    """Faults grouped by file, as many lines as one works through at a sitting."""
    return _within(fault_lines(found, wording), wording)


def fault_lines(found: Sequence[Fault], wording: Wording) -> Iterable[str]:
    """Faults file by file; of many alike the first, and in which rows the others are."""
    for of_file in _grouped(found, lambda fault: fault.file):
        yield f"\n{of_file[0].file}"
        for alike in _grouped(of_file, _kind):
            shown = alike if len(alike) <= ALIKE + 1 else alike[:ALIKE]
            yield from (f"  {fault_line(fault, wording)}" for fault in shown)
            if rest := alike[len(shown) :]:
                yield "  " + _others(rest, wording)


def _kind(fault: Fault) -> Hashable:
    return fault.kind, fault.sheet, fault.column, fault.problem.template


def _others(rest: Sequence[Fault], wording: Wording) -> str:
    """How many more there are, and the places of the first of them."""
    places = [str(fault.cell or fault.row) for fault in rest if fault.cell or fault.row]
    if not places:
        return wording.text("… and {count} more of these [{kind}]", count=len(rest), kind=rest[0].kind)
    return wording.text(
        "… and {count} more of these, in {rows} [{kind}]",
        count=len(rest),
        rows=_listed(places, wording),
        kind=rest[0].kind,
    )


def _within(lines: Iterable[str], wording: Wording) -> Iterable[str]:
    """As many lines as one works through at a sitting."""
    every = list(lines)
    yield from every[:SHOWN]
    if len(every) > SHOWN:
        yield "\n" + wording.text(
            "And {count} more lines; `tallybook check --json` lists all.", count=len(every) - SHOWN
        )


def fault_line(fault: Fault, wording: Wording) -> str:
    """One fault on one line, its kind in brackets, for settings name it."""
    place = [
        part
        for part in (
            fault.sheet and wording.text("sheet {sheet}", sheet=fault.sheet),
            fault.cell and wording.text("cell {cell}", cell=fault.cell),
            fault.row and not fault.cell and _line(fault, wording),
            fault.column and _column(fault, wording),
            fault.value and wording.text("value {value}", value=short(fault.value)),
        )
        if part
    ]
    colon = wording.text(": ")
    where = wording.text(", ").join(place) + colon if place else ""
    told = wording.text(
        "{one} {other}", one=wording.message(fault.problem), other=wording.message(fault.remedy)
    )
    return f"{where}{told} [{fault.kind}]"


def _line(fault: Fault, wording: Wording) -> str:
    """Tables have rows; settings, notes and templates have lines."""
    if fault.table is None or fault.file.endswith(".md"):
        return wording.text("line {row}", row=fault.row)
    return wording.text("row {row}", row=fault.row)


def _column(fault: Fault, wording: Wording) -> str:
    """Tables have columns; settings have keys."""
    if fault.file == CONFIG:
        return wording.text("setting {key}", key=fault.column)
    return wording.text("column {column}", column=fault.column)


def plain_fault(fault: Fault, wording: Wording) -> dict[str, object]:
    """One fault for machines, its sentences in the workspace's language."""
    return {
        "kind": fault.kind,
        "file": fault.file,
        "table": fault.table,
        "row": fault.row,
        "column": fault.column,
        "sheet": fault.sheet,
        "cell": fault.cell,
        "value": fault.value,
        "problem": wording.message(fault.problem),
        "remedy": wording.message(fault.remedy),
    }


def report(found: Report, wording: Wording) -> Iterable[str]:
    """How a build ended, in a few lines."""
    yield wording.text(
        "The book is at {path}: {pages} pages, {chapters} chapters.",
        path=found.book,
        pages=found.pages,
        chapters=found.subjects - len(found.failed) - found.left_out,
    )
    if pdf := _papers(found, ".pdf"):
        yield wording.text(
            "As PDF: {path}, and beside it {count} files, one for each branch and each person.",
            path=pdf[0],
            count=len(pdf) - 1,
        )
    if word := _papers(found, ".docx"):
        yield wording.text(
            "In Word: {path}, and beside it {count} files, one for each branch and each person.",
            path=word[0],
            count=len(word) - 1,
        )
    if found.without_data:
        yield wording.text("▲ There are no data in this period: no figure of the book is known.")
    yield from warnings(found.warnings, wording)
    if found.left_out:
        yield wording.text(
            "This is a preview; the whole book was not touched. {count} chapters that it was not asked to run are missing from it.",
            count=found.left_out,
        )
    if found.unchanged:
        yield wording.text("Nothing has changed since it was built.")
    elif found.cached:
        yield wording.text("{count} chapters were unchanged and not run again.", count=found.cached)
    if found.damaged:
        names = _listed(found.damaged, wording)
        yield wording.text(
            "What was kept of {count} chapters was damaged, and they were run again: {names}.",
            count=len(found.damaged),
            names=names,
        )
    if found.changed:
        yield wording.text(
            "The data are others than those of the book before: {tables}. `tallybook snapshot diff` shows them.",
            tables=wording.text("; ").join(
                f"{one.table} +{one.added} −{one.removed} ~{one.changed}" for one in found.changed
            ),
        )
    if found.tolerated:
        yield wording.text(
            "{count} faults in the data were tolerated; the pages say where.", count=found.tolerated
        )
    if found.without_note:
        names = _listed(found.without_note, wording)
        yield wording.text("No note yet from {count}: {names}.", count=len(found.without_note), names=names)
    if found.differing:
        yield wording.text(
            "{count} figures in notes differ; the page of the number check and `tallybook tally {period}` say which.",
            count=found.differing,
            period=found.period,
        )
    if found.failed:
        yield wording.text(
            "{count} chapters are missing because their notebooks failed:", count=len(found.failed)
        )
    for failure in found.failed:
        yield "  " + failed_line(failure.job.subject, wording.failure(failure), wording)
        yield "  " + wording.text("Details are in {log}.", log=failure.log)
    yield from _unshown(found, wording)
    yield from _unformed(found, wording)


def _papers(found: Report, ending: str) -> list[Path]:
    """The book's papers of one form, that of the whole book first."""
    return [path for path in found.papers if path.suffix == ending]


def warnings(told: Sequence[str], wording: Wording) -> Iterable[str]:
    """What may well be a mistake in the data, and what to do about it."""
    for line in told:
        yield f"▲ {line}"
    if told:
        yield wording.text("They count in no figure. Change data_through where that is not meant.")


def _unshown(found: Report, wording: Wording) -> Iterable[str]:
    if found.unshown:
        yield wording.text(
            "The book's fonts have no sign for {count} characters; a reader sees them only where their own fonts "
            "do, and drawings show 〓:",
            count=len({one.character for one in found.unshown}),
        )
    for one in found.unshown[:UNSHOWN]:
        code = f"U+{ord(one.character):04X}"
        yield f"  {one.page}{wording.text(': ')}{one.character} ({code}) …{one.around}…"
    if (rest := len(found.unshown) - UNSHOWN) > 0:
        yield "  " + wording.text("And in {count} more places.", count=rest)


def _unformed(found: Report, wording: Wording) -> Iterable[str]:
    if found.unformed:
        yield wording.text(
            "PDF and Word have no form for {count} kinds of things on pages and show their words alone:",
            count=len({one.node for one in found.unformed}),
        )
    for one in found.unformed[:UNSHOWN]:
        yield f"  {one.page}{wording.text(': ')}{one.node}"
    if (rest := len(found.unformed) - UNSHOWN) > 0:
        yield "  " + wording.text("And in {count} more places.", count=rest)


def failed_line(subject: Subject, reason: str, wording: Wording) -> str:
    """Who, and why."""
    return f"{subject.name} ({subject.id}){wording.text(': ')}{reason}"


def _grouped(found: Sequence[Fault], key: Callable[[Fault], Hashable]) -> Iterable[list[Fault]]:
    groups: dict[Hashable, list[Fault]] = {}
    for fault in found:
        groups.setdefault(key(fault), []).append(fault)
    return groups.values()


def _listed(names: Sequence[str], wording: Wording, most: int = 12) -> str:
    comma = wording.text(", ")
    if len(names) <= most:
        return comma.join(names)
    return comma.join(names[:most]) + wording.text(" and {count} more", count=len(names) - most)


def short(text: str, most: int = 60) -> str:
    """A text for a line: what cannot be seen replaced, cut where it is long."""
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return visible if len(visible) <= most else visible[: most - 1] + "…"


def plain_report(found: Report, wording: Wording, seconds: Mapping[Stage, float]) -> dict[str, object]:
    """A build's end for machines; seconds by stage."""
    return {
        "period": found.period,
        "book": str(found.book),
        "pages": found.pages,
        "pdf": [str(path) for path in _papers(found, ".pdf")],
        "word": [str(path) for path in _papers(found, ".docx")],
        "subjects": found.subjects,
        "chapters": found.subjects - len(found.failed) - found.left_out,
        "cached": found.cached,
        "unchanged": found.unchanged,
        "damaged": list(found.damaged),
        "left_out": found.left_out,
        "without_data": found.without_data,
        "warnings": list(found.warnings),
        "snapshot": found.snapshot,
        "changed": [
            {"table": one.table, "added": one.added, "removed": one.removed, "changed": one.changed}
            for one in found.changed
        ],
        "tolerated": found.tolerated,
        "differing": found.differing,
        "without_note": list(found.without_note),
        "failed": [_plain_failed(failure, wording) for failure in found.failed],
        "unshown": [
            {"page": one.page, "character": one.character, "around": one.around} for one in found.unshown
        ],
        "unformed": [{"page": one.page, "node": one.node} for one in found.unformed],
        "seconds": {str(stage): round(took, 3) for stage, took in seconds.items()},
    }


def states(found: Sequence[State], wording: Wording) -> Iterable[str]:
    """One line for each subject, and a line that counts."""
    for state in found:
        parts = [_run_word(state, wording)]
        if state.handed_in is not None:
            parts.append(wording.text("note is in") if state.handed_in else wording.text("no note yet"))
        yield f"{_mark(state)} {state.subject.name} ({state.subject.id}){wording.text(': ')}{wording.text(', ').join(parts)}"
    yield wording.text(
        "{fresh} of {count} chapters are up to date, {run} would run, {failed} failed last time.",
        fresh=sum(state.fresh for state in found),
        count=len(found),
        run=sum(not state.fresh for state in found),
        failed=sum(state.failed is not None for state in found),
    )


def plain_states(found: Sequence[State], wording: Wording) -> list[dict[str, object]]:
    """The states for machines."""
    return [
        {
            "kind": str(state.subject.kind),
            "id": state.subject.id,
            "name": state.subject.name,
            "handed_in": state.handed_in,
            "up_to_date": state.fresh,
            "damaged": state.damaged,
            "failed": _plain_failed(state.failed, wording) if state.failed else None,
            "broken_off": state.broken_off and not state.fresh,
        }
        for state in found
    ]


def _plain_failed(failure: Failed, wording: Wording) -> dict[str, object]:
    return {
        "kind": str(failure.job.subject.kind),
        "id": failure.job.subject.id,
        "name": failure.job.subject.name,
        "failure": str(failure.kind),
        "reason": wording.failure(failure),
        "log": str(failure.log),
    }


def _run_word(state: State, wording: Wording) -> str:
    if state.failed:
        return wording.text("failed last time, {reason}", reason=wording.failure(state.failed))
    if state.damaged:
        return wording.text("its notebook would run, for what was kept of its last run is damaged")
    if state.broken_off and not state.fresh:
        return wording.text("was under way when the build was stopped; its notebook would run")
    return wording.text("up to date") if state.fresh else wording.text("its notebook would run")


def _mark(state: State) -> str:
    if state.failed:
        return "■"
    return "●" if state.fresh else "▲"
