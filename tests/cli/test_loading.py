"""What a command loads at its start."""

import subprocess
import sys


def test_a_command_loads_nothing_slow_before_it_is_needed() -> None:
    slow = ("babel", "docx", "duckdb", "matplotlib", "numpy", "pandas", "papermill", "sphinx", "typst")
    command = f"import sys, tallybook.cli.verbs; print([name for name in {slow} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
