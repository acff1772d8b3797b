"""The sample book on paper, made once."""

from pathlib import Path

import pytest

from tallybook import book
from tests.book import samples


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> book.Built:
    """The sample book with its PDF files."""
    folder = tmp_path_factory.mktemp("paper")
    return book.build(samples.edition(on_paper=True), folder / "build", out=folder / "html")


@pytest.fixture(scope="session")
def folder(printed: book.Built) -> Path:
    """The folder that shows it."""
    return printed.path.parent
