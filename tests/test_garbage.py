"""What is set for a time is afterwards as it was."""

import gc

import psutil
import pytest

from tallybook import garbage


def test_garbage_is_looked_for_seldom_for_a_time() -> None:
    before = gc.get_threshold()
    with garbage.looking_seldom():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_is_not_looked_for_at_all(was_on: bool) -> None:
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with garbage.not_looking():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


def test_what_breaks_off_leaves_all_as_it_was() -> None:
    before = gc.get_threshold(), gc.isenabled()
    with pytest.raises(ZeroDivisionError), garbage.looking_seldom(), garbage.not_looking():
        _ = 1 / 0
    assert (gc.get_threshold(), gc.isenabled()) == before


def test_what_is_no_longer_needed_is_given_back_to_the_system() -> None:
    # Small enough to be taken from what the library has, and kept from being its end by the last of them.
    many = [bytes(20_000) for _ in range(4_000)]
    last = many[-1]
    held = _resident()
    del many
    garbage.give_back()
    assert _resident() < held - 40_000_000
    assert len(last) == 20_000


def _resident() -> int:
    return psutil.Process().memory_info().rss
