"""Why a run failed, while that is still on its way up."""

import re
from collections.abc import Iterable
from typing import Self

from tallybook.domain.results import FailureKind
from tallybook.errors import Message

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_LONGEST = 300


class RunFailedError(Exception):
    """A run without results: its kind, what a page says of it, the code cell and its line, and the traceback for the log."""

    def __init__(
        self,
        kind: FailureKind,
        detail: str | Message,
        *,
        cell: int | None = None,
        line: int | None = None,
        report: str = "",
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.cell = cell
        self.line = line
        self.report = plain(report)

    def hide(self, places: Iterable[tuple[str, str]]) -> Self:
        """This failure with other words in place of this machine's paths."""
        for path, word in places:
            self.report = self.report.replace(path, word)
            if isinstance(self.detail, str):
                self.detail = self.detail.replace(path, word)
        return self


class KernelDiedError(RunFailedError):
    """A run whose kernel died of itself, perhaps for want of memory, which is often there a moment later."""


def plain(text: str) -> str:
    """Text without the codes that colour it on a terminal."""
    return _ANSI.sub("", text)


def last_line(text: str) -> str:
    """The last line that says something, of bearable length."""
    lines = [line for line in plain(text).splitlines() if line.strip()]
    return one_line(lines[-1]) if lines else ""


def one_line(text: str) -> str:
    """A text on one line and of bearable length."""
    line = " ".join(plain(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
