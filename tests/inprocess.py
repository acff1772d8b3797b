"""A build whose notebooks run in this process: their cells as they stand, without a kernel for each."""

import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

from tallybook import pipeline, results, runs, workspace
from tallybook.domain.period import Period
from tallybook.domain.results import Job, Outcome, Succeeded
from tallybook.domain.subjects import Subject
from tallybook.settings import Running
from tests.small import PERIOD


class _Silent:
    def begin(self, stage: pipeline.Stage, steps: int = 0) -> None:
        pass

    def done(self, subject: Subject, *, good: bool) -> None:
        pass


def build(folder: Path, *, out: Path | None = None, pdf: bool = False) -> pipeline.Report:
    """The whole pipeline on a workspace, but for the kernels; without `out` into its own folder."""
    return build_of(workspace.find(folder), out or folder / "_build" / PERIOD, pdf=pdf)


def build_of(found: workspace.Workspace, out: Path, period: str = PERIOD, **more: object) -> pipeline.Report:
    """The same of a workspace that has been found, and perhaps changed."""
    plan = pipeline.Plan(folder=out, running=Running(), **more)
    with patch("tallybook.runs.run", _run):
        return pipeline.build(found, Period.parse(period, found.fiscal), plan, _Silent())


def _run(
    jobs: tuple[Job, ...],
    *,
    running: Running,
    folder: Path,
    on_done: Callable[[Outcome], None],
    on_start: Callable[[Job], None],
    server: runs.ForkServer | None,
) -> tuple[Outcome, ...]:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
        return tuple(pool.map(execute, jobs, chunksize=8))


def execute(job: Job) -> Outcome:
    """One run: the notebook's code cells one after the other, its output read back as from a file."""
    shown: list[Mapping[str, object]] = []
    space: dict[str, object] = {}
    given = {"slice_file": str(job.slice_file), "period": job.period, "subject": job.subject.slug}
    with patch("IPython.display.display", lambda bundle, raw: shown.append(bundle)):
        for cell in json.loads(job.notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), space)
                space |= given if "parameters" in cell["metadata"].get("tags", ()) else {}
    written = json.loads(json.dumps({"cells": [{"outputs": [{"data": bundle}]} for bundle in shown]}))
    return Succeeded(job=job, results=results.from_notebook(written), notebook=job.notebook, seconds=0)
