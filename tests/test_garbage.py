"""What is set for a time is afterwards as it was."""

import gc

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
