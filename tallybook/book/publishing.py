"""Put the finished book in place of the last one, so that a reader always has a whole one."""

import contextlib
import shutil
from pathlib import Path

from tallybook import files

_DIGITS = 16


def publish(html: Path, digest: str, out: Path) -> None:
    """Make `out` show the book in `html`, which has this digest and is moved away.

    `out` is a link to a folder beside it that is named for the book's content; where the system knows no
    links, it is the folder itself.
    """
    target = out.with_name(f"{out.name}-{digest[:_DIGITS]}")
    with files.writing(out):
        _move_in(html, target)
        _point(out, target)
        _remove_others(out, target)


def _move_in(html: Path, target: Path) -> None:
    if target.is_dir() and files.digest_of_folder(target)[:_DIGITS] == target.name[-_DIGITS:]:
        return
    if target.exists():
        _set_aside(target)
    html.rename(target)


def _point(out: Path, target: Path) -> None:
    with files.fresh_folder(out) as room:
        link = room / "link"
        try:
            link.symlink_to(target.name, target_is_directory=True)
        except OSError:
            _replace_folder(out, target)
            return
        if out.is_dir() and not out.is_symlink():
            _set_aside(out)
        link.replace(out)


def _replace_folder(out: Path, target: Path) -> None:
    if out.is_dir():
        _set_aside(out)
    target.rename(out)


def _set_aside(folder: Path) -> None:
    with files.fresh_folder(folder) as aside:
        folder.rename(aside / "old")


def _remove_others(out: Path, target: Path) -> None:
    for other in out.parent.glob(f"{out.name}-*"):
        suffix = other.name[len(out.name) + 1 :]
        if other != target and len(suffix) == _DIGITS and set(suffix) <= set("0123456789abcdef"):
            with contextlib.suppress(OSError):
                shutil.rmtree(other)
