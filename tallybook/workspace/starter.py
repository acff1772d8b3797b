"""The starter: the demo workspace's own files, as a new workspace to begin from."""

import shutil
from pathlib import Path

import tallybook
from tallybook import files
from tallybook.errors import WorkspaceError, say
from tallybook.workspace.schema import write_schema

PARTS = ("_config.yml", "book", "templates", "notebooks", "data")
_NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__")


def init(folder: Path, language: str = "zh") -> tuple[str, ...]:
    """Copy a language's starter into `folder`, which must be new or empty; returns what was put there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(
            say(
                "{folder} is not empty. Name a new folder, so that nothing of yours is overwritten.",
                folder=folder,
            )
        )
    source = packaged()
    with files.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            _copy(_part(source, part, language), folder / part)
        write_schema(folder)
    return tuple(sorted(path.name for path in folder.iterdir()))


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
