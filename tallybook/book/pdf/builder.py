"""The pages of a book as Typst code, with the pictures that they show."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sphinx.application import Sphinx

from tallybook.book import sharing
from tallybook.book.paper import lettering, pictures, ready
from tallybook.book.paper.outcome import Unformed
from tallybook.book.pdf.figures import PICTURES
from tallybook.book.pdf.translator import Translator


def write_pages(app: Sphinx, pages: Sequence[str], folder: Path) -> list[Unformed]:
    """Write `pages/NAME.typ` for every page, and the pictures that they show; returns what there is no form for."""
    (folder / "pages").mkdir(parents=True)

    def written(some: Iterable[str]) -> list[tuple[set[str], list[Unformed]]]:
        return [
            _written(page, Translator(tree, paper, page), folder)
            for page, tree, paper in ready.trees(app, some)
        ]

    # What is known of the fonts goes with every process.
    lettering.prepare()
    made = sharing.shared(written, sharing.chunks(pages))
    pictures.copy(Path(app.srcdir), set().union(*(shown for shown, _ in made)), folder / PICTURES)
    return [each for _, unformed in made for each in unformed]


def _written(page: str, translator: Translator, folder: Path) -> tuple[set[str], list[Unformed]]:
    """Write a page; the pictures on it, and what there is no form for."""
    translator.document.walkabout(translator)
    text = f'#import "/house/house.typ": *\n#let page(here) = {translator.end()}\n'
    (folder / "pages" / f"{page}.typ").write_text(text, "utf-8", newline="\n")
    return translator.pictures, list(translator.unformed)
