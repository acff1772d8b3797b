"""Work in a process of its own: when it ends, the system has back all the room that it took."""

import contextlib
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from tallybook.errors import ApartError, say
from tallybook.parents import die_with_parent
from tallybook.unwinding import unheeded, unwind

T = TypeVar("T")
Tell = Callable[[object], None]

# Forking a process that has loaded libraries is safe on Linux alone.
SUPPORTED = sys.platform == "linux"
_ENDING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP} if SUPPORTED else ())
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
    """What `work` returns, done in a process forked from this one; in this one where none can be forked.

    It is given a function that has this process hear something, and that returns when it has. Whatever `hear`
    raises ends the work, as does the end of this process. Raises what the work raises, and ApartError where it was
    killed.
    """
    if not SUPPORTED or current_process().daemon:
        return work(hear)
    forking = get_context("fork")
    ours, theirs = forking.Pipe()
    process = forking.Process(target=_do, args=(work, ours, theirs, os.getpid()))
    with _ending(process, ours):
        # Its end of the line is not held here, or nobody would notice that it is gone.
        with theirs, _unheard():
            process.start()
        while True:
            with _lost():
                said: _Told | _Ended[T] | _Raised = ours.recv()
            if not isinstance(said, _Told):
                process.join()
                return _outcome(said)
            hear(said.value)
            with _lost():
                ours.send(None)


def _outcome(said: _Ended[T] | _Raised) -> T:
    if isinstance(said, _Raised):
        raise said.error
    return said.result


@contextlib.contextmanager
def _lost() -> Iterator[None]:
    """Of a process that is killed in the midst of a message, too, nothing is left but an error of the system's."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise ApartError(
            say(
                "A process that does a part of the work was ended from outside, perhaps because memory ran out. "
                "What had finished is kept; the same command goes on from there."
            )
        ) from error


@contextlib.contextmanager
def _ending(process: BaseProcess, ours: Connection) -> Iterator[None]:
    """Leave no process: one that has not ended is told to, and killed if it does not, or we are told once more."""
    try:
        yield
    finally:
        try:
            if process.pid and process.is_alive():
                process.terminate()
            # It may be waiting for us to listen.
            ours.close()
            if process.pid:
                process.join(_PATIENCE)
        finally:
            if process.pid:
                process.kill()
                process.join()


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Signals wait while a process is made, until it knows what to make of them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(work: Callable[[Tell], object], ours: Connection, theirs: Connection, parent: int) -> None:
    """What the forked process does; it heeds no signal but the other's, which may have been sent to both."""
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        return
    # Else nobody would ever notice that the other has closed it.
    ours.close()
    signal.signal(signal.SIGTERM, unwind)
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, unheeded)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    # What draws a bar there does so in the other.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__

    def tell(value: object) -> None:
        theirs.send(_Told(value))
        theirs.recv()

    try:
        _send(theirs, _Ended(work(tell)))
    except BaseException as error:
        _send(theirs, _Raised(_portable(error)))


def _send(theirs: Connection, said: object) -> None:
    # Whoever does not listen any more has ended, or wants us to.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        theirs.send(said)


def _portable(error: BaseException) -> BaseException:
    """The error with where it was raised, or another that says the same where it cannot be passed on."""
    told = "".join(traceback.format_exception(error))
    # Told of a process further in, it is a part of that.
    error.__notes__ = [told]
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:
        return RuntimeError(told)
    return error
