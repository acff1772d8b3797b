"""How long a book takes on paper once its pages are built, beside Sphinx's own way through TeX: `python -m benchmarks.paper`.

Synthetic workspaces of about 15 and 200 chapters are built without PDF files; then, in a process of its own, the book
alone and all its files (one for each branch and each person, too) are made of the pages that are left, as a build
with `--pdf` does. Seconds are those of PDF files alone, memory is the sum over all processes. Where TeX is installed,
`jupyter-book build --builder pdflatex` makes the same book.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from benchmarks.bench import PERIOD, make_workspace, run_build, watched
from benchmarks.kept import Peak

MANAGERS = (12, 178)
WAYS = ("book", "all")
TEX = ("latexmk", "xelatex")


def main() -> None:
    """Measure every size in each way, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--managers", type=int, action="append", help="how many managers; may be repeated")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    choice = parser.parse_args()
    if choice.measure:
        print(json.dumps(measure(Path(choice.measure[0]), choice.measure[1])))
        return
    print(f"{'chapters':>8} {'way':<10}{'files':>7}{'sheets':>8}{'seconds':>10}{'of CPU':>10}{'MB':>8}")
    for managers in choice.managers or MANAGERS:
        with tempfile.TemporaryDirectory(prefix="tallybook-paper-") as name:
            _print_size(Path(name), managers)


def _print_size(folder: Path, managers: int) -> None:
    make_workspace(folder, managers)
    chapters = run_build(folder).chapters
    source = folder / "_build" / PERIOD / "source"
    for way in WAYS:
        found, peak = _apart(source, way)
        print(
            f"{chapters:>8} {way:<10}{found['files']:>7}{found['sheets']:>8}{found['seconds']:>10.1f}"
            f"{found['computing']:>10.1f}{peak.megabytes:>8.0f}"
        )
    print(f"{chapters:>8} {'pdflatex':<10}{through_tex(source)}")


def _apart(source: Path, way: str) -> tuple[dict[str, Any], Peak]:
    command = [sys.executable, "-m", "benchmarks.paper", "--measure", str(source), way]
    output, _, peak = watched(command, stderr=subprocess.DEVNULL)
    return json.loads(output.splitlines()[-1]), peak


def measure(source: Path, way: str) -> dict[str, Any]:
    """Build the pages, then nothing, then nothing but the PDF files; what they take is the difference."""
    import pypdfium2

    from tallybook.book import worker
    from tallybook.book.paper.order import Order, documents

    order = Order(
        title="Bench", organisation="Bench", period=PERIOD, documents=documents(_chapters(source)), data={}
    )
    if way == "book":
        order = replace(order, documents=order.documents[:1])
    with tempfile.TemporaryDirectory() as name:
        html, doctrees = Path(name) / "html", Path(name) / "doctrees"
        _told(worker.build(source, html, doctrees))
        spent = []
        for asked in (None, order):
            shutil.rmtree(Path(name) / "conf")
            begun, computing = time.perf_counter(), _computing()
            _told(worker.build(source, html, doctrees, order=asked, changed=()))
            spent.append((time.perf_counter() - begun, _computing() - computing))
        papers = sorted(html.glob("*.pdf"))
        return {
            "files": len(papers),
            "sheets": sum(len(pypdfium2.PdfDocument(paper)) for paper in papers),
            "seconds": spent[1][0] - spent[0][0],
            "computing": spent[1][1] - spent[0][1],
        }


def through_tex(source: Path) -> str:
    """The seconds of the same book through TeX, or that there is none."""
    if missing := [name for name in TEX if shutil.which(name) is None]:
        return f"not installed: {', '.join(missing)}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        shutil.copytree(source, folder)
        begun = time.perf_counter()
        command = [
            str(Path(sys.executable).with_name("jupyter-book")),
            "build",
            str(folder),
            "--builder",
            "pdflatex",
        ]
        subprocess.run(command, check=True, capture_output=True)
        return f"{time.perf_counter() - begun:.1f} s, its pages read included"


def _computing() -> float:
    """The processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def _told(report: dict[str, list[dict[str, Any]]]) -> None:
    if report["complaints"]:
        raise SystemExit(str(report["complaints"][:3]))


def _chapters(source: Path) -> tuple[Any, ...]:
    from tallybook.book.contents import Chapter

    def made(entries: Sequence[dict[str, Any]]) -> Iterator[Chapter]:
        for entry in entries:
            below = tuple(made(entry.get("sections", ())))
            yield Chapter(name=entry["file"], label=entry.get("title"), sections=below)

    return tuple(made(yaml.safe_load((source / "_toc.yml").read_text("utf-8"))["chapters"]))


if __name__ == "__main__":
    main()
