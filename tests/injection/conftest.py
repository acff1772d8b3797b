"""The books of the corpus, built once."""

from pathlib import Path

import pytest
from filelock import FileLock

from tests.injection.making import Built, build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Both books, shared by all processes of one test run."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "injection"
    done = Path(f"{shared}.done")
    with FileLock(f"{shared}.lock"):
        if not done.exists():
            build(shared)
            done.touch()
    return Built(shared)
