"""Forms collected: what came back becomes notes, and of every file it is told what became of it."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from tallybook import files, tables
from tallybook.domain.forms import Filled
from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Kpi, Manager, Note
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Fault, FilesError, Message, UsageError, say
from tallybook.forms import from_excel, from_markdown, from_word, notes, understanding
from tallybook.forms.choosing import Candidate, Judged, Outcome, judge
from tallybook.forms.keeping import Shelf, Taken, digest
from tallybook.forms.returned import Returned
from tallybook.pipeline.forming import KEPT
from tallybook.sources import finding
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
class _Form:
    """A form that was understood."""

    file: str
    count: tuple[int, int]
    period: Period
    subject: Subject
    note: bytes
    remark: Message | None = None


def collect(workspace: Workspace, folder: Path, time: datetime, *, replace: bool) -> tuple[Collected, ...]:
    """Read every form in a folder and take over what is new; tells of each file what became of it, in their order."""
    home = _home(workspace)
    paths = _paths(folder)
    desk = _Desk.of(workspace)
    read = [desk.read(path, folder) for path in paths]
    found = {one.file: one for one in read if isinstance(one, Collected)}
    people: dict[tuple[Period, Subject], list[_Form]] = {}
    for one in read:
        if isinstance(one, _Form):
            people.setdefault((one.period, one.subject), []).append(one)
    with files.locked(workspace.root / KEPT):
        for (period, subject), forms in people.items():
            place = _Place(workspace, home, period, subject)
            found |= {one.file: one for one in place.settle(forms, time, replace=replace)}
    return tuple(found[_shown(path, folder)] for path in paths)


def _home(workspace: Workspace) -> Path:
    if workspace.settings.notes is None:
        raise UsageError(
            say("The settings name no folder for notes. Name one under notes, such as data/notes.")
        )
    return workspace.root / workspace.settings.notes


def _paths(folder: Path) -> list[Path]:
    """The files below a folder, but for clutter and what begins with a dot; links to folders are not followed."""
    if not folder.is_dir():
        raise UsageError(say("There is no folder {folder}. Make it first, or name another.", folder=folder))
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in found if not path.name.startswith(".") and not finding.is_clutter(path.name)]


def _shown(path: Path, folder: Path) -> str:
    return finding.shown(folder, path)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What must be known to understand forms: people and KPIs by every name they go by, and promises.

    Promises are `declared` in their table, or `made` in notes.
    """

    workspace: Workspace
    people: Mapping[str, Manager]
    kpis: Mapping[str, Kpi]
    declared: tuple[Commitment, ...]
    made: tuple[Commitment, ...]

    @classmethod
    def of(cls, workspace: Workspace) -> "_Desk":
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

    def read(self, path: Path, folder: Path) -> _Form | Collected:
        """A file as a form, or why it is none that could be taken."""
        file, ending = _shown(path, folder), path.suffix.lower()
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

    def _filled(self, file: str, filled: Filled, *, tracked: bool) -> _Form:
        stamp, settings = filled.stamp, self.workspace.settings
        if stamp.workspace != settings.organisation:
            raise Unfit(
                "form-workspace",
                say("This form was given out by {name}.", name=stamp.workspace[:100]),
                say("Collect it in the workspace of that house."),
            )
        return _Form(
            file=file,
            count=filled.count,
            period=_period(stamp.period, self.workspace),
            subject=self._person(stamp.manager_id),
            note=_short(notes.note(filled, self.workspace.wording)).encode(),
            remark=_TRACKED if tracked else None,
        )

    def _letter(self, file: str, letter: from_markdown.Letter) -> _Form | Collected:
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
        return _Form(file=file, count=letter.count, period=period, subject=subject, note=note)

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


class _Place:
    """Where one person's note of a period stands, and where what was collected of it is kept."""

    def __init__(self, workspace: Workspace, home: Path, period: Period, subject: Subject) -> None:
        self._period, self._subject = period, subject
        self._note = _note_path(home, period, subject.id, workspace)
        slug = subject.slug.removeprefix(f"{subject.kind}-")
        self._shelf = Shelf(workspace.root / KEPT / period.file_slug, slug)

    def settle(self, forms: Sequence[_Form], time: datetime, *, replace: bool) -> Iterator[Collected]:
        """Take the form that counts, if any, and tell of each what became of it."""
        standing = self._note.read_bytes() if self._note.is_file() else None
        candidates = [Candidate(file=one.file, count=one.count, note=one.note) for one in forms]
        try:
            taken = self._shelf.taken()
        except FilesError as error:
            yield from (
                self._told(Judged(candidate=one, outcome=Outcome.REFUSED, why=error.message))
                for one in candidates
            )
            return
        remarks = {one.file: one.remark for one in forms}
        for judged in judge(candidates, taken, standing, replace=replace):
            if judged.outcome is Outcome.TAKEN:
                self._take(judged.candidate, standing, time)
                judged = dataclasses.replace(judged, why=remarks[judged.candidate.file])
            yield self._told(judged)

    def _take(self, one: Candidate, standing: bytes | None, time: datetime) -> None:
        if standing is not None:
            self._shelf.keep(standing)
        self._shelf.add(
            one.note,
            Taken(
                digest=digest(one.note),
                number=one.count[0],
                turn=one.count[1],
                file=PurePath(one.file).name,
                time=time.isoformat(timespec="seconds"),
            ),
        )
        files.write(self._note, one.note)

    def _told(self, judged: Judged) -> Collected:
        return Collected(
            file=judged.candidate.file,
            outcome=judged.outcome,
            period=self._period,
            subject=self._subject,
            why=judged.why,
            remedy=judged.remedy,
        )


def _note_path(home: Path, period: Period, manager_id: str, workspace: Workspace) -> Path:
    """Where the note stands already, also in a folder of another name of the same days; else where it is to stand."""
    name = f"{manager_id}.md"
    same = [folder for folder in _folders(home) if _names(folder, period, workspace)]
    for folder in same:
        if (folder / name).is_file():
            return folder / name
    return files.inside(same[0] if same else home / period.file_slug, name)


def _folders(home: Path) -> Iterable[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else ()


def _names(folder: Path, period: Period, workspace: Workspace) -> bool:
    try:
        return Period.parse(folder.name.replace("_", ".."), workspace.fiscal).same_days(period)
    except UsageError:
        return False


_TRACKED = say("It held tracked changes; they were taken as accepted.")
