"""Run Sphinx in a process of its own, with nothing of its surroundings but the source folder."""

import json
import os
import site
import subprocess
import sys
from pathlib import Path
from typing import Any

from tallybook.errors import BookError, Message, say

_START, _EACH = 120.0, 2.0
_SHOWN = 5


def run(source: Path, html: Path, *, room: Path, pages: int) -> None:
    """Build `source` into `html`; `room` is an empty folder for everything else that the process writes.

    Raises BookError with the pages and reasons where Sphinx complains of anything at all.
    """
    request = room / "request.json"
    request.write_text(
        json.dumps({"source": str(source), "html": str(html), "doctrees": str(room / "doctrees")}), "utf-8"
    )
    _execute(request, room, _START + _EACH * pages)
    report = room / "report.json"
    complaints = json.loads(report.read_text("utf-8")) if report.exists() else None
    if complaints is None:
        raise BookError(say("The book was not built: {reason}", reason=_last_line(room / "log.txt")))
    if complaints:
        raise BookError(_told(complaints))


def _execute(request: Path, room: Path, limit: float) -> None:
    home = room / "home"
    home.mkdir()
    with (room / "log.txt").open("wb") as log:
        try:
            subprocess.run(
                [sys.executable, "-P", "-m", "tallybook.book.worker", str(request)],
                cwd=home,
                env=_surroundings(home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
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
        "DOCUTILSCONFIG": "",
    }


def _told(complaints: list[dict[str, Any]]) -> Message:
    lines = [_line(complaint) for complaint in complaints[:_SHOWN]]
    more = len(complaints) - len(lines)
    if more > 0:
        return say("The book was not built: {faults} (and {more} more)", faults="\n".join(lines), more=more)
    return say("The book was not built: {faults}", faults="\n".join(lines))


def _line(complaint: dict[str, Any]) -> str:
    place = ":".join(str(part) for part in (complaint["page"], complaint["line"]) if part)
    return f"{place}: {complaint['text']}" if place else str(complaint["text"])


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
    return lines[-1] if lines else "?"
