"""Forms in Word filled in as a person would: below the section's title, in the column of the head, choosing from lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table, _Cell

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def change(path: Path, action: Callable[[Any], None], save_as: Path | None = None) -> Path:
    """Do something to the form's document, and save it."""
    document = docx.Document(str(path))
    action(document)
    document.save(str(save_as or path))
    return save_as or path


def fill(path: Path, rows: Rows, *, turn: int | None = None, save_as: Path | None = None) -> Path:
    """Type texts below their heads into the first free lines of their sections."""

    def typed(document: Any) -> None:
        if turn is not None:
            write(document.tables[0].rows[0].cells[1], str(turn))
        for title, lines in rows.items():
            table = table_of(document, title)
            for line in lines:
                row = _row(table, line)
                for name, value in line.items():
                    if name != "commitment_id":
                        write(row[heads(table)[name]], _words(value))

    return change(path, typed, save_as)


def table_of(document: Any, title: str) -> Table:
    """The table below a section's title."""
    found = False
    for block in document.element.body:
        if block.tag == qn("w:p"):
            found = found or "".join(one.text or "" for one in block.iter(qn("w:t"))) == title
        elif block.tag == qn("w:tbl") and found:
            return Table(block, document)
    raise AssertionError(title)


def heads(table: Table) -> dict[str, int]:
    """The columns by the first line of their heads, hidden words left out."""
    return {_shown(cell).partition("\n")[0]: at for at, cell in enumerate(table.rows[0].cells)}


def write(cell: _Cell, text: str) -> None:
    """Choose from the cell's list, or type lines with Enter between them."""
    if (choice := cell._tc.find(f".//{qn('w:sdt')}")) is not None:
        items = {item.get(qn("w:displayText")) for item in choice.iter(qn("w:listItem"))}
        assert text in items, (text, items)
        for hint in list(choice.iter(qn("w:showingPlcHdr"))):
            hint.getparent().remove(hint)
        next(choice.iter(qn("w:t"))).text = text
        return
    first, *others = text.split("\n")
    cell.paragraphs[0].add_run(first)
    for line in others:
        cell.add_paragraph(line)


def _row(table: Table, line: Mapping[str, object]) -> Sequence[_Cell]:
    at = heads(table)
    for row in list(table.rows)[1:]:
        cells = row.cells
        if "commitment_id" in line:
            if _shown(cells[0]) == line["commitment_id"]:
                return cells
        elif all(not _shown(cells[at[name]]) for name in line):
            return cells
    return table.add_row().cells


def _shown(cell: _Cell) -> str:
    return "\n".join("".join(_runs(p)) for p in cell._tc.iter(qn("w:p")))


def _runs(paragraph: Any) -> Iterator[str]:
    for run in paragraph.iter(qn("w:r")):
        hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
        prompt = any(
            one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
            for one in run.iterancestors(qn("w:sdt"))
        )
        if not hidden and not prompt:
            yield from (one.text or "" for one in run.iter(qn("w:t")))


def _words(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
