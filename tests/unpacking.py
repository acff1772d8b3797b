"""Unpacking what others have published, for tests."""

import tarfile
from pathlib import Path
from typing import Any


def unpack(packed: Path, folder: Path) -> None:
    """Unpack a tar file into the folder."""
    # Python 3.11 knows the filter only from its fourth release on.
    more: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(packed) as archive:
        archive.extractall(folder, **more)
