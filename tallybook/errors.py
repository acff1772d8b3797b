"""The one family of errors, and what they say: messages that keep their values until they are shown."""

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self


class Exit(IntEnum):
    """How a command ends, as the shell sees it."""

    GOOD = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 3
    FAULTS = 4


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of ours with the values it names; translated where it is shown, never where it is raised."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.template.format(**{name: _plain(value) for name, value in self.values})


def say(template: str, /, **values: object) -> Message:
    """Make a message; `template` is the English original that the catalogues translate. A tuple is a list of names."""
    return Message(template, tuple(sorted(values.items())))


def _plain(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else value


def reason(error: OSError) -> Message | str:
    """Why the system refused: its usual words as a message, others as they are."""
    return _USUAL.get(error.errno or 0) or error.strerror or str(error)


_USUAL = {
    errno.EACCES: say("Permission denied"),
    errno.EBUSY: say("Device or resource busy"),
    errno.EDQUOT: say("Disk quota exceeded"),
    errno.EEXIST: say("File exists"),
    errno.EFBIG: say("File too large"),
    errno.EIO: say("Input/output error"),
    errno.EISDIR: say("Is a directory"),
    errno.ELOOP: say("Too many levels of symbolic links"),
    errno.EMFILE: say("Too many open files"),
    errno.ENAMETOOLONG: say("File name too long"),
    errno.ENOENT: say("No such file or directory"),
    errno.ENOSPC: say("No space left on device"),
    errno.ENOTDIR: say("Not a directory"),
    errno.EPERM: say("Operation not permitted"),
    errno.EROFS: say("Read-only file system"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in what was given to us: where it is, what it is, and what would be right.

    `kind` is the stable word by which settings declare a fault tolerable, such as `duplicate-key`.
    `row` counts as the person's editor does: the header of a CSV file is row 1. `cell` is a place in a `sheet`
    of a workbook, such as B7.
    """

    kind: str
    file: str
    problem: Message
    remedy: Message
    table: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    sheet: str | None = None
    cell: str | None = None


class TallybookError(Exception):
    """Anything a user can put right; everything else is a bug and keeps its traceback."""

    exit = Exit.FAILED

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Its parts, for another process to make the same of them."""
        return type(self), (self.message,)


class UsageError(TallybookError):
    """The command was asked for something that does not exist: a period, a subject, a folder."""

    exit = Exit.USAGE


class FaultsError(TallybookError):
    """Faults found in settings, data or texts, all of them at once."""

    exit = Exit.FAULTS

    def __init__(self, message: Message, faults: Iterable[Fault]) -> None:
        super().__init__(message)
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Its parts, for another process to make the same of them."""
        return type(self), (self.message, self.faults)

    @classmethod
    def joined(cls, errors: Sequence["FaultsError"]) -> "FaultsError":
        """One error with the faults of all of them; a single one stays as it is."""
        first, *others = errors
        if not others:
            return first
        rest = cls.joined(others)
        return cls(say("{one} {other}", one=first.message, other=rest.message), (*first.faults, *rest.faults))


class SettingsError(FaultsError):
    """`_config.yml` does not say what it must."""


class TablesError(FaultsError):
    """The tables are not fit to be worked with."""


class FactsError(FaultsError):
    """A file of facts is not fit to hold a text against; 4 is kept for figures that differ."""

    exit = Exit.USAGE


class WorkspaceError(TallybookError):
    """There is no workspace here, or a part of it is missing."""


class SlicesError(TallybookError):
    """A slice could not be cut, written or read."""


class RunsError(TallybookError):
    """No run could be started at all; a single failed run is an outcome, not an error."""


class ResultsError(TallybookError):
    """A notebook handed over something that is not a valid payload."""


class ResultsTooLargeError(ResultsError):
    """A payload or one of its figures is larger than a page can bear."""


class PagesError(FaultsError):
    """Templates or pages written by hand are wrong: they name something unknown, or cannot become pages."""


class BookError(TallybookError):
    """The book could not be built; the last good one is still in place."""


class ArchiveError(TallybookError):
    """Nothing could be sealed, or there is no archive to look at."""


class ReviewError(TallybookError):
    """What was asked for in a review may not be done, or its record is damaged."""


class FilesError(TallybookError):
    """A file could not be written, or a path leads out of its folder."""


class ApartError(TallybookError):
    """A process that does a part of the work was killed."""
