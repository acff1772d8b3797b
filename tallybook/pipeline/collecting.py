"""Forms collected: what came back becomes notes, and of every file it is told what became of it."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePath

from tallybook import files
from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject
from tallybook.errors import FilesError, UsageError, say
from tallybook.forms.choosing import Candidate, Judged, Outcome, judge
from tallybook.forms.keeping import Shelf, Taken, digest
from tallybook.pipeline.desks import Collected, Desk, Form
from tallybook.pipeline.forming import KEPT
from tallybook.sources import finding
from tallybook.workspace import Workspace


def collect(workspace: Workspace, folder: Path, time: datetime, *, replace: bool) -> tuple[Collected, ...]:
    """Read every form in a folder and take over what is new; tells of each file what became of it, in their order."""
    home = _home(workspace)
    paths = _paths(folder)
    desk = Desk.of(workspace)
    read = [desk.read(path, _shown(path, folder)) for path in paths]
    found = {one.file: one for one in read if isinstance(one, Collected)}
    people: dict[tuple[Period, Subject], list[Form]] = {}
    for one in read:
        if isinstance(one, Form):
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


class _Place:
    """Where one person's note of a period stands, and where what was collected of it is kept."""

    def __init__(self, workspace: Workspace, home: Path, period: Period, subject: Subject) -> None:
        self._period, self._subject = period, subject
        self._note = _note_path(home, period, subject.id, workspace)
        slug = subject.slug.removeprefix(f"{subject.kind}-")
        self._shelf = Shelf(workspace.root / KEPT / period.file_slug, slug)

    def settle(self, forms: Sequence[Form], time: datetime, *, replace: bool) -> Iterator[Collected]:
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
