"""Files written so that a reader sees the old one or the new one whole, and never outside their folder."""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from tallybook.errors import FilesError, reason, say

# What everything is called that is not finished yet.
_UNFINISHED = ".tmp"
FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_FOLDER = (errno.ENOTDIR, errno.EEXIST)
_LOCK, _HOLDER = ".lock", ".holder"


def write(path: Path, content: bytes | str | Iterable[bytes]) -> None:
    """Write beside, then replace: after a crash or a full disk the old file is still whole.

    What is long may be given in parts. Raises FilesError with what went wrong: no space, no permission, no folder.
    """
    parts = (
        [content.encode()]
        if isinstance(content, str)
        else [content]
        if isinstance(content, bytes)
        else content
    )
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _unfinished(path)
        try:
            with unfinished.open("xb") as stream:
                stream.writelines(parts)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def holds(path: Path, parts: Iterable[bytes]) -> bool:
    """Whether a file is there, and holds just these parts, one after the other."""
    try:
        with path.open("rb") as stream:
            return all(stream.read(len(part)) == part for part in parts) and not stream.read(1)
    except OSError:
        return False


def _unfinished(path: Path) -> Path:
    """A name beside `path` that nobody else has."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}{_UNFINISHED}")


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says while `path` is written into one plain sentence."""
    try:
        yield
    except OSError as error:
        raise _refused(path, error) from error


def no_room(path: Path) -> FilesError:
    """What is said where a disk, or what one may use of it, is full."""
    return FilesError(
        say(
            "{path} could not be written: the disk is full. Make room, or choose another disk; "
            "what was finished before is kept, and the same command goes on from there.",
            path=path,
        )
    )


def _refused(path: Path, error: OSError) -> FilesError:
    if error.errno in FULL:
        return no_room(path)
    told = say("{path} could not be written: {reason}.", path=path, reason=reason(error))
    if error.errno in _NO_FOLDER and (other := _in_the_way(path)):
        told = say(
            "{path} could not be written, for {other} is no folder. Move that away, or choose another folder.",
            path=path,
            other=other,
        )
    if error.errno in _FORBIDDEN:
        told = say(
            "{path} could not be written: {reason}. Let this user write there, or choose another folder.",
            path=path,
            reason=reason(error),
        )
    return FilesError(told)


def _in_the_way(path: Path) -> Path | None:
    """What stands where a folder is wanted: a file, or a link to nothing."""
    return next((each for each in (path, *path.parents) if os.path.lexists(each) and not each.is_dir()), None)


def inside(folder: Path, name: str) -> Path:
    """The path of `name` in `folder`; raises FilesError where it would lead out of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise FilesError(say("{name} leads out of {folder}.", name=name, folder=folder))
    return path


@contextlib.contextmanager
def fresh_folder(beside: Path) -> Iterator[Path]:
    """A new empty folder next to `beside`, gone again at the end unless it was moved away."""
    folder = _unfinished(beside)
    with writing(beside):
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sync(folder: Path) -> None:
    """Have a folder's names on the disk; nothing where the system opens no folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def settle(folder: Path) -> None:
    """Have all that was written into a folder on the disk, contents and names, before it is called finished."""
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            sync(path)
        else:
            with path.open("rb") as stream:
                os.fsync(stream.fileno())


def put_in_place(fresh: Path, place: Path, aside: Path) -> None:
    """Let the finished folder `fresh` stand at `place`; what stood there is at `fresh` afterwards, or `aside`.

    Where the system can exchange two names in one step, there is never a moment without a folder at `place`;
    elsewhere the old one stands `aside` for that moment, for `put_back` to find.
    """
    with writing(place):
        if not place.exists():
            fresh.rename(place)
        elif not _exchanged(fresh, place):
            place.rename(aside)
            fresh.rename(place)
            shutil.rmtree(aside)
        sync(place.parent)


def put_back(place: Path, aside: Path) -> None:
    """After a broken off `put_in_place`: let what stands aside be at its place again, or be gone."""
    if not aside.exists():
        return
    with writing(place):
        if place.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(place)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two names could be exchanged in one step (Linux: renameat2(2) with RENAME_EXCHANGE)."""
    import ctypes
    import sys

    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    here, exchange = -100, 2
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), ctypes.c_uint(exchange)) == 0)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of_folder(folder: Path) -> str:
    """The SHA-256 of all names and contents in a folder, in hexadecimal."""
    whole = hashlib.sha256()
    for name in sorted(_names(folder)):
        whole.update(f"{name}\0{digest(folder / name)}\n".encode())
    return whole.hexdigest()


def _names(folder: Path) -> Iterator[str]:
    """The files in a folder and those below it, by their paths in it; far quicker than by patterns."""
    for place, _, names in os.walk(folder):
        inside = PurePath(place).relative_to(folder)
        yield from ((inside / name).as_posix() for name in names if Path(place, name).is_file())


def claim(folder: Path, mark: str) -> None:
    """Make a folder ours by a file `mark` in it, so that it may be removed as a whole one day.

    Raises FilesError where it is a link, or holds something already and is not ours.
    """
    with writing(folder):
        foreign = folder.is_symlink() or (
            folder.is_dir() and not (folder / mark).is_file() and _is_used(folder)
        )
    if foreign:
        raise FilesError(
            say(
                "{folder} holds files that Tallybook did not make, or leads elsewhere; nothing is written there. "
                "Name another folder with --path-output.",
                folder=folder,
            )
        )
    write(folder / mark, "")


def is_claimed(folder: Path, mark: str) -> bool:
    """Whether a folder is ours by a file `mark` in it, and no link to one."""
    return not folder.is_symlink() and (folder / mark).is_file()


def _is_used(folder: Path) -> bool:
    return any(path.name not in (_LOCK, _HOLDER) for path in folder.iterdir())


@contextlib.contextmanager
def locked(folder: Path, *, wait: float = 0) -> Iterator[None]:
    """Keep `folder` to this process; raises FilesError naming the process that holds it, after `wait` seconds.

    The kernel frees the lock when its holder dies, so there is none to be removed by hand; what a killed one
    had not finished is removed.
    """
    from filelock import FileLock, Timeout

    holder = folder / _HOLDER
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK, timeout=wait)
    try:
        held = lock.acquire()
    except Timeout as error:
        raise _in_use(folder, holder) from error
    except OSError as error:
        raise _refused(folder, error) from error
    with held:
        with writing(holder):
            holder.write_text(str(os.getpid()))
        _sweep(folder)
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


def is_locked(folder: Path) -> bool:
    """Whether another process keeps `folder` to itself now; what a killed one left does not count."""
    from filelock import FileLock, Timeout

    # Whoever asks must not keep others out: the lock is tried only where somebody holds it or was killed.
    if not (folder / _HOLDER).is_file():
        return False
    try:
        with FileLock(folder / _LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _in_use(folder: Path, holder: Path) -> FilesError:
    try:
        process = holder.read_text()
    except OSError:
        process = "?"
    return FilesError(
        say(
            "{folder} is in use by another tallybook (process {process}). Wait until it has ended.",
            folder=folder,
            process=process,
        )
    )


def _sweep(folder: Path) -> None:
    for left in (*folder.glob(f".*{_UNFINISHED}"), *folder.glob(f"*/.*{_UNFINISHED}")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                left.unlink()
