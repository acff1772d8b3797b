"""The doctor: can this machine, and this workspace, make a book?"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import tallybook
from tallybook import workspace
from tallybook.errors import Message, TallybookError, say
from tallybook.wording import Wording

# A Unix socket's whole path may have 107 bytes; kernels need some of them for their own names.
SOCKET_FOLDER = 80
FREE_MEGABYTES = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: good or not, and in words what was found or what to do."""

    name: str
    good: bool
    words: str

    def line(self, wording: Wording) -> str:
        """The finding as a line, its mark a shape and a word."""
        mark = wording.text("ok") if self.good else wording.text("PROBLEM")
        return f"{'●' if self.good else '■'} {mark}  {self.name}: {self.words}"

    def plain(self) -> dict[str, object]:
        """The finding for machines."""
        return {"name": self.name, "good": self.good, "words": self.words}


def examine(root: Path, wording: Wording) -> tuple[Finding, ...]:
    """Look at everything a build needs; nothing is changed."""
    looks = (_python, _packages, _fonts, _kernel, _sockets, _disk, _workspace)
    return tuple(
        Finding(wording.message(name), good, wording.message(words))
        for look in looks
        for name, good, words in look(root)
    )


def _python(_: Path) -> Iterator[tuple[Message, bool, Message]]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield (
        say("Python"),
        sys.version_info >= (3, 11),
        say("{version} (3.11 or newer is needed)", version=version),
    )


def _packages(_: Path) -> Iterator[tuple[Message, bool, Message]]:
    for package in ("jupyter-book", "papermill", "ipykernel", "pandas", "matplotlib"):
        try:
            version = metadata.version(package)
        except metadata.PackageNotFoundError:
            yield (
                say("{package}", package=package),
                False,
                say("it is not installed; install Tallybook again"),
            )
            continue
        good = package != "jupyter-book" or version.startswith("1.")
        yield (
            say("{package}", package=package),
            good,
            say("{version}", version=version)
            if good
            else say("{version} is another program; Tallybook needs jupyter-book 1.x", version=version),
        )


def _fonts(_: Path) -> Iterator[tuple[Message, bool, Message]]:
    folder = Path(tallybook.__file__).parent / "fonts"
    missing = [
        name for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf") if not (folder / name).is_file()
    ]
    words = (
        say("missing: {names}; install Tallybook again", names=tuple(missing))
        if missing
        else say("Noto Sans SC")
    )
    yield say("Fonts"), not missing, words


def _kernel(_: Path) -> Iterator[tuple[Message, bool, Message]]:
    try:
        subprocess.run(
            [sys.executable, "-m", "ipykernel_launcher", "--version"],
            check=True,
            capture_output=True,
            timeout=60,
        )
    except (subprocess.SubprocessError, OSError) as error:
        yield say("Kernel"), False, say("the notebooks' kernel cannot be loaded: {reason}", reason=str(error))
    else:
        yield say("Kernel"), True, say("it can be loaded")


def _sockets(_: Path) -> Iterator[tuple[Message, bool, Message]]:
    folder = tempfile.gettempdir()
    good = len(folder.encode()) <= SOCKET_FOLDER
    words = (
        say("{folder}", folder=folder)
        if good
        else say("{folder} is too long a path for kernels; set TMPDIR to a shorter one", folder=folder)
    )
    yield say("Temporary folder"), good, words


def _disk(root: Path) -> Iterator[tuple[Message, bool, Message]]:
    where = next(folder for folder in (root.resolve(), *root.resolve().parents) if folder.exists())
    free = shutil.disk_usage(where).free // 2**20
    yield say("Free space"), free >= FREE_MEGABYTES, say("{free} MB in {folder}", free=free, folder=where)


def _workspace(root: Path) -> Iterator[tuple[Message, bool, Message]]:
    try:
        found = workspace.find(root)
    except TallybookError as error:
        yield say("Workspace"), False, error.message
    else:
        yield say("Workspace"), True, say("{folder}", folder=found.root)
