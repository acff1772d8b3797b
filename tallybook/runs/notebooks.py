"""The notebooks of a batch, read once and found fit before anything runs."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook import files
from tallybook.domain.results import Job
from tallybook.errors import RunsError, say
from tallybook.runs import keys

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_all(jobs: tuple[Job, ...]) -> dict[Path, "NotebookNode"]:
    """Each job's notebook by path; raises RunsError as `check` does, and where one changed since the jobs were made."""
    notebooks = check(job.notebook for job in jobs)
    _check_unchanged(jobs)
    return notebooks


def check(paths: Iterable[Path]) -> dict[Path, "NotebookNode"]:
    """The notebooks by path; raises RunsError naming all that do not declare what they are given."""
    notebooks = {path: _read(path) for path in dict.fromkeys(paths)}
    _check_parameters(notebooks)
    return notebooks


def _read(path: Path) -> "NotebookNode":
    import nbformat

    from tallybook.runs import engine

    keys.source(path)
    with warnings.catch_warnings():
        # Cells without ids get some; nobody needs to be told.
        warnings.simplefilter("ignore")
        notebook: NotebookNode = nbformat.reads(path.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return engine.loaded(notebook)


def _check_parameters(notebooks: dict[Path, "NotebookNode"]) -> None:
    from tallybook.runs.engine import declared

    missing = []
    for path, notebook in notebooks.items():
        known = declared(notebook)
        if names := [name for name in keys.PARAMETERS if name not in known]:
            missing.append(f"{path.name}: {', '.join(names)}")
    if missing:
        raise RunsError(
            say(
                "Each notebook must declare slice_file, period and subject in a cell with the tag `parameters`. "
                "These are missing: {missing}.",
                missing="; ".join(missing),
            )
        )


def _check_unchanged(jobs: tuple[Job, ...]) -> None:
    for job in jobs:
        if job.key != _key_now(job):
            raise RunsError(
                say(
                    "{notebook} or its data changed while the build was under way. Build again.",
                    notebook=job.notebook,
                )
            )


def _key_now(job: Job) -> str:
    return keys.key(
        job.subject,
        job.period,
        notebook=job.notebook,
        slice_file=job.slice_file,
        fingerprint=files.digest(job.slice_file),
    )
