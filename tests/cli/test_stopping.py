"""A command that is told to end says that what had finished is kept, and by its exit code what ended it."""

import os
import signal
from pathlib import Path

import pytest

from tallybook import pipeline
from tallybook.errors import BookError, say
from tests import small
from tests.commands import run


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 1), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_stopped_build_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, code: int
) -> None:
    folder = small.write(tmp_path / "workspace")
    monkeypatch.setattr(pipeline, "build", lambda *_: os.kill(os.getpid(), number))
    monkeypatch.chdir(folder)
    result = run("build", small.PERIOD)
    assert result.exit_code == code
    assert result.stderr == "已停止。已完成的部分都保留着；再次执行同一命令即可接着做。\n"


def test_under_nohup_a_closed_terminal_ends_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")

    def build(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        raise BookError(say("The book was not built: {reason}", reason="went on"))

    monkeypatch.setattr(pipeline, "build", build)
    monkeypatch.chdir(folder)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        result = run("build", small.PERIOD)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert result.exit_code == 1
    assert "went on" in result.stderr
