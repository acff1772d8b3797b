"""The files that a source names, and where in the settings a source stands."""

import glob
import importlib.util
import os
from pathlib import Path, PurePath
from typing import BinaryIO

from tallybook.errors import Message, UsageError, say
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit


def find(root: Path, pattern: str) -> tuple[Path, ...]:
    """The files of a name or pattern relative to the workspace, sorted; raises Unfit where there is none.

    A name that climbs out of the workspace with `..` is meant so; a link that leads out unseen is not.
    """
    if PurePath(pattern).is_absolute():
        raise _outside(pattern, say("Write the path as it leads there from the workspace's folder."))
    found = [root / pattern] if (root / pattern).is_file() else _matching(root, pattern)
    if not found:
        raise Unfit("no-file", say("There is no file {file}.", file=pattern), _instead(root, pattern))
    if ".." not in PurePath(pattern).parts:
        for path in found:
            if not path.resolve().is_relative_to(root.resolve()):
                raise _outside(
                    shown(root, path), say("It is a link; write the path that it leads to instead.")
                )
    return tuple(found)


def read(path: Path, limit: int = -1) -> bytes:
    """A file's bytes, at most `limit`; raises Unfit where the system does not give them."""
    try:
        with path.open("rb") as stream:
            before = _state(stream)
            data = stream.read(limit)
            if _state(stream) != before:
                raise _changed()
            return data
    except OSError as error:
        raise Unfit(
            "not-readable",
            say("The file cannot be read: {reason}.", reason=error.strerror or error),
            say("Check that it is there, and that you may read it."),
        ) from error


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


def _state(stream: BinaryIO) -> tuple[int, int]:
    state = os.fstat(stream.fileno())
    return state.st_size, state.st_mtime_ns


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
    return [root / name for name in names if (root / name).is_file()]


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


def _outside(name: str, remedy: Message) -> Unfit:
    return Unfit("outside-workspace", say("{file} lies outside the workspace.", file=name), remedy)
