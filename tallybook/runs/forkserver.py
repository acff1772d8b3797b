"""The fork server: a process with a notebook's libraries loaded, from which a batch's kernels are forked.

A module run by `warm`, with an environment in which there is no secret. It has one thread, no event loop and no
figure backend of its own, so that what it forks is what a new interpreter would have become; only sooner.
"""

import contextlib
import decimal
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from tallybook.parents import die_with_parent
from tallybook.runs import keeper

# More than a request can need: a command and an environment of some dozen names.
_REQUEST_SIZE = 65_536
# What a kernel loads at its start, and what our notebooks load. Not the backend that shows figures inline: it
# does so only where it was loaded inside a kernel; named it must be, or matplotlib would settle for another.
_INLINE = "module://matplotlib_inline.backend_inline"
_OURS = "tallybook.notebook"
_LIBRARIES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "tornado.platform.asyncio",
    "babel.dates",
    "babel.messages.mofile",
    "babel.messages.pofile",
    "babel.numbers",
    "matplotlib.pyplot",
    _OURS,
)


def main(descriptor: int, *more: str) -> None:
    """Load, say so, and fork a keeper and its kernel for each request, until the batch closes its socket or dies.

    `more` are further libraries to load. A request may also name a slice, to be measured and drawn once, so that
    kernels need not find out anew what all of them need; it leaves nothing but the caches of pure functions.
    """
    die_with_parent(signal.SIGKILL)
    if _is_deserted(descriptor):
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.flags.safe_path:
        # The folder in which the batch was started; a kernel has none of that either.
        del sys.path[0]
    set_by_libraries = _load(more)
    gc.freeze()
    with socket.socket(fileno=descriptor) as batch:
        batch.send(b"!")
        while True:
            request, descriptors, _, _ = socket.recv_fds(batch, _REQUEST_SIZE, 3)
            if not request:
                return
            _reap()
            asked = json.loads(request)
            if "rehearsal" in asked:
                _rehearse(Path(asked["rehearsal"]))
                batch.send(b"!")
                continue
            asked["environment"] |= set_by_libraries
            _answer(batch, asked, *descriptors)


def _is_deserted(descriptor: int) -> bool:
    """Whether the batch died before it could be asked to tell us."""
    looker = select.poll()
    looker.register(descriptor, 0)
    return bool(looker.poll(0))


def _load(more: Iterable[str]) -> dict[str, str]:
    """Load the libraries; returns what they have put into the environment, as they would in a kernel."""
    os.environ.setdefault("MPLBACKEND", _INLINE)
    before = dict(os.environ)
    for name in (*_LIBRARIES, *more):
        importlib.import_module(name)
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def _rehearse(slice_file: Path) -> None:
    notebook = importlib.import_module(_OURS)
    # What is wrong with a slice comes to light in its own run.
    with contextlib.suppress(Exception), decimal.localcontext(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook.rehearse(slice_file)
    gc.freeze()


def _answer(batch: socket.socket, request: dict[str, Any], said: int, status: int, held: int) -> None:
    """Fork, and answer with the keeper's process as a descriptor; with none where the system forks no more."""
    # Asked before the fork: a keeper whose server died meanwhile must see that its parent is another.
    server = os.getpid()
    try:
        pid = os.fork()
        if pid == 0:
            batch.close()
            _be_keeper(request, server, said, status, held)
    except OSError:
        batch.send(b"0")
    else:
        handle = os.pidfd_open(pid)
        socket.send_fds(batch, [str(pid).encode()], [handle])
        os.close(handle)
    finally:
        for descriptor in (said, status, held):
            os.close(descriptor)


def _be_keeper(request: dict[str, Any], server: int, said: int, status: int, held: int) -> NoReturn:
    """Become what a new interpreter with this command, environment and folder would be; then leave."""
    code = 1
    try:
        os.setsid()
        _stand_alone(request, server, said)
        code = keeper.main(sys.argv[2], own=(status, held))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os.write(status, str(code).encode())
        os._exit(code)


def _stand_alone(request: dict[str, Any], server: int, said: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, standard in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(descriptor, standard)
    os.close(nothing)
    os.close(said)
    os.environ.clear()
    os.environ.update(request["environment"], JPY_PARENT_PID=str(server))
    os.chdir(request["folder"])
    sys.argv[:] = request["command"]
    tempfile.tempdir = None
    # The others seed themselves anew after a fork; and numpy loads this part when it is first asked for it.
    if numpy_random := sys.modules.get("numpy.random"):
        numpy_random.seed()


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
