"""All jobs of a build, several at a time; what has finished stays finished, whatever happens to the rest."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook import temporary
from tallybook.domain.results import Job, Outcome
from tallybook.errors import RunsError
from tallybook.runs import keys, limits, order, store
from tallybook.runs.notebooks import read_all
from tallybook.runs.shared import Batch
from tallybook.runs.warm import OFTEN_LOADED, ForkServer, fork_server
from tallybook.settings import Running
from tallybook.unwinding import unwinding

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Of so many runs on, a rehearsal costs less than it spares.
_MANY = 8
# A run waits for its kernel's start, its answers and its end while others compute: this many more than processors.
_WAITING = 2


def _unheard(_job: Job) -> None:
    """Nobody wants to know."""


def run(
    jobs: tuple[Job, ...],
    *,
    running: Running,
    folder: Path,
    on_done: Callable[[Outcome], None],
    on_start: Callable[[Job], None] = _unheard,
    server: ForkServer | None = None,
) -> tuple[Outcome, ...]:
    """The outcomes in the order of the jobs; executed notebooks go to `folder`/runs, logs to `folder`/logs.

    `on_start` is called in any thread as a job begins, `on_done` in this one as it ends. A `server` that was
    started before is closed. Raises RunsError where a notebook is not fit to be run, before anything is, and
    FilesError where the disk does not take what must be written.
    """
    notebooks = read_all(jobs)
    new = [job for job in jobs if not store.is_kept(job, folder)]
    outcomes: dict[Job, Outcome] = {}

    def ended(outcome: Outcome) -> None:
        outcomes[outcome.job] = outcome
        on_done(outcome)

    def execute(missing: Sequence[Job]) -> None:
        if not missing:
            return
        with temporary.folder() as made:
            batch = Batch(
                running=running,
                folder=folder,
                temporary=made,
                stopping=threading.Event(),
                on_start=on_start,
                server=server,
            )
            _run(missing, notebooks, batch, ended)

    with unwinding([signal.SIGTERM]), _served(new, folder, server) as server:
        execute(new)
        # What is kept is read when kernels need no more room; what of it is damaged is executed after all.
        for job in jobs:
            if job not in outcomes and (found := store.find(job, folder)):
                ended(found)
        execute([job for job in jobs if job not in outcomes])
    return tuple(outcomes[job] for job in jobs)


@contextlib.contextmanager
def warming(notebooks: Iterable[Path], folder: Path) -> Iterator[ForkServer | None]:
    """A fork server that loads, while others are at work, what kernels for these notebooks need; `run` takes it.

    None where there can be none; `folder` is that of the runs.
    """
    # Imported here, for a build that finds everything done needs none of these.
    from tallybook.runs.kernels import common_environment

    libraries: frozenset[str] = frozenset()
    # What is wrong with a notebook is said when it is to be run.
    with contextlib.suppress(RunsError):
        cells = [cell for notebook in set(notebooks) for cell in keys.source(notebook)]
        libraries = OFTEN_LOADED & keys.imported(text for kind, text, _ in cells if kind == "code").keys()
    with fork_server(common_environment(folder), libraries) as server:
        yield server


@contextlib.contextmanager
def _served(jobs: Sequence[Job], folder: Path, given: ForkServer | None) -> Iterator[ForkServer | None]:
    """The fork server for these jobs, which rehearses where that is worth it; none where there are no jobs."""
    if not jobs:
        if given:
            given.close()
        yield None
        return
    from tallybook.runs.kernels import unlock_fonts

    unlock_fonts(folder)
    started = contextlib.closing(given) if given else warming((job.notebook for job in jobs), folder)
    with started as server:
        if server and len(jobs) >= _MANY:
            server.rehearse(order.typical(jobs).slice_file)
        yield server


def _run(
    jobs: Sequence[Job],
    notebooks: Mapping[Path, "NotebookNode"],
    batch: Batch,
    on_done: Callable[[Outcome], None],
) -> None:
    # Slow to load as well.
    from tallybook.runs.execution import run_job

    at_a_time = _at_a_time(batch.running)
    limits.make_room(min(at_a_time, len(jobs)))
    if batch.server:
        # Loading is no part of the time that a kernel has to start in.
        batch.server.is_ready()
    with _workers(batch) as workers:
        futures = [
            workers.submit(run_job, job, notebooks[job.notebook], batch)
            for job in order.large_ones_apart(jobs, at_a_time)
        ]
        for future in as_completed(futures):
            on_done(future.result())


def _at_a_time(running: Running) -> int:
    return (os.cpu_count() or 1) + _WAITING if running.jobs == "auto" else running.jobs


@contextlib.contextmanager
def _workers(batch: Batch) -> Iterator[ThreadPoolExecutor]:
    workers = ThreadPoolExecutor(_at_a_time(batch.running))
    try:
        yield workers
    except BaseException:
        batch.stopping.set()
        raise
    finally:
        workers.shutdown(wait=True, cancel_futures=True)
