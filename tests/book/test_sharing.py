"""What is shared among processes: in parts that keep them busy and bound what each takes, and back in order."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tallybook.book import sharing


def test_what_processes_share_comes_back_in_order() -> None:
    parts = sharing.chunks(list(range(100)))
    assert sharing.shared(lambda some: [each * 2 for each in some], parts) == [*range(0, 200, 2)]
    assert sharing.shared(lambda some: list(some), sharing.chunks([])) == []


@given(st.lists(st.integers(1, 40)), st.integers(1, 30))
def test_parcels_hold_everything_from_the_smallest_on_and_no_more_than_allowed(
    sizes: list[int], most: int
) -> None:
    made = sharing.parcels(sizes, lambda size: size, most)
    assert [size for parcel in made for size in parcel] == sorted(sizes)
    assert all(parcel and (sum(parcel) <= most or len(parcel) == 1) for parcel in made)
    pairs = itertools.pairwise(made)
    assert all(sum(parcel) + after[0] > most for parcel, after in pairs), "a parcel is filled before the next"
