"""Faults as a list to be worked through."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

import click

from tallybook.cli.show.lines import enumerated, short
from tallybook.errors import Fault, FaultsError
from tallybook.wording import Wording
from tallybook.workspace import CONFIG

# More than this nobody works through at one sitting; --json gives them all.
SHOWN = 50
# So many faults of one kind in one column are shown; the others are counted, so that other kinds stay visible.
ALIKE = 3


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
    # A file that serves two tables has each of its faults once.
    once = tuple({replace(fault, table=None): fault for fault in found}.values())
    for of_file in _grouped(once, lambda fault: fault.file):
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
        rows=enumerated(places, wording),
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
    """Tables have rows; settings, notes and templates have lines; lists of facts have entries."""
    if fault.kind == "wrong-fact":
        return wording.text("entry {row}", row=fault.row)
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


def _grouped(found: Sequence[Fault], key: Callable[[Fault], Hashable]) -> Iterable[list[Fault]]:
    groups: dict[Hashable, list[Fault]] = {}
    for fault in found:
        groups.setdefault(key(fault), []).append(fault)
    return groups.values()
