"""What a user would pick instead, on the same machine and the same input: plain Papermill and default Jupyter Book.

Each function takes a workspace that Tallybook has built, and returns seconds of wall time.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

_DIRECTIVE = re.compile(r"^\s*(:{3,}|`{3,}).*$", re.MULTILINE)


def papermill_loop(workspace: Path, period: str, most: int) -> float:
    """So many subjects' notebooks, one after the other, with Papermill as it comes."""
    runs = _some(workspace, period, most)
    with tempfile.TemporaryDirectory() as out:
        begun = time.perf_counter()
        for run in runs:
            _execute(run, period, out)
        return time.perf_counter() - begun


def papermill_pool(workspace: Path, period: str, most: int) -> float:
    """The same in a pool of as many processes as there are processors."""
    runs = _some(workspace, period, most)
    with (
        tempfile.TemporaryDirectory() as out,
        ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool,
    ):
        begun = time.perf_counter()
        list(pool.map(_execute, runs, [period] * len(runs), [out] * len(runs)))
        return time.perf_counter() - begun


def default_jupyter_book(workspace: Path, period: str) -> float:
    """The same pages without our directives, in Jupyter Book as it comes, one below the other in its contents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = sorted((workspace / "_build" / period / "source").glob("*.md"))
        for page in pages:
            text = _DIRECTIVE.sub("", page.read_text(encoding="utf-8")).replace("{", "").replace("}", "")
            (folder / page.name).write_text(text, encoding="utf-8")
        figures = workspace / "_build" / period / "source" / "figures"
        shutil.copytree(figures, folder / "figures")
        chapters = [page.stem for page in pages if page.stem != "index"]
        contents = ["format: jb-book", "root: index", "chapters:", *(f"- file: {stem}" for stem in chapters)]
        (folder / "_toc.yml").write_text("\n".join(contents), encoding="utf-8")
        (folder / "_config.yml").write_text("title: Book\nexecute: {execute_notebooks: 'off'}\n", "utf-8")
        begun = time.perf_counter()
        command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - begun


def cells_alone(workspace: Path, period: str) -> float:
    """The processor time that all notebooks' cells take in one process, without Jupyter."""
    from tallybook import notebook

    runs = _runs(workspace, period)
    notebook.rehearse(runs[0][1])
    begun = time.process_time()
    for _, slice_file in runs:
        notebook.rehearse(slice_file)
    return time.process_time() - begun


def _some(workspace: Path, period: str, most: int) -> list[tuple[Path, Path]]:
    """Runs spread over all of them, so that managers and units are there in proportion."""
    runs = _runs(workspace, period)
    return [runs[place * len(runs) // most] for place in range(most)]


def _runs(workspace: Path, period: str) -> list[tuple[Path, Path]]:
    slices = sorted((workspace / "_build" / period / "slices").glob("*.json"))
    return [(workspace / "notebooks" / f"{path.name.partition('-')[0]}.ipynb", path) for path in slices]


def _execute(run: tuple[Path, Path], period: str, out: str) -> None:
    import papermill

    notebook, slice_file = run
    papermill.execute_notebook(
        notebook,
        Path(out) / f"{slice_file.stem}.ipynb",
        parameters={"slice_file": str(slice_file), "period": period, "subject": slice_file.stem},
        kernel_name="python3",
        progress_bar=False,
    )
