"""Build synthetic workspaces of 24, 100 and 250 managers; print seconds for each stage and peak memory.

`python -m benchmarks.bench [MANAGERS ...]` writes `benchmarks/RESULTS.md` too. Each size is built from nothing,
then with nothing changed, with one row changed and with one template changed; the smallest is also given to
plain Papermill and to default Jupyter Book (`--no-rivals` leaves that out). Memory is the sum over all
processes of a build, sampled.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks import rivals

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PERIOD = "2025-H1"
STAGES = ("tables", "slices", "runs", "pages", "book")
SAMPLE_SECONDS = 0.2


@dataclass(slots=True)
class Peak:
    """The most memory in MB, and the most processes, that a build had at a time."""

    megabytes: float = 0.0
    processes: int = 0


@dataclass(frozen=True, slots=True)
class Build:
    """One build: seconds in all and for each stage, and how many chapters were run."""

    chapters: int
    ran: int
    total: float
    stages: dict[str, float]
    peak: Peak


@dataclass(frozen=True, slots=True)
class Measurement:
    """A workspace of so many managers, built from nothing and then again after each change."""

    managers: int
    cold: Build
    unchanged: Build
    row: Build
    template: Build
    instead: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("managers", nargs="*", type=int, default=[24, 100, 250])
    parser.add_argument("--no-rivals", action="store_true")
    choice = parser.parse_args()
    sizes = choice.managers
    found = [measure(size, with_rivals=size == min(sizes) and not choice.no_rivals) for size in sizes]
    text = "\n\n".join(_parts(found))
    print(text)
    RESULTS.write_text(_document(text), encoding="utf-8")


def measure(managers: int, *, with_rivals: bool) -> Measurement:
    """Build a synthetic workspace in each way."""
    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as name:
        folder = Path(name)
        _make_workspace(folder, managers)
        cold = _build(folder)
        instead = dict(_rivals(folder)) if with_rivals else {}
        unchanged = _build(folder)
        _change_row(folder)
        row = _build(folder)
        _change_template(folder)
        return Measurement(managers, cold, unchanged, row, _build(folder), instead)


def _rivals(folder: Path) -> Iterator[tuple[str, float]]:
    yield "a loop of Papermill", rivals.papermill_loop(folder, PERIOD)
    yield "Papermill in a pool of processes", rivals.papermill_pool(folder, PERIOD)
    yield "default Jupyter Book", rivals.default_jupyter_book(folder, PERIOD)


def _make_workspace(folder: Path, managers: int) -> None:
    for part in ("templates", "notebooks", "book"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "_config.yml", folder / "_config.yml")
    command = [sys.executable, "-m", "tools.make_demo", "--out", str(folder), "--managers", str(managers)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _change_row(folder: Path) -> None:
    """Another last digit in the last row."""
    path = folder / "data" / "actuals.csv"
    text = path.read_text(encoding="utf-8").rstrip()
    at = next(place for place in range(len(text) - 1, 0, -1) if text[place].isdigit())
    path.write_text(f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}\n", encoding="utf-8")


def _change_template(folder: Path) -> None:
    path = folder / "templates" / "manager.md.jinja"
    path.write_text(path.read_text(encoding="utf-8") + "\n.\n", encoding="utf-8")


def _build(folder: Path) -> Build:
    command = [sys.executable, "-m", "tallybook", "build", PERIOD, "--workspace", str(folder), "--json"]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)})
    peak = Peak()
    sampler = threading.Thread(target=_sample, args=(process.pid, peak), daemon=True)
    sampler.start()
    output, _ = process.communicate()
    total = time.perf_counter() - begun
    sampler.join()
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}")
    told: dict[str, Any] = json.loads(output)
    return Build(told["chapters"], told["subjects"] - told["cached"], total, told["seconds"], peak)


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


def _parts(found: Sequence[Measurement]) -> Iterator[str]:
    yield _table(
        ["managers", "chapters", *STAGES, "whole", "peak MB", "processes"],
        ([m.managers, m.cold.chapters, *_stages(m.cold), *_whole(m.cold)] for m in found),
    )
    yield _table(
        [
            "managers",
            "nothing changed",
            "times faster",
            "one row",
            "chapters run",
            "times faster",
            "a template",
        ],
        ([m.managers, *_again(m)] for m in found),
    )
    for measurement in found:
        if measurement.instead:
            yield _table(
                ["instead", "seconds", "Tallybook", "times faster"], list(_ratios(measurement)), left=1
            )


def _stages(build: Build) -> list[str]:
    return [f"{build.stages.get(stage, 0):.1f}" for stage in STAGES]


def _whole(build: Build) -> list[object]:
    return [f"{build.total:.1f}", f"{build.peak.megabytes:.0f}", build.peak.processes]


def _again(m: Measurement) -> list[object]:
    return [
        f"{m.unchanged.total:.2f}",
        f"{m.cold.total / m.unchanged.total:.0f}",
        f"{m.row.total:.1f}",
        m.row.ran,
        f"{m.cold.total / m.row.total:.1f}",
        f"{m.template.total:.1f}",
    ]


def _ratios(m: Measurement) -> Iterator[list[object]]:
    for name, seconds in m.instead.items():
        ours = m.cold.stages["book" if "Book" in name else "runs"]
        what = f"{name}, {m.cold.chapters} chapters"
        yield [what, f"{seconds:.1f}", f"{ours:.1f}", f"{seconds / ours:.1f}"]


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, left: int = 0) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * left + " ---: |" * (len(heads) - left)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def _document(text: str) -> str:
    machine = f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB of memory"
    return (
        "# Benchmarks\n\n"
        "Made by `make bench` in one run: synthetic workspaces from the demo's generator, built from nothing, then\n"
        "with nothing changed, with one figure of one manager changed, and with one template changed. Seconds of\n"
        "wall time; memory is the sum over all processes. What a user would pick instead is measured on the same\n"
        "notebooks, slices and pages: Papermill against our runs, Jupyter Book against our book.\n\n"
        f"{text}\n\n"
        f"Machine: {machine}; {platform.system()}, Python {platform.python_version()}.\n"
    )


if __name__ == "__main__":
    main()
