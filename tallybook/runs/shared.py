"""What the jobs of one batch share."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tallybook.domain.results import Job
from tallybook.runs.warm import ForkServer
from tallybook.settings import Running
from tallybook.temporary import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Its settings, its folders, whether it is stopping, whom to tell of beginnings, where kernels come from."""

    running: Running
    folder: Path
    temporary: Folder
    stopping: threading.Event
    on_start: Callable[[Job], None]
    server: ForkServer | None
