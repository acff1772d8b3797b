"""Run Sphinx in a process of its own, with nothing of its surroundings but the source folder."""

import json
import os
import site
import subprocess
import sys
from pathlib import Path
from typing import Any

from tallybook import files
from tallybook.errors import BookError, Message, say

_START, _EACH = 120.0, 2.0
_SHOWN = 5


def run(source: Path, html: Path, *, room: Path, pages: int) -> None:
    """Build `source` into `html`; `room` is an empty folder for everything else that the process writes.

    Raises BookError with the pages and reasons where Sphinx complains of anything at all.
    """
    request = {"source": str(source), "html": str(html), "doctrees": str(room / "doctrees")}
    ended = _execute(json.dumps(request), room / "home", _START + _EACH * pages)
    complaints = _report(ended.stdout)
    if complaints is None:
        raise BookError(say("The book was not built: {reason}", reason=_last_line(ended.stderr)))
    if complaints:
        raise BookError(_told(complaints))


def _execute(request: str, home: Path, limit: float) -> subprocess.CompletedProcess[str]:
    with files.writing(home):
        home.mkdir()
    try:
        return subprocess.run(
            [sys.executable, "-P", "-m", "tallybook.book.worker"],
            input=request,
            cwd=home,
            env=_surroundings(home),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BookError(
            say("The book was not built within {seconds} seconds and was stopped.", seconds=round(limit))
        ) from error


def _surroundings(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PYTHONUSERBASE": site.getuserbase(),
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "UTC",
    }


def _report(output: str) -> list[dict[str, Any]] | None:
    lines = output.splitlines()
    try:
        return list(json.loads(lines[-1])["complaints"])
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def _told(complaints: list[dict[str, Any]]) -> Message:
    faults = "\n".join(_line(complaint) for complaint in complaints[:_SHOWN])
    more = len(complaints) - _SHOWN
    if more > 0:
        return say("The book was not built: {faults} (and {more} more)", faults=faults, more=more)
    return say("The book was not built: {faults}", faults=faults)


def _line(complaint: dict[str, Any]) -> str:
    place = ":".join(str(part) for part in (complaint["page"], complaint["line"]) if part)
    return f"{place}: {complaint['text']}" if place else str(complaint["text"])


def _last_line(log: str) -> str:
    return next((line for line in reversed(log.splitlines()) if line.strip()), "?")
