"""Pages made ready for paper: the trees that Sphinx has read, their references resolved for whole documents."""

import contextlib
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

_PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"]


class Paper(Builder):
    """Pages by their names; it writes nothing by itself."""

    name = "paper"
    format = "paper"
    supported_image_types = _PICTURES

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """A page's name is its address."""
        return docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """The same from everywhere."""
        return to


def trees(app: Sphinx, pages: Iterable[str]) -> Iterator[tuple[str, nodes.document, Paper]]:
    """Every page's own tree, and the builder with which it was made ready."""
    with _on_paper(app) as paper:
        for page in pages:
            tree = app.env.get_doctree(page)
            app.env.apply_post_transforms(tree, page)
            yield page, tree, paper


@contextlib.contextmanager
def _on_paper(app: Sphinx) -> Iterator[Paper]:
    """For a while Sphinx makes pages ready for paper."""
    before, app.builder = app.builder, Paper(app, app.env)
    try:
        yield app.builder
    finally:
        app.builder = before
