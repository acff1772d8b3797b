"""One attempt to run a notebook: its kernel, its clock, and why it was given up."""

import time
from dataclasses import dataclass
from typing import Any

from tallybook.domain.results import FailureKind
from tallybook.runs.checks import INJECTED
from tallybook.runs.failures import RunFailedError
from tallybook.runs.kernels import PrivateKernel

OUTPUT_LIMIT = 20_000_000


@dataclass(slots=True)
class Attempt:
    """What the thread that talks to the kernel and the thread that watches it share.

    `until` is on the monotonic clock: first the moment by which the kernel must have answered, and from the
    first cell on the moment by which the notebook must be through, `seconds` later but never after `last`.
    `error` is the name and text of what a cell raised, also where it left no such output, as a failing magic does.
    """

    kernel: PrivateKernel
    launch: dict[str, Any]
    until: float
    seconds: float
    last: float
    answered: bool = False
    cell: int = 0
    said: int = 0
    verdict: FailureKind | None = None
    error: tuple[str, str] | None = None

    def begin_cell(self, cell: Any, cell_index: int) -> None:  # noqa: ARG002
        """The kernel has answered, and is given the next code cell; that of the parameters does not count."""
        if not self.answered:
            self.answered, self.until = True, min(time.monotonic() + self.seconds, self.last)
        if INJECTED not in cell.metadata.get("tags", ()) and not self.verdict:
            self.cell += 1

    def end_cell(self, cell: Any, cell_index: int, execute_reply: dict[str, Any]) -> None:  # noqa: ARG002
        """The kernel is through with a code cell; raises RunFailedError where that called exit().

        The kernel goes on for a moment then, and what it would do in it differs from run to run.
        """
        content = execute_reply["content"]
        if content["status"] == "error":
            self.error = (content["ename"], content["evalue"])
        for wish in content.get("payload", ()):
            if wish.get("source") == "ask_exit":
                raise RunFailedError(FailureKind.STOPPED_EARLY, "exit()", cell=self.cell)

    def may_say(self, size: int) -> bool:
        """Count an output of `size` characters; false, and the end of the attempt, beyond the limit."""
        self.said += size
        if self.said > OUTPUT_LIMIT:
            self.give_up(FailureKind.TOO_LARGE)
        return self.verdict is None

    def give_up(self, verdict: FailureKind) -> None:
        """Stop for this reason, unless there is one already."""
        self.verdict = self.verdict or verdict

    def look_at_clock(self) -> None:
        """Give up where the time is over."""
        if time.monotonic() > self.until:
            self.give_up(FailureKind.TIMED_OUT if self.answered else FailureKind.NOT_STARTED)
