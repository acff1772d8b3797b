"""Work done in a process of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from tallybook import apart
from tallybook.errors import ApartError, Fault, FaultsError, FilesError, TablesError, say
from tests.patience import left_of, soon

FAULT = Fault(
    kind="missing-value", file="a.csv", problem=say("No {what}.", what="id"), remedy=say("Add one.")
)
# A program that works apart until it is told to end; what works says that it puts away what it has begun.
BUSY = """
import signal, sys, time
from pathlib import Path
from tallybook import apart, unwinding
folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
def work(tell):
    tell("begun")
    try:
        time.sleep(600)
    finally:
        folder.joinpath("putting away").touch()
        time.sleep(seconds)
        folder.joinpath("put away").touch()
signal.signal(signal.SIGINT, signal.default_int_handler)
with unwinding.unwinding([signal.SIGTERM, signal.SIGHUP]):
    apart.call(work, lambda said: folder.joinpath(said).touch())
"""


def nothing(_said: object) -> None:
    """Whatever is said is not needed."""


def raising(error: BaseException) -> object:
    raise error


def test_what_is_returned_comes_from_another_process() -> None:
    process, value = apart.call(lambda _: (os.getpid(), {"all": ["of", b"it" * 100_000]}), nothing)
    assert process != os.getpid()
    assert value == {"all": ["of", b"it" * 100_000]}
    assert not psutil.pid_exists(process)


def test_what_is_told_is_heard_here_before_the_work_goes_on(tmp_path: Path) -> None:
    heard: list[object] = []

    def hear(said: object) -> None:
        time.sleep(0.05)
        heard.append(said)
        tmp_path.joinpath(str(said)).touch()

    def work(tell: apart.Tell) -> list[bool]:
        there = []
        for name in ("one", "two"):
            tell(name)
            there.append(tmp_path.joinpath(name).exists())
        return there

    assert apart.call(work, hear) == [True, True]
    assert heard == ["one", "two"]


@pytest.mark.parametrize(
    "error",
    [
        FilesError(say("{path} is full.", path=Path("a"))),
        TablesError(say("Not fit."), [FAULT]),
        FaultsError.joined([TablesError(say("Not fit."), [FAULT]), FaultsError(say("Nor that."), [FAULT])]),
        ValueError("a fault of ours"),
        SystemExit(143),
    ],
)
def test_what_is_raised_there_is_raised_here(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised:
        apart.call(lambda _: raising(error), nothing)
    got = raised.value
    assert type(got) is type(error)
    assert (got.args, getattr(got, "message", ""), getattr(got, "faults", ())) == (
        error.args,
        getattr(error, "message", ""),
        getattr(error, "faults", ()),
    )


def test_a_fault_of_ours_says_once_where_it_was_raised() -> None:
    with pytest.raises(ValueError, match="ours") as raised:
        apart.call(lambda _: apart.call(lambda _: raising(ValueError("ours")), nothing), nothing)
    assert "".join(raised.value.__notes__).count("in raising") == 1


def test_an_error_that_cannot_be_passed_on_is_told_in_words() -> None:
    class OwnError(Exception):
        pass

    with pytest.raises(RuntimeError, match=r"OwnError: of mine"):
        apart.call(lambda _: raising(OwnError("of mine")), nothing)


def test_a_result_that_cannot_be_passed_on_is_a_fault_of_ours() -> None:
    with pytest.raises(Exception, match="pickle"):
        apart.call(lambda _: lambda: None, nothing)


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(ApartError, match="perhaps because memory ran out"):
        apart.call(lambda _: os.kill(os.getpid(), signal.SIGKILL), nothing)


def test_one_killed_in_the_midst_of_what_it_says_is_told() -> None:
    def send(line: Connection, said: bytes) -> None:
        os.write(line.fileno(), bytes(said)[: len(said) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    def work(_tell: apart.Tell) -> bytes:
        Connection._send = send
        return bytes(1_000)

    with pytest.raises(ApartError):
        apart.call(work, nothing)


def test_one_killed_while_it_is_heard_is_told() -> None:
    with pytest.raises(ApartError):
        apart.call(lambda tell: tell(os.getpid()), _gone)


def _gone(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    assert soon(lambda: psutil.Process(process).status() == psutil.STATUS_ZOMBIE)


def test_it_works_where_nobody_wants_to_hear_of_children() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert apart.call(lambda _: 1, nothing) == 1
        with pytest.raises(ValueError, match="ours"):
            apart.call(lambda _: raising(ValueError("ours")), nothing)
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_helper_of_a_pool_which_may_have_no_children_does_it_itself() -> None:
    with get_context("fork").Pool(1) as pool:
        assert pool.apply(_is_done_here)


def _is_done_here() -> bool:
    return apart.call(lambda _: os.getpid(), nothing) == os.getpid()


def test_a_bar_that_is_drawn_here_is_drawn_by_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", StringIO())
    assert apart.call(lambda _: (sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__), nothing) == (
        True,
        True,
    )


def test_what_hearing_raises_ends_the_work(tmp_path: Path) -> None:
    def work(tell: apart.Tell) -> None:
        try:
            tell(os.getpid())
            tell("more")
        finally:
            tmp_path.joinpath("put away").touch()

    heard: list[int] = []

    def hear(said: object) -> None:
        heard.append(said)
        raise FilesError(say("In use."))

    with pytest.raises(FilesError, match="In use"):
        apart.call(work, hear)
    (process,) = heard
    assert not psutil.pid_exists(process)
    assert tmp_path.joinpath("put away").exists()


def test_nobody_is_waited_for_who_says_too_much_to_one_who_has_stopped_listening() -> None:
    def hear(_said: object) -> None:
        raise KeyboardInterrupt

    def work(tell: apart.Tell) -> bytes:
        with contextlib.suppress(SystemExit):
            tell("begun")
        return bytes(10_000_000)

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        apart.call(work, hear)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("send", [os.kill, os.killpg])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_ends_the_one_has_the_other_put_away_what_it_has_begun(
    tmp_path: Path, number: int, send: Callable[[int, int], None]
) -> None:
    with _busy(tmp_path) as program:
        family = psutil.Process(program.pid).children(recursive=True)
        assert len(family) == 1
        send(program.pid, number)
        assert left_of([psutil.Process(program.pid), *family]) == []
    assert tmp_path.joinpath("put away").exists()


def test_who_is_killed_leaves_nobody(tmp_path: Path) -> None:
    with _busy(tmp_path) as program:
        family = psutil.Process(program.pid).children(recursive=True)
        program.kill()
        assert left_of([psutil.Process(program.pid), *family]) == []


def test_who_is_told_twice_waits_no_longer(tmp_path: Path) -> None:
    with _busy(tmp_path, seconds=600) as program:
        family = psutil.Process(program.pid).children(recursive=True)
        program.send_signal(signal.SIGINT)
        assert soon(tmp_path.joinpath("putting away").exists)
        program.send_signal(signal.SIGINT)
        assert left_of([psutil.Process(program.pid), *family]) == []
    assert not tmp_path.joinpath("put away").exists()


@contextlib.contextmanager
def _busy(folder: Path, seconds: float = 0.3) -> Iterator[subprocess.Popen[bytes]]:
    """A program that works apart, and takes so long to put away what it has begun."""
    command = [sys.executable, "-c", BUSY, str(folder), str(seconds)]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stderr=subprocess.DEVNULL, start_new_session=True
    ) as program:
        assert soon(folder.joinpath("begun").exists, 20)
        yield program


def test_where_nothing_can_be_forked_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SUPPORTED", False)
    heard: list[object] = []

    def work(tell: apart.Tell) -> int:
        tell("here")
        return os.getpid()

    assert apart.call(work, heard.append) == os.getpid()
    assert heard == ["here"]
