"""Returned forms understood: each cell as what its column asks for, all that is wrong told with its cell."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from tallybook.domain.forms import Filled, Line, Stamp
from tallybook.domain.records import Commitment, Fulfilment, Kpi
from tallybook.errors import Message, say
from tallybook.forms import layout, stamps
from tallybook.forms.layout import Column, Kind, Section
from tallybook.forms.returned import Held, Returned, Written, turn
from tallybook.sources.decoding import plain
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit
from tallybook.tables import cells, words
from tallybook.tables.style import Style

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
# What stands in a given line without anybody having written it.
_BEFORE = {layout.OPINIONS.name: frozenset({"opinion", "customer", "date"})}


def understand(returned: Returned, kpis: Mapping[str, Kpi], promises: Iterable[Commitment]) -> Filled | None:
    """The form with every text in the shape that a note wants; None where anything is wrong, which is told in it.

    `kpis` are those of the house by every name they go by, `promises` all that were ever made.
    """
    stamp = _stamp(returned)
    if stamp is None:
        return None
    handed_in = _turn(returned)
    own = {one.commitment_id for one in promises if one.manager_id == stamp.manager_id}
    found = tuple(_lines(returned, kpis, own))
    if handed_in is None or returned.faults:
        return None
    if not found:
        returned.report("form-empty", *_EMPTY)
        return None
    return Filled(stamp=stamp, turn=handed_in, lines=found)


def text(written: str) -> str:
    """A text as it was typed: its own lines, none of them empty at the ends, what is no letter made visible."""
    lines = "\n".join(written.splitlines()).strip("\n")
    return "".join(map(_seen, unicodedata.normalize("NFC", lines))) if lines.strip() else ""


def _seen(letter: str) -> str:
    is_none = unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"
    return f"〔U+{ord(letter):04X}〕" if is_none else letter


def _stamp(returned: Returned) -> Stamp | None:
    """Whose form it is; None, with what is wrong told, where that, or what became of the rest, is not known."""
    stamp = returned.stamp
    if stamp is None:
        returned.faults.clear()
        returned.report("not-a-form", *_NO_FORM)
    elif stamps.is_newer(stamp):
        returned.report("form-version", *_NEWER)
    else:
        for section in layout.SECTIONS:
            if section.name in stamp.sections and section.name not in returned.sections:
                gone = say("The section “{section}” is not there any more.", section=section.title)
                returned.report("form-section", gone, _COPY)
        return stamp
    return None


def _turn(returned: Returned) -> int | None:
    held = returned.turn
    found = turn(held.text) if held else None
    if found is None:
        returned.report("form-turn", *_NO_TURN, held)
    return found


def _lines(returned: Returned, kpis: Mapping[str, Kpi], promises: Container[str]) -> Iterator[Line]:
    for name, lines in returned.sections.items():
        for written in lines:
            if _is_told(written, layout.named(name)):
                reader = _Reader(returned, layout.named(name), written, kpis)
                yield reader.line()
                if name == layout.PROMISES.name:
                    reader.check_promise(promises)


def _is_told(written: Written, section: Section) -> bool:
    """Whether a line says something that did not stand in the form when it was given out."""
    before = {column.name for column in section.columns if column.kind is Kind.GIVEN}
    if written.given:
        before |= _BEFORE.get(section.name, frozenset())
    return any(
        (held.text.strip() or held.wrong) for name, held in written.cells.items() if name not in before
    )


class _Reader:
    """Reads one line; what is wrong in it is told by its cells."""

    def __init__(
        self, returned: Returned, section: Section, written: Written, kpis: Mapping[str, Kpi]
    ) -> None:
        self._returned, self._section, self._cells, self._kpis = returned, section, written.cells, kpis
        self._wrong: set[str] = set()

    def line(self) -> Line:
        """The line, as far as it can be understood."""
        texts = dict(self._texts())
        self._check_words(texts)
        if self._section is layout.PROMISES:
            self._check_answer(texts)
        if self._section is layout.NEXT_STEPS:
            self._check_target(texts)
        return Line(section=self._section.name, texts=texts)

    def check_promise(self, promises: Container[str]) -> None:
        """An answer must be to a promise that this person has made."""
        held = self._cells.get("commitment_id")
        if held is not None and _one_line(held.text) not in promises:
            problem = say("This person has made no promise with the id {id}.", id=_one_line(held.text)[:100])
            self._returned.report("unknown-reference", problem, _CHANGED, held)

    def _texts(self) -> Iterator[tuple[str, str]]:
        for column in self._section.columns:
            held = self._cells.get(column.name)
            if held is None or not (held.text.strip() or held.wrong):
                continue
            try:
                yield column.name, self._understood(column, held)
            except Unfit as unfit:
                self._wrong.add(column.name)
                self._returned.report(unfit.kind, unfit.problem, unfit.remedy, held)

    def _understood(self, column: Column, held: Held) -> str:
        if held.wrong is not None:
            raise Unfit("form-cell", *held.wrong)
        match column.kind:
            case Kind.DAY:
                return _day(held.text)
            case Kind.NUMBER:
                return _number(held.text)
            case Kind.STATUS:
                return words.fulfilment(_one_line(held.text), Style())
            case Kind.KPI:
                return self._kpi(_one_line(held.text)).kpi_id
            case Kind.PROMISE:
                return self._promise(_one_line(held.text))
            case _:
                return text(held.text)

    def _kpi(self, name: str) -> Kpi:
        if name not in self._kpis:
            problem = say("{id} is not in the table {table}.", id=name, table="kpis")
            raise Unfit("unknown-reference", problem, meant(name, self._kpis))
        return self._kpis[name]

    def _promise(self, chosen: str) -> str:
        """The id of the promise that was chosen, as `layout.promised` lists them."""
        promises = self._returned.sections.get(layout.PROMISES.name, ())
        ids = [_one_line(p.cells["commitment_id"].text) for p in promises if "commitment_id" in p.cells]
        found = [one for one in ids if chosen == one or chosen.startswith(f"{one} ")]
        if not found:
            raise Unfit("unknown-reference", *_NO_PROMISE)
        return max(found, key=len)

    def _check_words(self, texts: Mapping[str, str]) -> None:
        """A line must say what it is about."""
        columns = self._section.columns
        needed = columns[0] if self._section is layout.PROMISES else next(c for c in columns if c.wide)
        if not texts.get(needed.name) and needed.name not in self._wrong:
            problem = say(
                "“{column}” is empty in this line of the section “{section}”.",
                column=needed.title,
                section=self._section.title,
            )
            beside = next(held for held in self._cells.values() if held.text.strip())
            self._report(problem, _FILL_OR_EMPTY, beside)

    def _check_answer(self, texts: Mapping[str, str]) -> None:
        status, reason = texts.get("status"), texts.get("reason")
        if reason and status is None and "status" not in self._wrong:
            self._report(*_NO_STATUS, self._cells["reason"])
        if status in (Fulfilment.NOT_DONE, Fulfilment.DROPPED) and not reason:
            self._report(*_NO_REASON, self._cells["status"])

    def _check_target(self, texts: Mapping[str, str]) -> None:
        target, kpi_id = texts.get("target"), texts.get("kpi_id")
        if target is None or "kpi_id" in self._wrong:
            return
        held = self._cells["target"]
        if kpi_id is None:
            self._report(*_NO_KPI, held)
        elif self._kpis[kpi_id].is_percent and not _is_share(held.text) and abs(Decimal(target)) > 1:
            self._report(*_NO_PERCENT, held)

    def _report(self, problem: Message, remedy: Message, held: Held) -> None:
        self._returned.report("form-line", problem, remedy, held)


def _one_line(written: str) -> str:
    return " ".join(written.split())


def _day(written: str) -> str:
    found = _DAY.fullmatch(plain(written).strip())
    try:
        year, month, day = map(int, found.groups() if found else ())
        return date(year, month, day).isoformat()
    except ValueError as error:
        problem = say("{value} is not a date.", value=_one_line(written)[:40])
        raise Unfit("wrong-date", problem, say("Write year, month and day: 2025-09-30.")) from error


def _number(written: str) -> str:
    """A number as notes write it; per cent as a fraction."""
    digits = plain(written).strip().replace(",", "").replace(" ", "")
    value = cells.amount(digits.removesuffix("%"), Style())
    return f"{value / 100 if digits.endswith('%') else value:f}"


def _is_share(written: str) -> bool:
    return plain(written).strip().endswith("%")


_CHANGED = say("Put it back into the table of promises, or give out a new form; else empty this line.")
_COPY = say("Copy what was written into a new form, and hand that in.")
_FILL_OR_EMPTY = say("Write it, or empty the line.")
_NO_FORM = (
    say("This is none of the forms that were given out, or what says whose it is was taken out of it."),
    say("Copy what was written into the form that was given out, and hand that in."),
)
_NEWER = (
    say("This form was made by a newer Tallybook."),
    say("Collect it with that one, or give out a new form."),
)
_NO_TURN = (
    say("It is not said how often this form has been handed in."),
    say("Write 1, 2, 3 … into the yellow cell at the top."),
)
_EMPTY = (say("Nothing was written into the form."), say("Fill in the yellow cells, and hand it in again."))
_NO_STATUS = (say("A reason is given, but not what became of the promise."), say("Choose it from the list."))
_NO_REASON = (say("It is not said why the promise was not kept."), say("Write the reason beside it."))
_NO_PROMISE = (
    say("This is none of last period's promises."),
    say("Choose it from the list, or empty the cell."),
)
_NO_KPI = (say("There is a target, but no KPI."), say("Choose the KPI, or empty the target."))
_NO_PERCENT = (
    say("This KPI is a percentage; it is not clear what this number means."),
    say("Write it with its sign, such as 1.3%."),
)
