"""Find the workspace's `_config.yml` and check what it declares."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tallybook.domain.period import FiscalYear
from tallybook.errors import Fault, SettingsError, WorkspaceError, reason, say
from tallybook.settings import Settings
from tallybook.wording import Wording
from tallybook.workspace import jupyter_book
from tallybook.workspace.explain import explain
from tallybook.workspace.starter import CONFIG, packaged
from tallybook.workspace.yaml import Document, read_document

KEY = "tallybook"
_LANGUAGE = re.compile(rb"""^[ \t]+language:[ \t]*["']?(zh|en)\b""", re.MULTILINE)
_TEMPLATES = "templates"
_FOLDERS = (_TEMPLATES, "notebooks", "book")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its checked settings; `book` is Jupyter Book's part of `_config.yml`."""

    root: Path
    settings: Settings
    book: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        """How this house writes words and numbers."""
        return Wording(self.settings.language, self.settings.rounding)

    @property
    def fiscal(self) -> FiscalYear:
        """The house's year."""
        year = self.settings.fiscal_year
        return FiscalYear(first_month=year.first_month, named_by_end=year.named_by == "end")

    @property
    def asks_for_notes(self) -> bool:
        """Whether people hand in notes: there is a folder for them."""
        return self.settings.notes is not None and (self.root / self.settings.notes).is_dir()

    def templates(self) -> dict[str, str]:
        """The source of every template, by its name; raises WorkspaceError where one cannot be read."""
        return {name: text for name, (_, text) in self._templates().items()}

    def _templates(self) -> dict[str, tuple[Path, str]]:
        """The workspace's own templates, and of those that it lacks the program's that they or pages lead to."""
        program, own = (_sources(folder / _TEMPLATES) for folder in (packaged(), self.root))
        every = program | own
        needed = {name for name in every if name in own or not name.startswith("_")}
        # A part that is new in the program has no place among templates from before it.
        while more := {
            name for name in every.keys() - needed if any(name in every[other][1] for other in needed)
        }:
            needed |= more
        return {name: every[name] for name in sorted(needed)}

    def notebook(self, kind: str) -> Path:
        """The notebook that is run for a kind of subject."""
        return self.root / "notebooks" / f"{kind}.ipynb"

    def sources(self) -> tuple[Path, ...]:
        """The folders that people keep their own files in."""
        notes = [self.settings.notes] if self.settings.notes else []
        return tuple(self.root / name for name in (*_FOLDERS, "data", *notes))

    def inputs(self) -> tuple[Path, ...]:
        """The files beside the data that a book is made of."""
        folders = [self.root / name for name in _FOLDERS]
        inside = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
        used = dict.fromkeys((*inside, *(path for path, _ in self._templates().values())))
        word = self.word_reference
        own = (self.logo, self.favicon, word if word and word.is_file() else None)
        return (self.root / CONFIG, *used, *filter(None, own))

    @property
    def title(self) -> str:
        """The book's title."""
        return str(self.book.get("title") or self.settings.organisation)

    @property
    def logo(self) -> Path | None:
        """The picture that stands in the head of every page."""
        return self._picture(jupyter_book.LOGO)

    @property
    def word_reference(self) -> Path | None:
        """The document that Word's styles are taken from."""
        name = self.settings.word.reference
        return self.root / name if name else None

    @property
    def favicon(self) -> Path | None:
        """The little picture that a browser shows beside the title."""
        return self._picture(jupyter_book.FAVICON)

    @property
    def foot(self) -> str:
        """What is to stand at the foot of every page, as plain text."""
        return str(jupyter_book.value(self.book, jupyter_book.FOOTER) or "")

    def _picture(self, path: tuple[str, ...]) -> Path | None:
        name = jupyter_book.value(self.book, path)
        return self.root / str(name) if name else None


def _sources(folder: Path) -> dict[str, tuple[Path, str]]:
    return {path.name: (path, _template(path)) for path in sorted(folder.glob("*.jinja"))}


def _template(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            say("The template {file} is not UTF-8 text. Save it again as UTF-8.", file=path)
        ) from error
    except OSError as error:
        raise WorkspaceError(
            say("The template {file} cannot be read: {reason}.", file=path, reason=reason(error))
        ) from error


def find(start: Path) -> Workspace:
    """The workspace that `start` lies in, looking upward; raises WorkspaceError or SettingsError."""
    root = _root(start)
    if root is None:
        raise WorkspaceError(
            say(
                "There is no workspace in {folder} or above it: no {config} was found. "
                "Go into a workspace, name it with --workspace, or make one with: tallybook init FOLDER",
                folder=start.resolve(),
                config=CONFIG,
            )
        )
    return read(root)


def read(root: Path) -> Workspace:
    """Read and check a workspace's settings, all faults at once."""
    document = read_document(root / CONFIG)
    if KEY not in document.data:
        raise _not_ours(document)
    for name in _FOLDERS:
        _look_into(root / name)
    faults = list(jupyter_book.faults(document, root))
    try:
        settings = Settings.model_validate(document.texts[KEY] or {})
    except ValidationError as error:
        faults += explain(error, document, KEY)
    if faults:
        raise SettingsError(
            say("Faults in {file}: {count}.", file=document.name, count=len(faults)), _in_order(faults)
        )
    book = {key: value for key, value in document.data.items() if key != KEY}
    return Workspace(root, settings, book)


def _look_into(folder: Path) -> None:
    """Raise WorkspaceError for a folder that may not be looked into: it would be taken for an empty one."""
    try:
        with os.scandir(folder):
            pass
    except FileNotFoundError:
        return
    except OSError as error:
        raise WorkspaceError(
            say("The folder {folder} cannot be read: {reason}.", folder=folder, reason=reason(error))
        ) from error


def language_of(start: Path) -> str | None:
    """The language that a workspace asks for, read leniently, for messages about everything else in it."""
    root = _root(start)
    if root is None:
        return None
    try:
        ours = read_document(root / CONFIG).texts.get(KEY) or {}
    except SettingsError:
        return _language_said(root / CONFIG)
    except WorkspaceError:
        return None
    found = ours.get("language", "zh") if isinstance(ours, dict) else None
    return found if found in ("zh", "en") else None


def _language_said(path: Path) -> str | None:
    """The language that stands in a settings file whose YAML is broken."""
    found = _LANGUAGE.search(path.read_bytes())
    return found[1].decode() if found else None


def _root(start: Path) -> Path | None:
    folder = start.resolve()
    return next((each for each in (folder, *folder.parents) if (each / CONFIG).is_file()), None)


def _not_ours(document: Document) -> SettingsError:
    fault = Fault(
        kind="missing-key",
        file=document.name,
        row=1,
        column=KEY,
        problem=say("The part {key} is missing.", key=KEY),
        remedy=say("Add it with at least organisation and tables; `tallybook init` shows a whole example."),
    )
    return SettingsError(say("{file} is not a Tallybook workspace's.", file=document.name), (fault,))


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.row or 0, fault.column or ""))
