"""Work in a process of its own: when it ends, the system has back all the room that it took."""

import contextlib
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Generic, NoReturn, TypeVar

from tallybook.errors import ApartError, say
from tallybook.parents import die_with_parent

T = TypeVar("T")
Tell = Callable[[object], None]

# Forking a process that has loaded libraries is safe on Linux alone.
SUPPORTED = sys.platform == "linux"
# What it has begun it may put away when it is told to end, within so many seconds.
_PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class _Told:
    value: object


@dataclass(frozen=True, slots=True)
class _Ended(Generic[T]):
    result: T


@dataclass(frozen=True, slots=True)
class _Raised:
    error: BaseException


def call(work: Callable[[Tell], T], hear: Callable[[Any], None]) -> T:
    """What `work` returns, done in a process forked from this one; on some systems in this one.

    It is given a function that has this process hear something, and that returns when it has. Whatever `hear`
    raises ends the work, as does the end of this process. Raises what the work raises, and ApartError where it was
    killed.
    """
    if not SUPPORTED:
        return work(hear)
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_do, args=(work, ours, theirs, os.getpid()))
    with _ending(process, ours):
        with theirs:
            process.start()
        while True:
            said: _Told | _Ended[T] | _Raised = _said(ours)
            if isinstance(said, _Raised):
                raise said.error
            if isinstance(said, _Ended):
                process.join()
                return said.result
            hear(said.value)
            ours.send(None)


def _said(ours: Connection) -> Any:
    try:
        return ours.recv()
    except (EOFError, ConnectionError) as error:
        raise ApartError(
            say(
                "A process that does a part of the work was ended from outside, perhaps because memory ran out. "
                "What had finished is kept; the same command goes on from there."
            )
        ) from error


@contextlib.contextmanager
def _ending(process: BaseProcess, ours: Connection) -> Iterator[None]:
    """Leave no process: one that has not ended is told to, and killed if it does not."""
    try:
        yield
    finally:
        if process.pid and process.is_alive():
            process.terminate()
        # It may be waiting for us to listen.
        ours.close()
        if process.pid:
            process.join(_PATIENCE)
            process.kill()
            process.join()
            process.close()


def _do(work: Callable[[Tell], object], ours: Connection, theirs: Connection, parent: int) -> None:
    """What the forked process does: it stops with the other, which alone hears of Ctrl-C."""
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        return
    # Else nobody would ever notice that the other has closed it.
    ours.close()
    signal.signal(signal.SIGTERM, _end)
    # Not ignored, for that would pass on to the programs that are started.
    signal.signal(signal.SIGINT, lambda *_: None)

    def tell(value: object) -> None:
        theirs.send(_Told(value))
        theirs.recv()

    try:
        _send(theirs, _Ended(work(tell)))
    except BaseException as error:
        _send(theirs, _Raised(_portable(error)))


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _send(theirs: Connection, said: object) -> None:
    # Whoever does not listen any more has ended, or wants us to.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        theirs.send(said)


def _portable(error: BaseException) -> BaseException:
    """The error with where it was raised, or another that says the same where it cannot be passed on."""
    told = "".join(traceback.format_exception(error))
    error.add_note(told)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:
        return RuntimeError(told)
    return error
