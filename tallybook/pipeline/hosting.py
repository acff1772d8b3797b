"""Two processes of a build: one writes the pages and ends, the other stays and makes the book of them."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import methodcaller

from tallybook import apart, book, files
from tallybook.domain.subjects import Subject
from tallybook.pipeline.values import Plan, Stage, Watch


class Host:
    """The process that stays: it tells the watch, keeps the folder locked and has Sphinx loaded when that is told to it."""

    def __init__(self, plan: Plan, watch: Watch, held: contextlib.ExitStack) -> None:
        self.begin, self.done = watch.begin, watch.done
        self.sphinx: book.Sphinx | None = None
        self._folder, self._held = plan.folder, held

    def hear(self, said: Callable[["Host"], None]) -> None:
        """Do what the other process said."""
        said(self)

    def lock(self) -> None:
        """Keep the folder to this build until its end; raises FilesError as `files.locked` does."""
        self._held.enter_context(files.locked(self._folder))

    def load_sphinx(self) -> None:
        """Let Sphinx load while others are at work."""
        self.sphinx = self._held.enter_context(book.Sphinx())


@contextlib.contextmanager
def hosting(plan: Plan, watch: Watch) -> Iterator[Host]:
    """A host that lets go at the end of all that it holds."""
    with contextlib.ExitStack() as held:
        yield Host(plan, watch, held)


@dataclass(frozen=True, slots=True)
class Line(Watch):
    """The line to the host of a process that works for it: a watch, and more."""

    tell: apart.Tell

    def begin(self, stage: Stage, steps: int = 0) -> None:
        """A stage begins."""
        self.tell(methodcaller("begin", stage, steps))

    def done(self, subject: Subject, *, good: bool) -> None:
        """One run has ended."""
        self.tell(methodcaller("done", subject, good=good))

    def lock(self) -> None:
        """The folder is to be written to from now on."""
        self.tell(methodcaller("lock"))

    def load_sphinx(self) -> None:
        """Sphinx will be needed soon."""
        self.tell(methodcaller("load_sphinx"))
