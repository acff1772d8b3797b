"""A batch that is killed at the worst moments leaves neither a process nor a temporary folder."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tallybook.runs import warm
from tests.patience import soon
from tests.runs import making

BATCH = """
import os, signal, socket, sys
from pathlib import Path
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from tallybook import runs
from tallybook.runs import kernels, warm
from tallybook.settings import Running
from tests.runs import making

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def and_die(step):
    return lambda *given, **named: (step(*given, **named), die())

{moment}
folder = Path(sys.argv[1])
job = making.job(folder, "slow", "sleep 600", notebook=folder / "notebooks" / "manager.ipynb")
runs.run((job,), running=Running(jobs=1), folder=folder, on_done=print)
"""
# The server is stopped with the request before it, and dies with the batch.
UNHEARD = """
def ask(server, request, descriptors):
    os.kill(server._process.pid, signal.SIGSTOP)
    socket.send_fds(server._socket, [request], descriptors)
    die()

warm.ForkServer._asked = ask
"""
MOMENTS = {
    "before anybody is asked for a kernel": "warm.ForkServer.launch = die",
    "while the server is asked": UNHEARD,
    "as soon as there is a keeper": "warm.ForkServer.launch = and_die(warm.ForkServer.launch)",
    "before a cold kernel is started": "warm.SUPPORTED = False; LocalProvisioner.launch_kernel = die",
    "as soon as there is a cold keeper": """
warm.SUPPORTED = False
launch = LocalProvisioner.launch_kernel
async def launch_and_die(*given, **named):
    await launch(*given, **named)
    die()
LocalProvisioner.launch_kernel = launch_and_die
""",
}


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A place for temporary files with a short path, as kernels need."""
    with tempfile.TemporaryDirectory(prefix="s") as folder:
        yield Path(folder)


@pytest.mark.skipif(
    not warm.SUPPORTED, reason="kernels are forked, and keepers told of a death, on Linux only"
)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_batch_killed_around_a_launch_leaves_nothing(moment: str, tmp_path: Path, temporary: Path) -> None:
    making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    ended = subprocess.run(
        [sys.executable, "-c", BATCH.replace("{moment}", MOMENTS[moment]), str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert soon(lambda: not any(temporary.iterdir()))
    assert soon(lambda: not list(_at_work(tmp_path, temporary)))


def _at_work(*places: Path) -> Iterator[psutil.Process]:
    """Every process that was told of one of these places."""
    for process in psutil.process_iter():
        try:
            told = (*process.cmdline(), *process.environ().values())
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(place) in text for place in places for text in told):
            yield process
