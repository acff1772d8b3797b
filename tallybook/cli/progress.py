"""How far a build is: a bar on a terminal, plain lines elsewhere, nothing where quiet is asked for."""

import time
from types import TracebackType
from typing import Self

import click

from tallybook.domain.subjects import Subject
from tallybook.errors import say
from tallybook.pipeline import Stage
from tallybook.wording import Wording

_STAGES = {
    Stage.TABLES: say("Reading and checking the tables"),
    Stage.SLICES: say("Cutting the slices"),
    Stage.RUNS: say("Running the notebooks"),
    Stage.PAGES: say("Writing the pages"),
    Stage.BOOK: say("Making the book"),
}


class Clock:
    """A watch that keeps how long each stage took; the others are built on it."""

    def __init__(self) -> None:
        self.seconds: dict[Stage, float] = {}
        self._stage: Stage | None = None
        self._since = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def begin(self, stage: Stage, steps: int = 0) -> None:  # noqa: ARG002
        """Stop the stage before and start this one."""
        self._stop()
        self._stage, self._since = stage, time.perf_counter()

    def done(self, subject: Subject, *, good: bool) -> None:
        """One run has ended."""

    def _stop(self) -> None:
        if self._stage is not None:
            self.seconds[self._stage] = time.perf_counter() - self._since


class Lines(Clock):
    """Plain lines on standard error: one for each stage, one for each run that failed."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording

    def begin(self, stage: Stage, steps: int = 0) -> None:
        """Say what begins."""
        super().begin(stage, steps)
        count = f" ({steps})" if steps else ""
        click.echo(self._wording.message(_STAGES[stage]) + count, err=True)

    def done(self, subject: Subject, *, good: bool) -> None:
        """Say who failed."""
        if not good:
            line = self._wording.text("Failed: {name} ({id})", name=subject.name, id=subject.id)
            click.echo(line, err=True)


class Bars(Lines):
    """A progress bar for the stage that has steps, on a terminal."""

    def __init__(self, wording: Wording) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        super().__init__(wording)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._progress.stop()

    def begin(self, stage: Stage, steps: int = 0) -> None:
        """A new bar; the one before is full."""
        Clock.begin(self, stage, steps)
        for task in self._progress.tasks:
            self._progress.update(task.id, completed=task.total)
        self._progress.add_task(self._wording.message(_STAGES[stage]), total=steps or 1)

    def done(self, subject: Subject, *, good: bool) -> None:
        """One step further; a failed run is named above the bar."""
        self._progress.advance(self._progress.tasks[-1].id)
        super().done(subject, good=good)

    def _stop(self) -> None:
        super()._stop()
        for task in self._progress.tasks:
            self._progress.update(task.id, completed=task.total)
