"""Documents and workbooks as LibreOffice prints and saves them."""

import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
_PATIENCE = 600


def as_pdf(file: Path, folder: Path) -> Path:
    """The file printed by LibreOffice."""
    return converted(file, folder, "pdf")


def converted(file: Path, folder: Path, ending: str) -> Path:
    """The file saved by LibreOffice in another form or the same; it has a profile of its own in the folder."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    return folder / f"{file.stem}.{ending}"
