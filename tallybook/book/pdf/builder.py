"""The pages of a book as Typst code, with the pictures that they show."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx

from tallybook.book.paper import pictures, ready
from tallybook.book.paper.outcome import Unformed
from tallybook.book.pdf.figures import PICTURES
from tallybook.book.pdf.translator import Translator


def write_pages(app: Sphinx, pages: Iterable[str], folder: Path) -> Iterator[Unformed]:
    """Write `pages/NAME.typ` for every page, and the pictures that they show; yields what there is no form for."""
    shown: set[str] = set()
    (folder / "pages").mkdir(parents=True)
    for page, tree, paper in ready.trees(app, pages):
        translator = Translator(tree, paper, page)
        tree.walkabout(translator)
        shown |= translator.pictures
        yield from translator.unformed
        text = f'#import "/house/house.typ": *\n#let page(here) = {translator.end()}\n'
        (folder / "pages" / f"{page}.typ").write_text(text, "utf-8", newline="\n")
    pictures.copy(Path(app.srcdir), shown, folder / PICTURES)
