"""Next steps and answers in notes: rows of Markdown tables that become promises, or say what became of them.

A table under “next steps” whose header has a column for the work and one more that we know is taken in; each
row is a promise, with the id written there, else one made of the person, the period and the row's own words,
so that it lasts in whatever order the rows stand. A table under “last period's promises” with columns for id
and state answers. Any other table is text like any other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from tallybook.domain.records import Commitment, Fulfilment, Note
from tallybook.errors import Fault, say
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit
from tallybook.tables import cells, dates, words
from tallybook.tables.faults import Ledger
from tallybook.tables.schema import NOTES
from tallybook.tables.style import Style

_ROW = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_BARS = re.compile(r"(?<!\\)\|")
# Text that would end a cell stands behind a backslash; a <br> is a line's end, and with one before it those four letters.
_ESCAPED = re.compile(r"\\(\\*\|)|(\\*)<br>")
_NAMES = {
    "commitment_id": ("编号", "id"),
    "text": ("工作", "工作内容", "下一步工作", "内容", "next step", "step"),
    "owner": ("责任人", "负责人", "owner"),
    "due": ("完成期限", "期限", "完成时间", "due"),
    "kpi_id": ("指标", "衡量指标", "kpi", "measure"),
    "target": ("目标", "目标值", "target"),
    "continues": ("延续", "延续自", "continues"),
    "status": ("完成情况", "落实情况", "status"),
    "reason": ("原因", "说明", "原因说明", "reason"),
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names}
_READ: Mapping[str, Callable[[str, Style], object]] = {
    "commitment_id": cells.identifier,
    "text": cells.prose,
    "owner": cells.prose,
    "due": dates.day,
    "target": cells.amount,
    "continues": cells.identifier,
    "status": words.fulfilment,
    "reason": cells.prose,
}


# What tables that are taken in must have, by the part of the note in which they stand.
_NEEDED = {"next_steps": {"text"}, "promises": {"commitment_id", "status"}}


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a part: its columns by our names, its rows, and the lines of the part that it takes."""

    columns: tuple[str | None, ...]
    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int


def take_in(
    notes: Sequence[Note], declared: Sequence[Commitment], kpis: Mapping[str, str], ledger: Ledger
) -> tuple[tuple[Note, ...], tuple[Commitment, ...]]:
    """Notes without the tables that were taken in, and all promises with those of the notes, answered.

    `kpis` gives the kpi_id for each id, name and alias.
    """
    promises = {one.commitment_id: one for one in declared}
    left: list[Note] = []
    for note in notes:
        reader = _Reader(note, kpis, ledger)
        for step in reader.steps():
            if step.commitment_id in promises:
                reader.report(step.commitment_id, _twice(step.commitment_id))
            promises.setdefault(step.commitment_id, step)
        left.append(reader.rest)
    for note in notes:
        for answered in _Reader(note, kpis, ledger).answers(promises):
            promises[answered.commitment_id] = answered
    return tuple(left), tuple(promises.values())


def heads(columns: Iterable[str], language: str) -> tuple[str, ...]:
    """The headings of columns, in a language."""
    return tuple(_NAMES[column][0 if language == "zh" else -1] for column in columns)


def prose(part: str, text: str | None) -> str | None:
    """A part's text without the table that `take_in` takes in."""
    return _without(text, _table(text, _NEEDED[part])) if part in _NEEDED else text


class _Reader:
    """Reads the tables of one note; what is wrong in them goes into the ledger."""

    def __init__(self, note: Note, kpis: Mapping[str, str], ledger: Ledger) -> None:
        self._note, self._kpis, self._ledger = note, kpis, ledger
        self._steps = _table(note.next_steps, _NEEDED["next_steps"])
        self._answers = _table(note.promises, _NEEDED["promises"])

    @property
    def rest(self) -> Note:
        """The note without the tables that were taken in."""
        return replace(
            self._note,
            next_steps=prose("next_steps", self._note.next_steps),
            promises=prose("promises", self._note.promises),
        )

    def steps(self) -> Iterator[Commitment]:
        """The promises in the table of next steps."""
        rows = self._steps.rows if self._steps else ()
        columns = self._steps.columns if self._steps else ()
        made: Counter[str] = Counter()
        for row in rows:
            values = self._values(columns, row)
            if not values.get("text"):
                continue
            if not values.get("commitment_id"):
                own = self._id(values["text"])
                made[own] += 1
                values["commitment_id"] = own if made[own] == 1 else f"{own}-{made[own]}"
            values = {name: value for name, value in values.items() if name not in ("status", "reason")}
            yield Commitment(manager_id=self._note.manager_id, period=self._note.period, **values)

    def _id(self, text: str) -> str:
        """An id that the same words of the same person and period always have."""
        words = "".join(normalize("NFKC", text).split())
        digest = sha256(words.encode()).hexdigest()[:6]
        return f"{self._note.manager_id}-{self._note.period.slug}-{digest}"

    def answers(self, promises: Mapping[str, Commitment]) -> Iterator[Commitment]:
        """The promises of the period before with what their owner says became of them."""
        rows = self._answers.rows if self._answers else ()
        columns = self._answers.columns if self._answers else ()
        for row in rows:
            values = self._values(columns, row)
            promise = promises.get(str(values.get("commitment_id")))
            if promise is None or promise.manager_id != self._note.manager_id:
                own = [
                    one.commitment_id for one in promises.values() if one.manager_id == self._note.manager_id
                ]
                self.report(
                    str(values.get("commitment_id") or "|"), _unknown(values.get("commitment_id"), own)
                )
            elif isinstance(values.get("status"), Fulfilment):
                yield replace(promise, status=values["status"], reason=values.get("reason") or promise.reason)

    def report(self, sought: str, unfit: Unfit) -> None:
        """A fault with the line of the note in which the text stands."""
        row, value = next(self._found(sought), (None, sought))
        self._ledger.add(
            Fault(
                kind=unfit.kind,
                file=self._note.file,
                table=NOTES,
                row=row,
                value=value[:100],
                problem=unfit.problem,
                remedy=unfit.remedy,
            )
        )

    def _found(self, sought: str) -> Iterator[tuple[int | None, str]]:
        """The lines of the tables in which a text stands, with their numbers."""
        for part in ("promises", "next_steps"):
            text = getattr(self._note, part) or ""
            if (at := text.find(sought)) >= 0:
                row = self._note.line(part, at)
                yield row, text.split("\n")[text.count("\n", 0, at)].strip()

    def _values(self, columns: Sequence[str | None], row: Sequence[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, text in zip(columns, row, strict=False):
            if column is None or not text:
                continue
            try:
                values[column] = self._kpi(text) if column == "kpi_id" else _READ[column](text, Style())
            except Unfit as unfit:
                self.report(text, unfit)
        return values

    def _kpi(self, text: str) -> str:
        if text not in self._kpis:
            raise Unfit(
                "unknown-reference",
                say("{id} is not in the table {table}.", id=text, table="kpis"),
                meant(text, self._kpis),
            )
        return self._kpis[text]


def _table(text: str | None, needed: set[str]) -> _Table | None:
    """The first table of a part that has the columns that are needed, and one more."""
    lines = (text or "").split("\n")
    for place in range(len(lines) - 1):
        if not _ROW.fullmatch(lines[place]) or not _RULE.fullmatch(lines[place + 1]):
            continue
        columns = tuple(_COLUMNS.get(cell.casefold()) for cell in _cells(lines[place]))
        known = [column for column in columns if column]
        if needed <= set(known) and len(known) > 1 and len(known) == len(set(known)):
            rows = tuple(_rows(lines[place + 2 :]))
            return _Table(columns, rows, place, place + 2 + len(rows))
    return None


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        if not _ROW.fullmatch(line):
            return
        yield _cells(line)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_ESCAPED.sub(_meant, cell.strip()) for cell in _BARS.split(line.strip()[1:-1]))


def _meant(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    before, odd = divmod(len(found[2]), 2)
    return "\\" * before + ("<br>" if odd else "\n")


def _without(text: str | None, table: _Table | None) -> str | None:
    if text is None or table is None:
        return text
    lines = text.split("\n")
    # Empty lines in its place, so that what comes after stands in the same line of the file as before.
    left = (*lines[: table.start], *[""] * (table.end - table.start), *lines[table.end :])
    return "\n".join(left).rstrip("\n") or None


def _twice(identifier: str) -> Unfit:
    return Unfit(
        "duplicate-key",
        say("There is another promise with the id {id}.", id=identifier),
        say(
            "Give the new one an id of its own; name the old one under “continues” where it is carried over."
        ),
    )


def _unknown(identifier: object, own: Sequence[str]) -> Unfit:
    return Unfit(
        "unknown-reference",
        say("This person has made no promise with the id {id}.", id=identifier or "–"),
        meant(str(identifier), own) if own else say("Take the row out."),
    )
