"""The pages of a book as Typst code, with the pictures that they show."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from tallybook.book.paper import ready
from tallybook.book.paper.lettering import drawn
from tallybook.book.pdf.figures import PICTURES
from tallybook.book.pdf.translator import Translator


def write_pages(app: Sphinx, pages: Iterable[str], folder: Path) -> None:
    """Write `pages/NAME.typ` for every page, and the pictures that they show."""
    shown: set[str] = set()
    (folder / "pages").mkdir(parents=True)
    for page, tree, paper in ready.trees(app, pages):
        translator = Translator(tree, paper, page)
        tree.walkabout(translator)
        shown |= translator.pictures
        text = f'#import "/house/house.typ": *\n#let page(here) = {translator.end()}\n'
        (folder / "pages" / f"{page}.typ").write_text(text, "utf-8", newline="\n")
    for picture in shown:
        target = folder / PICTURES / picture
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(Path(app.srcdir) / picture, target)


def _copy(picture: Path, target: Path) -> None:
    """Copy a picture; in a drawing as well, letters that the fonts lack become 〓."""
    if picture.suffix.lower() == ".svg":
        target.write_text(drawn(picture.read_text("utf-8")), "utf-8", newline="\n")
    else:
        shutil.copyfile(picture, target)
