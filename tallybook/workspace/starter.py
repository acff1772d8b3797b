"""The starter: the demo workspace's own files, as a new workspace to begin from."""

import shutil
from pathlib import Path

import tallybook
from tallybook import files
from tallybook.errors import WorkspaceError, say
from tallybook.workspace.schema import write_schema

PARTS = ("book", "templates", "notebooks", "data")
CONFIG = "_config.yml"
# So many of the names in a folder are told.
_NAMED = 3
_NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__")


def init(folder: Path, language: str = "zh") -> tuple[str, ...]:
    """Copy a language's starter into `folder`, which must be new or empty; returns what was put there.

    The settings come last: what was broken off on the way is no workspace that lacks something.
    """
    if left := _left_in(folder):
        raise WorkspaceError(
            say(
                "{folder} is not empty: there is {names}. Nothing was changed. Name a new folder; or, where this is "
                "left from an init that was broken off, remove it first.",
                folder=folder,
                names=(*left[:_NAMED], *(("…",) if len(left) > _NAMED else ())),
            )
        )
    source = packaged()
    with files.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            _copy(_part(source, part, language), folder / part)
        write_schema(folder)
        _copy(_part(source, CONFIG, language), folder / CONFIG)
    return tuple(sorted(path.name for path in folder.iterdir()))


def _left_in(folder: Path) -> list[str]:
    """What is already where the workspace is to be; hidden files, such as those of version control, are in nobody's way."""
    if folder.is_dir():
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    return [folder.name] if folder.exists() or folder.is_symlink() else []


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_COPIED)
    else:
        shutil.copyfile(source, target)


def _part(source: Path, part: str, language: str) -> Path:
    """A part of the language's own, else the one that all languages share."""
    own = source / "starters" / language / part
    return own if own.exists() else source / part


def packaged() -> Path:
    """Where the starter lies: in a wheel in the package; in a checkout it is the repository itself."""
    package = Path(tallybook.__file__).parent
    packed = package / "starter"
    return packed if packed.is_dir() else package.parent
