"""One job from beginning to end: run in a kernel of its own and judged."""

import contextlib
import errno
import threading
import time
from concurrent.futures import Future, wait
from pathlib import Path
from typing import BinaryIO

from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from zmq import ZMQError

from tallybook import files
from tallybook.domain.phones import masked
from tallybook.domain.results import Failed, FailureKind, Job, Outcome, Succeeded
from tallybook.errors import Message, say
from tallybook.runs import engine, keys, store
from tallybook.runs.attempts import OUTPUT_LIMIT, Attempt
from tallybook.runs.checks import raised, results_of
from tallybook.runs.failures import KernelDiedError, RunFailedError, last_line
from tallybook.runs.kernels import PrivateKernel, environment, private_folder
from tallybook.runs.shared import Batch
from tallybook.settings import Running

# Longer than everything that ends a kernel may take.
_PATIENCE = 10.0
_LOOK = 0.1
# How Papermill, its client and the system say that a run did not go well; anything else is a bug of ours.
_FORESEEN = (PapermillExecutionError, DeadKernelError, CellTimeoutError, ZMQError, RuntimeError, OSError)
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def run_job(job: Job, notebook: NotebookNode, batch: Batch) -> Outcome:
    """The outcome of running a job; raises FilesError where the disk does not take what must be written."""
    begun = time.monotonic()
    batch.on_start(job)
    log = batch.folder / "logs" / f"{job.subject.slug}.log"
    try:
        executed = _executed(job, notebook, batch)
        results = results_of(executed.notebook, job)
    except RunFailedError as failure:
        seconds = time.monotonic() - begun
        if not batch.stopping.is_set():
            files.write(log, masked(_report(job, failure)))
        return Failed(
            job=job,
            kind=failure.kind,
            detail=_detail(failure),
            log=log,
            seconds=seconds,
            cell=failure.cell,
            line=failure.line,
        )
    path = store.keep(job, executed, batch.folder)
    log.unlink(missing_ok=True)
    return Succeeded(job=job, results=results, notebook=path, seconds=time.monotonic() - begun)


def _executed(job: Job, notebook: NotebookNode, batch: Batch) -> store.Executed:
    last = time.monotonic() + batch.running.start_timeout + batch.running.timeout
    try:
        return _attempted(job, notebook, batch, last=last)
    except KernelDiedError:
        return _attempted(job, notebook, batch, last=last)


def _attempted(job: Job, notebook: NotebookNode, batch: Batch, *, last: float) -> store.Executed:
    with private_folder(batch.temporary.path) as private:
        said = private / "said.log"
        with said.open("wb") as stream:
            attempt = _prepared(private, batch, stream, last=last)
            try:
                executed = _watched(job, notebook, attempt, batch.stopping)
            except _FORESEEN as error:
                _raise_if_disk(error, private)
                failure = _judged(error, attempt, batch.running, _heard(said))
                raise failure.hide(store.places(job, private)) from error
        return store.portable(job, executed, private)


def _heard(said: Path) -> str:
    """The last words of a kernel to whoever reads its standard output; none where its keeper took them along."""
    with contextlib.suppress(FileNotFoundError), said.open("rb") as stream:
        stream.seek(max(0, said.stat().st_size - 100_000))
        return stream.read().decode(errors="replace")
    return ""


def _prepared(private: Path, batch: Batch, said: BinaryIO, *, last: float) -> Attempt:
    return Attempt(
        kernel=PrivateKernel(private, batch.temporary.held, batch.server),
        launch={
            "env": environment(private, batch.folder),
            "cwd": str(private / "cwd"),
            "stdout": said,
            "stderr": said,
        },
        until=min(time.monotonic() + batch.running.start_timeout, last),
        seconds=batch.running.timeout,
        last=last,
    )


def _watched(job: Job, notebook: NotebookNode, attempt: Attempt, stopping: threading.Event) -> NotebookNode:
    """Execute in a thread of its own, so that nothing a kernel does or leaves undone can hold us up."""
    answer: Future[NotebookNode] = Future()
    given = keys.parameters(job.subject, job.period, slice_file=job.slice_file.absolute())
    threading.Thread(target=_answer, args=(answer, notebook, given, attempt), daemon=True).start()
    try:
        while not wait([answer], timeout=_LOOK).done and not attempt.verdict:
            attempt.look_at_clock()
            if stopping.is_set():
                attempt.give_up(FailureKind.NOT_STARTED)
        return _ended(answer, attempt)
    finally:
        attempt.kernel.end()


def _ended(answer: Future[NotebookNode], attempt: Attempt) -> NotebookNode:
    patience = time.monotonic() + _PATIENCE
    while not answer.done() and time.monotonic() < patience:
        attempt.kernel.end()
        wait([answer], timeout=_LOOK)
    executed = answer.result(timeout=0)
    if attempt.verdict:
        # It came through all the same, but what it said since was not heard.
        raise DeadKernelError(attempt.verdict)
    return executed


def _answer(
    answer: Future[NotebookNode], notebook: NotebookNode, given: dict[str, str], attempt: Attempt
) -> None:
    try:
        answer.set_result(engine.execute(notebook, given, attempt))
    except BaseException as error:
        answer.set_exception(error)
    finally:
        ensure_event_loop().close()


def _judged(error: Exception, attempt: Attempt, running: Running, heard: str) -> RunFailedError:
    cell = attempt.cell or None
    if attempt.verdict:
        return RunFailedError(attempt.verdict, _explained(attempt, running), cell=cell, report=heard)
    if isinstance(error, PapermillExecutionError):
        name, value = attempt.error or (error.ename, error.evalue)
        return raised(name, value, cell=attempt.cell, trace=error.traceback)
    if not attempt.answered:
        detail = last_line(heard) or last_line(str(error))
        return KernelDiedError(FailureKind.NOT_STARTED, detail, report=heard)
    if attempt.kernel.exit_code == 0:
        return RunFailedError(FailureKind.STOPPED_EARLY, "", cell=cell, report=heard)
    return KernelDiedError(FailureKind.KERNEL_DIED, last_line(str(error)), cell=cell, report=heard)


def _raise_if_disk(error: Exception, private: Path) -> None:
    if isinstance(error, OSError) and error.errno in _DISK:
        with files.writing(private):
            raise error


def _explained(attempt: Attempt, running: Running) -> Message:
    match attempt.verdict:
        case FailureKind.TIMED_OUT:
            return say("{seconds} s", seconds=running.timeout)
        case FailureKind.TOO_LARGE:
            return say("more than {limit} MB", limit=OUTPUT_LIMIT // 1_000_000)
        case _:
            return say("its kernel did not answer within {seconds} s", seconds=running.start_timeout)


def _detail(failure: RunFailedError) -> str | Message:
    """What went wrong, without the phone numbers that an exception may name."""
    return masked(failure.detail) if isinstance(failure.detail, str) else failure.detail


def _report(job: Job, failure: RunFailedError) -> str:
    head = f"{job.subject.slug} {job.period} {job.notebook.name}: {failure}"
    line = f", line {failure.line}" if failure.line else ""
    cell = f" (code cell {failure.cell}{line})" if failure.cell else ""
    return f"{head}{cell}\n\n{failure.report}\n"
