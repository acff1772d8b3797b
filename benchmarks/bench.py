"""Build synthetic workspaces of 24, 100 and 250 managers; print seconds for each stage and peak memory.

`python -m benchmarks.bench [MANAGERS ...]` writes `benchmarks/RESULTS.md` too. Every figure is one cold build
in a folder of its own; memory is the sum over all processes of the build, sampled.
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
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PERIOD = "2025-H1"
STAGES = ("tables", "slices", "runs", "pages", "book")
SAMPLE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Measurement:
    """One build: how many chapters, how long each stage took, and the most memory at a time in MB."""

    managers: int
    chapters: int
    seconds: dict[str, float]
    total: float
    unchanged: float
    megabytes: float


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("managers", nargs="*", type=int, default=[24, 100, 250])
    measurements = [measure(count) for count in parser.parse_args().managers]
    table = "\n".join(_table(measurements))
    print(table)
    RESULTS.write_text(_document(table), encoding="utf-8")


def measure(managers: int) -> Measurement:
    """Build a synthetic workspace twice: cold, then with nothing changed."""
    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as name:
        folder = Path(name)
        _make_workspace(folder, managers)
        cold, total, megabytes = _build(folder)
        _, unchanged, _ = _build(folder)
    return Measurement(managers, cold["chapters"], cold["seconds"], total, unchanged, megabytes)


def _make_workspace(folder: Path, managers: int) -> None:
    for part in ("templates", "notebooks", "book"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "_config.yml", folder / "_config.yml")
    command = [sys.executable, "-m", "tools.make_demo", "--out", str(folder), "--managers", str(managers)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _build(folder: Path) -> tuple[dict[str, object], float, float]:
    command = [sys.executable, "-m", "tallybook", "build", PERIOD, "--workspace", str(folder), "--json"]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)})
    peak: list[float] = [0.0]
    sampler = threading.Thread(target=_sample, args=(process.pid, peak), daemon=True)
    sampler.start()
    output, _ = process.communicate()
    total = time.perf_counter() - begun
    sampler.join()
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}")
    return json.loads(output), total, peak[0]


def _sample(pid: int, peak: list[float]) -> None:
    """Keep the greatest sum of the proportional memory of a process and all below it."""
    try:
        root = psutil.Process(pid)
        while root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
            peak[0] = max(peak[0], sum(map(_memory, (root, *root.children(recursive=True)))))
            time.sleep(SAMPLE_SECONDS)
    except psutil.NoSuchProcess:
        return


def _memory(process: psutil.Process) -> float:
    try:
        memory = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0.0
    return float(getattr(memory, "pss", memory.rss)) / 2**20


def _table(measurements: list[Measurement]) -> list[str]:
    heads = ["managers", "chapters", *STAGES, "whole, cold", "whole, unchanged", "peak MB"]
    lines = ["| " + " | ".join(heads) + " |", "|" + " ---: |" * len(heads)]
    for found in measurements:
        stages = [f"{found.seconds.get(stage, 0):.1f}" for stage in STAGES]
        cells = [found.managers, found.chapters, *stages, f"{found.total:.1f}", f"{found.unchanged:.1f}"]
        lines.append("| " + " | ".join(map(str, [*cells, f"{found.megabytes:.0f}"])) + " |")
    return lines


def _document(table: str) -> str:
    machine = f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB of memory"
    return (
        "# Benchmarks\n\n"
        "Made by `make bench`: synthetic workspaces from the demo's generator, each built once from nothing and\n"
        "once more with nothing changed. Seconds of wall time; memory is the sum over all processes.\n\n"
        f"{table}\n\n"
        f"Machine: {machine}; {platform.system()}, Python {platform.python_version()}.\n"
    )


if __name__ == "__main__":
    main()
