"""The files that a source names, and where in the settings a source stands."""

import glob
import importlib.util
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO

from tallybook.errors import Message, UsageError, reason, say
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit

State = tuple[int, int]
# In bytes; no file system that is in use allows more.
_LONGEST = 255
# What Windows and office programs leave beside people's files; it is nobody's table or note.
_CLUTTER = ("desktop.ini", "thumbs.db", "ehthumbs.db")


def find(root: Path, pattern: str, read_from: Sequence[str] = ()) -> tuple[Path, ...]:
    """The files of a name or pattern relative to the workspace, sorted; raises Unfit where there is none.

    Neither `..` nor a link leads out of the workspace, but into the folders of `read_from`.
    """
    _check_name(pattern)
    if PurePath(pattern).is_absolute():
        raise _outside(pattern, say("Write the path as it leads there from the workspace's folder."))
    if not glob.has_magic(pattern):
        check_inside(root, root / pattern, read_from)
    found = [root / pattern] if (root / pattern).is_file() else _matching(root, pattern)
    if not found and (root / pattern).exists():
        raise _no_file(say("{file} is no ordinary file.", file=pattern), say("Put the exported file there."))
    if not found:
        raise _no_file(say("There is no file {file}.", file=pattern), _instead(root, pattern))
    for path in found:
        check_inside(root, path, read_from)
    return tuple(found)


def check_inside(root: Path, path: Path, read_from: Sequence[str] = ()) -> None:
    """Raise Unfit where a path, its links followed, leads out of the workspace and the folders of `read_from`."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError) as error:
        raise _no_file(
            say("{file} is a link that leads in a circle.", file=shown(root, path)),
            say("Put the exported file there."),
        ) from error
    if not any(real.is_relative_to((root / folder).resolve()) for folder in ("", *read_from)):
        raise _outside(
            shown(root, path),
            say("Copy the file into the workspace, or name its folder in the settings with read_from."),
        )


def _check_name(pattern: str) -> None:
    """Raise Unfit where no file can be called so, which systems say in many ways."""
    if "\0" in pattern or any(len(os.fsencode(part)) > _LONGEST for part in PurePath(pattern).parts):
        raise _no_file(say("No file can be called so."), say("Write the path of the exported file."))


def is_clutter(name: str) -> bool:
    """Whether a file is one that Windows or an office program leaves behind by itself."""
    return name.startswith("~$") or name.casefold() in _CLUTTER


def read(path: Path, limit: int = -1) -> bytes:
    """A file's bytes, at most `limit`; raises Unfit where the system does not give them."""
    with opened(path) as stream:
        return stream.read(limit)


@contextmanager
def opened(path: Path, known: State | None = None) -> Iterator[BinaryIO]:
    """A file to be read; raises Unfit where the system does not give it, or it is written to meanwhile.

    `known` is the state in which it was when it was opened before.
    """
    try:
        with path.open("rb") as stream:
            before = known or state(stream)
            yield stream
            if state(stream) != before:
                raise _changed()
    except OSError as error:
        raise unreadable(error) from error


def state(stream: BinaryIO) -> State:
    """By what it can be told that an open file has been written to: its size, and when it last was."""
    now = os.fstat(stream.fileno())
    return now.st_size, now.st_mtime_ns


def unreadable(error: OSError) -> Unfit:
    """What is wrong where the system gives no file or folder."""
    return Unfit(
        "not-readable",
        say("It cannot be read: {reason}.", reason=reason(error)),
        say("Check that it is there, and that you may read it."),
    )


def check_installed(module: str, extra: str) -> None:
    """Raise UsageError where an optional part is missing that a command needs."""
    if importlib.util.find_spec(module) is None:
        raise UsageError(
            say(
                "This needs {part}, which is not installed. Install it with: pip install {package}",
                part=module,
                package=f'"tallybook[{extra}]"',
            )
        )


def shown(root: Path, path: Path) -> str:
    """A file's name as people see it: relative to the workspace, with forward slashes, always printable."""
    name = PurePath(os.path.relpath(path, root)).as_posix()
    return name.encode("utf-8", "replace").decode()


def _changed() -> Unfit:
    return Unfit(
        "changed-while-read",
        say("The file was written to while it was read."),
        say("Wait until its export is finished, then try again."),
    )


def _matching(root: Path, pattern: str) -> list[Path]:
    if not glob.has_magic(pattern):
        return []
    names = sorted(glob.glob(pattern, root_dir=root, recursive=True))  # noqa: PTH207 - it takes `..` on any version
    paths = [root / name for name in names]
    return [path for path in paths if path.is_file() and not is_clutter(path.name)]


def _instead(root: Path, pattern: str) -> Message:
    folder = (root / pattern).parent
    if glob.has_magic(str(folder)):
        return say("Check the pattern: no file of the workspace fits it.")
    if not folder.is_dir():
        return say("The folder {folder} does not exist either.", folder=shown(root, folder))
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    if not names:
        return say("The folder {folder} is empty.", folder=shown(root, folder))
    return meant(PurePath(pattern).name, names)


def _no_file(problem: Message, remedy: Message) -> Unfit:
    return Unfit("no-file", problem, remedy)


def _outside(name: str, remedy: Message) -> Unfit:
    return Unfit("outside-workspace", say("{file} lies outside the workspace.", file=name), remedy)
