"""Warm kernels for anybody's notebooks: `papermill IN OUT --engine tallybook`.

The outputs are those of Papermill's own engine; kernels other than this interpreter's are started as ever.
"""

import atexit
import functools
import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import remove_args

from tallybook import temporary
from tallybook.runs.kernels import PrivateKernel, private_folder
from tallybook.runs.warm import SUPPORTED, ForkServer


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Papermill's engine on a kernel forked from a process that has the usual libraries loaded."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **options: Any,
    ) -> Any:
        """Execute the notebook; options and errors are those of Papermill's engine."""
        if not _suits(kernel_name, options):
            return super().execute_managed_notebook(
                nb_man,
                kernel_name,
                start_timeout=start_timeout,
                execution_timeout=execution_timeout,
                **options,
            )
        with temporary.folder() as made, private_folder(made.path) as folder:
            kernel = PrivateKernel(folder, made.held, _server())
            client = PapermillNotebookClient(
                nb_man,
                km=kernel,
                **remove_args(["timeout", "startup_timeout", "input_path"], **options),
                kernel_name=kernel_name,
                timeout=execution_timeout or options.get("timeout"),
                startup_timeout=start_timeout,
                log=logger,
            )
            try:
                return client.execute(cleanup_kc=True)
            finally:
                kernel.end()


def _suits(kernel_name: str, options: dict[str, Any]) -> bool:
    if not SUPPORTED or "kernel_manager_class" in options or "km" in options:
        return False
    try:
        command = KernelSpecManager().get_kernel_spec(kernel_name).argv
    except NoSuchKernel:
        return False
    interpreter = {"python", "python3", sys.executable, str(Path(sys.executable).resolve())}
    return command[0] in interpreter and "ipykernel_launcher" in command


@functools.cache
def _server() -> ForkServer | None:
    server = ForkServer(os.environ)
    atexit.register(server.close)
    return server if server.is_ready() else None
