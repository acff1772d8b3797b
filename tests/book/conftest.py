"""The sample book built once, and a browser that may load nothing but it."""

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tallybook import book
from tests.book import samples


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that shows the sample book."""
    folder = tmp_path_factory.mktemp("book")
    own = folder / "book"
    own.mkdir()
    (own / "preface.md").write_text("# 前言\n\n本书*怎么读*。\n", "utf-8")
    (own / "methods.md").write_text("# 方法\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "utf-8")
    book.build(samples.edition(handwritten=own), folder / "build", out=folder / "html")
    return folder / "html"


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[str]:
    """The book's address on this machine."""
    handler = functools.partial(_Silent, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}"
        served.shutdown()
        thread.join(timeout=5)


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class Reader:
    """A browser page that notes what it should not do."""

    page: Page
    strayed: list[str] = field(default_factory=list)
    complained: list[str] = field(default_factory=list)


@pytest.fixture
def reader(chromium: Browser, server: str) -> Iterator[Reader]:
    """A fresh browser page at 1280 pixels; at the end nothing has left the machine or gone wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=server)
    context.set_default_timeout(10_000)
    found = Reader(context.new_page())

    def watch(route: object) -> None:
        address = route.request.url  # type: ignore[attr-defined]
        if address.startswith((server, "file:", "data:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            found.strayed.append(address)
            route.abort()  # type: ignore[attr-defined]

    context.route("**/*", watch)
    found.page.on("console", lambda line: found.complained.append(line.text))
    found.page.on("pageerror", lambda error: found.complained.append(str(error)))
    yield found
    context.close()
    assert found.strayed == []
    assert found.complained == []
