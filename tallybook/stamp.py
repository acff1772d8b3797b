"""The stamp of a finished build: of what it was made, so that nothing is made again while nothing has changed."""

import functools
import hashlib
import json
import platform
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import tallybook
from tallybook import codec, files

T = TypeVar("T")
_FILE = "built.json"


def key(inputs: Iterable[Path], wanted: Mapping[str, str]) -> str:
    """The SHA-256 of all that a book depends on: its files by name and content, what is wanted, the software."""
    content = {str(path): files.digest(path) for path in inputs}
    return _digest({"inputs": content, "wanted": dict(wanted), "software": software()})


def keep(folder: Path, key: str, *, book: str, report: object) -> None:
    """Note that the book with the digest `book` was made of `key`, with what is to be said of it."""
    stamp = {"key": key, "book": book, "report": codec.dump(report)}
    files.write(folder / _FILE, json.dumps(stamp, ensure_ascii=False, indent=1))


def find(folder: Path, key: str, kind: type[T], *, book: Path) -> T | None:
    """What was said of the book where it was made of the same and is still as it was; otherwise None."""
    try:
        stamp = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        if stamp["key"] != key or stamp["book"] != files.digest_of_folder(book):
            return None
        return codec.load(kind, stamp["report"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


@functools.cache
def software() -> str:
    """The SHA-256 of the package to the letter, and of everything installed beside it by name and version."""
    installed = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    package = Path(tallybook.__file__).parent
    own = {
        path.relative_to(package).as_posix(): files.digest(path)
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    return _digest([platform.python_version(), own, *sorted(path.stem for path in installed)])
