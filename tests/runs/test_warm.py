"""Forked kernels say what a cold kernel says, and where no kernel can be forked a cold one takes its place."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import nbformat
import papermill
import psutil
import pytest
from matplotlib.font_manager import FontManager
from papermill.exceptions import PapermillExecutionError

from tallybook import files, runs, slices, tables, workspace
from tallybook.domain.period import Period
from tallybook.domain.results import Job, Outcome, Succeeded
from tallybook.domain.subjects import SubjectKind
from tallybook.runs import batch, warm
from tallybook.settings import Running
from tests import small
from tests.runs import making
from tests.unpacking import unpack

pytestmark = pytest.mark.skipif(not warm.SUPPORTED, reason="kernels are forked on Linux only")

# What is written past Python reaches the cell through a thread: the cell waits for it, or it might come too late.
FROM_BELOW = """
import threading
heard, write = threading.Event(), sys.stdout.write
sys.stdout.write = lambda text: (write(text), heard.set())
os.write(1, b"from below")
heard.wait(60)
del sys.stdout.write
"""
CELLS = (
    "import os, random, sys, tempfile, warnings\nimport numpy as np, pandas as pd",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2, 4]);",
    "figure, axes = plt.subplots()\naxes.bar([1, 2], [3, 4]);",
    "%matplotlib inline\nplt.plot([3, 1]);",
    "plt.get_backend(), plt.isinteractive(), plt.rcParams['figure.dpi']",
    "pd.DataFrame({'a': [1, 2], 'b': ['张', '李']})",
    "!echo from a shell",
    "print([place for place in sys.path], os.getcwd(), tempfile.gettempdir(), __name__)",
    "print('out'); print('err', file=sys.stderr)",
    FROM_BELOW,
    "from IPython.display import HTML, display\ndisplay(HTML('<b>bold</b>')); 6 * 7",
    "class Odd:\n    def __repr__(self): return 'odd'\nOdd()",
    "sorted(set(os.environ) - {'JPY_PARENT_PID'})",
    "hash('tallybook') == hash('tally' + 'book'), sys.flags",
    "def broken():\n    return 1 / 0\nbroken()",
    "'never reached'",
)


def _notebook(path: Path, cells: tuple[str, ...]) -> Path:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)
    return path


def _executed(path: Path, engine: str, *, cwd: Path) -> list[Any]:
    """What each cell of a notebook put out, without the numbers that differ from process to process.

    Streams are whole: into how many messages one falls is a matter of time.
    """
    out = path.with_suffix(f".{engine}.ipynb")
    options = {"engine_name": engine, "progress_bar": False, "coalesce_streams": True}
    with contextlib.suppress(PapermillExecutionError):
        papermill.execute_notebook(path, out, cwd=cwd, **options)
    text = re.sub(r"0x[0-9a-f]{8,}|ipykernel_\d+", "…", out.read_text())
    return [
        (cell.get("execution_count"), cell.get("outputs"))
        for cell in nbformat.reads(text, as_version=4).cells
    ]


@pytest.mark.filterwarnings("ignore")
def test_outputs_equal_those_of_a_cold_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # In tests a kernel does not look at what is written past Python.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    path = _notebook(tmp_path / "cells.ipynb", CELLS)
    cold, forked = (_executed(path, engine, cwd=tmp_path) for engine in ("nbclient", "tallybook"))
    assert forked == cold
    kinds = [output["output_type"] for _, outputs in cold for output in outputs or ()]
    assert kinds.count("error") == 1
    assert kinds.count("display_data") >= 4
    assert "from below" in str(cold)


@pytest.mark.network
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("package", "folder", "left_out"),
    [
        # What needs the network, another kernel or a widget's state that names its process, and what tests interrupts.
        (
            "papermill",
            "papermill/tests/notebooks",
            r"sysexit|timeout|keyboard|binary|widget|s3|gcs|r_kernel|bash",
        ),
        (
            "nbclient",
            "tests/files",
            r"Sleep|Interrupt|Widget|Kernel|Parallel|Autokill|Disable Stdin|Clear Output",
        ),
    ],
)
def test_outputs_equal_on_notebooks_of_others(
    package: str, folder: str, left_out: str, tmp_path: Path
) -> None:
    found = [
        path
        for path in sorted((_source(package, tmp_path) / folder).glob("*.ipynb"))
        if not re.search(left_out, path.name, re.IGNORECASE) and _is_python(path)
    ]
    assert len(found) >= 5
    for path in found:
        cold, forked = (_executed(path, engine, cwd=path.parent) for engine in ("nbclient", "tallybook"))
        assert forked == cold, path.name


def _is_python(path: Path) -> bool:
    spec = nbformat.read(path, as_version=4).metadata.get("kernelspec", {})
    return spec.get("name") == "python3"


def _source(package: str, folder: Path) -> Path:
    """The unpacked source distribution of an installed package, which holds its tests."""
    wanted = f"{package}=={metadata.version(package)}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", package]
    command += ["--no-build-isolation", "--dest", str(folder), wanted]
    got = subprocess.run(command, capture_output=True, text=True, timeout=120)
    archives = list(folder.glob("*.tar.gz"))
    if not archives:
        pytest.skip(f"the source of {wanted} could not be had: {got.stderr.strip()[-200:]}")
    unpack(archives[0], folder)
    return next(path for path in folder.iterdir() if path.is_dir())


LEFT_BEHIND = """
import decimal, locale, matplotlib, sys, warnings
from matplotlib import font_manager, pyplot
print(decimal.getcontext(), dict(matplotlib.rcParams), sorted(font_manager.fontManager.get_font_names()))
print(pyplot.get_fignums(), len(warnings.filters), locale.getlocale(), sys.getrecursionlimit())
"""


def test_a_rehearsal_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = workspace.find(small.write(tmp_path / "house"))
    for kind in SubjectKind:
        path = house.notebook(kind)
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(-1, nbformat.v4.new_code_cell(LEFT_BEHIND))
        nbformat.write(notebook, path)
    period = Period.parse(small.PERIOD, house.fiscal)
    found = tables.read(house.root, house.settings)
    chosen = [one for one in slices.subjects(found, period) if one.id in ("007", "bank")]
    jobs = []
    for slice_ in slices.cut(found, house.settings, period, chosen):
        place = slices.write(slice_, tmp_path / "slices")
        notebook = house.notebook(slice_.subject.kind)
        jobs.append(runs.job(slice_, place, notebook=notebook, fingerprint=files.digest(place)))
    monkeypatch.setattr(batch, "_MANY", 1)
    rehearsed = _made(jobs, tmp_path / "rehearsed")
    monkeypatch.setattr(warm, "SUPPORTED", False)
    assert rehearsed == _made(jobs, tmp_path / "cold")
    assert len(rehearsed) == 2


def _made(jobs: Sequence[Job], folder: Path) -> list[bytes]:
    outcomes = runs.run(tuple(jobs), running=Running(jobs=2), folder=folder, on_done=lambda _outcome: None)
    return [outcome.notebook.read_bytes() for outcome in outcomes if isinstance(outcome, Succeeded)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[warm.ForkServer]:
    with warm.fork_server(os.environ) as server:
        assert server is not None
        yield server


def _launched(server: warm.ForkServer, tmp_path: Path) -> warm.ForkedKeeper | None:
    folder = tmp_path / "k"
    folder.mkdir(exist_ok=True)
    command = ["keeper.py", "", str(folder / "kernel.json")]
    with (tmp_path / "said.log").open("wb") as said:
        return server.launch(
            command, environment=os.environ, folder=str(tmp_path), said=said.fileno(), held=said.fileno()
        )


def test_a_forked_keeper_is_ended_and_says_how(server: warm.ForkServer, tmp_path: Path) -> None:
    keeper = _launched(server, tmp_path)
    assert keeper is not None
    assert keeper.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        keeper.wait(timeout=0.1)
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(timeout=5) == 128 + signal.SIGTERM
    assert keeper.poll() == 128 + signal.SIGTERM
    keeper.kill()


def test_a_killed_keeper_counts_as_killed(server: warm.ForkServer, tmp_path: Path) -> None:
    keeper = _launched(server, tmp_path)
    assert keeper is not None
    keeper.kill()
    assert keeper.wait(timeout=5) == -signal.SIGKILL


def test_whatever_was_forked_ends_with_the_server(tmp_path: Path) -> None:
    with warm.fork_server(os.environ) as server:
        assert server is not None
        keeper = _launched(server, tmp_path)
        assert keeper is not None
        family = [psutil.Process(keeper.pid), *psutil.Process(keeper.pid).children(recursive=True)]
    assert psutil.wait_procs(family, timeout=5)[1] == []
    assert _launched(server, tmp_path) is None


def test_a_batch_goes_on_with_cold_kernels_where_the_server_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm.ForkServer, "launch", lambda *_args, **_options: None)
    notebook = making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    jobs = (making.job(tmp_path, "ok", "ok", notebook=notebook),)
    (outcome,) = runs.run(jobs, running=Running(jobs=1), folder=tmp_path, on_done=lambda _outcome: None)
    assert isinstance(outcome, Succeeded)


def test_a_server_killed_under_way_costs_no_chapter(tmp_path: Path) -> None:
    notebook = making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    jobs = tuple(making.job(tmp_path, f"m{n}", "sleep 1", notebook=notebook) for n in range(6))
    killed: list[int] = []

    def kill_server(_outcome: Outcome) -> None:
        if not killed:
            alive = [p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
            servers = [p for p in alive if "tallybook.runs.forkserver" in p.cmdline()]
            killed.extend(p.pid for p in servers)
            for process in servers:
                process.kill()

    outcomes = runs.run(jobs, running=Running(jobs=2), folder=tmp_path, on_done=kill_server)
    assert killed
    assert all(isinstance(outcome, Succeeded) for outcome in outcomes)


def test_a_server_that_no_longer_answers_is_not_asked_again(server: warm.ForkServer, tmp_path: Path) -> None:
    process = psutil.Process(server._process.pid)
    process.suspend()
    server._socket.settimeout(0.2)
    assert _launched(server, tmp_path) is None
    process.resume()
    assert _launched(server, tmp_path) is None


def test_a_server_that_takes_too_long_to_load_is_waited_for_once(
    server: warm.ForkServer, tmp_path: Path
) -> None:
    process = psutil.Process(server._process.pid)
    process.suspend()
    server.rehearse(tmp_path / "slice.json")
    server._socket.settimeout(0.2)
    assert not server.is_ready()
    process.resume()
    assert not server.is_ready()
    assert _launched(server, tmp_path) is None


def test_a_server_started_beforehand_serves_a_batch_and_ends_with_it(tmp_path: Path) -> None:
    notebook = making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    jobs = tuple(making.job(tmp_path, f"m{n}", "ok", notebook=notebook) for n in range(2))
    for still_to_run in (True, False):
        with runs.warming([notebook], tmp_path) as server:
            assert server is not None
            process = psutil.Process(server._process.pid)
            forked: list[object] = []
            runs.run(
                jobs,
                running=Running(jobs=1),
                folder=tmp_path,
                server=server,
                on_done=lambda _outcome, of=process, seen=forked: seen.append(
                    of.is_running() and of.children()
                ),
            )
            assert not process.is_running()
        assert any(forked) is still_to_run


def test_a_lock_that_a_killed_batch_left_on_the_fonts_keeps_nobody_waiting(tmp_path: Path) -> None:
    notebook = making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    fonts = tmp_path / "matplotlib" / f"fontlist-v{FontManager.__version__}.json"
    fonts.parent.mkdir()
    fonts.with_name(f"{fonts.name}.matplotlib-lock").touch()
    jobs = (making.job(tmp_path, "ok", "ok", notebook=notebook),)
    runs.run(jobs, running=Running(jobs=1), folder=tmp_path, on_done=lambda _outcome: None)
    assert [path.name for path in fonts.parent.glob("fontlist*")] == [fonts.name]


def test_libraries_that_cannot_be_loaded_leave_the_kernels_cold(tmp_path: Path) -> None:
    (tmp_path / "pandas.py").write_text("raise ImportError('broken')")
    with warm.fork_server(dict(os.environ) | {"PYTHONPATH": str(tmp_path)}) as server:
        assert server is not None
        assert not server.is_ready()
        assert _launched(server, tmp_path) is None


def test_forked_kernels_draw_different_random_numbers(tmp_path: Path) -> None:
    path = _notebook(
        tmp_path / "random.ipynb", ("import random, numpy as np\nprint(random.random(), np.random.rand())",)
    )
    first, second = (_executed(path, "tallybook", cwd=tmp_path) for _ in range(2))
    assert first != second


def test_the_engine_leaves_other_kernels_to_papermill(tmp_path: Path) -> None:
    path = _notebook(tmp_path / "other.ipynb", ("1",))
    with pytest.raises(Exception, match="No such kernel named nowhere"):
        papermill.execute_notebook(
            path, None, engine_name="tallybook", kernel_name="nowhere", progress_bar=False
        )
