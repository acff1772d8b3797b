"""Papermill's way of running a notebook, on a kernel of ours and with a limit on what it may say.

Imported where a run begins, for it is slow to load.
"""

import copy
import json
import logging
from typing import Any

import papermill
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.execute import raise_for_execution_errors, remove_error_markers
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from tallybook.runs.attempts import Attempt

_NAME = "tallybook-private"
# One day: the attempt's own clock ends whatever takes too long.
_NO_LIMIT = 86_400


def execute(notebook: NotebookNode, parameters: dict[str, str], attempt: Attempt) -> NotebookNode:
    """A copy of the notebook, executed in the attempt's kernel; raises what Papermill and its client raise.

    The same as `papermill.execute_notebook`, which would read and write it as JSON on the way, to nowhere.
    """
    kernel = {"engine_name": _NAME, "kernel_name": "python3"}
    given = parameterize_notebook(copy.deepcopy(notebook), parameters, language="python", **kernel)
    executed: NotebookNode = papermill_engines.execute_notebook_with_engine(
        nb=given, progress_bar=False, attempt=attempt, **kernel
    )
    raise_for_execution_errors(executed, None)
    return executed


def loaded(notebook: NotebookNode) -> NotebookNode:
    """The notebook as `execute` takes it: marked by Papermill, without the errors of earlier runs by hand."""
    marked: NotebookNode = remove_error_markers(load_notebook_node(notebook))
    return marked


def declared(notebook: NotebookNode) -> frozenset[str]:
    """The names that the notebook's `parameters` cell declares; none where there is no such cell."""
    named = copy.deepcopy(notebook)
    named.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return frozenset(papermill.inspect_notebook(named))


class _PrivateEngine(Engine):  # type: ignore[misc]
    """Papermill's engine, given a kernel instead of a kernel's name."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        attempt: Attempt,
        **_options: Any,
    ) -> None:
        client = _LimitedClient(
            nb_man,
            km=attempt.kernel,
            kernel_name=kernel_name,
            startup_timeout=_NO_LIMIT,
            iopub_timeout=_NO_LIMIT,
            shell_timeout_interval=1,
            on_cell_execute=attempt.begin_cell,
            on_cell_executed=attempt.end_cell,
            log=_SILENT,
        )
        client.attempt = attempt
        client.execute(cleanup_kc=True, **attempt.launch)


class _LimitedClient(PapermillNotebookClient):  # type: ignore[misc]
    """A client that stops listening when a notebook says more than it may."""

    attempt: Attempt

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Take an output in, unless there are too many already."""
        if not self.attempt.may_say(_size(msg["content"])):
            return None
        return super().output(outs, msg, display_id, cell_index)


def _size(content: dict[str, Any]) -> int:
    return len(content["text"]) if "text" in content else len(json.dumps(content))


_SILENT = logging.getLogger("tallybook.runs.silent")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False
papermill_engines.register(_NAME, _PrivateEngine)
