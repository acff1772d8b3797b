"""Run Sphinx in a process of its own, with a home, a locale and a clock that are the same everywhere."""

import contextlib
import json
import os
import re
import signal
import site
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tallybook import codec, files
from tallybook.book.paper.order import Order
from tallybook.book.paper.outcome import Unformed
from tallybook.errors import BookError, Message, say

_START, _EACH = 120.0, 2.0
_SHOWN = 5
# How Python tells of a full disk, wherever in Sphinx and its helpers it was met.
_FULL = re.compile("|".join(rf"\[Errno {number}\]" for number in files.FULL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What Sphinx complains of, with the page's file and line where it knows them."""

    page: str | None
    line: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What Sphinx's process says at its end."""

    complaints: tuple[Complaint, ...]
    unformed: tuple[Unformed, ...]


def run(
    source: Path,
    html: Path,
    *,
    room: Path,
    pages: int,
    order: Order | None = None,
    changed: Sequence[str] | None = None,
) -> tuple[Unformed, ...]:
    """Build `source` into `html`, PDF and Word files too where ordered; `room` is a folder for all else.

    It is empty, or holds the last book and what was read for it; then only the `changed` pages are read.
    Returns what these have no form for. Raises BookError with the pages and reasons where Sphinx complains of
    anything at all.
    """
    found = _sphinx(source, html, room=room, pages=pages, builder="html", order=order, changed=changed)
    if found.complaints:
        raise BookError(told(found.complaints))
    return found.unformed


def complaints(source: Path, html: Path, *, room: Path, pages: int, builder: str) -> tuple[Complaint, ...]:
    """All that Sphinx complains of; with the builder `dummy` it reads everything and writes nothing."""
    return _sphinx(source, html, room=room, pages=pages, builder=builder).complaints


def _sphinx(
    source: Path,
    html: Path,
    *,
    room: Path,
    pages: int,
    builder: str,
    order: Order | None = None,
    changed: Sequence[str] | None = None,
) -> _Told:
    request = {
        "source": str(source),
        "html": str(html),
        "doctrees": str(room / "doctrees"),
        "builder": builder,
        "order": codec.dump(order) if order else None,
        "changed": changed if changed is None else list(changed),
        "parent": os.getpid(),
    }
    ended = _execute(json.dumps(request), room / "home", _START + _EACH * pages)
    found = _report(ended.output)
    if any(_FULL.search(text) for text in (ended.log, *_reasons(found))):
        raise files.no_room(html)
    if found is None:
        raise BookError(say("The book was not built: {reason}", reason=_last_line(ended.log)))
    return found


def told(found: Sequence[Complaint]) -> Message:
    """Complaints in one message, of many the first."""
    faults = "\n".join(_line(complaint) for complaint in found[:_SHOWN])
    more = len(found) - _SHOWN
    if more > 0:
        return say("The book was not built: {faults} (and {more} more)", faults=faults, more=more)
    return say("The book was not built: {faults}", faults=faults)


@dataclass(frozen=True, slots=True)
class _Ended:
    output: str
    log: str


def _execute(request: str, home: Path, limit: float) -> _Ended:
    with files.writing(home):
        home.mkdir()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "tallybook.book.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
        env=_surroundings(home),
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            return _Ended(*process.communicate(request, timeout=limit))
        except subprocess.TimeoutExpired as error:
            raise BookError(
                say("The book was not built within {seconds} seconds and was stopped.", seconds=round(limit))
            ) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Leave nothing behind, neither Sphinx nor the helpers that it has forked."""
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _surroundings(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "USERPROFILE": str(home),
        "PYTHONUSERBASE": site.getuserbase(),
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "UTC",
    }


def _reasons(found: _Told | None) -> Iterator[str]:
    yield from (complaint.text for complaint in found.complaints) if found else ()


def _report(output: str) -> _Told | None:
    lines = output.splitlines()
    try:
        report = json.loads(lines[-1])
        return _Told(
            complaints=tuple(_complaint(**found) for found in report["complaints"]),
            unformed=tuple(Unformed(**found) for found in report["unformed"]),
        )
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def _complaint(page: str | None, line: str | None, text: str) -> Complaint:
    return Complaint(page=page, line=int(line) if line else None, text=text)


def _line(complaint: Complaint) -> str:
    place = ":".join(str(part) for part in (complaint.page, complaint.line) if part)
    return f"{place}: {complaint.text}" if place else complaint.text


def _last_line(log: str) -> str:
    return next((line for line in reversed(log.splitlines()) if line.strip()), "?")
