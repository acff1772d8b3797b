"""Build synthetic workspaces of 24, 100 and 250 managers, or as many as asked for, and what a user would pick instead.

`python -m benchmarks.bench --size 100` measures one size and keeps what was found in `benchmarks/results`;
`benchmarks/RESULTS.md` and its plot are made anew of all that is kept (`--report` makes them alone). Each size is
built from nothing, then with nothing changed, with one row changed and with one template changed. Rivals take long:
Papermill's are measured on 24 notebooks and reckoned up for more, default Jupyter Book up to 1,000 managers, and
`--no-rivals` leaves them out. Memory is the sum over all processes of a build, sampled.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

from benchmarks import report, rivals
from benchmarks.kept import Build, Measurement, Peak, Rival, keep, read_all

ROOT = Path(__file__).resolve().parents[1]
PERIOD = "2025-H1"
SIZES = (24, 100, 250)
SAMPLE_SECONDS = 0.2
# More would take hours with default Jupyter Book.
MOST_FOR_JUPYTER_BOOK = 1_000
NOTEBOOKS = 24


def main() -> None:
    """Measure the sizes asked for one by one, and write the results after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="how many managers; may be repeated")
    parser.add_argument("--no-rivals", action="store_true", help="measure Tallybook alone")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the results anew")
    choice = parser.parse_args()
    for size in () if choice.report else choice.size or SIZES:
        keep(measure(size, with_rivals=not choice.no_rivals))
        report.write(read_all())
    print(report.write(read_all()))


def measure(managers: int, *, with_rivals: bool) -> Measurement:
    """Build a synthetic workspace in each way."""
    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as name:
        folder = Path(name)
        make_workspace(folder, managers)
        cold = run_build(folder)
        cells = rivals.cells_alone(folder, PERIOD)
        instead = tuple(_rivals(folder, managers, cold.chapters)) if with_rivals else ()
        unchanged = run_build(folder)
        _change_row(folder)
        row = run_build(folder)
        _change_template(folder)
        return Measurement(
            managers=managers,
            cold=cold,
            unchanged=unchanged,
            row=row,
            template=run_build(folder),
            cells=cells,
            rivals=instead,
        )


def _rivals(folder: Path, managers: int, chapters: int) -> Iterator[Rival]:
    some = min(NOTEBOOKS, chapters)
    for name, way in (
        ("a loop of Papermill", rivals.papermill_loop),
        ("Papermill in a pool of processes", rivals.papermill_pool),
    ):
        seconds = way(folder, PERIOD, some)
        yield Rival(name=name, instead_of="runs", seconds=seconds * chapters / some, measured=some)
    if managers <= MOST_FOR_JUPYTER_BOOK:
        seconds = rivals.default_jupyter_book(folder, PERIOD)
        yield Rival(name="default Jupyter Book", instead_of="book", seconds=seconds, measured=chapters)


def make_workspace(folder: Path, managers: int) -> None:
    """A workspace of so many managers, with the project's own templates and notebooks."""
    for part in ("templates", "notebooks", "book"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "_config.yml", folder / "_config.yml")
    command = [sys.executable, "-m", "tools.make_demo", "--out", str(folder), "--managers", str(managers)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _change_row(folder: Path) -> None:
    """Another last digit in the last row."""
    path = max((folder / "data" / "actuals").glob("*.csv"))
    text = path.read_text(encoding="utf-8").rstrip()
    at = next(place for place in range(len(text) - 1, 0, -1) if text[place].isdigit())
    path.write_text(f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}\n", encoding="utf-8")


def _change_template(folder: Path) -> None:
    path = folder / "templates" / "manager.md.jinja"
    path.write_text(path.read_text(encoding="utf-8") + "\n.\n", encoding="utf-8")


def run_build(folder: Path) -> Build:
    """Build it as a user would, and watch the memory."""
    command = [sys.executable, "-m", "tallybook", "build", PERIOD, "--workspace", str(folder), "--json"]
    output, total, peak = watched(command, env=os.environ | {"PYTHONPATH": str(ROOT)})
    told: dict[str, Any] = json.loads(output)
    return Build(told["chapters"], told["subjects"] - told["cached"], total, told["seconds"], peak)


def watched(command: Sequence[str], **options: Any) -> tuple[bytes, float, Peak]:
    """What a command wrote to its standard output, the seconds that it took, and the most memory."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, **options)
    peak = Peak()
    sampler = threading.Thread(target=_sample, args=(process.pid, peak), daemon=True)
    sampler.start()
    output, _ = process.communicate()
    total = time.perf_counter() - begun
    sampler.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return output, total, peak


def _sample(pid: int, peak: Peak) -> None:
    """Keep the greatest sum of the proportional memory of a process and all below it."""
    try:
        root = psutil.Process(pid)
        while root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
            family = (root, *root.children(recursive=True))
            peak.megabytes = max(peak.megabytes, sum(map(_memory, family)))
            peak.processes = max(peak.processes, len(family))
            time.sleep(SAMPLE_SECONDS)
    except psutil.NoSuchProcess:
        return


def _memory(process: psutil.Process) -> float:
    try:
        memory = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0.0
    return float(getattr(memory, "pss", memory.rss)) / 2**20


if __name__ == "__main__":
    main()
