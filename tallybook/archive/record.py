"""What a finished build remembers of itself: every file that went in and came out, and its digest."""

import hashlib
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path, PurePath

import tallybook
from tallybook import codec, files
from tallybook.archive.package import Approval, Made, Package, digest
from tallybook.domain.subjects import Subject
from tallybook.errors import ArchiveError, say

_FILE = "sealable.json"
SOFTWARE = "software.txt"
# Where in a package the rows lie of which the whole book was made.
SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """A file: its path in the package, its place in the workspace or in the build's folder, its SHA-512."""

    path: str
    place: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A book that was built whole; `used` lie in the workspace, `made` in the build's folder."""

    version: int = 1
    period: str
    unit: Subject
    title: str
    organisation: str
    language: str
    used: tuple[Part, ...]
    made: tuple[Part, ...]
    runs: tuple[Made, ...]
    approvals: tuple[Approval, ...] = ()


def taken(root: Path, used: Iterable[Path]) -> tuple[Part, ...]:
    """The workspace's files as they are now; those from outside of it have a folder of their own in the package."""
    return tuple(sorted(_part(root, path, _inside(root, path)) for path in used))


def parts(folder: Path, places: Iterable[tuple[str, Path]]) -> tuple[Part, ...]:
    """Files of the build's folder, each under its path in the package."""
    return tuple(sorted(_part(folder, place, path) for path, place in places))


def remember(folder: Path, record: Record) -> None:
    """Keep what was built, with the versions of the software that built it."""
    files.write(folder / SOFTWARE, _software())
    made = (*record.made, *parts(folder, [(SOFTWARE, folder / SOFTWARE)]))
    files.write(folder / _FILE, codec.encode(replace(record, made=tuple(sorted(made)))))


def forget(folder: Path) -> None:
    """There is no whole book any more."""
    with files.writing(folder / _FILE):
        (folder / _FILE).unlink(missing_ok=True)


def recall(folder: Path) -> Record:
    """The record of the last whole build; raises ArchiveError where there is none."""
    try:
        return codec.decode(Record, (folder / _FILE).read_bytes())
    except FileNotFoundError as error:
        raise ArchiveError(
            say(
                "There is no finished book in {folder}. Build it until no chapter fails, then seal it.",
                folder=folder,
            )
        ) from error
    except (OSError, codec.CodecError) as error:
        raise ArchiveError(
            say("{path} is damaged ({reason}). Build the book again.", path=folder / _FILE, reason=error)
        ) from error


def package(record: Record, root: Path, folder: Path, now: tuple[Part, ...]) -> Package:
    """The package of a record; raises ArchiveError where the workspace's files are `now` others."""
    changed = sorted({part.place for part in {*record.used} ^ {*now}})
    if changed:
        raise ArchiveError(
            say(
                "Changed since the book was built: {files}. Build it again, then seal it.",
                files=(*changed[:5], *(("…",) if len(changed) > 5 else ())),
            )
        )
    return Package(
        period=record.period,
        unit=record.unit,
        title=record.title,
        organisation=record.organisation,
        language=record.language,
        software=_named((folder / SOFTWARE).read_text(encoding="utf-8")),
        places={part.path: root / part.place for part in record.used}
        | {part.path: folder / part.place for part in record.made},
        digests={part.path: part.digest for part in (*record.used, *record.made)},
        made=record.runs,
        approvals=record.approvals,
    )


def _part(base: Path, place: Path, path: str) -> Part:
    try:
        made = digest(place)
    except OSError:
        # Whoever reads it says what is wrong with it; nothing has this digest.
        made = ""
    return Part(path=path, place=PurePath(os.path.relpath(place, base)).as_posix(), digest=made)


def _inside(root: Path, path: Path) -> str:
    steps = PurePath(os.path.relpath(path, root)).as_posix().split("/")
    ups = steps.count("..")
    return "/".join(("workspace", *steps) if not ups else ("workspace-above", str(ups), *steps[ups:]))


def _software() -> str:
    """Every package that is installed here, as pip reads it; before them Python and our own code, as comments."""
    found = {one.metadata["Name"].lower(): one.version for one in metadata.distributions()}
    lines = [f"# python=={platform.python_version()} {platform.system()} {platform.machine()}"]
    lines.append(f"# tallybook-code=={_code()}")
    return "\n".join([*lines, *(f"{name}=={version}" for name, version in sorted(found.items())), ""])


def _code() -> str:
    """The SHA-256 of the package to the letter: a version's number says less while it is being worked on."""
    package, whole = Path(tallybook.__file__).parent, hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            whole.update(f"{path.relative_to(package).as_posix()} {files.digest(path)}\n".encode())
    return whole.hexdigest()


def _named(software: str) -> dict[str, str]:
    lines = (line.removeprefix("# ").split(" ")[0].partition("==") for line in software.splitlines())
    return {name: version for name, _, version in lines}
