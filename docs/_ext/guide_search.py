"""The guide's search finds Chinese in the same way as the book's."""

from sphinx.application import Sphinx

from tallybook.book.search import Pairs


def setup(app: Sphinx) -> dict[str, bool]:
    """Put our search language in the place of Sphinx's own, which finds no Chinese without a dictionary."""
    app.add_search_language(Pairs)
    return {"parallel_read_safe": True}
