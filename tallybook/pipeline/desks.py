"""Where returned forms are read: each file becomes a form that was understood, or what is to be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from tallybook import tables
from tallybook.domain.forms import Filled
from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Kpi, Manager, Note
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Fault, Message, UsageError, say
from tallybook.forms import from_excel, from_markdown, from_word, notes, understanding
from tallybook.forms.choosing import Outcome
from tallybook.forms.returned import Returned
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit
from tallybook.tables.notes import LONGEST
from tallybook.workspace import Workspace

_LARGEST = 20_000_000
_READERS = {
    ".xlsx": from_excel.read,
    ".xlsm": from_excel.read,
    ".docx": from_word.read,
    ".docm": from_word.read,
}
_NOTES = (".md", ".markdown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of one file: whose form it is, where that is known, what was done, and why."""

    file: str
    outcome: Outcome
    period: Period | None = None
    subject: Subject | None = None
    why: Message | None = None
    remedy: Message | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that was understood."""

    file: str
    count: tuple[int, int]
    period: Period
    subject: Subject
    note: bytes
    remark: Message | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What must be known to understand forms: people and KPIs by every name they go by, and promises.

    Promises are `declared` in their table, or `made` in notes.
    """

    workspace: Workspace
    people: Mapping[str, Manager]
    kpis: Mapping[str, Kpi]
    declared: tuple[Commitment, ...]
    made: tuple[Commitment, ...]

    @classmethod
    def of(cls, workspace: Workspace) -> "Desk":
        """The desk of a workspace; raises TablesError where its people, KPIs or promises cannot be read."""
        root, settings = workspace.root, workspace.settings
        more = ("commitments",) if settings.tables.commitments else ()
        found = tables.read_some(root, settings, ("managers", "kpis", *more))
        names = {name: kpi for kpi in found["kpis"] for name in (*kpi.aliases, kpi.name)}
        return cls(
            workspace,
            {one.manager_id: one for one in found["managers"]},
            names | {kpi.kpi_id: kpi for kpi in found["kpis"]},
            found.get("commitments", ()),
            tables.read_promises(root, settings),
        )

    def read(self, path: Path, file: str) -> Form | Collected:
        """A file as a form, or why it is none that could be taken; `file` is what it is called."""
        ending = path.suffix.lower()
        returned = Returned(path)
        try:
            if path.stat().st_size > _LARGEST:
                raise _too_large()
            if ending in _NOTES:
                return self._letter(file, from_markdown.read(path))
            if ending not in _READERS:
                raise _other_kind()
            returned = _READERS[ending](path)
            filled = understanding.understand(returned, self.kpis, (*self.declared, *self.made))
            if filled is not None:
                return self._filled(file, filled, tracked=returned.tracked)
        except Unfit as unfit:
            returned.report_unfit(unfit)
        return Collected(file=file, outcome=Outcome.REFUSED, faults=tuple(returned.faults))

    def _filled(self, file: str, filled: Filled, *, tracked: bool) -> Form:
        stamp, settings = filled.stamp, self.workspace.settings
        if stamp.workspace != settings.organisation:
            raise Unfit(
                "form-workspace",
                say("This form was given out by {name}.", name=stamp.workspace[:100]),
                say("Collect it in the workspace of that house."),
            )
        return Form(
            file=file,
            count=filled.count,
            period=_period(stamp.period, self.workspace),
            subject=self._person(stamp.manager_id),
            note=_short(notes.note(filled, self.workspace.wording)).encode(),
            remark=_TRACKED if tracked else None,
        )

    def _letter(self, file: str, letter: from_markdown.Letter) -> Form | Collected:
        """A note that was written without a form, where it could stand among the others as it is."""
        period = _period(letter.period, self.workspace)
        subject = self._person(letter.manager_id)
        # What the note itself has promised, as it was collected before, is promised anew.
        others = (
            one for one in self.made if one.manager_id != subject.id or not one.period.same_days(period)
        )
        faults = tables.note_faults(
            Note(manager_id=subject.id, period=period, file=file),
            letter.lines,
            (*self.declared, *others),
            {name: kpi.kpi_id for name, kpi in self.kpis.items()},
        )
        if faults:
            return Collected(
                file=file, outcome=Outcome.REFUSED, period=period, subject=subject, faults=faults
            )
        note = _short(letter.note).encode()
        return Form(file=file, count=letter.count, period=period, subject=subject, note=note)

    def _person(self, manager_id: str) -> Subject:
        if manager_id not in self.people:
            raise Unfit(
                "unknown-reference",
                say("{id} is not in the table {table}.", id=manager_id[:100], table="managers"),
                meant(manager_id, self.people),
            )
        person = self.people[manager_id]
        if PurePath(person.manager_id).name != person.manager_id:
            raise _no_name(person.manager_id)
        return Subject(kind=SubjectKind.MANAGER, id=person.manager_id, name=person.name)


def _short(note: str) -> str:
    if len(note) > LONGEST:
        raise Unfit(
            "too-long",
            say("The note has more than {limit} characters.", limit=LONGEST),
            say("Shorten it; a summary of a few pages is what people read."),
        )
    return note


def _period(text: str, workspace: Workspace) -> Period:
    try:
        return Period.parse(text, workspace.fiscal)
    except UsageError as error:
        raise Unfit(
            "not-a-form",
            say("What says whose form it is was altered."),
            say("Copy what was written into the form that was given out, and hand that in."),
        ) from error


def _no_name(identifier: str) -> Unfit:
    return Unfit(
        "wrong-id",
        say("No file can be called {name}, so there can be no note of this person.", name=identifier),
        say("Give the person an id of letters and digits in the table managers."),
    )


def _too_large() -> Unfit:
    return Unfit(
        "too-large",
        say("The file has more than {limit} MB.", limit=_LARGEST // 1_000_000),
        say("Take the pictures out; a form holds texts and numbers only."),
    )


def _other_kind() -> Unfit:
    return Unfit(
        "form-kind",
        say("Files of this kind are not read."),
        say("Save it as .xlsx or .docx, from WPS or LibreOffice too; notes as .md."),
    )


_TRACKED = say("It held tracked changes; they were taken as accepted.")
