"""Signals that end a program as Ctrl-C does."""

import os
import signal
import threading

import pytest

from tallybook.unwinding import unheeded, unwinding


def test_a_signal_unwinds_once_and_is_then_as_before() -> None:
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    put_away = []

    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            put_away.append(True)

    with pytest.raises(SystemExit) as stopped, unwinding([signal.SIGTERM]):
        work()
    assert (stopped.value.code, put_away) == (143, [True])
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.parametrize("other", [signal.SIG_IGN, unheeded])
def test_what_is_ignored_or_answered_already_stays_so(other: object) -> None:
    before = signal.signal(signal.SIGHUP, other)
    try:
        with unwinding([signal.SIGHUP]):
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is other
    finally:
        signal.signal(signal.SIGHUP, before)


def test_where_no_signals_are_heard_nothing_is_changed() -> None:
    found = []

    def work() -> None:
        with unwinding([signal.SIGTERM]):
            found.append(signal.getsignal(signal.SIGTERM))

    other = threading.Thread(target=work)
    other.start()
    other.join()
    assert found == [signal.SIG_DFL]
