"""A source on the terminal: what was read, how each column was taken, the first rows; and remarks on a draft."""

from collections.abc import Iterator

from tallybook.cli import show
from tallybook.errors import say
from tallybook.tables import Draft, Peek, SeenFile
from tallybook.wording import Wording

_HEADS = (
    say("Our column"),
    say("Taken from"),
    say("Means"),
    say("Filled"),
    say("Different"),
    say("Written"),
    say("Understood"),
)
_INVISIBLE = {"\t": "TAB"}


def lines(seen: Peek, wording: Wording) -> Iterator[str]:
    """All that there is to see of a source."""
    yield seen.place
    for file in seen.files:
        yield "  " + _file(file, wording)
    yield ""
    columns = [
        [
            one.name,
            wording.message(one.taken),
            wording.message(one.means),
            str(one.filled),
            str(one.distinct),
            one.written or "",
            one.understood or "",
        ]
        for one in seen.columns
    ]
    yield from show.aligned([[wording.message(head) for head in _HEADS], *columns])
    if seen.unused:
        yield ""
        yield wording.text("Not used: {columns}", columns=wording.text(", ").join(seen.unused))
    if seen.rows:
        yield ""
        names = list(dict.fromkeys(name for row in seen.rows for name in row))
        yield from show.aligned([names, *([row.get(name, "") for name in names] for row in seen.rows)])
    yield from show.listed(seen.faults, wording)


def plain(seen: Peek, wording: Wording) -> dict[str, object]:
    """The same for machines."""
    return {
        "source": seen.place,
        "files": [
            {
                "file": file.name,
                "sheet": file.sheet,
                "read": file.tally.read,
                "kept": file.tally.kept,
                "rows": file.tally.distinct,
                **file.found,
            }
            for file in seen.files
        ],
        "columns": [
            {
                "name": one.name,
                "taken": wording.message(one.taken),
                "means": wording.message(one.means),
                "filled": one.filled,
                "different": one.distinct,
                "written": one.written,
                "understood": one.understood,
            }
            for one in seen.columns
        ],
        "unused": list(seen.unused),
        "rows": [dict(row) for row in seen.rows],
        "faults": [show.plain_fault(fault, wording) for fault in seen.faults],
    }


def remarks(drafted: Draft, wording: Wording) -> Iterator[str]:
    """What a person must know of a draft before using it."""
    yield wording.text("A draft for the table {table}; look at every line.", table=drafted.table)
    comma = wording.text(", ")
    if not drafted.likely:
        yield wording.text("The file fits no table well; it may hold nothing that Tallybook reads.")
    if drafted.others:
        yield wording.text(
            "It may also be for: {tables}; name it with --table.", tables=comma.join(drafted.others)
        )
    if drafted.missing:
        yield wording.text("Still to be named: {columns}", columns=comma.join(drafted.missing))
    if "kpi_id" in drafted.missing:
        yield wording.text(
            "Where all rows are of one KPI, name it: {example}", example="constants: {kpi_id: …}"
        )
    if drafted.unused:
        yield wording.text("Not used: {columns}", columns=comma.join(drafted.unused))
    if " / " in str(drafted.source.get("dates", "")):
        yield wording.text("Day or month first is not guessed: keep one of the formats of dates.")


def _file(file: SeenFile, wording: Wording) -> str:
    name = file.name if file.sheet is None else f"{file.name} [{file.sheet}]"
    tally = file.tally
    words = [wording.text("{count} rows read", count=tally.read)]
    if tally.kept != tally.read:
        words.append(wording.text("{count} kept", count=tally.kept))
    if tally.made != tally.kept:
        words.append(wording.text("{count} made of them", count=tally.made))
    if tally.distinct != tally.made:
        words.append(wording.text("{count} of them different", count=tally.distinct))
    return f"{name}: {wording.text(', ').join([*words, *map(_visible, file.found.values())])}"


def _visible(found: str) -> str:
    return _INVISIBLE.get(found, found)
