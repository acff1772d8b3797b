"""Whether an executed notebook is a good run; nothing else may say so, least of all that it was executed."""

from collections.abc import Iterator, Mapping
from typing import Any

from tallybook import results
from tallybook.domain.results import FailureKind, Job, Results
from tallybook.errors import ResultsError, ResultsTooLargeError, say
from tallybook.runs.failures import RunFailedError, one_line

# Papermill's own tag for the cell in which it sets the parameters.
INJECTED = "injected-parameters"


def results_of(notebook: Mapping[str, Any], job: Job) -> Results:
    """The results of a run that went well; raises RunFailedError where it did not."""
    for number, cell in _code_cells(notebook):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                raise raised(output["ename"], output["evalue"], cell=number, trace=output["traceback"])
        if cell["execution_count"] is None:
            raise RunFailedError(FailureKind.STOPPED_EARLY, "", cell=number)
    return _own(_handed_over(notebook), job)


def raised(name: str, value: str, *, cell: int, trace: list[str]) -> RunFailedError:
    """The failure of a notebook in which an exception was raised; an exit is one too."""
    kind = FailureKind.STOPPED_EARLY if name == "SystemExit" else FailureKind.RAISED
    return RunFailedError(kind, one_line(f"{name}: {value}"), cell=cell, report="\n".join(trace))


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
