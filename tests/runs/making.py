"""Jobs with small notebooks; what a job's notebook does is said by its slice, a text with one word."""

from pathlib import Path

import nbformat

from tallybook import files
from tallybook.domain.results import Job
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.runs import keys

PERIOD = "2025-H1"
PARAMETERS = 'slice_file = ""\nperiod = ""\nsubject = ""'
PRELUDE = """
import os, signal, subprocess, sys, time
from pathlib import Path
from IPython.display import display
mode, *words = Path(slice_file).read_text().split()
"""
DEEDS = """
match mode:
    case "raise": raise ValueError("no such\\nkpi: loans of 138 1234 5678")
    case "magic": get_ipython().run_line_magic("nosuchmagic", "")
    case "kill": os.kill(os.getpid(), signal.SIGKILL)
    case "segv": os.kill(os.getpid(), signal.SIGSEGV)
    case "memory": bytearray(1 << 50)
    case "exit": exit()
    case "sysexit": sys.exit(0)
    case "leave": os._exit(0)
    case "loop":
        while True: pass
    case "deaf":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True: pass
    case "frozen": os.kill(os.getpid(), signal.SIGSTOP)
    case "frozen-keeper":
        os.kill(os.getppid(), signal.SIGSTOP)
        time.sleep(600)
    case "flood":
        for _ in range(1000): print("x" * 100_000)
    case "spill":
        for _ in range(210): print("x" * 100_000)
    case "child":
        subprocess.Popen(["setsid", "sleep", words[0]])
        time.sleep(0.5)
    case "sleep": time.sleep(float(words[0]))
    case "path": raise FileNotFoundError(slice_file)
"""
HAND_OVER = """
from tallybook import results
from tallybook.domain.results import Results
from tallybook.domain.subjects import Subject, SubjectKind
mine = Results(subject=Subject(kind=SubjectKind.MANAGER, id=subject.removeprefix("manager-"), name="张敏"),
    period="2024" if mode == "foreign" else period, facts=(),
    extra=(("cwd", os.getcwd() if mode == "told" else ""),
           ("env", ",".join(sorted(os.environ)) if mode == "told" else "")))
for _ in range({"none": 0, "two": 2}.get(mode, 1)):
    display(results.bundle(mine), raw=True)
if mode == "invalid":
    display({results.MIME: {"version": 1}}, raw=True)
"""


def notebook(path: Path, *, parameters: str | None = PARAMETERS, cells: tuple[str, ...] = ()) -> Path:
    """A notebook file with these cells after its parameters."""
    sources = cells or (PRELUDE, DEEDS, HAND_OVER)
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Words"),
            *([] if parameters is None else [nbformat.v4.new_code_cell(parameters)]),
            *[nbformat.v4.new_code_cell(source) for source in sources],
            nbformat.v4.new_code_cell(" "),
        ]
    )
    if parameters is not None:
        made.cells[1].metadata["tags"] = ["parameters"]
    made.metadata["kernelspec"] = {"name": "another", "display_name": "Another", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)
    return path


def job(folder: Path, name: str, deed: str, *, notebook: Path) -> Job:
    """The job of a manager `name` whose slice says `deed`."""
    slice_file = folder / "slices" / f"manager-{name}.json"
    slice_file.parent.mkdir(parents=True, exist_ok=True)
    slice_file.write_text(deed)
    subject = Subject(kind=SubjectKind.MANAGER, id=name, name="张敏")
    key = keys.key(
        subject, PERIOD, notebook=notebook, slice_file=slice_file, fingerprint=files.digest(slice_file)
    )
    return Job(subject=subject, period=PERIOD, notebook=notebook, slice_file=slice_file, key=key)
