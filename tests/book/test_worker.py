"""Sphinx's process ends with the build that wants the book, whatever it is at."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.patience import left_of

# One long call into C, as Typst's is while it sets a book: meanwhile no signal reaches Python's own code.
_WORKER = """
import os, sys, time
from tallybook import parents
parents.end_with(int(sys.argv[1]))
helper = os.fork()
if not helper:
    time.sleep(60)
    os._exit(0)
print(os.getpid(), helper, flush=True)
sum(range(10**11))
"""
_BUILD = f"""
import os, subprocess, sys
subprocess.run([sys.executable, "-c", {_WORKER!r}, str(os.getpid())], start_new_session=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's death")
def test_a_killed_build_leaves_neither_sphinx_nor_its_helpers() -> None:
    with subprocess.Popen([sys.executable, "-c", _BUILD], stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        family = [psutil.Process(int(pid)) for pid in build.stdout.readline().split()]
        os.kill(build.pid, signal.SIGKILL)
        left = left_of(family)
    assert len(family) == 2
    assert left == []


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX systems")
def test_a_killed_build_leaves_no_sphinx_that_waits_for_its_pages() -> None:
    waiting = "import time; from tallybook import book; book.Sphinx(); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", waiting], stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        build.stdout.readline()
        family = psutil.Process(build.pid).children(recursive=True)
        os.kill(build.pid, signal.SIGKILL)
    left = left_of(family, seconds=20)
    assert len(family) == 1
    assert left == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's death")
def test_a_killed_build_leaves_no_sphinx_that_is_loading(tmp_path: Path) -> None:
    (tmp_path / "sphinx.py").write_text("import time; print('loading', flush=True); time.sleep(600)")
    loading = (
        "import os, time; from tallybook import book; sphinx = book.Sphinx()\n"
        "print(sphinx._process.stdout.readline(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", loading],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == "loading\n"
        family = psutil.Process(build.pid).children(recursive=True)
        os.kill(build.pid, signal.SIGKILL)
    left = left_of(family)
    assert len(family) == 1
    assert left == []
