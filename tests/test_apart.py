"""Work done in a process of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
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
import sys, time
from pathlib import Path
from tallybook import apart
folder = Path(sys.argv[1])
def work(tell):
    tell("begun")
    try:
        time.sleep(600)
    finally:
        folder.joinpath("put away").touch()
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


def test_a_fault_of_ours_says_where_it_was_raised() -> None:
    with pytest.raises(ValueError, match="ours") as raised:
        apart.call(lambda _: raising(ValueError("ours")), nothing)
    assert "in raising" in "".join(raised.value.__notes__)


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


@pytest.mark.parametrize(
    ("number", "puts_away"),
    [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGKILL, False)],
)
def test_whatever_ends_the_one_ends_the_other(tmp_path: Path, number: int, puts_away: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BUSY, str(tmp_path)], cwd=Path(__file__).parents[1], stderr=subprocess.DEVNULL
    ) as program:
        assert soon(tmp_path.joinpath("begun").exists, 20)
        family = [psutil.Process(program.pid), *psutil.Process(program.pid).children(recursive=True)]
        assert len(family) == 2
        program.send_signal(number)
        assert left_of(family) == []
    assert tmp_path.joinpath("put away").exists() is puts_away


def test_where_nothing_can_be_forked_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SUPPORTED", False)
    heard: list[object] = []

    def work(tell: apart.Tell) -> int:
        tell("here")
        return os.getpid()

    assert apart.call(work, heard.append) == os.getpid()
    assert heard == ["here"]
