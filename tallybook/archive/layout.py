"""What stands in an archive's folder beside the objects, and how objects' folders are named."""

from collections.abc import Iterator
from pathlib import Path

from tallybook import files
from tallybook.archive.damage import Damage, Finding
from tallybook.archive.log import NAME, NEXT

_SCHEME = "tallybook:"
DECLARATION = "0=ocfl_1.1"
_DECLARED = b"ocfl_1.1\n"
# What a running command needs; a broken off one may leave it, and it says nothing about what was sealed.
_RUNNING = (".lock", ".holder", NEXT)


def identifier(name: str) -> str:
    """The id of the object in the folder `name`."""
    return _SCHEME + name


def folder(id_: str) -> str:
    """The name of an object's folder."""
    return id_.removeprefix(_SCHEME)


def prepare(archive: Path) -> None:
    """Make an empty folder an archive; what is there already stays as it is."""
    if (archive / NAME).exists():
        return
    if not (archive / DECLARATION).exists():
        files.write(archive / DECLARATION, _DECLARED)


def objects(archive: Path) -> tuple[str, ...]:
    """The names of the folders that must be objects."""
    return tuple(
        sorted(
            path.name
            for path in archive.iterdir()
            if path.is_dir() and not path.is_symlink() and not _unfinished(path.name)
        )
    )


def unfinished(archive: Path) -> tuple[str, ...]:
    """What a broken off command has left; the next `seal` removes it."""
    return tuple(
        sorted(path.name for path in archive.iterdir() if _unfinished(path.name) or path.name == NEXT)
    )


def findings(archive: Path) -> Iterator[Finding]:
    """Where the folder itself departs from what `prepare` made."""
    declaration = archive / DECLARATION
    if not declaration.is_file():
        yield Finding(object="", file=DECLARATION, damage=Damage.MISSING)
    elif declaration.read_bytes() != _DECLARED:
        yield Finding(object="", file=DECLARATION, damage=Damage.ALTERED)
    known = {DECLARATION, NAME, *_RUNNING, *objects(archive)}
    for path in archive.iterdir():
        if path.is_symlink() or (path.name not in known and not _unfinished(path.name)):
            yield Finding(object="", file=path.name, damage=Damage.UNEXPECTED)


def _unfinished(name: str) -> bool:
    return name.startswith(".") and name.endswith((".tmp", ".before"))
