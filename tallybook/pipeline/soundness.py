"""What may be wrong before anything runs: the tables, and the parts of a book that people write themselves."""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tallybook import book, compose, files, slices, stamp
from tallybook.domain.pages import Page
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.errors import FaultsError
from tallybook.pipeline.measuring import tables_of
from tallybook.tables.snapshots import Snapshot
from tallybook.workspace import Workspace

_FILE = "sound.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Tables and templates without faults, and by one digest all that was found so beside the tables."""

    tables: Tables
    templates: Mapping[str, str]
    beside: str

    def note(self, folder: Path) -> None:
        """Let the next build in the folder know that nothing of this need be looked through again."""
        files.write(folder / _FILE, self.beside)


def sound(
    workspace: Workspace,
    period: Period | None,
    snapshot: Snapshot | None = None,
    *,
    reference: Path | None = None,
    noted: Path | None = None,
) -> Sound:
    """The tables, where they, templates, handwritten pages and a reference document are without faults.

    The rest is taken to be so where the folder `noted` says that it was, and nothing of it is other than it was then.
    Raises FaultsError with all faults.
    """
    templates = workspace.templates()
    found: list[Tables] = []
    refusals: list[FaultsError] = []
    with _gathering(refusals):
        found.append(tables_of(workspace, period, snapshot))
    names = tuple(_names(found[0], period)) if found else None
    beside = _beside(workspace, names)
    if noted is None or not _is_noted(noted, beside):
        with _gathering(refusals):
            compose.check_templates(templates, workspace.wording)
        with _gathering(refusals):
            book.check(edition_of(workspace, ()), names)
    with _gathering(refusals):
        book.check_reference(reference)
    if refusals:
        raise FaultsError.joined(refusals)
    return Sound(tables=found[0], templates=templates, beside=beside)


def edition_of(workspace: Workspace, pages: tuple[Page, ...], period_label: str = "") -> book.Edition:
    """The workspace's book with these pages, before it is said on what else it is to be put."""
    return book.Edition(
        title=workspace.title,
        organisation=workspace.settings.organisation,
        language=workspace.settings.language,
        period_label=period_label,
        pages=pages,
        jupyter_book=workspace.book,
        handwritten=workspace.root / "book",
        logo=workspace.logo,
        favicon=workspace.favicon,
        foot=workspace.foot,
    )


def _beside(workspace: Workspace, names: tuple[str, ...] | None) -> str:
    pages = hashlib.sha256("\n".join(names or ()).encode()).hexdigest()
    return stamp.key(workspace.inputs(), {"workspace": repr(workspace), "pages": pages})


def _is_noted(folder: Path, beside: str) -> bool:
    try:
        return (folder / _FILE).read_text(encoding="utf-8") == beside
    except (OSError, UnicodeDecodeError):
        return False


@contextlib.contextmanager
def _gathering(refusals: list[FaultsError]) -> Iterator[None]:
    try:
        yield
    except FaultsError as error:
        refusals.append(error)


def _names(found: Tables, period: Period | None) -> Iterator[str]:
    """The names of a book's own pages; those of all subjects that there are where no period is asked for."""
    yield from compose.WHOLE
    for subject in slices.subjects(found, period) if period else slices.everybody(found):
        yield subject.slug
