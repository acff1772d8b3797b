"""The builder that Sphinx asks how pages refer to each other while they are made ready for paper."""

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from tallybook.book.pdf.figures import PICTURES
from tallybook.book.pdf.lettering import drawn
from tallybook.book.pdf.translator import Translator

_PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"]


class Paper(Builder):
    """Pages by their names; it writes nothing by itself."""

    name = "typst"
    format = "typst"
    supported_image_types = _PICTURES

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """A page's name is its address."""
        return docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """The same from everywhere."""
        return to


def write_pages(app: Sphinx, pages: Iterable[str], folder: Path) -> None:
    """Write `pages/NAME.typ` for every page, and the pictures that they show."""
    shown: set[str] = set()
    (folder / "pages").mkdir(parents=True)
    with _on_paper(app) as paper:
        for page in pages:
            written = _page(app, paper, page)
            shown |= written.pictures
            text = f'#import "/house/house.typ": *\n#let page(here) = {written.end()}\n'
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


@contextlib.contextmanager
def _on_paper(app: Sphinx) -> Iterator[Paper]:
    """For a while Sphinx makes pages ready for paper."""
    before, app.builder = app.builder, Paper(app, app.env)
    try:
        yield app.builder
    finally:
        app.builder = before


def _page(app: Sphinx, paper: Paper, name: str) -> Translator:
    tree = app.env.get_doctree(name)
    app.env.apply_post_transforms(tree, name)
    translator = Translator(tree, paper, name)
    tree.walkabout(translator)
    return translator
