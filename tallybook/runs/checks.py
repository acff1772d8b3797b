"""Whether an executed notebook is a good run; nothing else may say so, least of all that it was executed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tallybook import results
from tallybook.domain.results import FailureKind, Job, Results
from tallybook.errors import ResultsError, ResultsTooLargeError, say
from tallybook.runs.failures import RunFailedError, one_line, plain

# Papermill's own tag for the cell in which it sets the parameters.
INJECTED = "injected-parameters"
# Where the kernel's tracebacks name a line of the cell, the outermost first.
_LINE = re.compile(r"^\s*Cell In\[\d+\], line (\d+)", re.MULTILINE)
# What Python says of the place of a wrong syntax: a file that is none.
_OF_CELL = re.compile(r" \((?:<[^>]*>|\d+\.py), line \d+\)$")


def results_of(notebook: Mapping[str, Any], job: Job) -> Results:
    """The results of a run that went well; raises RunFailedError where it did not."""
    for number, cell in _code_cells(notebook):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                raise raised(output["ename"], output["evalue"], cell=number, trace=output["traceback"])
        if cell["execution_count"] is None:
            raise RunFailedError(FailureKind.STOPPED_EARLY, "", cell=number)
    return _own(_handed_over(notebook), job)


def kept_results(payload: bytes, job: Job) -> Results:
    """The results of a notebook that is to the byte as it was kept, which it was only as a good run."""
    return _own(results.kept(payload), job)


def raised(name: str, value: str, *, cell: int, trace: list[str]) -> RunFailedError:
    """The failure of a notebook in which an exception was raised; an exit is one too."""
    kind = FailureKind.STOPPED_EARLY if name == "SystemExit" else FailureKind.RAISED
    report = plain("\n".join(trace))
    line = _LINE.search(report)
    return RunFailedError(
        kind,
        one_line(_OF_CELL.sub("", f"{name}: {value}")),
        cell=cell,
        line=int(line[1]) if line else None,
        report=report,
    )


def _code_cells(notebook: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    number = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "".join(cell["source"]).strip():
            number += INJECTED not in cell["metadata"].get("tags", ())
            yield number, cell


def _handed_over(notebook: Mapping[str, Any]) -> Results:
    try:
        return results.from_notebook(notebook)
    except ResultsTooLargeError as error:
        raise RunFailedError(FailureKind.TOO_LARGE, error.message) from error
    except ResultsError as error:
        raise RunFailedError(FailureKind.NO_RESULTS, error.message) from error


def _own(found: Results, job: Job) -> Results:
    if (found.subject, found.period) != (job.subject, job.period):
        detail = say(
            "It handed over the results of {name}, {period}.", name=found.subject.name, period=found.period
        )
        raise RunFailedError(FailureKind.NO_RESULTS, detail)
    return found
