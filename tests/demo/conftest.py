"""The demo workspace's own book, built once for all tests that look at it, and a browser that may load nothing else."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

from tallybook import workspace
from tests import inprocess
from tests.small import ROOT


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demo's finished book in all media, shared by all processes of one test run."""
    return _built(tmp_path_factory, worker_id, "zh", lambda _: ROOT)


@pytest.fixture(scope="session")
def demo_in_english(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The same of the English demo."""
    return _built(tmp_path_factory, worker_id, "en", _english)


def _built(
    factory: pytest.TempPathFactory, worker_id: str, language: str, made: Callable[[Path], Path]
) -> Path:
    base = factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / f"demo-{language}"
    with FileLock(f"{shared}.lock"):
        if not (shared / "html").exists():
            found = workspace.find(made(shared.with_name(f"workspace-{language}")))
            inprocess.build_of(found, shared, pdf=True, word=True, excel=True)
    return (shared / "html").resolve()


def _english(folder: Path) -> Path:
    workspace.init(folder, "en")
    return folder


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """Where the book is served on this machine."""
    handler = functools.partial(_Silent, directory=str(demo))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}"
        served.shutdown()
        thread.join(timeout=5)


@dataclass
class Reader:
    """A browser page that notes what it should not do."""

    page: Page
    strayed: list[str] = field(default_factory=list)
    complained: list[str] = field(default_factory=list)

    def width(self, pixels: int) -> None:
        """Read on a screen so wide."""
        self.page.set_viewport_size({"width": pixels, "height": 844})


@pytest.fixture
def reader(chromium: Browser, address: str) -> Iterator[Reader]:
    """A fresh page at 1280 pixels; at the end nothing has left the machine or gone wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    context.set_default_timeout(20_000)
    found = Reader(context.new_page())

    def watch(route: object) -> None:
        asked = route.request.url  # type: ignore[attr-defined]
        if asked.startswith((address, "file:", "data:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            found.strayed.append(asked)
            route.abort()  # type: ignore[attr-defined]

    context.route("**/*", watch)
    found.page.on("console", lambda line: found.complained.append(line.text))
    found.page.on("pageerror", lambda error: found.complained.append(str(error)))
    found.page.on("response", lambda got: found.complained.append(got.url) if got.status >= 400 else None)
    yield found
    context.close()
    assert found.strayed == []
    assert found.complained == []
