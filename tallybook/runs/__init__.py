"""Notebooks executed by Papermill, in parallel, each in a private kernel; a failed run is a value.

1. `keys` makes a job of a slice and a notebook, with the key of all that its results depend on.
2. `batch` reads the notebooks, and runs the jobs in threads; `execution` is what one thread does with one.
3. `store` finds a run made before; otherwise `engine` executes the notebook in a kernel of `kernels`, an
   `attempts.Attempt` at a time, under the eyes of a clock, and a `keeper` clears up after the kernel.
4. Kernels are `warm`: forked from a `forkserver` that has the libraries loaded; `warm_engine` offers them to Papermill.
5. `checks` alone decides whether it went well; the `ledger` remembers how each run stood, whatever ends the build.
"""

from tallybook.runs.batch import run, warming
from tallybook.runs.keys import job
from tallybook.runs.ledger import broken_off, last_failures, remembering
from tallybook.runs.notebooks import check
from tallybook.runs.store import find, forget, is_kept, recall
from tallybook.runs.warm import ForkServer

__all__ = [
    "ForkServer",
    "broken_off",
    "check",
    "find",
    "forget",
    "is_kept",
    "job",
    "last_failures",
    "recall",
    "remembering",
    "run",
    "warming",
]
