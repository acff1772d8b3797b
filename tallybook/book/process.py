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
from typing import Self

from tallybook import codec, files, temporary
from tallybook.book.paper.order import Order
from tallybook.book.paper.outcome import Unformed
from tallybook.errors import BookError, Message, say
from tallybook.parents import ending_with

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


@dataclass(frozen=True, slots=True)
class Ended:
    """What Sphinx's process wrote before it ended."""

    output: str
    log: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What Sphinx's process is to make of how many pages, with a room for all that is not the book."""

    source: Path
    html: Path
    room: Path
    pages: int
    builder: str = "html"
    order: Order | None = None
    changed: Sequence[str] | None = None

    @property
    def home(self) -> Path:
        """A home of its own."""
        return self.room / "home"

    @property
    def limit(self) -> float:
        """So many seconds it may take."""
        return _START + _EACH * self.pages

    def as_json(self) -> str:
        """As the process reads it."""
        return json.dumps(
            {
                "home": str(self.home),
                "source": str(self.source),
                "html": str(self.html),
                "doctrees": str(self.room / "doctrees"),
                "builder": self.builder,
                "order": codec.dump(self.order) if self.order else None,
                "changed": self.changed if self.changed is None else list(self.changed),
            }
        )


class Sphinx:
    """A process for Sphinx, which loads its libraries while others are at work; it builds once.

    Nothing of it is left when its context is: neither Sphinx nor the helpers that it has forked. All of them
    hold the descriptors `held`.
    """

    def __init__(self, held: Sequence[int] = ()) -> None:
        self._is_left = False
        self._process = subprocess.Popen(
            [*ending_with(os.getpid()), "tallybook.book.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(sys.executable).anchor,
            env=_surroundings(),
            pass_fds=held,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_left:
            return
        self._is_left = True
        with self._process, contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def ended(self, request: str, limit: float) -> Ended:
        """What it says once it has done as asked; raises BookError where it takes more than so many seconds."""
        try:
            return Ended(*self._process.communicate(request, timeout=limit))
        except subprocess.TimeoutExpired as error:
            raise BookError(
                say("The book was not built within {seconds} seconds and was stopped.", seconds=round(limit))
            ) from error


def run(
    source: Path,
    html: Path,
    *,
    room: Path,
    pages: int,
    order: Order | None = None,
    changed: Sequence[str] | None = None,
    sphinx: Sphinx | None = None,
) -> tuple[Unformed, ...]:
    """Build `source` into `html`, PDF and Word files too where ordered; `room` is a folder for all else.

    It is empty, or holds the last book and what was read for it; then only the `changed` pages are read.
    Returns what these have no form for. Raises BookError with the pages and reasons where Sphinx complains of
    anything at all.
    """
    request = _Request(source=source, html=html, room=room, pages=pages, order=order, changed=changed)
    with sphinx or Sphinx() as awake:
        found = _answered(awake, request)
    if found.complaints:
        raise BookError(told(found.complaints))
    return found.unformed


def complaints(folder: temporary.Folder, pages: int) -> tuple[Complaint, ...]:
    """All that Sphinx complains of in the folder's `source`: it reads everything and writes no page."""
    room = folder.path
    request = _Request(source=room / "source", html=room / "html", room=room, pages=pages, builder="dummy")
    with Sphinx([folder.held]) as sphinx:
        return _answered(sphinx, request).complaints


def _answered(sphinx: Sphinx, request: _Request) -> _Told:
    with files.writing(request.home):
        request.home.mkdir()
    ended = sphinx.ended(request.as_json(), request.limit)
    found = _report(ended.output)
    if any(_FULL.search(text) for text in (ended.log, *_reasons(found))):
        raise files.no_room(request.html)
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


def _surroundings() -> dict[str, str]:
    """What is set for Sphinx's process; a home is given to it with the request."""
    return {
        **os.environ,
        "LC_ALL": "C.UTF-8",
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
