"""Copies of the files that have faults, with the faults where they are."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from tallybook import files
from tallybook.errors import Fault
from tallybook.sources import finding
from tallybook.sources.annotating import Mark, annotated
from tallybook.wording import Wording


def annotate(root: Path, faults: Sequence[Fault], folder: Path, wording: Wording) -> tuple[Path, ...]:
    """A copy of each table's file that has faults, named after it; notes and settings are not copied."""
    finding.check_installed("openpyxl", "excel")
    by_file: dict[str, list[Fault]] = {}
    for fault in faults:
        if fault.table is not None and PurePosixPath(fault.file).suffix != ".md":
            by_file.setdefault(fault.file, []).append(fault)
    found: list[Path] = []
    for file, several in by_file.items():
        marks = list(dict.fromkeys(_mark(fault, wording) for fault in several))
        data = annotated(root / file, marks, wording.text("Faults"))
        if data is not None:
            path = folder / _free(_name(file), found)
            files.write(path, data)
            found.append(path)
    return tuple(found)


def _mark(fault: Fault, wording: Wording) -> Mark:
    return Mark(
        text=f"{wording.message(fault.problem)} {wording.message(fault.remedy)} [{fault.kind}]",
        sheet=fault.sheet,
        cell=fault.cell,
        row=fault.row,
        column=fault.column,
    )


def _free(name: str, taken: Sequence[Path]) -> str:
    """The name, numbered where another file's copy has it already: a/b.csv and a-b.csv are told apart."""
    stem, used, number = PurePosixPath(name).stem, {path.name for path in taken}, 2
    while name in used:
        name, number = f"{stem} ({number}).xlsx", number + 1
    return name


def _name(file: str) -> str:
    """One name in one folder for a path: its folders joined, the ending that the copy has; it keeps no macros."""
    parts = [part for part in PurePosixPath(file).parts if part not in ("..", ".")]
    name = "-".join(parts)
    return name if name.lower().endswith(".xlsx") else f"{name}.xlsx"
