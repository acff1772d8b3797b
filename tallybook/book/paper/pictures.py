"""The pictures that pages show, as they are put on paper."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from tallybook.book.paper.lettering import drawn


def copy(source: Path, shown: Iterable[str], folder: Path) -> None:
    """Copy pictures by their names; in a drawing as well, letters that the fonts lack become 〓."""
    for picture in shown:
        target = folder / picture
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ".svg":
            target.write_text(drawn((source / picture).read_text("utf-8")), "utf-8", newline="\n")
        else:
            shutil.copyfile(source / picture, target)
