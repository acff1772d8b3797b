"""What is in a package, told without unpacking it: a folder, a zip or a tar file."""

import contextlib
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, cast

from tallybook.archive.restoring import names
from tallybook.archive.restoring.refusing import PackageError, refusal, refused
from tallybook.errors import Fault

_MEGABYTE = 1 << 20
_UNREADABLE = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    tarfile.TarError,
    ValueError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a package may hold; `ratio` is how many times its own size it may have unpacked, after 10 MB."""

    files: int = 200_000
    bytes: int = 20 << 30
    ratio: int = 200

    def unpacked(self, packed: int) -> int:
        """How many bytes a packed file of this size may hold."""
        return min(self.bytes, 10 * _MEGABYTE + self.ratio * packed)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a package; `kind` is file, folder, link, device or encrypted."""

    name: str
    kind: str
    size: int = 0


class Source(Protocol):
    """Wherever a package lies."""

    def entries(self) -> Iterator[Entry]:
        """All that is in it."""

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """The bytes of one file."""

    def close(self) -> None:
        """Let go of what is held open."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A package whose names are all fit; `files` are sizes by name, without the folder that all of it lies in."""

    source: Source
    files: dict[str, int]
    inside: str = ""

    def read(self, name: str) -> bytes:
        """The bytes of a file that is not large."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, piece by piece; raises PackageError where it cannot be read."""
        try:
            with self.source.open(self.inside + name) as stream:
                while chunk := stream.read(_MEGABYTE):
                    yield chunk
        except _UNREADABLE as error:
            raise unreadable(name) from error


def unreadable(name: str) -> PackageError:
    """That a file cannot be read."""
    return refusal([refused("unreadable", name)])


@contextlib.contextmanager
def opened_package(path: Path, limits: Limits) -> Iterator[Opened]:
    """List a package; raises PackageError with everything in it that may not be."""
    source, most = _source(path, limits)
    try:
        try:
            found = list(_bounded(source.entries(), path.name, limits.files, most))
        except _UNREADABLE as error:
            raise unreadable(path.name) from error
        if faults := tuple(_faults(found)):
            raise refusal(faults)
        yield _without_folder(source, {entry.name: entry.size for entry in found if entry.kind == "file"})
    finally:
        source.close()


def _bounded(entries: Iterator[Entry], name: str, most_files: int, most_bytes: int) -> Iterator[Entry]:
    total = 0
    for count, entry in enumerate(entries, start=1):
        total += entry.size
        if count > most_files:
            raise refusal([refused("too-many-files", name)])
        if total > most_bytes:
            raise refusal([refused("too-large", entry.name)])
        yield entry


def _source(path: Path, limits: Limits) -> tuple[Source, int]:
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        raise refusal([refused("no-package", path.name)])
    if path.is_dir():
        return _Folder(path), limits.bytes
    try:
        with path.open("rb") as stream:
            is_zip = stream.read(2) == b"PK"
        most = limits.unpacked(path.stat().st_size)
        return (_Zip(zipfile.ZipFile(path)) if is_zip else _opened_tar(path, most)), most
    except _UNREADABLE as error:
        raise refusal([refused("no-package", path.name)]) from error


def _faults(found: list[Entry]) -> Iterator[Fault]:
    files = [entry.name for entry in found if entry.kind == "file"]
    for entry in found:
        if entry.kind not in ("file", "folder"):
            yield refused(entry.kind, entry.name)
        yield from names.unfit(entry.name)
    yield from (refused("listed-twice", name) for name, count in Counter(files).items() if count > 1)
    yield from names.clashing(dict.fromkeys(files), (entry.name for entry in found if entry.kind == "folder"))


def _without_folder(source: Source, files: dict[str, int]) -> Opened:
    """Packed packages usually lie in one folder of their own."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        inside = f"{tops.pop()}/"
        return Opened(source, {name.removeprefix(inside): size for name, size in files.items()}, inside)
    return Opened(source, files)


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def entries(self) -> Iterator[Entry]:
        folders = [self.root]
        while folders:
            folder = folders.pop()
            for each in sorted(os.scandir(folder), key=lambda one: one.name):
                mode = each.stat(follow_symlinks=False)
                kind = _kind(mode.st_mode)
                if kind == "folder":
                    folders.append(Path(each.path))
                name = Path(each.path).relative_to(self.root).as_posix()
                yield Entry(name, kind, mode.st_size if kind == "file" else 0)

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        # What was a file when it was listed may be a link by now.
        handle = os.open(self.root / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        return os.fdopen(handle, "rb")

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class _Zip:
    packed: zipfile.ZipFile

    def entries(self) -> Iterator[Entry]:
        for info in self.packed.infolist():
            mode = info.external_attr >> 16
            kind = "folder" if info.is_dir() else _kind(mode) if stat.S_IFMT(mode) else "file"
            # The library cuts a name off at its first NUL; whoever unpacks with another tool may not.
            name = info.orig_filename.rstrip("/") if kind == "folder" else info.orig_filename
            yield Entry(name, "encrypted" if info.flag_bits & 1 else kind, info.file_size)

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        return self.packed.open(name)

    def close(self) -> None:
        self.packed.close()


@dataclass(frozen=True, slots=True)
class _Tar:
    packed: tarfile.TarFile
    stream: "_Bounded | None" = None
    members: dict[str, tarfile.TarInfo] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        for member in self.packed:
            name = member.name.removeprefix("./")
            if name in (".", ""):
                continue
            kind = "folder" if member.isdir() else "link" if member.issym() or member.islnk() else "device"
            if member.isreg() and not member.issparse():
                kind = "file"
            self.members.setdefault(name, member)
            yield Entry(name, kind, member.size)

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        stream = self.packed.extractfile(self.members[name])
        assert stream is not None, "it was listed as a file"
        return stream

    def close(self) -> None:
        self.packed.close()
        if self.stream is not None:
            self.stream.close()


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "device"


def _opened_tar(path: Path, most: int) -> _Tar:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    if not packed:
        return _Tar(tarfile.open(path, mode="r:"))
    # The padding at the end of a tar file is no content.
    bounded = _Bounded(path, most + _MEGABYTE)
    try:
        return _Tar(tarfile.open(fileobj=cast("IO[bytes]", bounded), mode="r:"), bounded)
    except BaseException:
        bounded.close()
        raise


class _Bounded:
    """A stream that is never unpacked beyond a limit, however much it could give."""

    def __init__(self, path: Path, most: int) -> None:
        self._stream, self._most = gzip.GzipFile(path), most

    def read(self, size: int = -1) -> bytes:
        self._check(self._stream.tell() + (size if size >= 0 else self._most))
        return self._stream.read(size)

    def seek(self, place: int, whence: int = 0) -> int:
        self._check(place)
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()

    def _check(self, place: int) -> None:
        if place > self._most:
            raise refusal([refused("too-large", "")])
