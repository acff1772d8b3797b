"""A keeper ends when it is told to and when its parent dies, whatever it is at and whoever tells it."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

KEEPER = """
import os, signal, sys, time
from tallybook.runs import keeper
def serve(*_):
    print(os.getpid(), flush=True)
    time.sleep(600)
keeper._serve = serve
os.environ["JPY_PARENT_PID"] = str(os.getppid())
{before}
sys.exit(keeper.main("", own=()))
"""
# Python calls this back as it forks the kernel.
FORKING = "os.register_at_fork({moment}=lambda: os.kill(os.getpid(), {number}))"
UNTOLD = "keeper.die_with_parent = lambda _number: None"
PARENT = """
import subprocess, sys
keeper = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
print(keeper.pid, flush=True)
keeper.wait()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("moment", ["before", "after_in_parent"])
def test_a_keeper_told_to_end_as_it_forks_ends(number: int, moment: str) -> None:
    told = FORKING.format(moment=moment, number=int(number))
    ended = subprocess.run([sys.executable, "-c", KEEPER.format(before=told)], timeout=20, check=False)
    assert ended.returncode == 128 + signal.SIGTERM


@pytest.mark.parametrize("untold", [UNTOLD, ""])
def test_a_keeper_ends_with_its_parent(untold: str) -> None:
    command = [sys.executable, "-c", PARENT, KEEPER.format(before=untold)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        family = [psutil.Process(int(parent.stdout.readline())) for _ in range(2)]
        os.kill(parent.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs(family, timeout=5)
    assert [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []
